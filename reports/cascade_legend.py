"""The legend of a cascade: only what the page shows."""

from __future__ import annotations

from collections.abc import Callable

from daihoi.domain.cascade import Cascade
from daihoi.domain.structure import ActivityKind
from reports import tokens
from reports.cascade_bars import CONGRESS_SIZE, is_critical
from reports.cascade_layout import dues_of, period
from reports.frame import Key
from reports.shapes import diamond, gate
from reports.sheet import DOTTED, Sheet


def legend(cascade: Cascade) -> list[Key]:
    """The keys of a page."""
    is_hot = is_critical(cascade)
    steps, dues = cascade.steps, dues_of(cascade)
    first, end = period(cascade)
    works = [step for step in steps if step.kind is not ActivityKind.CONGRESS]
    entries = (
        (
            any(step.percent for step in works),
            Key(_bar(tokens.CRITICAL if is_hot else tokens.DONE), 7.0, "Đã làm"),
        ),
        (
            any(step.percent < 100 for step in works),
            Key(_rest(is_hot), 7.0, "Còn lại" + (", không còn dự trữ" if is_hot else "")),
        ),
        (True, Key(_plan, 7.0, "Kế hoạch gốc")),
        (True, Key(_diamond, CONGRESS_SIZE, "Đại hội")),
        (any((due.float_days or 0) > 0 for due in dues), Key(_float, 8.0, "Còn được chậm đến đây")),
        (any((due.float_days or 0) < 0 for due in dues), Key(_lost, 7.0, "Đã lỡ")),
        (bool(dues), Key(_due_mark, 2.0, "Hạn")),
        (any(step.kind is ActivityKind.GATE for step in steps), Key(_gate, 3.0, "Cấp trên duyệt")),
        (any(first <= day < end for day in cascade.days_off), Key(_off, 4.0, "Tết, ngày lễ")),
    )
    return [key for occurs, key in entries if occurs]


def _bar(fill: str) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.boxes([(x, y - 1.3, x + 7, y + 1.3)], fill)

    return draw


def _rest(is_hot: bool) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        box = (x, y - 1.3, x + 7, y + 1.3)
        if is_hot:
            sheet.boxes([box], tokens.CRITICAL_REST, edge=tokens.CRITICAL, line=1.2, hatch="////")
        else:
            sheet.boxes([box], tokens.REST, edge=tokens.DONE, line=0.9)

    return draw


def _plan(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 0.4, x + 7, y + 0.4)], tokens.BASELINE)


def _diamond(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygons(
        [diamond(x + CONGRESS_SIZE / 2, y, CONGRESS_SIZE)], tokens.PAPER, edge=tokens.DONE, line=1.2
    )


def _float(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x, y), (x + 8, y)]], tokens.INK_SOFT, 1.0, dash=DOTTED)
    sheet.lines([[(x + 8, y - 1.1), (x + 8, y + 1.1)]], tokens.INK_SOFT, 1.1)


def _lost(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 0.9, x + 7, y + 0.9)], tokens.CRITICAL)


def _due_mark(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x + 1, y - 1.8), (x + 1, y + 1.8)]], tokens.DEADLINE, 1.8)


def _gate(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygons([gate(x + 1.5, y, 2.2)], tokens.PAPER, edge=tokens.DONE, line=0.7)


def _off(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.5, x + 4, y + 1.5)], tokens.DAY_OFF)
