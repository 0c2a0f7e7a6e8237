"""The preparation beside the schedule: every workstream reviewed, its tables published, drafts begun.

Nothing is remembered between two runs: tables follow from the plan, the registers and the log alone, and a
skeleton is made only where there is none. What only people can do is asked of them in the tables.
"""

from __future__ import annotations

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.naming import run_name
from flows.outcome import outcome
from flows.requests import ProgressRequest
from flows.resting import reason_to_rest, resting
from tasks.drafting import draft_skeletons
from tasks.planning import Selection, read_plan
from tasks.preparing import publish_work_tables, review_workstreams, write_work_tables

DRAFTING_LEVELS = ("grassroots", "ward", "district", "city")
"""Branches draft what they need with ``daihoi draft``: thousands of files would help nobody."""


@flow(name="preparation", flow_run_name=run_name("Chuẩn bị"), persist_result=False)
def review_preparation(request: ProgressRequest) -> Published:
    """Reviews every workstream of a campaign, publishes its tables, and begins the drafts that are due."""
    if (rest := reason_to_rest(request, on_days_off=False)) is not None:
        return resting(rest)
    with begun(request):
        return _published(request)


def _published(request: ProgressRequest) -> Published:
    status_date = request.status_date or clock.today()
    plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
    reviews = review_workstreams.submit(plan)
    files = write_work_tables.submit(plan, reviews)
    published = publish_work_tables.submit(plan, files, request.known_at)
    # Skeletons are for what comes next: a report as known in the past begins none.
    levels = DRAFTING_LEVELS if request.known_at is None else ()
    skeletons = [draft_skeletons.submit(plan, Selection(level), wait_for=[published]) for level in levels]
    for skeleton in skeletons:
        skeleton.wait()
    return outcome(published, [plan, reviews, files, *skeletons])
