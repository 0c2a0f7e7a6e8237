"""A whole campaign: reports are recorded, each level goes through its procedure, progress is published."""

from __future__ import annotations

from collections.abc import Callable

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.branch import prepare_branch_congresses
from flows.city import prepare_city_congress
from flows.district import prepare_district_congress
from flows.grassroots import prepare_grassroots_congresses
from flows.naming import run_name
from flows.preparation import review_preparation
from flows.progress import report_progress
from flows.reconcile import reconcile_approvals
from flows.requests import LevelRequest, ProgressRequest
from flows.ward import prepare_ward_congresses
from tasks.planning import import_reports

LEVELS: dict[str, Callable[[LevelRequest], Published]] = {
    "branch": prepare_branch_congresses,
    "grassroots": prepare_grassroots_congresses,
    "ward": prepare_ward_congresses,
    "district": prepare_district_congress,
    "city": prepare_city_congress,
}


@flow(name="campaign", flow_run_name=run_name("Cả đợt"), persist_result=False)
def run_campaign(request: ProgressRequest) -> list[Published]:
    """Records new reports, runs every level that the campaign has, then approvals, workstreams and progress.

    All of them see the same status date and the same part of the log, whatever is imported meanwhile.
    """
    with begun(request):
        recorded = import_reports(request.campaign)
        day = request.status_date or clock.today()
        fixed = request.model_copy(update={"status_date": day, "upto": recorded.last_seq})
        published = [LEVELS[level](LevelRequest(**fixed.model_dump())) for level in recorded.levels]
        beside = [reconcile_approvals(fixed), review_preparation(fixed)]
        return [*published, *beside, report_progress(fixed)]
