"""The legend of a unit Gantt: an entry for every mark that occurs on the page, and for no other."""

from __future__ import annotations

from daihoi.domain.results import UnitPlan
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.frame import Key
from reports.gantt_bars import has_float, is_cut
from reports.gantt_layout import rows_of
from reports.gantt_links import waiting_links
from reports.shapes import diamond, gate
from reports.sheet import DOTTED, Sheet, TextStyle
from reports.timeline import TimeAxis, shows_weekends

_HALF = 1.2


def legend(plan: UnitPlan, axis: TimeAxis) -> list[Key]:
    """Entries in the order in which a reader meets the marks."""
    rows = list(rows_of(plan))
    entries = (
        (True, Key(_progress, 9.0, "Đã làm / còn lại")),
        (any(row.is_critical for row in rows), Key(_critical, 9.0, "Đường găng")),
        (any(row.is_inferred for row in rows), Key(_inferred, 9.0, "Chưa báo cáo, suy ra")),
        (any(row.is_hammock for row in rows), Key(_hammock, 9.0, "Kéo dài đến việc cuối cùng phải chờ")),
        (True, Key(_baseline, 9.0, "Kế hoạch gốc")),
        (any(has_float(row) for row in rows), Key(_float, 9.0, "Dự trữ thời gian")),
        (bool(waiting_links(plan)), Key(_link, 6.5, "Việc sau chờ việc trước")),
        (any(row.is_gate for row in rows), Key(_gate, 3.0, "Cấp trên duyệt")),
        (any(row.state is ActivityState.OVERDUE for row in rows), Key(_overdue, 3.0, "Quá hạn")),
        (any(row.is_congress for row in rows), Key(_congress, 7.2, "Đại hội: dự kiến / đã tổ chức")),
        (any(is_cut(row, axis) for row in rows), Key(_tail, 3.0, "Kéo dài quá khung hình")),
        (any(axis.first <= day < axis.end for day in plan.days_off), Key(_day_off, 4.0, "Tết, ngày lễ")),
        (shows_weekends(axis), Key(_weekend, 3.0, "Cuối tuần")),
    )
    return [key for occurs, key in entries if occurs]


def _progress(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - _HALF, x + 5, y + _HALF)], tokens.DONE)
    sheet.boxes([(x, y - _HALF, x + 9, y + _HALF)], "none", edge=tokens.DONE, line=0.8, z=3)
    sheet.boxes([(x + 5, y - _HALF, x + 9, y + _HALF)], tokens.REST)


def _critical(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - _HALF, x + 9, y + _HALF)
    sheet.boxes([box], tokens.CRITICAL_REST)
    sheet.boxes([box], "none", edge=tokens.CRITICAL, hatch="////")
    sheet.boxes([box], "none", edge=tokens.CRITICAL, line=1.5)


def _inferred(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - _HALF, x + 9, y + _HALF)
    sheet.boxes([box], tokens.PAPER, edge=tokens.DONE, line=0.9, dash=DOTTED)


def _hammock(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - 0.5, x + 9, y + 0.5)
    sheet.boxes([box], tokens.REST, edge=tokens.DONE, line=0.8)
    hooks = [
        [(x, y - 0.5), (x + 1, y + 0.5), (x, y + 1.3)],
        [(x + 9, y - 0.5), (x + 8, y + 0.5), (x + 9, y + 1.3)],
    ]
    sheet.polygons(hooks, tokens.DONE)


def _baseline(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 0.4, x + 9, y + 0.4)], tokens.BASELINE)


def _float(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x, y), (x + 9, y)]], tokens.INK_SOFT, 0.8, dash=DOTTED)
    sheet.lines([[(x + 9, y - 0.7), (x + 9, y + 0.7)]], tokens.INK_SOFT, 0.9)


def _link(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x, y - 1.2), (x + 5.5, y - 1.2), (x + 5.5, y + 0.6)]], tokens.INK_FAINT, 0.8)
    sheet.polygons([[(x + 5.5, y + 1.5), (x + 4.8, y + 0.5), (x + 6.2, y + 0.5)]], tokens.INK_FAINT)


def _gate(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygons([gate(x + 1.5, y, 2.2)], tokens.PAPER, edge=tokens.DONE, line=0.7)


def _overdue(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x + 0.1, y - 1.4, x + 2.9, y + 1.4)], tokens.CRITICAL)
    sheet.text(x + 1.5, y, "!", TextStyle(7.0, tokens.PAPER, "bold", "center"))


def _congress(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygons([diamond(x + 1.6, y, 3.0)], tokens.PAPER, edge=tokens.DONE, line=1.2)
    sheet.polygons([diamond(x + 5.6, y, 3.0)], tokens.DONE, edge=tokens.DONE, line=1.2)


def _tail(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygons([[(x + 0.5, y - 1.2), (x + 2.4, y), (x + 0.5, y + 1.2)]], tokens.INK_SOFT)


def _day_off(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.5, x + 4, y + 1.5)], tokens.DAY_OFF)


def _weekend(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.5, x + 3, y + 1.5)], tokens.WEEKEND, edge=tokens.RULE, line=0.5)
