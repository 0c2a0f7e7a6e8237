"""A province: the full run of a generated campaign, embedded, served, and on Dask with two workers.

``python -m benchmarks.province --branches 20000`` generates the campaign and its reports, records them once,
and runs the campaign on copies of that log three ways. It prints seconds, memory and task runs, compares the
bytes of all that was published, and ends with 1 when they differ, or when the number of task runs depends on
the units (a campaign of ``--small`` branches is run too). ``--only WAY`` runs one way; what was generated is
kept in ``--folder`` and used again. Dask needs the extra: ``pip install 'daihoi[dask]'``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import CAMPAIGN
from benchmarks.province_data import prepared
from benchmarks.province_runs import WAYS, Run, bare, run_way

WALL_GOAL, MEMORY_GOAL = 60.0, 1.5
"""Seconds of an embedded run on two quiet cores; GiB of its largest process."""
STATUS_DATE = "2020-03-02"


@dataclass(frozen=True)
class Province:
    """A generated configuration, and the data folder in which its reports are recorded."""

    config: Path
    data: Path
    branches: int


def published(out: Path) -> dict[str, str]:
    """File → hash of its bytes; the pointers of editions are part of their paths."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and ".editions" in path.parts]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def tried(province: Province, way: str, folder: Path) -> tuple[Run, dict[str, str]]:
    """One way on a copy of the log."""
    here = folder / way
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(province.data, here / "data")
    run = run_way(way, province.config, here, CAMPAIGN, STATUS_DATE)
    return run, published(here / "out")


def shown(way: str, run: Run) -> str:
    """One line of the table."""
    goal = f"   aim {WALL_GOAL:.0f} s, {MEMORY_GOAL} GiB" if way == "embedded" else ""
    return (
        f"{way:10} {run.wall:7.1f} s   cpu {run.cpu:7.1f} s   largest process {run.peak_mib:6.0f} MiB   "
        f"all together {run.sum_mib:6.0f} MiB   task runs {run.task_runs}{goal}"
    )


def compared(found: dict[str, tuple[Run, dict[str, str]]]) -> bool:
    """Whether all ways published the same; says what differs."""
    ways = list(found)
    first = found[ways[0]][1]
    print(
        f"{len(first)} files published, {sum(1 for _ in first)} compared with {', '.join(ways[1:]) or 'none'}"
    )
    is_same = True
    for way in ways[1:]:
        differs = sorted(
            name for name in {*first, *found[way][1]} if first.get(name) != found[way][1].get(name)
        )
        print(f"{ways[0]} and {way}: {'the same bytes' if not differs else f'{len(differs)} files differ'}")
        for name in differs[:10]:
            print("   ", name)
        is_same &= not differs and bool(first)
    return is_same


def counted(small: Province, run: Run, folder: Path) -> bool:
    """Whether a small campaign takes as many task runs."""
    other, _ = tried(small, "embedded", folder)
    print(f"task runs: {run.task_runs} for the province, {other.task_runs} for {small.branches} branches")
    return run.task_runs == other.task_runs


def share(run: Run, alone: Run) -> str:
    """What of the campaign's run is not the work of its progress report."""
    return (
        f"one report without Prefect {alone.wall:.1f} s (cpu {alone.cpu:.1f} s): the campaign's run takes "
        f"{run.wall - alone.wall:.1f} s (cpu {run.cpu - alone.cpu:.1f} s) more: levels, approvals, Prefect"
    )


def measured(branches: int, small: int, ways: Sequence[str], folder: Path) -> bool:
    """All of it; whether every promise was kept."""
    province = Province(*prepared(folder / f"of-{branches}", branches), branches)
    found = {}
    for way in ways:
        found[way] = tried(province, way, folder / "runs")
        print(shown(way, found[way][0]), flush=True)
    is_good = compared(found)
    if "embedded" in found:
        alone = bare(province.config, folder / "runs" / "embedded", CAMPAIGN, STATUS_DATE)
        run = found["embedded"][0]
        print(share(run, alone))
        few = Province(*prepared(folder / f"of-{small}", small), small)
        is_good &= counted(few, run, folder / "small")
    return is_good


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--branches", type=int, default=20_000)
    parser.add_argument("--small", type=int, default=300)
    parser.add_argument("--only", choices=WAYS)
    parser.add_argument("--folder", type=Path, help="keep what was generated and published here")
    given = parser.parse_args()
    began = time.monotonic()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    with tempfile.TemporaryDirectory(prefix="daihoi-province-") as folder:
        ways = [given.only] if given.only else WAYS
        is_good = measured(given.branches, given.small, ways, given.folder or Path(folder))
    print(f"{time.monotonic() - began:.0f} s in all; {'good' if is_good else 'A PROMISE WAS BROKEN'}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
