"""The S-curve of a level: planned, held, and the pace that is needed to be through by the deadline."""

from __future__ import annotations

from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from daihoi.domain.results import Pace
from daihoi.domain.spans import ONE_DAY
from reports import fonts, tokens
from reports.canvas import (
    DASHED,
    TimeAxis,
    draw_marker_line,
    flag_alignments,
    new_page,
    panel,
    styled,
    write_footer,
    write_header,
)
from reports.wording import pace_finding

WORKING_DAYS_PER_WEEK = 5
MM_PER_POINT = tokens.MM_PER_INCH / fonts.POINTS_PER_INCH
NOTE = (
    "Đường bậc: số đại hội cộng dồn. Đường đứt: mức cần để xong đúng hạn, không phải dự báo. "
    "Nhịp tính theo ngày làm việc."
)


def draw_s_curve(pace: Pace) -> Figure:
    """The page, A4 landscape: curves above, congresses per week below."""
    with styled():
        figure = new_page(tokens.A4_LANDSCAPE)
        time = _period(pace)
        curves, weeks = panel(figure, 16, 44, 278, 148), panel(figure, 16, 158, 278, 188)
        draw_curves(pace, curves, time)
        draw_weeks(pace, weeks, time)
        _draw_dates(pace, curves, weeks, time)
        write_header(
            figure,
            f"{pace.root.name}: đường lũy tiến đại hội {pace.level_name}",
            _subtitle(pace),
            pace_finding(pace),
        )
        write_footer(figure, pace.edition, [NOTE])
    return figure


def draw_curves(pace: Pace, axes: Axes, time: TimeAxis) -> None:
    """Planned and held, cumulative, with the gap at the status date and the required line."""
    total = max(pace.count.total, 1)
    axes.set_ylim(0, total * 1.08)
    time.shade(axes, pace.days_off)
    time.rule(axes, [pace.edition.status_date, *([pace.deadline.last_day] if pace.deadline else [])])
    _draw_scale(pace, axes, time, total)
    planned = _steps(pace.count.planned_curve.days, pace.count.planned_curve.counts, time, time.last)
    axes.plot(*planned, color=tokens.PLAN, lw=1.5, zorder=2.9)
    held = _steps(pace.count.held_curve.days, pace.count.held_curve.counts, time, pace.edition.status_date)
    axes.plot(*held, color=tokens.DONE, lw=3.0, solid_capstyle="butt", zorder=3.4)
    _label_curves(pace, axes, time)
    _draw_required(pace, axes, time)
    _draw_gap(pace, axes, time)


def draw_weeks(pace: Pace, axes: Axes, time: TimeAxis) -> None:
    """Congresses per week, planned beside held; the line is the pace that is needed from now on."""
    axes.set_xlim(0, time.days)
    need = (pace.count.required_per_day or 0) * WORKING_DAYS_PER_WEEK
    highest = max([1.0, need, *(w.planned for w in pace.weeks), *(w.held for w in pace.weeks)])
    axes.set_ylim(0, highest * 1.25)
    time.shade(axes, pace.days_off, weekends=False, named=False)
    axes.axhline(0, color=tokens.INK_SOFT, lw=0.8)
    for week in pace.weeks:
        left = time.x(week.monday)
        _bar(axes, left + 0.5, week.planned, tokens.PLAN_FILL, tokens.PLAN_TEXT, highest)
        _bar(axes, left + 3.5, week.held, tokens.DONE, tokens.DONE, highest, weight="semibold")
    if need and pace.deadline:
        now, end = time.x(pace.edition.status_date) + 1, time.x(pace.deadline.last_day) + 1
        axes.plot([now, end], [need, need], color=tokens.CRITICAL, lw=1.4, linestyle=DASHED, zorder=3)
        axes.text(
            end + 0.8, need, f"cần {tokens.number(need, 1)} mỗi tuần",
            color=tokens.CRITICAL, fontsize=8.6, fontweight="semibold", va="center",
        )  # fmt: skip
    _write_key(pace, axes)


