"""The congress calendar: how many congresses each day has, and where too many meet on one day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from daihoi.domain.congress_calendar import CongressCalendar
from reports import tokens
from reports.calendar_days import (
    EXPECTED_FILLS,
    HELD_FILLS,
    HOLIDAY_EDGE,
    PAUSE_EDGE,
    PAUSE_FILL,
    draw_month,
    thresholds_of,
)
from reports.calendar_layout import PANEL_GAP, PANEL_WIDTH, lay_out, months_shown, page_size, split
from reports.calendar_panel import draw_panel, limits_remark
from reports.frame import Key, draw_footer, draw_header, draw_legend, legend_height
from reports.sheet import DOTTED, NewSheet, Sheet, SheetT, TextStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MAX_NAMED = 2


def draw_calendar(calendar: CongressCalendar, ax: Axes | None = None, page: int = 1) -> list[Figure]:
    """Draws A4 landscape for up to 9 months, else A3; more than 16 months take several pages.

    Args:
        calendar: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which one page is drawn on, scaled to the room there is; without it
            every page becomes a figure of its own size.
        page: which page ``ax`` is for, from 1 on.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes, or there is no such page.
    """
    from reports.canvas import Sheet as Canvas
    from reports.canvas import page_of, pages_on

    if ax is None:
        return [sheet.figure for sheet in calendar_sheets(calendar, Canvas)]
    months = months_shown(calendar)
    return [_drawn(calendar, page_of(split(months), page), pages_on(ax)(page_size(months))).figure]


def calendar_sheets(calendar: CongressCalendar, new_sheet: NewSheet[SheetT]) -> list[SheetT]:
    """The same pages on any kind of sheet."""
    months = months_shown(calendar)
    size = page_size(months)
    return [_drawn(calendar, part, new_sheet(size)) for part in split(months)]


def _drawn(calendar: CongressCalendar, months: Sequence[date], sheet: SheetT) -> SheetT:
    levels = ", ".join(calendar.level_names)
    header_end = draw_header(
        sheet, calendar.root.name, f"lịch đại hội {levels}", _facts(calendar), calendar_finding(calendar)
    )
    footer_top = draw_footer(sheet, _remarks(calendar), calendar.edition)
    thresholds = thresholds_of(calendar)
    keys = _legend(calendar, thresholds)
    panel = sheet.right - PANEL_WIDTH
    lowest = footer_top - legend_height(sheet, keys, panel - PANEL_GAP) - 2.0
    placed = lay_out(months, sheet, header_end + 1.5, lowest)
    for month in placed:
        draw_month(calendar, month, thresholds, sheet)
    draw_panel(calendar, sheet, panel, header_end + 4.5, lowest)
    draw_legend(sheet, keys, max(month.box[3] for month in placed) + 1.5, panel - PANEL_GAP)
    return sheet


def calendar_finding(calendar: CongressCalendar) -> str:
    """What was held, when most are to come, and where too many meet (Vietnamese)."""
    levels = ", ".join(calendar.level_names)
    if not calendar.congresses:
        return f"Chưa có đại hội {levels} nào trong đợt."
    if calendar.held == calendar.congresses:
        return f"Đã tổ chức đủ {calendar.held}/{calendar.congresses} đại hội {levels}."
    parts = [f"Đã tổ chức {tokens.share(calendar.held, calendar.congresses)} đại hội {levels}."]
    ahead = {day: found for day, found in calendar.days.items() if found.expected}
    if ahead:
        day, busiest = max(ahead.items(), key=lambda found: (found[1].expected, -found[0].toordinal()))
        if busiest.expected > 1:
            crowd = tokens.number(busiest.expected)
            parts.append(f"Sắp tới đông nhất ngày {tokens.date_long(day)}: {crowd} đại hội.")
        else:
            parts.append(f"Đại hội tiếp theo: {tokens.date_long(day)}.")
    return " ".join([*parts, *_clash_sentence(calendar)])


def _clash_sentence(calendar: CongressCalendar) -> list[str]:
    clashes = calendar.clashes
    if not calendar.limits:
        return []
    if not clashes:
        return ["Không ngày nào trùng quá mức."]
    days = len({clash.day for clash in clashes})
    worst = sorted(clashes, key=lambda clash: (clash.most - len(clash.units), clash.day))[:_MAX_NAMED]
    named = "; ".join(
        f"{tokens.date_short(clash.day)} {clash.unit.name} có {len(clash.units)}" for clash in worst
    )
    return [f"{days} ngày trùng quá mức, nặng nhất: {named}. Cần dời bớt."]


def _facts(calendar: CongressCalendar) -> list[str]:
    status = calendar.edition.status_date
    facts = [f"Số liệu đến hết ngày {tokens.date_long(status)}"]
    facts.append(f"{tokens.number(calendar.congresses)} đại hội")
    return [
        *facts,
        *(f"Hạn {name} {tokens.date_long(d.last_day)}" for name, d in calendar.deadlines),
    ]


def _remarks(calendar: CongressCalendar) -> list[str]:
    remark = (
        "Số trong ô: số đại hội họp trong ngày (đại hội nhiều ngày đếm ở mỗi ngày); đậm: đã báo tổ chức; "
        "nghiêng: dự kiến, ngày sớm nhất có thể theo tiến độ hiện tại, nơi quá đông phải xếp lại. «kh», "
        "góc trên: kế hoạch gốc, ghi khi số khai mạc khác. Không in tháng không có đại hội."
    )
    if calendar.inferred:
        remark += " ° Có đại hội chưa ai báo cáo, suy ra vì việc sau đã bắt đầu."
    limits = limits_remark(calendar)
    return [remark, limits] if limits else [remark]


def _legend(calendar: CongressCalendar, thresholds: tuple[int, int, int]) -> list[Key]:
    found = calendar.days.values()
    has_status = calendar.edition.status_date.replace(day=1) in months_shown(calendar)
    entries = (
        (
            any(day.held or day.inferred for day in found),
            Key(_scale(HELD_FILLS, thresholds, True), 26.0, "Đã tổ chức (từ … đại hội)"),
        ),
        (
            any(day.expected for day in found),
            Key(_scale(EXPECTED_FILLS, thresholds, False), 26.0, "Dự kiến (từ … đại hội)"),
        ),
        (bool(calendar.clashes), Key(_clash, 5.0, "Trùng ngày, quá mức")),
        (bool(calendar.suspensions), Key(_pause, 5.0, "Tạm hoãn")),
        (bool(calendar.days_off), Key(_off, 5.0, "Tết, ngày lễ")),
        (has_status, Key(_status, 5.0, "Ngày chốt số liệu")),
        (bool(calendar.deadlines), Key(_deadline, 3.0, "Hết hạn")),
    )
    return [key for occurs, key in entries if occurs]


def _scale(
    fills: Sequence[str], thresholds: Sequence[int], is_held: bool
) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        for place, (fill, least) in enumerate(zip(fills, (1, *thresholds), strict=True)):
            box = (x + place * 6.5, y - 2.0, x + place * 6.5 + 6.0, y + 2.0)
            if is_held:
                sheet.boxes([box], fill)
            else:
                sheet.boxes([box], fill, edge=tokens.PLAN_TEXT, line=0.8, dash=DOTTED)
            color = tokens.PAPER if is_held and place == len(fills) - 1 else tokens.INK
            face = "bold" if is_held else "italic"
            style = TextStyle(tokens.TICK, color, face, "center")  # type: ignore[arg-type]  # a literal, widened
            sheet.text(box[0] + 3.0, y, str(least), style, name="scale")

    return draw


def _clash(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.9, x + 5, y + 1.9)], tokens.PAPER, edge=tokens.CRITICAL, line=1.5)
    sheet.polygons([[(x + 2.8, y + 1.9), (x + 5, y - 0.3), (x + 5, y + 1.9)]], tokens.CRITICAL, z=2.1)


def _pause(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.9, x + 5, y + 1.9)], PAUSE_FILL, edge=PAUSE_EDGE, hatch="///")


def _off(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.9, x + 5, y + 1.9)], tokens.DAY_OFF, edge=HOLIDAY_EDGE, line=0.7)


def _status(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.9, x + 5, y + 1.9)], tokens.PAPER, edge=tokens.STATUS, line=1.9)


def _deadline(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x + 1.5, y - 1.9), (x + 1.5, y + 1.9)]], tokens.DEADLINE, 2.4)
