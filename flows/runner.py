"""Serves the deployments of the catalogue: ``python -m flows.runner``, which ``daihoi serve`` starts.

Registers everything anew, says that it is ready, and starts a process for every run that is due. With
``--work-pool NAME`` it only registers: the runs are then started by Prefect's workers, on any number of
machines that have this program, its configuration and its data folder.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from types import FrameType

from prefect.runner import Runner

from daihoi.errors import DaihoiError
from daihoi.loading import find_config
from daihoi.service.processes import ORPHANED, children, send
from daihoi.service.readiness import await_server, tell_ready
from flows.registering import prepare
from flows.running import running


def serve() -> None:
    """Registers every deployment and runs what is due, until it is told to end.

    Schedules stay as they are when it ends: the service will be back.
    """
    if ORPHANED is not signal.SIGTERM:
        signal.signal(ORPHANED, end_with_runs)
    await_server()
    how = running()
    runner = Runner(name="daihoi", pause_on_shutdown=False, limit=how.at_once, query_seconds=how.due_seconds)
    for deployment in prepare(find_config()):
        runner.add_deployment(deployment)
    tell_ready()
    asyncio.run(runner.start())


def end_with_runs(number: int, _: FrameType | None) -> None:
    """Ends the flow runs and this process at once; what they left open is closed when the service is back."""
    send(signal.SIGKILL, children(os.getpid()))
    os._exit(128 + number)


def register(work_pool: str) -> None:
    """Registers every deployment for the workers of a pool."""
    for deployment in prepare(find_config(), work_pool):
        deployment.apply(work_pool_name=work_pool)


def main() -> None:
    """Serves, or registers; ends with 2 and a message when the configuration is not usable."""
    parser = argparse.ArgumentParser(prog="python -m flows.runner")
    parser.add_argument("--work-pool", metavar="NAME")
    asked = parser.parse_args()
    try:
        register(asked.work_pool) if asked.work_pool else serve()
    except DaihoiError as error:
        sys.stderr.write(f"Lỗi: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
