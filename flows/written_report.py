"""The written report for the superior: once a week after the scheduled progress run, or when asked for."""

from __future__ import annotations

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.naming import run_name
from flows.outcome import outcome
from flows.requests import ReportRequest
from tasks.planning import read_plan
from tasks.written_report import compose_report, publish_written_report


@flow(name="written-report", flow_run_name=run_name("Báo cáo văn bản"), persist_result=False)
def write_report(request: ReportRequest) -> Published:
    """Publishes the progress report as files for an office: to edit and sign, to count in, to keep."""
    with begun(request):
        status_date = request.status_date or clock.today()
        plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
        files = compose_report.submit(plan, request.unit, request.forms)
        published = publish_written_report.submit(plan, request.unit, files, request.known_at)
        return outcome(published, [plan, files])