def _period(pace: Pace) -> TimeAxis:
    """From the week before anything was planned or held to two weeks after all of it, and the deadline."""
    days = [*pace.count.planned_curve.days, *pace.count.held_curve.days, pace.edition.status_date]
    if pace.deadline:
        days.append(pace.deadline.last_day)
    return TimeAxis(min(days) - timedelta(days=10), max(days) + timedelta(days=17))


def _subtitle(pace: Pace) -> str:
    parts = [f"Số liệu đến hết ngày {tokens.date_long(pace.edition.status_date)}"]
    if pace.deadline:
        until = tokens.date_long(pace.deadline.last_day)
        parts.append(f"Hạn: {pace.deadline.words} (chậm nhất {until})")
    return "  ·  ".join(parts)


def _steps(
    days: list[date] | tuple[date, ...], counts: list[int], time: TimeAxis, until: date
) -> tuple[list[float], list[float]]:
    """A cumulative count as corner points: it rises at the end of each day, and runs on to ``until``."""
    xs, ys = [0.0], [0.0]
    for day, count in zip(days, counts, strict=True):
        x = time.clip(day + ONE_DAY)
        xs += [x, x]
        ys += [ys[-1], count]
    return [*xs, max(time.clip(until + ONE_DAY), xs[-1])], [*ys, ys[-1]]


def _draw_scale(pace: Pace, axes: Axes, time: TimeAxis, total: int) -> None:
    """Horizontal lines at round numbers, and at the total."""
    unit = next(u for u in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000) if total / u <= 6)
    for value in range(0, total, unit):
        if total - value > unit / 3:
            axes.axhline(value, color=tokens.HAIR, lw=0.7, zorder=0.5)
            axes.text(
                -0.8, value, tokens.number(value), ha="right", va="center", fontsize=8, color=tokens.INK_SOFT
            )
    axes.axhline(total, color=tokens.INK_SOFT, lw=0.8, zorder=2)
    axes.text(-0.8, total, tokens.number(total), ha="right", va="center", fontsize=8, color=tokens.INK_SOFT)
    axes.text(
        0.8, total, f"Toàn bộ {tokens.number(pace.count.total)} {pace.level_name}",
        ha="left", va="bottom", fontsize=8.4, color=tokens.INK_SOFT,
    )  # fmt: skip


def _label_curves(pace: Pace, axes: Axes, time: TimeAxis) -> None:
    now = time.x(pace.edition.status_date) + 1
    axes.plot([now], [pace.count.held], marker="o", ms=6, mfc=tokens.DONE, mec="white", mew=1, zorder=6)
    axes.annotate(
        f"Đã tổ chức {tokens.number(pace.count.held)}", (now, pace.count.held), (8, -14),
        textcoords="offset points", fontsize=11, fontweight="bold", color=tokens.DONE, va="top", zorder=6,
    )  # fmt: skip
    curve = pace.count.planned_curve
    if curve.days:
        half = next(i for i, c in enumerate(curve.counts) if c * 3 >= curve.counts[-1])
        axes.annotate(
            "Kế hoạch", (time.x(curve.days[half]) + 1, curve.counts[half]), (-8, 6),
            textcoords="offset points", ha="right", fontsize=9, fontweight="semibold", color=tokens.PLAN_TEXT,
        )  # fmt: skip


