"""The overview of a campaign: a burn-up per organisation, most at risk first, beside its own congress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from daihoi.domain.results import CongressCount, DailyCount, Overview, OverviewRow
from daihoi.domain.spans import ONE_DAY
from reports import fonts, tokens
from reports.canvas import (
    Point,
    TimeAxis,
    above,
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
from reports.wording import overview_finding

MAX_ROWS, MAX_ROWS_A4 = 60, 26
TOTAL_HEIGHT, FILLED = 1.55, 0.84
NOTE = (
    "Chiều cao mỗi hàng: 0–100% số đại hội. Lệch KH: đã tổ chức trừ số phải xong theo kế hoạch đến ngày chốt. "
    "Trễ hạn: theo tiến độ hiện tại sẽ tổ chức sau hạn. Dự trữ: ngày làm việc từ đại hội của đơn vị đến hạn."
)


@dataclass(frozen=True)
class _Line:
    """One drawn row: ``top`` and ``base`` in row heights from the upper edge."""

    count: CongressCount
    row: OverviewRow | None
    top: float
    base: float

    @property
    def middle(self) -> float:
        return self.base - (self.base - self.top) * 0.42

    def at(self, part: float) -> float:
        """Height of a share, 0 to 1, in the row."""
        share = part / self.count.total if self.count.total else 0.0
        return self.base - share * (self.base - self.top) * FILLED


def draw_overview(overview: Overview) -> Figure:
    """The page: A4 landscape, or A3 portrait when there are many organisations."""
    with styled():
        shown = [row for row in overview.rows if row.count.total][:MAX_ROWS]
        drawn, bottom_rows = _lay_out(overview, shown)
        small = len(shown) <= MAX_ROWS_A4
        size = tokens.A4_LANDSCAPE if small else tokens.A3_PORTRAIT
        figure = new_page(size)
        edges = _edges(size[0])
        top, bottom = 47.0, size[1] - 27.0
        table, counted, own, right = (panel(figure, a, top, b, bottom) for a, b in edges)
        time, own_time = _counted_period(overview), _own_period(overview)
        for axes, width in (
            (table, edges[0][1] - edges[0][0]),
            (counted, time.days),
            (own, own_time.days),
            (right, edges[3][1] - edges[3][0]),
        ):
            _draw_frame(axes, width, drawn, bottom_rows)
        draw_burn_ups(overview, drawn, counted, time)
        draw_own_congresses(overview, drawn, own, own_time, bottom_rows)
        _write_table(overview, drawn, table, bottom_rows)
        _write_right(drawn, right)
        _draw_dates(overview, counted, own, time, own_time)
        _write_legend(figure, overview)
        write_header(
            figure,
            f"{overview.root.name}: tiến độ đại hội {overview.counted_level_name} và {overview.row_level_name}",
            _subtitle(overview),
            overview_finding(overview),
        )
        hidden = sum(1 for row in overview.rows if row.count.total) - len(shown)
        more = [f"Còn {hidden} đơn vị ít rủi ro hơn không vẽ ở đây."] if hidden else []
        write_footer(figure, overview.edition, [NOTE, *more])
    return figure


def draw_burn_ups(overview: Overview, drawn: list[_Line], axes: Axes, time: TimeAxis) -> None:
    """Held as an area up to the status date, planned as a line."""
    time.shade(axes, overview.days_off, weekends=False)
    marked = [overview.edition.status_date]
    if overview.counted_deadline:
        marked.append(overview.counted_deadline.last_day)
    time.rule(axes, marked)
    now = time.clip(overview.edition.status_date + ONE_DAY)
    full = [[(0, line.at(line.count.total)), (time.days, line.at(line.count.total))] for line in drawn]
    lines(axes, full, colors=tokens.RULE, linewidths=0.4, linestyles=(0, (1, 2)), zorder=1.5)
    areas = [_area(line, time, now) for line in drawn]
    polygons(axes, areas, facecolors=tokens.DONE, edgecolors="none", zorder=2.4)
    planned = [_corners(line.count.planned_curve, line, time, None) for line in drawn]
    lines(axes, planned, colors="white", linewidths=2.2, zorder=2.7, alpha=0.8)
    lines(axes, planned, colors=tokens.PLAN, linewidths=1.0, zorder=2.8)


def draw_own_congresses(
    overview: Overview, drawn: list[_Line], axes: Axes, time: TimeAxis, rows: _BottomRows
) -> None:
    """Each organisation's own congress: planned, and as it stands now; the root's in the last row."""
    time.shade(axes, overview.days_off, weekends=False)
    time.rule(axes, [overview.root_deadline.last_day] if overview.root_deadline else [])
    marks = [(line.row, line.middle) for line in drawn if line.row]
    marks += [(row, rows.gathered) for row in rows.without] if rows.without else []
    moved = [(r, y) for r, y in marks if r.congress_baseline.start != r.congress_current.start]
    lines(
        axes,
        [[(time.clip(r.congress_baseline.start), y), (time.clip(r.congress_current.start), y)] for r, y in moved],
        colors=tokens.INK_FAINT, linewidths=0.8, zorder=3,
    )  # fmt: skip
    for chosen, look in (
        ([(r.congress_baseline.start, y) for r, y in moved], {"mfc": "white", "mec": tokens.PLAN}),
        (
            [(r.congress_current.start, y) for r, y in marks if not _is_late(r)],
            {"mfc": tokens.DONE, "mec": "white"},
        ),
        (
            [(r.congress_current.start, y) for r, y in marks if _is_late(r)],
            {"mfc": tokens.CRITICAL, "mec": "white"},
        ),
    ):
        xs = [time.clip(day) + 0.5 for day, _ in chosen]
        axes.plot(xs, [y for _, y in chosen], ls="", marker="D", ms=4.6, mew=0.7, zorder=3.6, **look)
    x = time.clip(overview.root_current.start) + 0.5
    axes.plot([x], [rows.root], ls="", marker="D", ms=8, mfc=tokens.DONE, mec="white", mew=0.9, zorder=5)
    axes.text(
        x - time.days * 0.04, rows.root, f"Đại hội {tokens.date_short(overview.root_current.start)}",
        ha="right", va="center", fontsize=8, fontweight="semibold", color=tokens.DONE,
    )  # fmt: skip


@dataclass(frozen=True)
class _BottomRows:
    """What follows the burn-ups: organisations without units below them, and the root's congress."""

    without: list[OverviewRow]
    gathered: float
    root: float
    height: float


