"""The scheduled run: where the campaign stands, drawn and published."""

from __future__ import annotations

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.chaining import after_progress
from flows.fan_out import STEPS, parts
from flows.naming import run_name
from flows.outcome import outcome
from flows.requests import ProgressRequest
from flows.resting import reason_to_rest, resting
from tasks.artifacts import write_artifacts
from tasks.districts import find_urgent_work, write_urgent_work
from tasks.drawing import (
    draw_balances,
    draw_cascade,
    draw_congress_calendar,
    draw_gantts,
    draw_matrices,
    draw_overview_page,
    draw_pace_page,
)
from tasks.planning import read_plan
from tasks.progress import compare_with_last, measure_overview, measure_pace
from tasks.publishing import publish_report, write_interactive_page, write_key_figures


@flow(name="progress", flow_run_name=run_name("Tiến độ"), persist_result=False, task_runner=STEPS)
def report_progress(request: ProgressRequest) -> Published:
    """Assesses the campaign at the status date, draws its charts and publishes them in one step.

    A run that the schedule started rests on days off, and asks for the written report once a week.
    """
    if (rest := reason_to_rest(request, on_days_off=True)) is not None:
        return resting(rest)
    with begun(request):
        published = _published(request)
    after_progress(request)
    return published


def _published(request: ProgressRequest) -> Published:
    status_date = request.status_date or clock.today()
    plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
    overview = measure_overview.submit(plan)
    pace = measure_pace.submit(plan)
    comparison = compare_with_last.submit(plan)
    count = parts()
    urgent = [find_urgent_work.submit(plan, part, count) for part in range(count)]
    pages = [
        draw_overview_page.submit(overview),
        draw_pace_page.submit(pace),
        draw_gantts.submit(plan, overview),
        draw_matrices.submit(plan),
        draw_balances.submit(plan),
        draw_congress_calendar.submit(plan),
        draw_cascade.submit(plan),
        write_interactive_page.submit(plan, overview),
        write_key_figures.submit(overview, pace),
        write_urgent_work.submit(plan, urgent),
    ]
    published = publish_report.submit(plan, overview, pace, comparison, pages, request.known_at)
    # After publishing: what the run's page shows has been published, and no chart waits for it.
    write_artifacts.submit(overview, pace, pages, wait_for=[published]).wait()
    return outcome(published, [plan, overview, pace, comparison, *urgent, *pages])
