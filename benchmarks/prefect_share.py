"""What of a city's progress run is Prefect's: the time in which none of our tasks was at work.

``python -m benchmarks.prefect_share [--branches 2500]`` generates a city and its reports, records them, and
runs the flow of the progress report once without a Prefect home and once with one, each in a process of its
own with a server of its own, as ``daihoi run`` does. From the start of the process to its end, every second
counts as Prefect's in which no task body was running: starting Python and the server, loading Prefect and
ourselves, making runs, recording states. So it is at most that. Ends with 1 when it is more than the aim.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import pkgutil
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.generate import CAMPAIGN
from benchmarks.province_data import prepared

AIM_SECONDS = 15.0
STATUS_DATE = date(2020, 3, 2)
Span = tuple[float, float]


def union(spans: Sequence[Span]) -> float:
    """Seconds covered by spans of time, those that overlap counted once."""
    covered, until = 0.0, float("-inf")
    for begin, end in sorted(spans):
        covered += max(0.0, end - max(begin, until))
        until = max(until, end)
    return covered


def run_flow() -> dict[str, float]:
    """Runs the progress report in this process; seconds in which a task body was running, and how many."""
    from daihoi import prefect_settings
    from daihoi.workspace import Workspace

    workspace = Workspace.from_environment()
    prefect_settings.apply(workspace.prefect_home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
    from flows.own_server import own_server

    with own_server(workspace.prefect_home) as server:
        from flows.embedded import run_embedded
        from flows.progress import report_progress
        from flows.requests import ProgressRequest

        spans = _watched()
        run_embedded(report_progress, ProgressRequest(campaign=CAMPAIGN, status_date=STATUS_DATE), server)
    return {"tasks": len(spans), "work": union(spans)}


def _watched() -> list[Span]:
    """Lets every task note from when to when its body runs."""
    from prefect import Task

    import tasks

    spans: list[Span] = []
    seen: set[int] = set()
    for module in pkgutil.iter_modules(tasks.__path__):
        with contextlib.suppress(ModuleNotFoundError):  # the steps on Dask, where it is not installed
            for task in vars(importlib.import_module(f"tasks.{module.name}")).values():
                if isinstance(task, Task) and id(task) not in seen:
                    seen.add(id(task))
                    task.fn = _timed(task.fn, spans)
    return spans


def _timed(body: Callable[..., Any], spans: list[Span]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            return body(*given, **named)
        finally:
            spans.append((began, time.monotonic()))

    return timed


def tried(config: Path, folder: Path) -> dict[str, float]:
    """The run in a process of its own: seconds of clock and processor, and of these the tasks'."""
    told = {
        "DAIHOI_CONFIG": str(config),
        "DAIHOI_DATA": str(folder / "data"),
        "DAIHOI_OUT": str(folder / "out"),
    }
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = (sys.executable, "-m", "benchmarks.prefect_share", "--run")
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, check=True, text=True)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, **json.loads(done.stdout.splitlines()[-1])}


def shown(found: Mapping[str, float]) -> str:
    """The figures of a run."""
    return (
        f"{found['wall']:6.1f} s  cpu {found['cpu']:6.1f} s  "
        f"{found['tasks']:.0f} tasks at work {found['work']:6.1f} s"
    )


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--branches", type=int, default=2_500)
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        print(json.dumps(run_flow()))
        return 0
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    shares = []
    with tempfile.TemporaryDirectory(prefix="daihoi-share-") as folder:
        config, _ = prepared(Path(folder), given.branches)
        for name in ("cold", "again"):
            found = tried(config, Path(folder))
            shares.append(found["wall"] - found["work"])
            share = f"Prefect's share {shares[-1]:5.1f} s, aim {AIM_SECONDS:.0f} s"
            print(f"{name:6} {shown(found)}  {share}", flush=True)
    return 0 if max(shares) <= AIM_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
