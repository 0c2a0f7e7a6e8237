"""The S-curve of one level: how fast congresses are held, and how fast they have to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daihoi.domain.results import Pace
from reports import tokens, wording
from reports.flags import FLAG_HEIGHT, Flag, draw_flags
from reports.frame import draw_footer, draw_header
from reports.pace_figures import draw_figures
from reports.s_curve_labels import draw_labels
from reports.s_curve_layout import CurveLayout, lay_out, time_axis
from reports.s_curve_panels import draw_curves, draw_scale, draw_weeks
from reports.sheet import NewSheet, Sheet, SheetT
from reports.timeline import RULER_HEIGHT, TimeAxis, draw_ruler, draw_shading, shows_weekends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GAP = 3.0


def draw_s_curve(pace: Pace, ax: Axes | None = None) -> Figure:
    """Draws A4 landscape. Nothing right of the status date is a forecast.

    Args:
        pace: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import pages_on

    return s_curve_sheet(pace, pages_on(ax)).figure


def s_curve_sheet(pace: Pace, new_sheet: NewSheet[SheetT]) -> SheetT:
    """The same page on any kind of sheet."""
    sheet = new_sheet(tokens.A4_LANDSCAPE)
    topic = f"đường lũy tiến đại hội {pace.level_name}"
    header_end = draw_header(sheet, pace.root.name, topic, _facts(pace), wording.pace_finding(pace))
    footer_top = draw_footer(sheet, _remarks(pace, time_axis(pace, sheet)), pace.edition)
    layout = lay_out(pace, sheet, header_end + _GAP + RULER_HEIGHT, footer_top - FLAG_HEIGHT - 1.0)
    draw_background(pace, sheet, layout)
    if pace.count.total:
        draw_scale(sheet, layout)
        draw_labels(pace, draw_curves(pace, sheet, layout), sheet, layout)
    draw_weeks(pace, sheet, layout)
    draw_figures(pace, sheet, layout.figures, layout.top)
    placed = [(layout.axis, flag) for flag in _flags(pace)]
    panels = [(layout.top, layout.base), (layout.weeks_top, layout.weeks_base)]
    draw_flags(sheet, placed, panels, [(layout.axis, pace.days_off)])
    return sheet


def draw_background(pace: Pace, sheet: Sheet, layout: CurveLayout) -> None:
    """Days off in both panels; ruler above the upper one."""
    axis = layout.axis
    weekends = shows_weekends(axis)
    draw_shading(sheet, axis, pace.days_off, layout.top, layout.base, weekends=weekends)
    draw_shading(sheet, axis, pace.days_off, layout.weeks_top, layout.weeks_base, weekends=False)
    draw_ruler(sheet, axis, layout.top, layout.base)


def _facts(pace: Pace) -> list[str]:
    facts = [f"Số liệu đến hết ngày {tokens.date_long(pace.edition.status_date)}"]
    if pace.deadline:
        facts.append(f"Hạn «{pace.deadline.words}», chậm nhất {tokens.date_long(pace.deadline.last_day)}")
        if pace.deadline.basis.is_assumed:
            facts[-1] += " (giả định)"
    return facts


def _remarks(pace: Pace, axis: TimeAxis) -> list[str]:
    remark = (
        f"Trục đứng: số {pace.level_name} đã tổ chức đại hội, lũy tiến. Sau ngày chốt chỉ có kế hoạch và mức "
        "phải đạt để kịp hạn; trang này không dự báo."
    )
    shades = (
        (any(axis.first <= day < axis.end for day in pace.days_off), "nền hồng: Tết, ngày lễ"),
        (shows_weekends(axis), "nền xám: cuối tuần"),
    )
    named = "; ".join(words for occurs, words in shades if occurs)
    return [f"{remark} {named[0].upper()}{named[1:]}." if named else remark]


def _flags(pace: Pace) -> list[Flag]:
    status = pace.edition.status_date
    flags = [Flag(status, f"Chốt số liệu {tokens.date_long(status)}", is_deadline=False)]
    if pace.deadline:
        last_day = pace.deadline.last_day
        flags.append(Flag(last_day, f"Hạn {pace.level_name} {tokens.date_long(last_day)}", is_deadline=True))
    return flags
