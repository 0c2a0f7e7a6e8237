"""Runs a flow in this process, with a Prefect server of its own that starts and ends with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_HOME, temporary_settings

from flows.orphans import end_orphans, noted
from flows.requests import ProgressRequest
from tasks.watching import Tally

RequestT = TypeVar("RequestT", bound=ProgressRequest)
ResultT = TypeVar("ResultT")

FINAL_STATES = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
DRAIN_SECONDS = 15.0
POLL_SECONDS = 0.05


def run_embedded(flow: Callable[[RequestT], ResultT], request: RequestT) -> ResultT:
    """Runs a flow and waits until its record is complete, so that the run history has no holes.

    The heartbeat, which tells a server that a run is alive, is off: it costs a second per flow run, and
    here the server is a child of the run itself.
    """
    home = PREFECT_HOME.value()
    end_orphans(home)
    with (
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        get_client(sync_client=True) as client,
        noted(home, _server_process()),
    ):
        recorded, ended = _recorded(client), Tally.ended
        try:
            return flow(request)
        finally:
            _drain(client, recorded + Tally.ended - ended)


def _server_process() -> int | None:
    """Process number of the server that the client has started, if it has."""
    process = SubprocessASGIServer().server_process
    return process.pid if process else None


def _drain(client: SyncPrefectClient, expected: int) -> None:
    give_up = time.monotonic() + DRAIN_SECONDS
    while _recorded(client) < expected and time.monotonic() < give_up:
        time.sleep(POLL_SECONDS)


def _recorded(client: SyncPrefectClient) -> int:
    answer = client.request(
        "POST", "/task_runs/count", json={"task_runs": {"state": {"type": {"any_": FINAL_STATES}}}}
    )
    return int(answer.json())
