"""One measurement in a process of its own: what it took, and its peak memory above an idle interpreter."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np  # noqa: F401  # part of the base

Figures = dict[str, float]
T = TypeVar("T")
REPEATS = 7


def peak_mib() -> float:
    """Highest memory of this process so far."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


BASE_MIB = peak_mib()
"""What Python with numpy needs."""


def best(work: Callable[[], T], repeats: int = REPEATS) -> tuple[float, T]:
    """The shortest of several runs, in seconds, and what the last returned."""
    shortest, result = float("inf"), None
    for _ in range(repeats):
        result = None  # the last answer does not lie beside the next one
        began = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - began)
    assert result is not None
    return shortest, result


def expansion(size: int, folder: Path) -> Figures:
    """Expands a generated city and keeps its columns for the other measurements."""
    from benchmarks.columns import save_columns
    from benchmarks.generate import CAMPAIGN, write_config
    from daihoi.domain.expansion import expand
    from daihoi.loading import ConfigDir, find_config, load_campaign

    config = write_config(folder / f"config{size}", find_config().root, size)
    campaign = load_campaign(ConfigDir(config), CAMPAIGN)
    seconds, expanded = best(lambda: expand(campaign), 3)
    save_columns(expanded, folder / f"{size}.npz")
    network = expanded.network
    return {"expand": seconds, "activities": len(network), "links": len(network.links)}


def ours(size: int, folder: Path, tiles: int = 1) -> Figures:
    """The engine on the city as it is, hammocks and all."""
    from benchmarks.columns import load_columns, tiled
    from daihoi.domain.ordering import find_order
    from daihoi.domain.schedule import schedule

    network, table, deadline = load_columns(folder / f"{size}.npz")
    if tiles > 1:
        network, deadline = tiled(network, deadline, tiles)
    repeats = REPEATS if tiles == 1 else 3
    order, found = best(lambda: find_order(len(network), network.links), repeats)
    del found
    network.order  # noqa: B018  # found once, then kept
    passes, _ = best(lambda: schedule(network, table, deadline), repeats)
    return {
        "activities": len(network),
        "links": len(network.links),
        "order": order,
        "passes": passes,
        "mib": peak_mib() - BASE_MIB,
    }


def networkx(size: int, folder: Path) -> Figures:
    """Pure Python over networkx, whose dates must be the engine's."""
    from benchmarks.columns import load_columns, plain
    from benchmarks.networkx_schedule import GraphSchedule
    from daihoi.domain.schedule import schedule

    made = plain(*load_columns(folder / f"{size}.npz"))
    graph = GraphSchedule(made)
    graph.schedule()
    mib = peak_mib() - BASE_MIB
    dates = schedule(made.network, made.table, made.deadline)
    pairs = {
        "start": (dates.start, graph.column(graph.early, 0)),
        "finish": (dates.finish, graph.column(graph.early, 1)),
        "late_start": (dates.late_start, graph.column(graph.late, 0)),
        "late_finish": (dates.late_finish, graph.column(graph.late, 1)),
    }
    wrong = sum(int((mine != other).sum()) for mine, other in pairs.values())
    if wrong:
        raise AssertionError(f"{wrong} dates differ from the engine's")
    return {**graph.seconds, "mib": mib}


def mpxj(size: int, folder: Path) -> Figures:
    """MPXJ's scheduler for MS Project, in the Java machine of this process."""
    from benchmarks.columns import load_columns, plain
    from benchmarks.features import Scheduler
    from benchmarks.mpxj_schedule import mpxj_schedule
    from benchmarks.oracle_compare import FIELDS, compare

    made = plain(*load_columns(folder / f"{size}.npz"))
    answer = mpxj_schedule(made, Scheduler.MICROSOFT)
    mib = peak_mib() - BASE_MIB
    comparison = compare(made, answer)
    differ = sum(int(comparison.differs[name].sum()) for name in FIELDS)
    return {**answer.seconds, "mib": mib, "compared": comparison.count_compared, "differ": differ}


MEASURES: dict[str, Callable[..., Figures]] = {
    "expansion": expansion,
    "ours": ours,
    "networkx": networkx,
    "mpxj": mpxj,
}
