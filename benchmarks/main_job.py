"""How long the main job takes: ``daihoi run`` of a campaign, cold and again, and what of it is Prefect's.

``python -m benchmarks.main_job cam_le_2020 --status-date 2020-03-02`` runs the command in folders of its own:
first without a Prefect home (its database is made), then twice with one. Beside them the same work without
Prefect: assess, draw, write. Seconds of the processor say more than those of the clock when a machine has
other things to do.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

GOALS = {"cold": 40.0, "again": 20.0}
"""Seconds on two quiet cores."""


@dataclass(frozen=True)
class Taken:
    """What a command took.

    Attributes:
        wall: seconds of the clock.
        cpu: seconds of the processor, children included.
        peak_mib: the most memory that one process of it used at a time.
    """

    wall: float
    cpu: float
    peak_mib: float


def taken(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    """Runs a command to its end.

    Raises:
        RuntimeError: the command failed; with what it said.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stdout.decode() + done.stderr.decode())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, after.ru_maxrss / 1024)


def without_prefect(campaign: str, status_date: date) -> None:
    """Everything a progress run publishes, made one after the other in this process."""
    from benchmarks.report_files import report_files
    from daihoi.assessing import open_assessment
    from daihoi.recording import import_campaign_reports
    from daihoi.workspace import Workspace

    workspace = Workspace.from_environment()
    import_campaign_reports(workspace, campaign)
    _, _, files = report_files(open_assessment(workspace, campaign, status_date, None))
    print(len(files), "files,", sum(map(len, files.values())) // 1024, "KiB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("campaign")
    parser.add_argument("--status-date", required=True)
    parser.add_argument("--bare", action="store_true", help="the same work without Prefect, in this process")
    given = parser.parse_args()
    if given.bare:
        without_prefect(given.campaign, date.fromisoformat(given.status_date))
        return
    rest = [given.campaign, "--status-date", given.status_date]
    run = [sys.executable, "-c", "from daihoi.cli import main; main()", "run", *rest]
    bare = [sys.executable, "-m", "benchmarks.main_job", "--bare", *rest]
    with tempfile.TemporaryDirectory() as folder:
        places = {"DAIHOI_DATA": str(Path(folder, "data")), "DAIHOI_OUT": str(Path(folder, "out"))}
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for name, command in {"cold": run, "again": run, "once more": run, "without Prefect": bare}.items():
            found = taken(command, places)
            goal = f"  goal {GOALS[name]:.0f} s" if name in GOALS else ""
            print(f"{name:16} {found.wall:6.1f} s  cpu {found.cpu:6.1f} s  {found.peak_mib:6.0f} MiB{goal}")


if __name__ == "__main__":
    main()