def _draw_required(pace: Pace, axes: Axes, time: TimeAxis) -> None:
    """From what is held to the total on the deadline: what is needed, not what is expected."""
    if pace.count.required_per_day is None or pace.deadline is None:
        return
    now, end = time.x(pace.edition.status_date) + 1, time.x(pace.deadline.last_day) + 1
    axes.plot(
        [now, end],
        [pace.count.held, pace.count.total],
        color=tokens.CRITICAL,
        lw=1.4,
        linestyle=DASHED,
        zorder=3,
    )
    need = tokens.number(pace.count.required_per_day, 2)
    recent = tokens.number(pace.recent_per_day, 2)
    axes.annotate(
        f"Mức cần: {need} mỗi ngày làm việc\n({pace.recent_days} ngày làm việc qua: {recent})",
        (now + (end - now) * 0.3, pace.count.held + (pace.count.total - pace.count.held) * 0.3), (10, -14),
        textcoords="offset points", fontsize=9, color=tokens.CRITICAL, fontweight="semibold",
        linespacing=1.3, va="top", zorder=6,
    )  # fmt: skip


def _draw_gap(pace: Pace, axes: Axes, time: TimeAxis) -> None:
    """How far behind the plan, at the status date."""
    gap = pace.count.planned - pace.count.held
    if gap <= 0:
        return
    now = time.x(pace.edition.status_date) + 1
    axes.annotate(
        "", (now, pace.count.planned), (now, pace.count.held), zorder=7,
        arrowprops={"arrowstyle": "<->", "color": tokens.CRITICAL, "lw": 1.4, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    axes.annotate(
        f"chậm {tokens.number(gap)} {pace.level_name}\nso với kế hoạch",
        (now, (pace.count.planned + pace.count.held) / 2), (-62, 40), textcoords="offset points",
        ha="center", va="bottom", fontsize=9, fontweight="semibold", color=tokens.CRITICAL, linespacing=1.2,
        arrowprops={"arrowstyle": "-", "color": tokens.CRITICAL, "lw": 0.8, "shrinkB": 3}, zorder=6,
    )  # fmt: skip


def _draw_dates(pace: Pace, curves: Axes, weeks: Axes, time: TimeAxis) -> None:
    """Status date and deadline through both panels."""
    marks = [(pace.edition.status_date, "Chốt số liệu", tokens.STATUS, False)]
    if pace.deadline:
        marks.append((pace.deadline.last_day, f"Hạn {pace.level_name}", tokens.DEADLINE, True))
    xs = [time.x(day) + 1 for day, *_ in marks]
    labels = [f"{label} {tokens.date_long(day)}" for day, label, *_ in marks]
    hung = flag_alignments(weeks, xs, labels)
    for x, label, align, (_, _, color, dashed) in zip(xs, labels, hung, marks, strict=True):
        across = curves.get_xaxis_transform()
        curves.plot(
            [x, x],
            [0, 1],
            transform=across,
            color=color,
            lw=1.4,
            linestyle=DASHED if dashed else "solid",
            zorder=4.2,
        )
        curves.plot(
            [x], [1.015], ls="", marker="v", ms=6, color=color, transform=across, clip_on=False, zorder=7
        )
        draw_marker_line(weeks, x, label, color, dashed=dashed, align=align, tip=False)


def _bar(
    axes: Axes, left: float, value: int, fill: str, ink: str, highest: float, weight: str = "normal"
) -> None:
    if value:
        axes.bar(left, value, width=2.8, align="edge", color=fill, ec=ink, lw=0.6, zorder=2)
        axes.text(
            left + 1.4, value + highest * 0.03, tokens.number(value),
            ha="center", va="bottom", fontsize=7.6, color=ink, fontweight=weight, zorder=3,
        )  # fmt: skip


def _write_key(pace: Pace, axes: Axes) -> None:
    place = 0.0
    for text, color, weight in (
        (f"Số đại hội {pace.level_name} mỗi tuần:", tokens.INK_SOFT, "normal"),
        ("kế hoạch", tokens.PLAN_TEXT, "semibold"),
        ("đã tổ chức", tokens.DONE, "semibold"),
    ):
        axes.annotate(
            text, (0, 1), (place, 4), xycoords="axes fraction", textcoords="offset points",
            fontsize=8.4, color=color, fontweight=weight, va="bottom", annotation_clip=False,
        )  # fmt: skip
        place += fonts.width_mm(text, 8.4, weight) / MM_PER_POINT + 8
