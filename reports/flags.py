"""Flags for the status date and deadlines, and the names of long holidays between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.spans import ONE_DAY
from reports import tokens, typesetting
from reports.shapes import Box, Path, pointer, rounded
from reports.sheet import DASHED, SOLID, Sheet, TextStyle
from reports.timeline import TimeAxis, long_holidays

FLAG_HEIGHT = 6.4

_FLAG = TextStyle(tokens.FLAG, tokens.PAPER, "semibold", "center")
_HOLIDAY = TextStyle(tokens.TICK, tokens.DEADLINE, align="center")


@dataclass(frozen=True)
class Flag:
    """A vertical line at the end of ``day``, the status date or a deadline; an empty label stands nowhere."""

    day: date
    label: str
    is_deadline: bool

    @property
    def color(self) -> str:
        """Red for deadlines, black for the status date."""
        return tokens.DEADLINE if self.is_deadline else tokens.STATUS


def draw_flags(
    sheet: Sheet,
    placed: Sequence[tuple[TimeAxis, Flag]],
    panels: Sequence[tuple[float, float]],
    holidays: Sequence[tuple[TimeAxis, Mapping[date, str]]] = (),
) -> None:
    """Lines with a pointer above and a label below; labels give way to each other.

    Args:
        sheet: the page.
        placed: flags with the axis each belongs to.
        panels: upper and lower edges that lines run between; labels stand below the last.
        holidays: days off by axis; long holidays are named in the row of labels, where there is room.
    """
    top, bottom = panels[0][0], panels[-1][1]
    shown = [(axis.x(flag.day + ONE_DAY), flag) for axis, flag in placed if axis.shows(flag.day + ONE_DAY)]
    for x, flag in shown:
        reach = [*panels[:-1], (panels[-1][0], bottom + (1.2 if flag.label else 0.0))]
        _draw_line(sheet, flag, [[(x, start), (x, end)] for start, end in reach])
        sheet.polygons([pointer(x, top, 2.3)], flag.color, z=7)
    taken = _draw_labels(sheet, [(x, flag) for x, flag in shown if flag.label], bottom)
    for axis, days_off in holidays:
        _name_holidays(sheet, axis, days_off, bottom, taken)


def _draw_labels(sheet: Sheet, shown: Sequence[tuple[float, Flag]], bottom: float) -> list[Box]:
    widths = [typesetting.width(flag.label, tokens.FLAG, "semibold") + 3.0 for _, flag in shown]
    centres = typesetting.spread([x for x, _ in shown], widths, sheet.left, sheet.right)
    taken = []
    for (_, flag), centre, breadth in zip(shown, centres, widths, strict=True):
        box = (centre - breadth / 2, bottom + 1.2, centre + breadth / 2, bottom + 5.6)
        taken.append(box)
        sheet.polygons([rounded(box, 0.8)], flag.color, name="flag box", z=8)
        sheet.text(centre, bottom + 3.4, flag.label, _FLAG, name="flag")
    return taken


def _draw_line(sheet: Sheet, flag: Flag, paths: Sequence[Path]) -> None:
    """Status dates solid, deadlines dashed."""
    dash, width = (DASHED, 1.3) if flag.is_deadline else (SOLID, 1.5)
    name = "deadline" if flag.is_deadline else "status"
    sheet.lines(paths, flag.color, width, dash=dash, name=name, z=6)


def _name_holidays(
    sheet: Sheet, axis: TimeAxis, days_off: Mapping[date, str], bottom: float, taken: Sequence[Box]
) -> None:
    for start, end, name in long_holidays(axis, days_off):
        middle, half = (axis.x(start) + axis.x(end)) / 2, typesetting.width(name, tokens.TICK) / 2 + 0.5
        if all(middle + half < left or middle - half > right for left, _, right, _ in taken):
            sheet.text(middle, bottom + 3.0, name, _HOLIDAY, name="holiday")
