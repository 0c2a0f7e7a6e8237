"""One run per campaign at a time: the others wait, and their page says so.

What a run publishes would be right without it, because publishers take turns by a lock. But two runs that
compute the same campaign side by side take twice as long and tell their coordinators nothing.

Prefect's own limit of a deployment counts the runs of that deployment alone, so the runs of all deployments
about one campaign share a global limit. Whoever holds it renews a lease: the place of a run that was killed
is free again after ``LEASE_SECONDS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectAlreadyExists
from prefect.states import Running

from flows.served import served_run

LEASE_SECONDS = 60.0
"""The shortest lease that Prefect grants."""
WAITING = "Chờ lượt"


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
        stack.enter_context(_place(campaign, max_retries=None))
        _say(run_id, Running())


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