def _lay_out(overview: Overview, shown: list[OverviewRow]) -> tuple[list[_Line], _BottomRows]:
    drawn = [_Line(overview.total, None, 0.0, TOTAL_HEIGHT)] if overview.total.total else []
    y = TOTAL_HEIGHT + 0.12 if drawn else 0.0
    for row in shown:
        drawn.append(_Line(row.count, row, y, y + 1))
        y += 1
    without = [row for row in overview.rows if not row.count.total]
    gathered = y + 0.55
    y += 1.1 if without else 0
    return drawn, _BottomRows(without, gathered, y + 0.5, y + 1.0)


def _edges(width: float) -> list[tuple[float, float]]:
    """Left and right edges of the four columns, in millimetres."""
    if width > 200 and width < 290:
        width = 297.0
    return [(tokens.MARGIN_MM, 88.0), (89.5, 196.0), (198.5, 262.0), (263.5, width - tokens.MARGIN_MM)]


def _counted_period(overview: Overview) -> TimeAxis:
    count = overview.total
    days = [*count.planned_curve.days, *count.held_curve.days, overview.edition.status_date]
    if overview.counted_deadline:
        days.append(overview.counted_deadline.last_day)
    return TimeAxis(min(days) - timedelta(days=9), max(days) + timedelta(days=12))


def _own_period(overview: Overview) -> TimeAxis:
    spans = [overview.root_baseline, overview.root_current]
    spans += [span for row in overview.rows for span in (row.congress_baseline, row.congress_current)]
    days = [span.start for span in spans] + [overview.edition.status_date + ONE_DAY]
    first = min(span.start for span in spans)
    last = max([*days, *([overview.root_deadline.last_day] if overview.root_deadline else [])])
    return TimeAxis(first - timedelta(days=10), last + timedelta(days=12))


def _draw_frame(axes: Axes, width: float, drawn: list[_Line], rows: _BottomRows) -> None:
    axes.set_xlim(0, width)
    axes.set_ylim(rows.height, 0)
    bases = [line.base for line in drawn] + ([rows.root - 0.5] if rows.without else [])
    lines(axes, [[(0, y), (width, y)] for y in bases], colors=tokens.RULE, linewidths=0.5, zorder=1)
    for y in (0, rows.height):
        axes.plot([0, width], [y, y], color=tokens.INK_SOFT, lw=0.8, clip_on=False, zorder=5)


