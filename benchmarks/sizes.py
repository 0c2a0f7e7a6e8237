"""Time and memory of one assessment, from configuration files to charts, at growing sizes.

``python -m benchmarks.sizes`` prints the table of README.md. Every size runs in a process of its own, so
that the memory of one does not count for the next; times are the best of three within the process.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import CAMPAIGN, held_branches, write_config

SIZES = (1_000, 10_000, 100_000)
STATUS_DATE = date(2020, 3, 2)
REPEATS = 3
COUNTS = ("activities", "links", "units")
STEPS = ("load", "expand", "order", "schedule", "assess", "draw")

T = TypeVar("T")


def measure(activities: int, config: Path) -> dict[str, float]:
    """Seconds of each step, and peak memory, for one generated campaign."""
    from daihoi.domain.assessment import assess
    from daihoi.domain.expansion import expand
    from daihoi.domain.ordering import find_order
    from daihoi.domain.overview import overview, pace
    from daihoi.domain.schedule import schedule
    from daihoi.domain.unit_plan import unit_plan
    from daihoi.loading import ConfigDir, load_campaign
    from reports import pages

    seconds: dict[str, float] = {}
    campaign = _timed(seconds, "load", lambda: load_campaign(ConfigDir(config), CAMPAIGN))
    expansion = _timed(seconds, "expand", lambda: expand(campaign))
    network, table, deadline = expansion.network, expansion.table, expansion.deadline
    _timed(seconds, "order", lambda: find_order(len(network), network.links))
    schedule(network, table, deadline)  # the order is found once per network, then kept
    _timed(seconds, "schedule", lambda: schedule(network, table, deadline))
    snapshot = _snapshot(activities)
    assessment = _timed(seconds, "assess", lambda: assess(campaign, snapshot))
    before_drawing = _peak()

    def draw() -> None:
        pages.overview_files(overview(assessment))
        pages.pace_files(pace(assessment))
        pages.gantt_files([unit_plan(assessment, campaign.root.code)])

    _timed(seconds, "draw", draw, repeats=1)
    facts = {"activities": len(network), "links": len(network.links), "units": len(campaign.tree.units)}
    return {**facts, **seconds, "peak_mib": before_drawing, "peak_mib_drawing": _peak()}


def _snapshot(activities: int) -> object:
    from daihoi.domain.record import Event, EventKind, Snapshot, Statement

    events = [
        Event(seq, datetime(2020, 3, 2, tzinfo=UTC), "benchmark", 1, 1, None, said, "")
        for seq, said in enumerate(
            (
                Statement(code, "branch_congress", EventKind.REPORT, day, day, day, 100)
                for code, day in held_branches(activities)
            ),
            start=1,
        )
    ]
    return Snapshot(CAMPAIGN, STATUS_DATE, len(events), "", events)


def _timed(seconds: dict[str, float], step: str, work: Callable[[], T], repeats: int = REPEATS) -> T:
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - began)
    seconds[step] = best
    return result


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Command line: without arguments the whole table, with a size one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int)
    parser.add_argument("--config", type=Path, default=Path("config"))
    given = parser.parse_args()
    if given.size:
        with tempfile.TemporaryDirectory() as folder:
            config = write_config(Path(folder), given.config, given.size)
            print(json.dumps(measure(given.size, config)))
        return
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{machine}; seconds, best of {REPEATS} (draw: one run); peak memory in MiB\n")
    heading = [*COUNTS, *STEPS, "peak", "with charts"]
    print(f"| {' | '.join(heading)} |")
    print(f"|{'---:|' * len(heading)}")
    for size in SIZES:
        command = [sys.executable, "-m", __spec__.name, "--size", str(size), "--config", str(given.config)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        figures = [f"{row[name]:,}" for name in COUNTS]
        figures += [f"{row[step]:.3f}" for step in STEPS]
        figures += [f"{row[name]:.0f}" for name in ("peak_mib", "peak_mib_drawing")]
        print(f"| {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
