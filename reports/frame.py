"""What surrounds every chart: header with the finding, legend, and footer with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from daihoi.domain.results import Edition
from reports import tokens, typesetting, wording
from reports.sheet import Sheet, TextStyle

TITLE_Y, SUBTITLE_Y, FINDING_Y = 10.6, 17.2, 24.2
FINDING_LINE, FOOT_LINE, LEGEND_LINE = 5.0, 3.1, 5.4
MAX_FINDING_LINES, MAX_FOOT_LINES = 3, 7
LEGEND_GAP = 6.0
SEPARATOR = "  ·  "

_TITLE = TextStyle(tokens.TITLE, face="semibold")
_FACTS = TextStyle(tokens.SUBTITLE, tokens.INK_SOFT)
_FINDING = TextStyle(tokens.FINDING)
_LEGEND = TextStyle(tokens.LEGEND, tokens.INK_SOFT)
_FOOT = TextStyle(tokens.FOOT, tokens.INK_FAINT)
_LOG = TextStyle(tokens.FOOT, tokens.INK_FAINT, align="right")


@dataclass(frozen=True)
class Key:
    """One entry of a legend: ``draw(sheet, x, y)`` draws a mark ``width`` millimetres wide from ``x``."""

    draw: Callable[..., None]  # any kind of sheet: the chart that makes a key knows which
    width: float
    label: str

    @property
    def room(self) -> float:
        """Width with its label."""
        return self.width + 1.6 + typesetting.width(self.label, tokens.LEGEND)


def draw_header(sheet: Sheet, name: str, topic: str, facts: Sequence[str], finding: str) -> float:
    """Whose page it is and what about, facts in grey, the finding as a sentence; returns where it ends."""
    room = sheet.right - sheet.left
    beside_topic = room - typesetting.width(f": {topic}", tokens.TITLE, "semibold")
    shortened = typesetting.shorten(name, beside_topic, tokens.TITLE, "semibold")
    sheet.text(sheet.left, TITLE_Y, f"{shortened}: {topic}", _TITLE, name="title")
    subtitle = typesetting.shorten(SEPARATOR.join(facts), room, tokens.SUBTITLE)
    sheet.text(sheet.left, SUBTITLE_Y, subtitle, _FACTS, name="facts")
    lines = typesetting.wrap(finding, room, tokens.FINDING)
    lines = typesetting.limit(lines, MAX_FINDING_LINES, room, tokens.FINDING)
    for place, line in enumerate(lines):
        sheet.text(sheet.left, FINDING_Y + place * FINDING_LINE, line, _FINDING, name="finding")
    return FINDING_Y + FINDING_LINE * (len(lines) - 0.5)


def draw_footer(sheet: Sheet, remarks: Sequence[str], edition: Edition) -> float:
    """Remarks and assumptions on the left, the log on the right of the last line; returns where it starts."""
    *basis, log = wording.footnotes(edition)
    room = sheet.right - sheet.left
    beside_log = room - typesetting.width(log, tokens.FOOT) - 4
    lines = [line for note in (*remarks, *basis) for line in typesetting.wrap(note, room, tokens.FOOT)]
    lines = typesetting.limit(lines, MAX_FOOT_LINES, room, tokens.FOOT)
    if lines and typesetting.width(lines[-1], tokens.FOOT) > beside_log:
        lines.append("")
    last = sheet.height - tokens.MARGIN_MM + 0.6
    first = last - (max(len(lines), 1) - 1) * FOOT_LINE
    for place, line in enumerate(lines):
        if line:
            sheet.text(sheet.left, first + place * FOOT_LINE, line, _FOOT, name="footnote")
    sheet.text(sheet.right, last, log, _LOG, name="log")
    return first - FOOT_LINE


def legend_height(sheet: Sheet, keys: Sequence[Key], right: float | None = None) -> float:
    """Room that a legend needs that ends at ``right``, or at the margin."""
    return len(_legend_rows(sheet, keys, right)) * LEGEND_LINE


def draw_legend(sheet: Sheet, keys: Sequence[Key], top: float, right: float | None = None) -> None:
    """The entries in rows from ``top`` on, up to ``right`` or the margin."""
    for place, row in enumerate(_legend_rows(sheet, keys, right)):
        x, y = sheet.left, top + (place + 0.5) * LEGEND_LINE
        for key in row:
            key.draw(sheet, x, y)
            sheet.text(x + key.width + 1.6, y, key.label, _LEGEND, name="legend")
            x += key.room + LEGEND_GAP


def _legend_rows(sheet: Sheet, keys: Sequence[Key], right: float | None) -> list[list[Key]]:
    rows: list[list[Key]] = []
    end = sheet.right if right is None else right
    x = end + 1.0
    for key in keys:
        if x + key.room > end:
            rows.append([])
            x = sheet.left
        rows[-1].append(key)
        x += key.room + LEGEND_GAP
    return rows
