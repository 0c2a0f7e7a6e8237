"""The Gantt of one unit: what was planned, what was done, what is left, and what holds the congress back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from daihoi.domain.results import ActivityRow, UnitPlan
from daihoi.domain.spans import ONE_DAY, Span
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.canvas import (
    DOTTED,
    Point,
    TimeAxis,
    box,
    draw_marker_line,
    flag_alignments,
    lines,
    new_page,
    panel,
    polygons,
    styled,
    write_footer,
    write_header,
)
from reports.gantt_legend import write_legend
from reports.gantt_table import write_table
from reports.wording import unit_finding

TABLE = (tokens.MARGIN_MM, 124.0)
CHART_LEFT, CHART_RIGHT = 125.0, 290.5
TOP, BOTTOM_MARGIN = 45.0, 27.0
MAX_ROW_MM = 9.0
BAR_HEIGHT, BAR_SHIFT = 0.46, -0.10
GHOST_HEIGHT, GHOST_SHIFT = 0.13, 0.30
HAMMOCK_HEIGHT = 0.2
TAIL_DAYS = 28
NOTE = (
    "Kết thúc: chữ đậm là thực tế, chữ nghiêng là tính theo tiến độ hiện tại. Lệch: số ngày so với kế hoạch gốc, đếm theo lịch "
    "của việc. ° không ai báo, suy ra từ việc sau."
)


@dataclass(frozen=True)
class Placed:
    """A row and the height of its middle, in row heights from the upper edge."""

    row: ActivityRow
    y: float


def draw_unit_gantt(plan: UnitPlan) -> Figure:
    """The page, A4 landscape."""
    with styled():
        width, height = tokens.A4_LANDSCAPE
        figure = new_page((width, height))
        placed, bands, count = place_rows(plan)
        bottom = min(height - BOTTOM_MARGIN, TOP + count * MAX_ROW_MM)
        table = panel(figure, TABLE[0], TOP, TABLE[1], bottom)
        chart = panel(figure, CHART_LEFT, TOP, CHART_RIGHT, bottom)
        time = _period(plan)
        table.set_xlim(0, TABLE[1] - TABLE[0])
        chart.set_xlim(0, time.days)
        for axes in (table, chart):
            _draw_rows(axes, placed, bands, count)
        draw_bars(plan, placed, chart, time)
        draw_links(plan, placed, chart, time)
        write_table(plan, placed, bands, table)
        _draw_dates(plan, chart, time)
        write_legend(figure, plan)
        write_header(
            figure, f"{plan.unit.name}: tiến độ chuẩn bị đại hội", _subtitle(plan), unit_finding(plan)
        )
        write_footer(figure, plan.edition, [NOTE])
    return figure


def place_rows(plan: UnitPlan) -> tuple[list[Placed], list[float], int]:
    """Every activity's height, the heights of the workstream headings, and how many rows there are."""
    placed, bands, y = [], [], 0
    for group in plan.groups:
        bands.append(y + 0.5)
        placed += [Placed(row, y + 1.5 + n) for n, row in enumerate(group.rows)]
        y += 1 + len(group.rows)
    return placed, bands, y


def draw_bars(plan: UnitPlan, placed: list[Placed], axes: Axes, time: TimeAxis) -> None:
    """Baseline below, current above: done and left, float, gates, the congress."""
    time.shade(axes, plan.days_off)
    time.rule(axes, _marked(plan))
    _draw_group_spans(plan, axes, time)
    ghosts = [box(*_edges(p.row.baseline, time), p.y + GHOST_SHIFT, GHOST_HEIGHT) for p in placed]
    polygons(axes, ghosts, facecolors=tokens.BASELINE, edgecolors="none", zorder=2)
    for critical in (False, True):
        _draw_work(axes, [p for p in placed if p.row.is_critical is critical], time, critical=critical)
    _draw_inferred(axes, [p for p in placed if p.row.is_inferred], time)
    _draw_gates(axes, [p for p in placed if p.row.is_gate], time)
    _draw_float(axes, placed, time)
    _draw_cut_ends(axes, placed, time)
    for p in placed:
        if p.row.is_congress:
            _draw_congress(plan, p, axes, time)


def draw_links(plan: UnitPlan, placed: list[Placed], axes: Axes, time: TimeAxis) -> None:
    """Arrows for links that something still waits for; satisfied ones say nothing any more."""
    of = {p.row.code: p for p in placed}
    for critical in (False, True):
        paths, heads = [], []
        for link in plan.links:
            a, b = of[link.predecessor], of[link.successor]
            if link.is_satisfied or (a.row.is_critical and b.row.is_critical) is not critical:
                continue
            path = _route(a, b, time, from_start=link.type.name[0] == "S", to_finish=link.type.name[1] == "F")
            paths.append(path)
            (x, y), up = path[-1], -1 if path[-1][1] < path[-2][1] else 1
            wide = time.days * 0.0045
            heads.append([(x, y), (x - wide, y - 0.18 * up), (x + wide, y - 0.18 * up)])
        color = tokens.CRITICAL if critical else tokens.INK_FAINT
        lines(axes, paths, colors=color, linewidths=1.2 if critical else 0.7, zorder=2.2)
        polygons(axes, heads, facecolors=color, edgecolors="none", zorder=3.6)


