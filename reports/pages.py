"""Charts as files in memory: what a publication or a command writes out."""

from __future__ import annotations

from collections.abc import Iterable

from daihoi.domain.cascade import Cascade
from daihoi.domain.congress_calendar import CongressCalendar
from daihoi.domain.line_of_balance import LineOfBalance
from daihoi.domain.matrix import Matrix
from daihoi.domain.matrix_shares import ShareMatrix
from daihoi.domain.results import Overview, Pace, UnitPlan
from reports.books.sheet import BookSheet
from reports.cascade import cascade_sheet
from reports.congress_calendar import calendar_sheets
from reports.gantt_layout import page_size
from reports.gantt_page import draw_gantt_page
from reports.line_of_balance import line_of_balance_sheet
from reports.matrix import matrix_sheets as sheets_of_matrix
from reports.matrix_shares import share_matrix_sheet
from reports.overview import overview_sheet
from reports.press.printing import printed, printed_pdf
from reports.s_curve import s_curve_sheet


def overview_files(overview: Overview) -> dict[str, bytes]:
    """``tong-quan.png`` and ``.pdf``."""
    return printed([overview_sheet(overview, BookSheet)], "tong-quan")


def pace_files(pace: Pace) -> dict[str, bytes]:
    """``duong-luy-tien.png`` and ``.pdf``."""
    return printed([s_curve_sheet(pace, BookSheet)], "duong-luy-tien")


def gantt_files(plans: Iterable[UnitPlan]) -> dict[str, bytes]:
    """``gantt-<unit code>.png`` and ``.pdf`` for each unit."""
    files: dict[str, bytes] = {}
    for plan in plans:
        sheet = BookSheet(page_size(plan))
        draw_gantt_page(plan, sheet, sheet.repeat)
        files |= printed([sheet], f"gantt-{plan.unit.code}")
    return files


def matrix_files(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf``, and its sheets as ``.png``; with ``-1``, … when several."""
    return printed(sheets_of_matrix(matrix, BookSheet), matrix_name(matrix))


def matrix_sheets(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf`` alone: the sheets are too large for a screen."""
    name = matrix_name(matrix)
    return {f"{name}.pdf": printed_pdf(sheets_of_matrix(matrix, BookSheet), name)}


def matrix_name(matrix: Matrix) -> str:
    """Name of the files of a matrix, without its ending."""
    return f"ma-tran-{matrix.above.code}-{matrix.level_code}"


def share_files(matrix: ShareMatrix) -> dict[str, bytes]:
    """``ma-tran-gop-<level>.png`` and ``.pdf``."""
    return printed([share_matrix_sheet(matrix, BookSheet)], f"ma-tran-gop-{matrix.level_code}")


def calendar_files(calendar: CongressCalendar) -> dict[str, bytes]:
    """``lich-dai-hoi.pdf``, and its sheets as ``.png``; with ``-1``, … when there are several."""
    return printed(calendar_sheets(calendar, BookSheet), "lich-dai-hoi")


def balance_files(balances: Iterable[LineOfBalance]) -> dict[str, bytes]:
    """``can-doi-<level>.png`` and ``.pdf`` for each level."""
    files: dict[str, bytes] = {}
    for balance in balances:
        files |= printed([line_of_balance_sheet(balance, BookSheet)], f"can-doi-{balance.level_code}")
    return files


def cascade_files(cascade: Cascade) -> dict[str, bytes]:
    """``chuoi-viec-<unit code>.png`` and ``.pdf``."""
    return printed([cascade_sheet(cascade, BookSheet)], f"chuoi-viec-{cascade.unit.code}")
