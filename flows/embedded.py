"""Runs a flow in this process, with a Prefect server of its own that starts and ends with it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    temporary_settings,
)

from flows.own_server import OwnServer
from flows.requests import ProgressRequest
from tasks.watching import Tally

RequestT = TypeVar("RequestT", bound=ProgressRequest)
ResultT = TypeVar("ResultT")

FINAL_STATES = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
DRAIN_SECONDS = 15.0
POLL_SECONDS = 0.05


def run_embedded(
    flow: Callable[[RequestT], ResultT], request: RequestT, server: OwnServer | None = None
) -> ResultT:
    """Runs a flow and waits until its record is complete, so that the run history has no holes.

    Args:
        flow: what to run.
        request: what it is asked for.
        server: the server of this run; none: whichever Prefect is set to.
    """
    with _speaking_to(server), get_client(sync_client=True) as client:
        before = len(Tally.ended)
        try:
            return flow(request)
        finally:
            _drain(client, Tally.ended[before:])


@contextlib.contextmanager
def _speaking_to(server: OwnServer | None) -> Iterator[None]:
    """Waits for the server, and speaks to it alone.

    The heartbeat, which tells a server that a run is alive, is off: it costs a second per flow run, and
    here the server is a child of the run itself.
    """
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        if server is None:
            yield
            return
        load_ahead()
        server.wait()
        with temporary_settings({PREFECT_API_URL: server.url}):
            yield


def load_ahead() -> None:
    """Loads, while the server boots, what the tasks would load later; see ``tasks/``."""
    from reports import figures, pages, worklists
    from reports.interactive import page
    from reports.website import facts
    from reports.website import page as site

    assert all((figures, pages, worklists, page, facts, site))


def _drain(client: SyncPrefectClient, ended: Sequence[UUID]) -> None:
    give_up = time.monotonic() + DRAIN_SECONDS
    while _recorded(client, ended) < len(ended) and time.monotonic() < give_up:
        time.sleep(POLL_SECONDS)


def _recorded(client: SyncPrefectClient, ended: Sequence[UUID]) -> int:
    """How many of these task runs the server knows to have ended; it may be told of others meanwhile."""
    asked = {"id": {"any_": [str(run) for run in ended]}, "state": {"type": {"any_": FINAL_STATES}}}
    return int(client.request("POST", "/task_runs/count", json={"task_runs": asked}).json())
