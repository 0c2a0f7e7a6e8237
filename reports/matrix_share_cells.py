"""The cells of a gathered status matrix: how many units are through, inferred, required and overdue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from daihoi.domain.matrix import MatrixActivity
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.shapes import Box, Path
from reports.sheet import DOTTED, Sheet, TextStyle

INFERRED_EDGE = "#7FA3C7"
BADGE = TextStyle(tokens.SMALLEST, tokens.PAPER, "bold", "center")

_COUNT = TextStyle(tokens.NUMBER, align="center")


@dataclass
class Parts:
    """The shapes of all cells, drawn together: one artist per kind instead of one per cell."""

    cells: list[Box] = field(default_factory=list)
    done: list[Box] = field(default_factory=list)
    inferred: list[Box] = field(default_factory=list)
    ticks: list[Path] = field(default_factory=list)
    badges: list[Box] = field(default_factory=list)


def draw_parts(parts: Parts, sheet: Sheet) -> None:
    """Draws what was collected."""
    sheet.boxes(parts.cells, tokens.PAPER, edge=tokens.RULE, line=0.5, name="cell", z=1.5)
    sheet.boxes(parts.done, tokens.STATES[ActivityState.DONE].fill, name="cell done", z=1.6)
    sheet.boxes(
        parts.inferred,
        tokens.BAND,
        edge=INFERRED_EDGE,
        line=0.9,
        dash=DOTTED,
        name="cell inferred",
        z=1.7,
    )
    sheet.lines(parts.ticks, tokens.PLAN, 2.1, name="cell required", z=3)
    sheet.boxes(parts.badges, tokens.CRITICAL, name="badge", z=4)


def draw_cell(cell: MatrixActivity, required: int, box: Box, sheet: Sheet, parts: Parts) -> None:
    """A bar of what is done and inferred, a tick at what is required, a badge of what is overdue."""
    left, top, right, bottom = box
    x, y, height = (left + right) / 2, (top + bottom) / 2, bottom - top
    if not cell.total:
        sheet.text(x, y, "–", replace(_COUNT, color=tokens.INK_FAINT), name="none")
        return
    per_unit, through = (right - left) / cell.total, cell.done + cell.inferred
    done = left + per_unit * cell.done
    parts.cells.append(box)
    if cell.done:
        parts.done.append((left, top, done, bottom))
    if cell.inferred:
        parts.inferred.append((done, top, left + per_unit * through, bottom))
    if required > through:
        at = left + per_unit * required
        parts.ticks.append([(at, bottom - 0.34 * height), (at, bottom + 0.3)])
    style = replace(_COUNT, face="semibold") if required > through else _COUNT
    sheet.text(x - (2.3 if cell.overdue else 0.0), y - 0.09 * height, str(through), style, name="count")
    if cell.overdue:
        half, at = min(1.6, height / 2 - 0.2), right - 2.6
        parts.badges.append((at - 2.1, y - half, at + 2.1, y + half))
        sheet.text(at, y, str(cell.overdue), BADGE, name="cell overdue")
