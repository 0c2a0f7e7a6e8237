"""Charts as files in memory: what a publication or a command writes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from matplotlib.figure import Figure

from daihoi.domain.cascade import Cascade
from daihoi.domain.congress_calendar import CongressCalendar
from daihoi.domain.line_of_balance import LineOfBalance
from daihoi.domain.matrix import Matrix
from daihoi.domain.matrix_shares import ShareMatrix
from daihoi.domain.results import Overview, Pace, UnitPlan
from reports.cascade import draw_cascade
from reports.congress_calendar import draw_calendar
from reports.files import pdf, png, render
from reports.line_of_balance import draw_line_of_balance
from reports.matrix import draw_matrix
from reports.matrix_shares import draw_share_matrix
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.unit_gantt import draw_unit_gantt

Result = TypeVar("Result")

_ONE_AT_A_TIME = threading.Lock()
"""Font objects are shared and not safe for two threads: drawing in parallel corrupts memory."""


def overview_files(overview: Overview) -> dict[str, bytes]:
    """``tong-quan.png`` and ``.pdf``."""
    return _page(draw_overview, overview, "tong-quan")


def pace_files(pace: Pace) -> dict[str, bytes]:
    """``duong-luy-tien.png`` and ``.pdf``."""
    return _page(draw_s_curve, pace, "duong-luy-tien")


def gantt_files(plans: Iterable[UnitPlan]) -> dict[str, bytes]:
    """``gantt-<unit code>.png`` and ``.pdf`` for each unit."""
    files: dict[str, bytes] = {}
    for plan in plans:
        files |= _page(draw_unit_gantt, plan, f"gantt-{plan.unit.code}")
    return files


def matrix_files(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf``, and its sheets as ``.png``; with ``-1``, … when several."""
    return _pages(draw_matrix, matrix, matrix_name(matrix))


def matrix_sheets(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf`` alone: the sheets are too large for a screen."""
    name = matrix_name(matrix)
    with _ONE_AT_A_TIME:
        return {f"{name}.pdf": pdf(draw_matrix(matrix), name)}


def matrix_name(matrix: Matrix) -> str:
    """Name of the files of a matrix, without its ending."""
    return f"ma-tran-{matrix.above.code}-{matrix.level_code}"


def share_files(matrix: ShareMatrix) -> dict[str, bytes]:
    """``ma-tran-gop-<level>.png`` and ``.pdf``."""
    return _page(draw_share_matrix, matrix, f"ma-tran-gop-{matrix.level_code}")


def calendar_files(calendar: CongressCalendar) -> dict[str, bytes]:
    """``lich-dai-hoi.pdf``, and its sheets as ``.png``; with ``-1``, … when there are several."""
    return _pages(draw_calendar, calendar, "lich-dai-hoi")


def balance_files(balances: Iterable[LineOfBalance]) -> dict[str, bytes]:
    """``can-doi-<level>.png`` and ``.pdf`` for each level."""
    files: dict[str, bytes] = {}
    for balance in balances:
        files |= _page(draw_line_of_balance, balance, f"can-doi-{balance.level_code}")
    return files


def cascade_files(cascade: Cascade) -> dict[str, bytes]:
    """``chuoi-viec-<unit code>.png`` and ``.pdf``."""
    return _page(draw_cascade, cascade, f"chuoi-viec-{cascade.unit.code}")


def _pages(draw: Callable[[Result], Sequence[Figure]], result: Result, name: str) -> dict[str, bytes]:
    """One PDF with all sheets, and each sheet as a picture."""
    with _ONE_AT_A_TIME:
        figures = draw(result)
        names = [name] if len(figures) == 1 else [f"{name}-{n}" for n in range(1, len(figures) + 1)]
        pictures = {f"{n}.png": png(figure) for n, figure in zip(names, figures, strict=True)}
        return {**pictures, f"{name}.pdf": pdf(figures, name)}


def _page(draw: Callable[[Result], Figure], result: Result, name: str) -> dict[str, bytes]:
    with _ONE_AT_A_TIME:
        return render(draw(result), name)
