"""One chart of each kind, from the samples that most tests look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from daihoi.domain.congress_calendar import CalendarDay
from reports import charts
from reports.charts import Chart
from tests.reports import test_cascade as cascades
from tests.reports import test_congress_calendar as calendars
from tests.reports import test_line_of_balance as balances
from tests.reports import test_matrix as matrices
from tests.reports import test_matrix_shares as shares
from tests.reports.sample_plans import make_plan
from tests.reports.samples import make_overview, make_pace

CHARTS: dict[str, Callable[[], Chart]] = {
    "gantt": lambda: charts.gantt_chart(make_plan()),
    "overview": lambda: charts.overview_chart(make_overview()),
    "s-curve": lambda: charts.pace_chart(make_pace()),
    "matrix": lambda: charts.matrix_chart(matrices.made([matrices.LATE])),
    "shares": lambda: charts.share_chart(shares.made()),
    "calendar": lambda: charts.calendar_chart(calendars.made()),
    "balance": lambda: charts.balance_chart(balances.made()),
    "cascade": lambda: charts.cascade_chart(cascades.made()),
}


def long_calendar() -> Chart:
    """Congresses in 18 months: two pages."""
    days = {
        date(2019 + n // 12, n % 12 + 1, 5): CalendarDay(planned=1, expected=1, opening=1) for n in range(18)
    }
    return charts.calendar_chart(calendars.made(days=days))
