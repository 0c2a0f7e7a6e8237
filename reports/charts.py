"""The charts by name: what every engine draws, each knowing its sheets and nothing of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from daihoi.domain.cascade import Cascade
from daihoi.domain.congress_calendar import CongressCalendar
from daihoi.domain.line_of_balance import LineOfBalance
from daihoi.domain.matrix import Matrix
from daihoi.domain.matrix_shares import ShareMatrix
from daihoi.domain.results import Overview, Pace, UnitPlan
from reports.cascade import cascade_sheet
from reports.congress_calendar import calendar_sheets
from reports.gantt_layout import page_size
from reports.gantt_page import draw_gantt_page
from reports.line_of_balance import line_of_balance_sheet
from reports.matrix import matrix_sheets
from reports.matrix_shares import share_matrix_sheet
from reports.overview import overview_sheet
from reports.s_curve import s_curve_sheet
from reports.sheet import NewSheet, SheetT


class Drawing(Protocol):
    """Draws all sheets of a chart on pages of any kind."""

    def __call__(self, new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        """The sheets, in the order of their pages."""


@dataclass(frozen=True)
class Chart:
    """A chart that can be drawn: ``draw`` puts it on sheets; ``name`` is that of its files, no ending."""

    name: str
    draw: Drawing


def overview_chart(overview: Overview) -> Chart:
    """``tong-quan``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return [overview_sheet(overview, new_sheet)]

    return Chart("tong-quan", draw)


def pace_chart(pace: Pace) -> Chart:
    """``duong-luy-tien``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return [s_curve_sheet(pace, new_sheet)]

    return Chart("duong-luy-tien", draw)


def gantt_chart(plan: UnitPlan) -> Chart:
    """``gantt-<unit code>``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        sheet = new_sheet(page_size(plan))
        draw_gantt_page(plan, sheet, getattr(sheet, "repeat", None))
        return [sheet]

    return Chart(f"gantt-{plan.unit.code}", draw)


def matrix_chart(matrix: Matrix) -> Chart:
    """``ma-tran-<unit code>-<level>``; a sheet for every 60 units."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return matrix_sheets(matrix, new_sheet)

    return Chart(f"ma-tran-{matrix.above.code}-{matrix.level_code}", draw)


def share_chart(matrix: ShareMatrix) -> Chart:
    """``ma-tran-gop-<level>``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return [share_matrix_sheet(matrix, new_sheet)]

    return Chart(f"ma-tran-gop-{matrix.level_code}", draw)


def calendar_chart(calendar: CongressCalendar) -> Chart:
    """``lich-dai-hoi``; several sheets when it runs over many months."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return calendar_sheets(calendar, new_sheet)

    return Chart("lich-dai-hoi", draw)


def balance_chart(balance: LineOfBalance) -> Chart:
    """``can-doi-<level>``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return [line_of_balance_sheet(balance, new_sheet)]

    return Chart(f"can-doi-{balance.level_code}", draw)


def cascade_chart(cascade: Cascade) -> Chart:
    """``chuoi-viec-<unit code>``."""

    def draw(new_sheet: NewSheet[SheetT]) -> Sequence[SheetT]:
        return [cascade_sheet(cascade, new_sheet)]

    return Chart(f"chuoi-viec-{cascade.unit.code}", draw)


def sheet_names(name: str, count: int) -> list[str]:
    """Names of the sheets of a chart: its own for one, ``<name>-1``, … for several."""
    return [name] if count == 1 else [f"{name}-{number}" for number in range(1, count + 1)]
