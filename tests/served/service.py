"""A service of one's own: a Prefect server on a free port, and the runner, told what ``serve`` tells them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from daihoi.service import environments
from daihoi.service.children import Program
from daihoi.service.connection import Connection, write
from daihoi.service.processes import born
from daihoi.service.readiness import is_ready, server_file
from daihoi.workspace import Workspace
from tests.served.asking import Server

ROOT = Path(__file__).parents[2]
AUTH = "daihoi:thu"
PATIENCE_SECONDS = 240.0
T = TypeVar("T")
Run = dict[str, Any]


class Service:
    """Server and runner on folders of their own; both end with ``stop``."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.port = free_port()
        self.api = Server(environments.api_url(self.port), AUTH)
        self.server = self._started(environments.server(workspace, self.port, AUTH), "server")
        eventually(self.api.is_healthy, "the server answers")
        write(workspace, Connection(self.api.url, AUTH, "", self.server.pid, born(self.server.pid)))
        server_file(workspace).touch()
        self.runner = self.new_runner()

    def new_runner(self) -> subprocess.Popen[bytes]:
        """Starts a runner and waits until it says that it is ready."""
        runner = self._started(environments.runner(self.workspace, self.port, AUTH), "runner")
        eventually(lambda: lives(runner) and is_ready(self.workspace, runner.pid), "the runner is ready")
        return runner

    def stop(self) -> None:
        """Ends the runner, then the server, and whatever they have started."""
        for process in (self.runner, self.server):
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs ``daihoi`` on the folders of the service."""
        return subprocess.run(
            [sys.executable, "-m", "daihoi", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.workspace.data,
            env=environment_of(self.workspace),
        )

    def runs(self, **wanted: Any) -> list[Run]:
        """Runs that were not left for the future, oldest first."""
        asked = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_ASC", "limit": 200}
        found: list[Run] = self.api.ask("POST", "/flow_runs/filter", asked)
        return [run for run in found if run["state_type"] != "SCHEDULED" or not run["auto_scheduled"]]

    def run(self, run_id: str) -> Run:
        """One run."""
        (found,) = self.runs(id={"any_": [run_id]})
        return found

    def finished(self, run_id: str) -> Run:
        """A run once it is over."""
        return eventually(lambda: over(self.run(run_id)), f"run {run_id} is over")

    def deployment(self, title: str) -> dict[str, Any]:
        """A deployment by its Vietnamese name."""
        asked = {"deployments": {"name": {"any_": [title]}}}
        (found,) = self.api.ask("POST", "/deployments/filter", asked)
        return dict(found)

    def states(self, run_id: str) -> list[dict[str, Any]]:
        """What a run went through, oldest first."""
        found: list[dict[str, Any]] = self.api.ask("GET", f"/flow_run_states/?flow_run_id={run_id}")
        return sorted(found, key=lambda state: str(state["timestamp"]))

    def _started(self, program: Program, name: str) -> subprocess.Popen[bytes]:
        with (self.workspace.data / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                list(program.command),
                env={**program.environment, "PYTHONPATH": str(ROOT)},
                cwd=self.workspace.data,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def lives(process: subprocess.Popen[bytes]) -> bool:
    """That a process goes on; the test fails at once when it has died."""
    if process.poll() is not None:
        raise AssertionError(f"the runner ended with {process.returncode}: see runner.log")
    return True


def over(run: Run) -> Run | None:
    """The run, if it has ended."""
    return run if run["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None


def eventually(look: Callable[[], T | None], what: str) -> T:
    """What is awaited, once it is there; machines that test are slow at times."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > give_up:
            raise AssertionError(f"not within {PATIENCE_SECONDS:.0f} seconds: {what}")
        time.sleep(0.3)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment_of(workspace: Workspace) -> Mapping[str, str]:
    """What a command needs to find the folders; no address and no password of Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAIHOI_", "PREFECT_"))}
    folders = {"DAIHOI_CONFIG": workspace.config, "DAIHOI_DATA": workspace.data, "DAIHOI_OUT": workspace.out}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "120",
        **{name: str(folder) for name, folder in folders.items()},
    }