def _corners(curve: DailyCount, line: _Line, time: TimeAxis, until: float | None) -> list[Point]:
    """A cumulative count as corner points; it rises at the end of each day."""
    points: list[Point] = [(0.0, line.base)]
    for day, count in zip(curve.days, curve.counts, strict=True):
        x = time.clip(day + ONE_DAY)
        points += [(x, points[-1][1]), (x, line.at(count))]
    if until is not None:
        points.append((max(until, points[-1][0]), points[-1][1]))
    return points


def _area(line: _Line, time: TimeAxis, now: float) -> list[Point]:
    points = _corners(line.count.held_curve, line, time, now)
    return [*points, (points[-1][0], line.base)]


def _is_late(row: OverviewRow) -> bool:
    return row.float_days is not None and row.float_days < 0


def _write_table(overview: Overview, drawn: list[_Line], axes: Axes, rows: _BottomRows) -> None:
    columns = {"name": 1.0, "held": 60.5, "gap": 71.0, "late": 81.0}
    name = f"Đơn vị {overview.row_level_name} (rủi ro cao xếp trước)"
    for key, text, align in (
        ("name", name, "left"), ("held", "Đã ĐH / tổng", "right"),
        ("gap", "Lệch KH", "right"), ("late", "Trễ hạn", "right"),
    ):  # fmt: skip
        _heading(axes, columns[key], text, align)
    for line in drawn:
        bold = "normal" if line.row else "bold"
        size = 9.0 if line.row is None else tokens.LABEL
        label = "TOÀN ĐỢT" if line.row is None else _marked(line.row)
        held = f"{line.count.held} / {line.count.total}"
        gap = line.count.held - line.count.planned
        late = line.count.expected_late
        axes.text(
            1, line.middle, fonts.fit(label, size, 44, bold), va="center", fontsize=size, fontweight=bold
        )
        _figure(axes, columns["held"], line.middle, held, bold, alarm=False)
        _figure(axes, columns["gap"], line.middle, tokens.signed(gap), bold, alarm=gap < 0)
        _figure(axes, columns["late"], line.middle, str(late or "–"), bold, alarm=late > 0)
    if rows.without:
        text = f"{len(rows.without)} đơn vị không có {overview.counted_level_name} trực thuộc"
        axes.text(1, rows.gathered, text, va="center", fontsize=tokens.LABEL, color=tokens.INK_SOFT)
    text = fonts.fit(overview.root.name, 8.6, 78, "bold")
    axes.text(1, rows.root, text, va="center", fontsize=8.6, fontweight="bold")


def _write_right(drawn: list[_Line], axes: Axes) -> None:
    width = axes.get_xlim()[1]
    _heading(axes, width * 0.5, "Quá hạn", "right")
    _heading(axes, width - 0.5, "Dự trữ", "right")
    for line in drawn:
        if line.row is None:
            continue
        overdue = line.row.overdue
        _figure(axes, width * 0.5, line.middle, str(overdue or "–"), "normal", alarm=overdue > 0)
        if line.row.congress_held:
            axes.text(
                width - 0.5, line.middle, "đã ĐH", ha="right", va="center", fontsize=tokens.NUMBER,
                color=tokens.GOOD, fontweight="semibold",
            )  # fmt: skip
        elif line.row.float_days is not None:
            text = tokens.signed(line.row.float_days).lstrip("+")
            _figure(axes, width - 0.5, line.middle, text, "normal", alarm=_is_late(line.row))


def _marked(row: OverviewRow) -> str:
    star = " (điểm)" if row.count.unit.is_pilot else ""
    return f"{row.count.unit.name.removeprefix('Đảng bộ ').removeprefix('Chi bộ ')}{star}"


def _heading(axes: Axes, x: float, text: str, align: str) -> None:
    axes.text(
        x, 1, text, transform=above(axes, 5), fontsize=7.4, color=tokens.INK_SOFT,
        ha=align, va="baseline", fontweight="semibold",
    )  # fmt: skip


def _figure(axes: Axes, x: float, y: float, text: str, weight: str, *, alarm: bool) -> None:
    axes.text(
        x, y, text, ha="right", va="center", fontsize=tokens.LABEL,
        fontweight="bold" if alarm else weight, color=tokens.CRITICAL if alarm else tokens.INK,
    )  # fmt: skip