def _route(a: Placed, b: Placed, time: TimeAxis, *, from_start: bool, to_finish: bool) -> list[Point]:
    """Out of the predecessor, and into the successor from above or below."""
    step = time.days * 0.006
    x0 = time.clip(a.row.current.start if from_start else a.row.current.end)
    left, right = _edges(b.row.current, time)
    x1 = right - step if to_finish else min(left + step, right)
    down = b.y > a.y
    y0 = a.y + BAR_SHIFT
    y1 = b.y + BAR_SHIFT + (-BAR_HEIGHT / 2 if down else BAR_HEIGHT / 2)
    if x1 >= x0:
        return [(x0, y0), (x1, y0), (x1, y1)]
    turn = a.y + (0.5 if down else -0.5)
    return [(x0, y0), (x0 + step, y0), (x0 + step, turn), (x1, turn), (x1, y1)]


def _period(plan: UnitPlan) -> TimeAxis:
    """All of the preparation; what follows the congress only as far as it can be seen beside it."""
    rows = [row for group in plan.groups for row in group.rows]
    first = min(min(row.baseline.start, row.current.start) for row in rows)
    ends = [plan.congress[0].end, plan.congress[1].end, plan.edition.status_date]
    if plan.deadline:
        ends.append(plan.deadline.last_day)
    last = max(ends) + timedelta(days=TAIL_DAYS)
    return TimeAxis(first - timedelta(days=7), max(last, first + timedelta(days=35)))


def _edges(span: Span, time: TimeAxis) -> tuple[float, float]:
    left = time.clip(span.start)
    return left, max(time.clip(span.end), left + time.days * 0.002)


def _split(p: Placed, time: TimeAxis) -> float:
    """Where the done part of a bar ends."""
    left, right = _edges(p.row.current, time)
    return left + (right - left) * p.row.percent / 100


def _height(p: Placed) -> float:
    return HAMMOCK_HEIGHT if p.row.is_hammock else BAR_HEIGHT


def _draw_work(axes: Axes, placed: list[Placed], time: TimeAxis, *, critical: bool) -> None:
    fill, rest = (tokens.CRITICAL, tokens.CRITICAL_REST) if critical else (tokens.DONE, tokens.REST)
    shown = [p for p in placed if not p.row.is_inferred]
    left = [
        box(_split(p, time), _edges(p.row.current, time)[1], p.y + BAR_SHIFT, _height(p))
        for p in shown
        if p.row.percent < 100
    ]
    done = [
        box(_edges(p.row.current, time)[0], _split(p, time), p.y + BAR_SHIFT, _height(p))
        for p in shown
        if p.row.percent
    ]
    whole = [box(*_edges(p.row.current, time), p.y + BAR_SHIFT, _height(p)) for p in shown]
    polygons(axes, left, facecolors=rest, edgecolors="none", zorder=3)
    polygons(axes, done, facecolors=fill, edgecolors="none", zorder=3.1)
    if critical:
        polygons(axes, left, facecolors="none", edgecolors=fill, hatch="////", linewidths=0, zorder=3.2)
    polygons(axes, whole, facecolors="none", edgecolors=fill, linewidths=1.5 if critical else 0.8, zorder=3.3)
    posts = [_edges(p.row.current, time) for p in shown if p.row.is_hammock]
    rows = [p.y + BAR_SHIFT for p in shown if p.row.is_hammock]
    ends = [[(x, y - 0.2), (x, y + 0.2)] for (a, b), y in zip(posts, rows, strict=True) for x in (a, b)]
    lines(axes, ends, colors=fill, linewidths=1.4, zorder=3.4)


def _draw_inferred(axes: Axes, placed: list[Placed], time: TimeAxis) -> None:
    shapes = [box(*_edges(p.row.current, time), p.y + BAR_SHIFT, _height(p)) for p in placed]
    polygons(
        axes,
        shapes,
        facecolors=tokens.PAPER,
        edgecolors=tokens.DONE,
        linewidths=0.8,
        linestyles=DOTTED,
        zorder=3.3,
    )


def _draw_gates(axes: Axes, placed: list[Placed], time: TimeAxis) -> None:
    """Two posts and a lintel around the bar: only a person opens it."""
    frames = []
    for p in placed:
        left, right = _edges(p.row.current, time)
        edge, y = time.days * 0.003, p.y + BAR_SHIFT
        frames.append(
            [
                (left - edge, y + 0.34),
                (left - edge, y - 0.34),
                (right + edge, y - 0.34),
                (right + edge, y + 0.34),
            ]
        )
    lines(axes, frames, colors=tokens.INK, linewidths=1.3, zorder=3.5)


