"""One run per campaign at a time: the others wait, and their page says so.

What a run publishes would be right without it, because publishers take turns by a lock. But two runs that
compute the same campaign side by side take twice as long and tell their coordinators nothing.

Prefect's own limit of a deployment counts the runs of that deployment alone, so the runs of all deployments
about one campaign share a global limit. Whoever holds it renews a lease: the place of a run that was killed
is free again after ``LEASE_SECONDS``. Should Prefect lose a lease without giving its place back, nobody would
ever be let in again; so whoever waits looks now and then whether anybody works at all (``_wait``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import State, StateType
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectAlreadyExists
from prefect.states import Running

from flows.served import served_run

LEASE_SECONDS = 60.0
"""The shortest lease that Prefect grants."""
WAITING = "Chờ lượt"
TRIES_BETWEEN_LOOKS = 2
"""Prefect says how long to wait for the next try: about as long as a run takes."""


def limit_name(campaign: str) -> str:
    """Name of the global limit that the runs of a campaign share."""
    return f"daihoi-{campaign}"


def set_limit(client: SyncPrefectClient, campaign: str) -> None:
    """Makes sure that the limit of a campaign is there and lets one run in."""
    try:
        client.upsert_global_concurrency_limit_by_name(limit_name(campaign), 1)
    except ObjectAlreadyExists:
        return  # another run made it at the same moment


@contextmanager
def turn(campaign: str) -> Iterator[None]:
    """Waits until no other run of the service works on the campaign, and keeps others waiting.

    Outside the service nobody waits.
    """
    run = served_run()
    if run is None:
        yield
        return
    with get_client(sync_client=True) as client:
        set_limit(client, campaign)
    with ExitStack() as stack:
        _take(stack, campaign, run.id)
        yield


def _take(stack: ExitStack, campaign: str, run_id: UUID) -> None:
    """Takes the place at once, or says that it waits and waits."""
    try:
        stack.enter_context(_place(campaign, max_retries=0))
    except ConcurrencySlotAcquisitionError:
        message = "Một lần chạy khác của cùng đợt đang làm việc; lần này chạy ngay sau đó."
        _say(run_id, Running(name=WAITING, message=message))
        _wait(stack, campaign, run_id)
        _say(run_id, Running())


def _wait(stack: ExitStack, campaign: str, run_id: UUID) -> None:
    """Waits for the place. One that nobody has held for longer than a lease lasts is given back."""
    last_held = monotonic()
    while True:
        try:
            stack.enter_context(_place(campaign, max_retries=TRIES_BETWEEN_LOOKS))
            return
        except ConcurrencySlotAcquisitionError:
            if is_worked_on(campaign, run_id):
                last_held = monotonic()
            elif monotonic() - last_held > LEASE_SECONDS:
                _give_back(campaign)
                last_held = monotonic()


def is_worked_on(campaign: str, run_id: UUID) -> bool:
    """Whether a run other than this one works on a campaign, and does not only wait for its turn."""
    alive = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING])
    wanted = FlowRunFilter(state=FlowRunFilterState(type=alive), tags=FlowRunFilterTags(all_=[campaign]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=wanted)
    return any(run.id != run_id and run.state is not None and run.state.name != WAITING for run in found)


def _give_back(campaign: str) -> None:
    """Frees the place, as the start of the service does."""
    nobody = GlobalConcurrencyLimitUpdate(active_slots=0)
    with get_client(sync_client=True) as client:
        client.update_global_concurrency_limit(limit_name(campaign), nobody)


@contextmanager
def _place(campaign: str, max_retries: int | None) -> Iterator[None]:
    """The one place. A renewal that fails ends no run: it would only let another in beside it."""
    with concurrency(
        limit_name(campaign),
        max_retries=max_retries,
        lease_duration=LEASE_SECONDS,
        strict=True,
        raise_on_lease_renewal_failure=False,
    ):
        yield


def _say(run_id: UUID, state: State[None]) -> None:
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run_id, state, force=True)
