"""Bars, arrows and deadlines of a cascade."""

from __future__ import annotations

from datetime import date

from daihoi.domain.cascade import Cascade, CascadeStep
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, LinkType
from reports import tokens, typesetting
from reports.cascade_layout import BAR, GHOST, GHOST_DROP, CascadeLayout, DueRow, dues_of
from reports.shapes import Box, Path, diamond, gate, rounded
from reports.sheet import DOTTED, Sheet, TextStyle

CONGRESS_SIZE, GATE_SIZE = 3.6, 2.0
CAUSE, BEGINNING = "NGUYÊN NHÂN", "ĐẦU CHUỖI"
_HEAD = 0.75
_STEP = 0.9
_TAG = TextStyle(tokens.SMALLEST, tokens.PAPER, "bold", "center")


def is_critical(cascade: Cascade) -> bool:
    """Whether a day lost on the chain breaks a deadline, or the chosen day, or has done so already."""
    if cascade.is_held:
        return False
    if cascade.chosen is not None:
        return (cascade.spare_days or 0) <= 0
    floats = [cascade.float_days, *(waiting.float_days for waiting in cascade.waiting)]
    return min((days for days in floats if days is not None), default=1) <= 0


def draw_bars(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    """Ghosts of the plan, bars, marks of gates and congresses, arrows, and the cause."""
    is_hot = is_critical(cascade)
    ghosts = [
        _box(layout.reach(step.baseline), layout.step_y[place] + GHOST_DROP * layout.row, GHOST * layout.row)
        for place, step in enumerate(cascade.steps)
        if step.baseline.end > layout.axis.first
    ]
    sheet.boxes(ghosts, tokens.BASELINE, name="baseline", z=2)
    for place, step in enumerate(cascade.steps):
        _draw_bar(step, place, sheet, layout, is_hot=is_hot)
    _draw_arrows(cascade, sheet, layout, is_hot=is_hot)
    if not cascade.is_held and len(cascade.steps) > 1:
        _draw_cause(cascade, sheet, layout, is_hot=is_hot)


def draw_dues(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    """Per deadline: what may still be lost, or what is lost; the deadline; the congress that has it."""
    end = cascade.congress.end
    for y, due in zip(layout.due_y, dues_of(cascade), strict=True):
        if due.float_days is not None:
            _draw_float(due, end, y, sheet, layout)
        _draw_deadline(due, end, y, sheet, layout)
        if not due.is_own:
            _draw_diamond(layout.reach(due.congress), y, sheet, tokens.PAPER, tokens.DONE, "waiting congress")


def _draw_bar(step: CascadeStep, place: int, sheet: Sheet, layout: CascadeLayout, *, is_hot: bool) -> None:
    edge = tokens.CRITICAL if is_hot else tokens.DONE
    rest = tokens.CRITICAL_REST if is_hot else tokens.REST
    y = layout.bar_y(place)
    reach = layout.reach(step.span)
    if step.kind is ActivityKind.CONGRESS:
        is_held = step.state is ActivityState.DONE
        _draw_diamond(reach, y, sheet, edge if is_held else tokens.PAPER, edge, "congress")
        return
    box = _box(reach, y, BAR * layout.row)
    if step.percent < 100:
        sheet.boxes([box], rest, name="rest", z=3)
        if is_hot:
            sheet.boxes([box], "none", edge=edge, hatch="////", z=3.1)
    if step.percent:
        until = layout.axis.x(step.span.start) + step.span.days * layout.axis.per_day * step.percent / 100
        right = box[2] if step.percent == 100 else min(max(until, box[0]), box[2])
        if right > box[0]:
            sheet.boxes([(box[0], box[1], right, box[3])], edge, name="done", z=3.2)
    sheet.boxes([box], "none", edge=edge, line=1.4 if is_hot else 0.9, name="bar", z=3.3)
    if step.span.start < layout.axis.first:
        x, half = layout.axis.left, 0.26 * layout.row
        tail: Path = [(x + 0.4, y - half), (x - 1.2, y), (x + 0.4, y + half)]
        sheet.polygons([tail], tokens.INK_SOFT, edge=tokens.PAPER, line=0.6, name="tail", z=7)
    if step.kind is ActivityKind.GATE:
        fill = edge if step.state is ActivityState.DONE else tokens.PAPER
        size = min(GATE_SIZE, 0.5 * layout.row)
        backing = _box((reach[1] + 0.5, reach[1] + 3.5), y, size + 0.8)
        sheet.boxes([backing], tokens.PAPER, z=4.8)
        sheet.polygons([gate(reach[1] + 2.0, y, size)], fill, edge=edge, line=0.7, name="gate", z=5)


def _draw_diamond(
    reach: tuple[float, float], y: float, sheet: Sheet, fill: str, edge: str, name: str
) -> None:
    x = (reach[0] + reach[1]) / 2
    sheet.polygons([diamond(x, y, CONGRESS_SIZE + 1.0)], tokens.PAPER, z=4.9)
    sheet.polygons([diamond(x, y, CONGRESS_SIZE)], fill, edge=edge, line=1.3, name=name, z=5)


def _draw_arrows(cascade: Cascade, sheet: Sheet, layout: CascadeLayout, *, is_hot: bool) -> None:
    color = tokens.CRITICAL if is_hot else tokens.INK_SOFT
    routes = [_route(cascade, place, layout) for place in range(1, len(cascade.steps))]
    sheet.lines(routes, color, 1.2 if is_hot else 0.9, name="link", z=2.6)
    heads = []
    for route in routes:
        x, y = route[-1]
        heads.append([(x, y), (x - _HEAD * 0.85, y - _HEAD * 1.2), (x + _HEAD * 0.85, y - _HEAD * 1.2)])
    sheet.polygons(heads, color, name="link head", z=4)


def _route(cascade: Cascade, place: int, layout: CascadeLayout) -> Path:
    """From the step above, by the end it is waited for at, down to the end that waits."""
    before, after = cascade.steps[place - 1], cascade.steps[place]
    kind = after.wait.type if after.wait else LinkType.FS
    start, finish = layout.reach(before.span)
    y, half = layout.bar_y(place - 1), BAR / 2 * layout.row
    low, high = layout.reach(after.span)
    inside = min(_STEP, (high - low) / 2)
    entry = low + inside if kind in (LinkType.FS, LinkType.SS) else high - inside
    if after.kind is ActivityKind.CONGRESS:
        entry, half_after = (low + high) / 2, CONGRESS_SIZE / 2 + 0.4
    else:
        half_after = half
    end = (entry, layout.bar_y(place) - half_after)
    leave = min(start + _STEP, finish) if kind in (LinkType.SS, LinkType.SF) else finish
    from_bar = kind in (LinkType.SS, LinkType.SF)
    first = (leave, y + half) if from_bar else (finish, y)
    if not from_bar and entry >= finish + 0.3:
        return [first, (entry, y), end]
    turn = y + layout.row * 0.55
    out = leave if from_bar else min(finish + _STEP, layout.axis.right)
    return [first, (out, first[1]), (out, turn), (entry, turn), end]


def _draw_cause(cascade: Cascade, sheet: Sheet, layout: CascadeLayout, *, is_hot: bool) -> None:
    """A frame around the first bar, and a tag beside it: a cause only where something is lost."""
    words, color = (CAUSE, tokens.CRITICAL) if is_hot else (BEGINNING, tokens.INK)
    left, right = layout.reach(cascade.cause.span)
    y, half = layout.bar_y(0), BAR * layout.row / 2 + 0.9
    if cascade.cause.kind is not ActivityKind.CONGRESS:
        frame = (left - 0.9, y - half, right + 0.9, y + half)
        sheet.boxes([frame], "none", edge=color, line=1.8, name="cause frame", z=6)
    breadth = typesetting.width(words, _TAG.size, "bold") + 2.6
    x = _beside(cascade, (left, right), breadth, layout)
    box = (x, y - 1.7, x + breadth, y + 1.7)
    sheet.polygons([rounded(box, 0.7)], color, name="cause box", z=8)
    sheet.text(x + breadth / 2, y, words, _TAG, name="cause")


def _beside(cascade: Cascade, reach: tuple[float, float], breadth: float, layout: CascadeLayout) -> float:
    """Where the tag begins: left of the bar, or right of it where the status line or the edge is near."""
    status = layout.axis.x(cascade.edition.status_date + ONE_DAY)
    before = reach[0] - 2.6 - breadth
    if before >= max(layout.axis.left, status + 1.0) or layout.axis.left <= before < reach[0] < status:
        return before
    past_mark = {ActivityKind.GATE: 3.0, ActivityKind.CONGRESS: 1.0}.get(cascade.cause.kind, 0.0)
    after = reach[1] + 2.4 + past_mark
    return after if after + breadth <= layout.axis.right else max(before, layout.axis.left)


def _draw_float(due: DueRow, end: date, y: float, sheet: Sheet, layout: CascadeLayout) -> None:
    """From the end of the congress to the last permitted day; filled where that has passed."""
    axis = layout.axis
    now, permitted = axis.clipped(end), axis.clipped(due.last_permitted + ONE_DAY)
    if due.float_days is not None and due.float_days < 0:
        lost = (permitted, y - 0.9, now, y + 0.9)
        sheet.boxes([lost], tokens.CRITICAL, name="float lost", z=3)
    elif permitted > now:
        sheet.lines([[(now, y), (permitted, y)]], tokens.INK_SOFT, 1.0, dash=DOTTED, name="float", z=3)
        sheet.lines([[(permitted, y - 1.1), (permitted, y + 1.1)]], tokens.INK_SOFT, 1.1, z=3)


def _draw_deadline(due: DueRow, end: date, y: float, sheet: Sheet, layout: CascadeLayout) -> None:
    """A mark at the end of the last permitted day; its date on the side where nothing else is drawn."""
    axis = layout.axis
    if not axis.shows(due.last_day + ONE_DAY):
        return
    x, half = axis.x(due.last_day + ONE_DAY), 0.42 * layout.row
    sheet.lines([[(x, y - half), (x, y + half)]], tokens.DEADLINE, 1.8, name="deadline", z=4)
    busy = end if due.is_own else max(end, due.congress.end)
    is_left = busy > due.last_day + ONE_DAY or x + 11 > axis.right
    style = TextStyle(tokens.TICK, tokens.DEADLINE, "semibold", "right" if is_left else "left")
    sheet.text(
        x - 1.2 if is_left else x + 1.2, y, tokens.date_short(due.last_day), style, name="deadline date"
    )


def _box(reach: tuple[float, float], y: float, height: float) -> Box:
    return reach[0], y - height / 2, reach[1], y + height / 2
