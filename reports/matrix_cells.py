"""The cells of a status matrix: one shape per state, told apart in grey and by colour-blind readers too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from daihoi.domain.states import ActivityState
from reports import tokens
from reports.shapes import Box, Path, disc, gate
from reports.sheet import SOLID, Dash, Sheet

DOTS: Dash = (0.0, (1.2, 1.4))
_EDGE = 0.6
_MARK_MM = 2.7
"""Largest mark inside a cell."""


def draw_cells(sheet: Sheet, cells: Iterable[tuple[Box, ActivityState]]) -> None:
    """Draws every cell in the shape of its state; what a unit does not have is a short dash."""
    by_state: dict[ActivityState, list[Box]] = defaultdict(list)
    for box, state in cells:
        by_state[state].append(box)
    for state, boxes in sorted(by_state.items()):
        _SHAPES[state](sheet, boxes, state)


def _name(state: ActivityState) -> str:
    return f"cell {state.name.lower()}"


def _plain(sheet: Sheet, boxes: list[Box], state: ActivityState, dash: Dash = SOLID) -> None:
    style = tokens.STATES[state]
    sheet.boxes(boxes, style.fill, edge=style.edge, line=_EDGE, dash=dash, name=_name(state))


def _dotted(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    sheet.boxes(boxes, tokens.BAND, edge=tokens.STATES[state].edge, line=0.9, dash=DOTS, name=_name(state))


def _half(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    style = tokens.STATES[state]
    triangles: list[Path] = [[(a, t), (b, d), (a, d)] for a, t, b, d in boxes]
    sheet.boxes(boxes, tokens.PAPER, edge=style.edge, line=_EDGE, name=_name(state))
    sheet.polygons(triangles, style.fill, edge=style.edge, line=_EDGE, z=2.1)


def _dot(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    style = tokens.STATES[state]
    sheet.boxes(boxes, style.fill, edge=style.edge, line=_EDGE, name=_name(state))
    sheet.polygons([disc(*_middle(box), _size(box) * 0.45) for box in boxes], style.edge, z=2.1)


def _gate(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    style = tokens.STATES[state]
    sheet.boxes(boxes, style.fill, edge=style.edge, line=0.9, name=_name(state))
    sheet.polygons([gate(*_middle(box), _size(box)) for box in boxes], style.edge, z=2.1)


def _bang(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    style = tokens.STATES[state]
    sheet.boxes(boxes, style.fill, edge=style.edge, line=_EDGE, name=_name(state))
    strokes: list[Box] = []
    for box in boxes:
        (x, y), size = _middle(box), _size(box)
        half = size * 0.11
        strokes.append((x - half, y - size * 0.5, x + half, y + size * 0.14))
        strokes.append((x - half, y + size * 0.28, x + half, y + size * 0.5))
    sheet.boxes(strokes, tokens.PAPER, z=2.1)


def _dash(sheet: Sheet, boxes: list[Box], state: ActivityState) -> None:
    middles = [_middle(box) for box in boxes]
    paths = [[(x - 0.8, y), (x + 0.8, y)] for x, y in middles]
    sheet.lines(paths, tokens.RULE, 0.8, name=_name(state))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _size(box: Box) -> float:
    return min(_MARK_MM, 0.72 * (box[3] - box[1]), 0.72 * (box[2] - box[0]))


_SHAPES: dict[ActivityState, Callable[[Sheet, list[Box], ActivityState], None]] = {
    ActivityState.NOT_APPLICABLE: _dash,
    ActivityState.NOT_YET_POSSIBLE: _plain,
    ActivityState.POSSIBLE: _dot,
    ActivityState.IN_PROGRESS: _half,
    ActivityState.WAITING_FOR_APPROVAL: _gate,
    ActivityState.OVERDUE: _bang,
    ActivityState.UNREPORTED: _dotted,
    ActivityState.DONE: _plain,
}
