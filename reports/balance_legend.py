"""The legend of a line of balance: only what the page shows."""

from __future__ import annotations

from daihoi.domain.line_of_balance import LineOfBalance
from reports import tokens
from reports.frame import Key
from reports.sheet import DOTTED, Sheet

INFERRED_EDGE = "#7FA3C7"


def legend(balance: LineOfBalance) -> list[Key]:
    """The keys of a page."""
    steps = balance.steps
    course = "Diễn biến, gồm cả suy ra" if any(step.inferred for step in steps) else "Diễn biến"
    entries = (
        (any(step.done for step in steps), Key(_done, 7.0, "Đã báo cáo xong bước")),
        (any(step.inferred for step in steps), Key(_inferred, 7.0, "Suy ra đã qua, chưa báo cáo°")),
        (any(step.gap < 0 for step in steps), Key(_lacking, 7.0, "Còn thiếu")),
        (bool(steps), Key(_required, 7.0, "Phải qua (đường cân đối)")),
        (any(step.through for step in steps), Key(_area, 7.0, course)),
        (bool(balance.days_off), Key(_off, 4.0, "Tết, ngày lễ")),
    )
    return [key for occurs, key in entries if occurs]


def _done(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.4, x + 7, y + 1.4)], tokens.DONE)


def _inferred(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - 1.4, x + 7, y + 1.4)
    sheet.boxes([box], tokens.PAPER, edge=INFERRED_EDGE, line=1.0, dash=DOTTED)


def _lacking(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - 1.4, x + 7, y + 1.4)
    sheet.boxes([box], tokens.CRITICAL_REST, edge=tokens.CRITICAL, hatch="////")


def _required(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x + 2, y - 2), (x + 2, y + 2)]], tokens.PLAN, 2.2)
    sheet.lines([[(x + 2, y + 2), (x + 6.5, y - 2)]], tokens.PLAN, 0.8, dash=DOTTED)


def _area(sheet: Sheet, x: float, y: float) -> None:
    area = [
        (x, y + 1.6),
        (x, y + 0.6),
        (x + 3.5, y + 0.6),
        (x + 3.5, y - 1.4),
        (x + 7, y - 1.4),
        (x + 7, y + 1.6),
    ]
    sheet.polygons([area], tokens.REST, edge=tokens.DONE, line=0.6)


def _off(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.5, x + 4, y + 1.5)], tokens.DAY_OFF)
