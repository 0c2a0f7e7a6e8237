"""The service of a soak: Prefect's server as ``daihoi serve`` starts it, this process in the runner's place.

Deployments and schedules are registered by the service's own code; which runs are due is asked of the server
as Prefect's runner asks it. Unlike the runner, which starts a process for every run, this process runs the
flows itself, one after the other, so that whatever they leave behind in memory adds up.
"""

from __future__ import annotations

import logging
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unittest import mock
from uuid import UUID

from daihoi import clock
from daihoi.service import environments
from daihoi.service.api import Api
from daihoi.service.health import usage
from daihoi.service.log_files import LogFile, log_path
from daihoi.service.ports import HOST
from daihoi.service.settings import settings_of

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

    from benchmarks.soak_clock import Clock
    from daihoi.workspace import Workspace

AUTH = "daihoi:soak"
PATIENCE_SECONDS = 240.0
_SERVER = (sys.executable, "-m", "benchmarks.soak_server")


@dataclass(frozen=True)
class Ended:
    """A run that is over.

    Attributes:
        work: name of its flow.
        name: as the list of runs shows it.
        is_scheduled: the schedule started it.
        state: type of its last state, ``COMPLETED`` when all went well.
        said: name of the state, with what it says.
        seconds: how long it took.
    """

    work: str
    name: str
    is_scheduled: bool
    state: str
    said: str
    seconds: float


class Service:
    """A running service. Make it with ``serving``."""

    def __init__(
        self, workspace: Workspace, process: subprocess.Popen[str], api: Api, client: SyncPrefectClient
    ) -> None:
        self.workspace, self.process, self.api = workspace, process, api
        self._client = client
        self._flows: dict[UUID, Flow[..., Any]] = {}

    def register(self) -> None:
        """Registers every deployment with its schedules, as each start of the service does."""
        from daihoi.loading import find_config
        from flows.catalogue import work_of
        from flows.registering import flow_of, prepare

        for deployment in prepare(find_config(self.workspace.config)):
            number = deployment.apply()
            assert isinstance(number, UUID)  # asked for outside of any event loop
            self._flows[number] = flow_of(work_of(str(deployment.flow_name)))

    def run_due(self) -> Iterator[Ended]:
        """Runs what is due by the clock, and what is asked for meanwhile, until nothing is."""
        while due := self._due():
            for run in due:
                yield self._run(run)

    def _due(self) -> list[UUID]:
        now = clock.now()
        found = self._client.get_scheduled_flow_runs_for_deployments([*self._flows], now)
        found.sort(key=lambda run: run.next_scheduled_start_time or now)
        return [run.id for run in found]

    def _run(self, number: UUID) -> Ended:
        """Takes a run as the runner does, and runs it here."""
        from prefect.flow_engine import run_flow
        from prefect.states import Pending

        began = time.perf_counter()
        self._client.set_flow_run_state(number, Pending())
        run = self._client.read_flow_run(number)
        assert run.deployment_id is not None
        flow = self._flows[run.deployment_id]
        run_flow(flow, flow_run=run, return_type="state")
        return self._ended(number, flow.name, time.perf_counter() - began)

    def _ended(self, number: UUID, work: str, seconds: float) -> Ended:
        run: FlowRun = self._client.read_flow_run(number)
        state = run.state
        assert state is not None
        said = f"{state.name}: {state.message or ''}"
        return Ended(work, run.name, bool(run.auto_scheduled), state.type.value, said, seconds)

    def left_turns(self) -> list[str]:
        """Turns that are taken although no run goes on, as ``daihoi-generated 1``; they are given back."""
        limits = self.api.post("/v2/concurrency_limits/filter", {"limit": 200})
        taken = [one for one in limits if one["active_slots"]]
        for one in taken:
            self.api.patch(f"/v2/concurrency_limits/{one['id']}", {"active_slots": 0})
        return [f"{one['name']} {one['active_slots']}" for one in taken]

    def waiting(self) -> int:
        """Runs that the schedules have made for the days to come."""
        asked = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        return int(self.api.post("/flow_runs/count", asked))

    @property
    def server_bytes(self) -> int:
        """Memory of the server."""
        return usage([self.process.pid]).memory_bytes

    @property
    def server_seconds(self) -> float:
        """Processor time of the server so far."""
        return usage([self.process.pid]).cpu_seconds


@contextmanager
def serving(workspace: Workspace, leader: Clock) -> Iterator[Service]:
    """A service on folders of its own, registered, its schedules made; the server ends with the block.

    Raises:
        TimeoutError: it does not come up.
    """
    workspace.prefect_home.mkdir(parents=True)
    port = _free_port()
    settings = settings_of(workspace)
    log = LogFile(log_path(workspace, "server"), settings.log_bytes, settings.log_files)
    process = _server(workspace, port, leader, log)
    api = Api(environments.api_url(port), AUTH)
    os.environ.update(environments.runner(workspace, port, AUTH).environment)
    try:
        _until(api.is_healthy, "the server does not answer")
        _write_down(workspace)
        with _certificates_read_once(), _without_heartbeat(), _client() as client:
            service = Service(workspace, process, api, client)
            service.register()
            _until(lambda: service.waiting() > 0, "no schedule has made a run")
            yield service
            _drain()
    finally:
        process.terminate()
        process.wait()
        log.close()


def _server(workspace: Workspace, port: int, leader: Clock, log: LogFile) -> subprocess.Popen[str]:
    with leader.follower() as told:
        command = (*_SERVER, str(told.fileno()), "--host", HOST, "--port")
        program = environments.server(workspace, port, AUTH, command)
        process = subprocess.Popen(
            program.command,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[told.fileno()],
            encoding="utf-8",
            errors="replace",
        )
    assert process.stdout is not None
    log.follow(process.stdout)
    return process


@contextmanager
def _without_heartbeat() -> Iterator[None]:
    """Prefect's sign of life of a run, every 30 seconds: its end takes a second, and no run is so long."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _certificates_read_once() -> AbstractContextManager[object]:
    """Prefect reads the certificates of the machine for every client that it makes, thirty milliseconds each.

    A process for every run does so a few times; here it would be a fifth of a day, and no address is https.
    """
    read = lru_cache(ssl.create_default_context)
    return mock.patch.object(ssl, "create_default_context", read)


def _client() -> SyncPrefectClient:
    from prefect.client.orchestration import get_client

    return get_client(sync_client=True)


def _drain() -> None:
    """Sends what is still to be sent to the server: it is about to end."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (EventsWorker, APILogWorker):
        worker.drain_all(timeout=10)


def _write_down(workspace: Workspace) -> None:
    """Sends what Prefect would print into the log file of the runner, which is put aside when it grows."""
    from logging.handlers import RotatingFileHandler

    from prefect.logging.configuration import setup_logging

    setup_logging()  # else Prefect would do so later, and print again
    settings = settings_of(workspace)
    path = log_path(workspace, "runner")
    handler = RotatingFileHandler(path, maxBytes=settings.log_bytes, backupCount=settings.log_files)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()  # all of Prefect's loggers pass on to it
    for shown in [*root.handlers]:
        root.removeHandler(shown)
    root.addHandler(handler)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _until(is_so: Any, what: str) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > give_up:
            raise TimeoutError(what)
        time.sleep(0.2)
