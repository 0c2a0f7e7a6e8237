"""The scheduled run: where the campaign stands, drawn and published."""

from __future__ import annotations

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.naming import run_name
from flows.outcome import outcome
from flows.requests import ProgressRequest
from tasks.planning import read_plan
from tasks.progress import measure_overview, measure_pace
from tasks.publishing import (
    draw_gantts,
    draw_overview_page,
    draw_pace_page,
    publish_report,
    write_key_figures,
)


@flow(name="progress", flow_run_name=run_name("Tiến độ"), persist_result=False)
def report_progress(request: ProgressRequest) -> Published:
    """Assesses the campaign at the status date, draws its charts and publishes them in one step."""
    status_date = request.status_date or clock.today()
    plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
    overview = measure_overview.submit(plan)
    pace = measure_pace.submit(plan)
    pages = [
        draw_overview_page.submit(overview),
        draw_pace_page.submit(pace),
        draw_gantts.submit(plan, overview),
        write_key_figures.submit(overview, pace),
    ]
    published = publish_report.submit(plan, pages, request.known_at)
    return outcome(published, [plan, overview, pace, *pages])
