"""Charts as files in memory: what a publication writes out, set by the press."""

from __future__ import annotations

from collections.abc import Iterable

from daihoi.domain.cascade import Cascade
from daihoi.domain.congress_calendar import CongressCalendar
from daihoi.domain.line_of_balance import LineOfBalance
from daihoi.domain.matrix import Matrix
from daihoi.domain.matrix_shares import ShareMatrix
from daihoi.domain.results import Overview, Pace, UnitPlan
from reports import charts
from reports.books.sheet import BookSheet
from reports.charts import Chart
from reports.press.printing import printed, printed_pdf


def overview_files(overview: Overview) -> dict[str, bytes]:
    """``tong-quan.png`` and ``.pdf``."""
    return _files(charts.overview_chart(overview))


def pace_files(pace: Pace) -> dict[str, bytes]:
    """``duong-luy-tien.png`` and ``.pdf``."""
    return _files(charts.pace_chart(pace))


def gantt_files(plans: Iterable[UnitPlan]) -> dict[str, bytes]:
    """``gantt-<unit code>.png`` and ``.pdf`` for each unit."""
    return _all_files(map(charts.gantt_chart, plans))


def matrix_files(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf``, and its sheets as ``.png``; with ``-1``, … when several."""
    return _files(charts.matrix_chart(matrix))


def matrix_sheets(matrix: Matrix) -> dict[str, bytes]:
    """``ma-tran-<unit code>-<level>.pdf`` alone: the sheets are too large for a screen."""
    chart = charts.matrix_chart(matrix)
    return {f"{chart.name}.pdf": printed_pdf(chart.draw(BookSheet), chart.name)}


def share_files(matrix: ShareMatrix) -> dict[str, bytes]:
    """``ma-tran-gop-<level>.png`` and ``.pdf``."""
    return _files(charts.share_chart(matrix))


def calendar_files(calendar: CongressCalendar) -> dict[str, bytes]:
    """``lich-dai-hoi.pdf``, and its sheets as ``.png``; with ``-1``, … when there are several."""
    return _files(charts.calendar_chart(calendar))


def balance_files(balances: Iterable[LineOfBalance]) -> dict[str, bytes]:
    """``can-doi-<level>.png`` and ``.pdf`` for each level."""
    return _all_files(map(charts.balance_chart, balances))


def cascade_files(cascade: Cascade) -> dict[str, bytes]:
    """``chuoi-viec-<unit code>.png`` and ``.pdf``."""
    return _files(charts.cascade_chart(cascade))


def _files(chart: Chart) -> dict[str, bytes]:
    return printed(chart.draw(BookSheet), chart.name)


def _all_files(drawn: Iterable[Chart]) -> dict[str, bytes]:
    return {name: content for chart in drawn for name, content in _files(chart).items()}
