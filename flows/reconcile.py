"""What should be, against what is, about approvals: run as often as one likes, by anyone, twice.

Nothing is remembered between two runs: gates, due days and reminders follow from the plan and the log
alone. Each reminder has a key that is the same on every run, so whoever sends reminders sends each once.
"""

from __future__ import annotations

from prefect import flow

from daihoi import clock
from daihoi.publishing import Published
from flows.beginning import begun
from flows.naming import run_name
from flows.outcome import outcome
from flows.requests import ProgressRequest
from flows.resting import NOTHING_REPORTED, reason_to_rest, resting
from tasks.approval import publish_gates, review_gates, write_gates
from tasks.noticing import send_notices, send_though_resting
from tasks.planning import read_plan


@flow(name="reconcile", flow_run_name=run_name("Phê duyệt"), persist_result=False)
def reconcile_approvals(request: ProgressRequest) -> Published:
    """Reviews every gate of a campaign, and publishes what waits for whom, and who is to be reminded.

    A scheduled run that has nothing to publish still tells whom it concerns what cannot wait.
    """
    if (rest := reason_to_rest(request, on_days_off=False)) is not None:
        urgent_only = rest.name != NOTHING_REPORTED
        send_though_resting.submit(request.campaign, urgent_only=urgent_only).wait()
        return resting(rest)
    with begun(request):
        return _published(request)


def _published(request: ProgressRequest) -> Published:
    status_date = request.status_date or clock.today()
    plan = read_plan.submit(request.campaign, status_date, request.known_at, request.upto)
    gates = review_gates.submit(plan)
    files = write_gates.submit(plan, gates)
    published = publish_gates.submit(plan, files, request.known_at)
    # What cannot be sent is seen on its own step and stays in the outbox: what was published stands.
    send_notices.submit(plan, request.known_at, wait_for=[published]).wait()
    return outcome(published, [plan, gates, files])