def _draw_float(axes: Axes, placed: list[Placed], time: TimeAxis) -> None:
    spans = [
        (time.clip(p.row.current.end), time.clip(p.row.late_end), p.y + GHOST_SHIFT)
        for p in placed
        if p.row.late_end and p.row.late_end > p.row.current.end
    ]
    whiskers = [[(a, y), (b, y)] for a, b, y in spans]
    lines(axes, whiskers, colors=tokens.INK_SOFT, linewidths=0.8, linestyles=DOTTED, zorder=2.5)
    ends = [[(b, y - 0.11), (b, y + 0.11)] for _, b, y in spans]
    lines(axes, ends, colors=tokens.INK_SOFT, linewidths=0.9, zorder=2.5)


def _draw_cut_ends(axes: Axes, placed: list[Placed], time: TimeAxis) -> None:
    """An arrow at the edge for what goes on beyond it."""
    beyond = [p.y + BAR_SHIFT for p in placed if time.x(p.row.current.end) > time.days]
    axes.plot(
        [time.days] * len(beyond),
        beyond,
        ls="",
        marker=">",
        ms=4.5,
        color=tokens.INK_SOFT,
        clip_on=False,
        zorder=6,
    )


def _draw_congress(plan: UnitPlan, p: Placed, axes: Axes, time: TimeAxis) -> None:
    planned, current = plan.congress
    y = p.y + BAR_SHIFT
    middle = (time.clip(current.start) + time.clip(current.end)) / 2
    color = tokens.CRITICAL if p.row.is_critical else tokens.DONE
    axes.plot([middle], [y], ls="", marker="D", ms=7, mfc=color, mec="white", mew=0.9, zorder=6)
    if p.row.state is ActivityState.DONE:
        text = f"{tokens.date_short(current.last_day)}"
    else:
        text = tokens.date_short(current.start)
    side = -1 if middle > time.days * 0.12 else 1
    axes.annotate(
        text, (middle, y), (9 * side, 0), textcoords="offset points", ha="right" if side < 0 else "left",
        va="center", fontsize=7.6, fontweight="semibold", color=color, zorder=7,
    )  # fmt: skip


def _draw_group_spans(plan: UnitPlan, axes: Axes, time: TimeAxis) -> None:
    """A bracket over the current dates of each workstream."""
    shapes, y = [], 0.5
    for group in plan.groups:
        left = min(time.clip(row.current.start) for row in group.rows)
        right = max(time.clip(row.current.end) for row in group.rows)
        tip = min(time.days * 0.005, (right - left) / 2)
        shapes.append(
            [
                (left, y - 0.09),
                (right, y - 0.09),
                (right, y + 0.22),
                (right - tip, y + 0.06),
                (left + tip, y + 0.06),
                (left, y + 0.22),
            ]  # fmt: skip
        )
        y += 1 + len(group.rows)
    polygons(axes, shapes, facecolors=tokens.INK_SOFT, edgecolors="none", zorder=3)


def _draw_rows(axes: Axes, placed: list[Placed], bands: list[float], count: int) -> None:
    width = axes.get_xlim()[1]
    axes.set_ylim(count, 0)
    polygons(
        axes, [box(0, width, y, 1.0) for y in bands], facecolors=tokens.BAND, edgecolors="none", zorder=0.05
    )
    rules = [[(0, p.y + 0.5), (width, p.y + 0.5)] for p in placed]
    lines(axes, rules, colors=tokens.HAIR, linewidths=0.5, zorder=0.2)
    for y in (0, count):
        axes.plot([0, width], [y, y], color=tokens.INK_SOFT, lw=0.8, clip_on=False, zorder=5)


def _marked(plan: UnitPlan) -> list[date]:
    return [plan.edition.status_date, *([plan.deadline.last_day] if plan.deadline else [])]


def _draw_dates(plan: UnitPlan, axes: Axes, time: TimeAxis) -> None:
    marks = [(plan.edition.status_date, "Chốt số liệu", tokens.STATUS, False)]
    if plan.deadline:
        marks.append((plan.deadline.last_day, "Hạn", tokens.DEADLINE, True))
    xs = [time.clip(day + ONE_DAY) for day, *_ in marks]
    labels = [f"{label} {tokens.date_long(day)}" for day, label, *_ in marks]
    hung = flag_alignments(axes, xs, labels)
    for x, label, align, (_, _, color, dashed) in zip(xs, labels, hung, marks, strict=True):
        draw_marker_line(axes, x, label, color, dashed=dashed, align=align)


def _subtitle(plan: UnitPlan) -> str:
    parts = [f"Số liệu đến hết ngày {tokens.date_long(plan.edition.status_date)}", plan.level_name]
    if plan.path:
        parts.append(f"thuộc {' › '.join(plan.path)}")
    if plan.deadline:
        parts.append(f"Hạn: {plan.deadline.words} (chậm nhất {tokens.date_long(plan.deadline.last_day)})")
    parts.append(f"Đã làm {plan.done_pct}% khối lượng, kế hoạch đến nay {plan.planned_pct}%")
    return "  ·  ".join(parts)