def _draw_dates(overview: Overview, counted: Axes, own: Axes, time: TimeAxis, own_time: TimeAxis) -> None:
    _title(counted, f"{overview.counted_level_name.upper()}: tỷ lệ đã tổ chức đại hội")
    _title(own, "ĐẠI HỘI CỦA ĐƠN VỊ")
    marks = [(overview.edition.status_date, "Chốt số liệu", tokens.STATUS, False)]
    if overview.counted_deadline:
        label = f"Hạn {overview.counted_level_name}"
        marks.append((overview.counted_deadline.last_day, label, tokens.DEADLINE, True))
    _draw_marks(counted, time, marks)
    deadlines = {
        row.deadline.last_day for row in overview.rows if row.deadline and not row.deadline.unit_code
    }
    later = [(day, f"Hạn {overview.row_level_name}", tokens.DEADLINE, True) for day in sorted(deadlines)]
    if overview.root_deadline:
        later.append((overview.root_deadline.last_day, "Hạn", tokens.DEADLINE, True))
    if own_time.first <= overview.edition.status_date:
        later.append((overview.edition.status_date, "Chốt", tokens.STATUS, False))
    _draw_marks(own, own_time, later)


def _draw_marks(axes: Axes, time: TimeAxis, marks: list[tuple[date, str, str, bool]]) -> None:
    xs = [time.clip(day + ONE_DAY) for day, *_ in marks]
    labels = [f"{label} {tokens.date_short(day)}" for day, label, *_ in marks]
    hung = flag_alignments(axes, xs, labels)
    for x, label, align, (_, _, color, dashed) in zip(xs, labels, hung, marks, strict=True):
        draw_marker_line(axes, x, label, color, dashed=dashed, align=align)


def _title(axes: Axes, text: str) -> None:
    axes.text(
        0, 1, text, transform=above(axes, 28), fontsize=7.6, fontweight="bold", va="baseline", clip_on=False
    )


def _subtitle(overview: Overview) -> str:
    parts = [f"Số liệu đến hết ngày {tokens.date_long(overview.edition.status_date)}"]
    parts.append(f"{tokens.number(overview.total.total)} {overview.counted_level_name}")
    parts.append(f"{len(overview.rows)} {overview.row_level_name}")
    if overview.delegates is not None:
        cap = f" (không quá {overview.delegates_max})" if overview.delegates_max else ""
        parts.append(f"{overview.delegates} đại biểu{cap}")
    for row in overview.rows:
        unit = row.count.unit
        if unit.is_pilot and row.count.total and unit.member_count:
            members = tokens.number(unit.member_count)
            parts.append(
                f"điểm {_marked(row).removesuffix(' (điểm)')}: {row.count.total} chi bộ, {members} đảng viên"
            )
    return "  ·  ".join(parts)


def _write_legend(figure: Figure, overview: Overview) -> None:
    width, height = figure.get_figwidth() * tokens.MM_PER_INCH, figure.get_figheight() * tokens.MM_PER_INCH
    axes = panel(figure, 0, height - 18.5, width, height - 13.5)
    axes.set_xlim(0, width)
    axes.set_ylim(0, 5)
    x = tokens.MARGIN_MM
    for kind, text in (
        ("area", f"Đã tổ chức đại hội {overview.counted_level_name}"),
        ("line", "Kế hoạch"),
        ("full", "Đại hội của đơn vị: dự kiến theo tiến độ hiện tại"),
        ("hollow", "kế hoạch (nếu đã lệch)"),
        ("off", "Tết, ngày nghỉ lễ"),
    ):
        _draw_key(axes, kind, x)
        axes.text(x + 9, 2.5, text, va="center", fontsize=7.6, color=tokens.INK_SOFT)
        x += 9 + fonts.width_mm(text, 7.6) + 7


def _draw_key(axes: Axes, kind: str, x: float) -> None:
    if kind == "line":
        axes.plot([x, x + 7], [2.5, 2.5], color=tokens.PLAN, lw=1.2)
    elif kind in ("full", "hollow"):
        look = (
            {"mfc": tokens.DONE, "mec": "white"} if kind == "full" else {"mfc": "white", "mec": tokens.PLAN}
        )
        axes.plot([x + 5], [2.5], marker="D", ms=5, mew=0.8, **look)
    else:
        fill = tokens.DONE if kind == "area" else tokens.DAY_OFF
        polygons(axes, [box(x, x + 7, 2.5, 2.8)], facecolors=fill, edgecolors="none")
