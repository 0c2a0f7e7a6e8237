"""The schedule engine beside MPXJ and networkx, on the same networks, in one run on one machine.

``python -m benchmarks.engines`` prints the tables of docs/measurements.md; ``--plot docs/growth.png`` draws
how the engine grows. Every measurement runs in a process of its own, so that the memory of one does not
count for another; times are the best of several runs within it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

Row = dict[str, float]

SIZES = (1_000, 10_000, 100_000, 300_000)
CITY = SIZES[-1]
TILES = 14
"""Cities of 300,000 activities side by side that make about 4 million."""

HEADINGS = (
    "activities",
    "links",
    "expand s",
    "order s",
    "both passes s",
    "MiB",
    "MPXJ build s",
    "MPXJ schedule s",
    "MPXJ slack s",
    "÷",
    "dates that differ",
    "networkx build s",
    "networkx passes s",
    "÷",
)


def measure(name: str, size: int, folder: Path, tiles: int = 1) -> Row:
    """One measurement, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engines", "--folder", str(folder), "--measure", name]
    command += ["--size", str(size), "--tiles", str(tiles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} at {size}:\n{done.stderr[-3000:]}")
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def one_size(size: int, folder: Path) -> dict[str, Row]:
    """All measurements of a size, in the order of ``HEADINGS``."""
    return {name: measure(name, size, folder) for name in ("expansion", "ours", "mpxj", "networkx")}


def cells(rows: dict[str, Row]) -> list[str]:
    """A line of the table."""
    own, mpxj, graph = rows["ours"], rows["mpxj"], rows["networkx"]
    return [
        f"{own['activities']:,.0f}",
        f"{own['links']:,.0f}",
        f"{rows['expansion']['expand']:.3f}",
        f"{own['order']:.4f}",
        f"{own['passes']:.4f}",
        f"{own['mib']:.0f}",
        f"{mpxj['build']:.2f}",
        f"{mpxj['schedule']:.2f}",
        f"{mpxj['slack']:.2f}",
        f"{mpxj['schedule'] / own['passes']:,.0f}×",
        f"{mpxj['differ']:,.0f} of {mpxj['compared']:,.0f}",
        f"{graph['build']:.2f}",
        f"{graph['schedule']:.2f}",
        f"{graph['schedule'] / own['passes']:,.0f}×",
    ]


def targets(city: dict[str, Row], nation: Row) -> list[tuple[str, str, str, bool]]:
    """(what, target, measured, met)."""
    own, ratio = city["ours"], city["mpxj"]["schedule"] / city["ours"]["passes"]
    expand = city["expansion"]["expand"]
    gib = nation["mib"] / 1024
    per_activity = (nation["passes"] / nation["activities"]) / (own["passes"] / own["activities"])
    return [
        ("city, both passes with float", "≤ 0.15 s", f"{own['passes']:.3f} s", own["passes"] <= 0.15),
        ("city, memory above the base", "≤ 300 MiB", f"{own['mib']:.0f} MiB", own["mib"] <= 300),
        ("city, MPXJ's schedule ÷ ours", "≥ 50×", f"{ratio:,.0f}×", ratio >= 50),
        ("city, expansion", "≤ 1 s", f"{expand:.2f} s", expand <= 1),
        ("4 million, both passes", "≤ 3 s", f"{nation['passes']:.2f} s", nation["passes"] <= 3),
        ("4 million, memory above the base", "≤ 2.5 GiB", f"{gib:.2f} GiB", gib <= 2.5),
        ("time per activity, 4 million ÷ city", "near 1", f"{per_activity:.2f}", per_activity <= 2),
    ]


def machine() -> str:
    """Processor, cores, Python and numpy."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}"


def run(folder: Path, plot: Path | None) -> None:
    """Measures, and prints as it goes."""
    print(f"{machine()}; best of several runs\n")
    print(f"| {' | '.join(HEADINGS)} |\n|{'---:|' * len(HEADINGS)}")
    found = {}
    for size in SIZES:
        found[size] = one_size(size, folder)
        print(f"| {' | '.join(cells(found[size]))} |", flush=True)
    nation = measure("ours", CITY, folder, TILES)
    print(
        f"\nours alone: {nation['activities']:,.0f} activities, {nation['links']:,.0f} links: order "
        f"{nation['order']:.2f} s, both passes {nation['passes']:.2f} s, {nation['mib']:,.0f} MiB\n"
    )
    print("| what | target | measured | |\n|---|---:|---:|---|")
    for what, target, measured, is_met in targets(found[CITY], nation):
        print(f"| {what} | {target} | {measured} | {'met' if is_met else 'not met'} |")
    if plot is not None:
        from benchmarks.growth_plot import draw_growth

        draw_growth(found, nation, plot)
        print(f"\n{plot}")


def main() -> None:
    """Command line: without ``--measure`` the tables, with it one measurement as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--plot", type=Path, help="draw the growth of the engine into this file")
    for hidden in ("--measure", "--folder"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=CITY, help=argparse.SUPPRESS)
    parser.add_argument("--tiles", type=int, default=1, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.measure:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), given.plot)
        return
    from benchmarks.engine_measures import MEASURES

    options = {"tiles": given.tiles} if given.measure == "ours" else {}
    print(json.dumps(MEASURES[given.measure](given.size, Path(given.folder), **options)))


if __name__ == "__main__":
    main()
