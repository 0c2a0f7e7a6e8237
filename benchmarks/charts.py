"""Charts: a plain matplotlib Gantt against ours; books, sites and pages of a city, each with its aim.

``python -m benchmarks.charts`` prints every figure with what it is meant to be. CPU seconds (user and system)
are what counts, for other programs run on the same machine; the wall clock is given where somebody waits.
Every line runs in a process of its own, so that memory and caches of one do not count for the next. The last
table needs Debian's ``chromium`` and ``playwright`` (docs/interactive.md); ``--no-browser`` leaves it out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping

from benchmarks.chart_drawings import DRAWINGS, drawn
from benchmarks.chart_sets import SETS, measured

ROWS = (100, 1_000)
PAGES = (20_000, 280_000)
AIMS: Mapping[str, Mapping[str, float]] = {
    "svg": {"cpu": 5.0},
    "book": {"cpu": 60.0},
    "district": {"cpu": 20.0},
    "site": {"wall": 60.0, "mib": 1536.0},
}
"""Set → what its measures are not to exceed. That of SVG is for drawing alone: plans are taken off."""
PAGE_AIMS: Mapping[int, Mapping[str, float]] = {
    20_000: {"kib": 300.0, "on_screen": 1.0, "frame": 17.0},
    280_000: {"kib": 2_500_000 / 1024, "on_screen": 2.0, "frame": 17.0},
}
SCRIPT_AIM = 16 * 1024
"""Rows → aims of the interactive page; 17 ms between two pictures are 60 in a second."""
WORDS = {
    "cpu": "CPU s",
    "wall": "wall s",
    "mib": "MiB",
    "kib": "KiB",
    "on_screen": "s until on screen",
    "frame": "ms between frames, median",
    "work": "ms of work for a frame",
    "answer": "s until a search or filter is drawn",
    "heap_mib": "MiB of the script's memory",
}

Line = tuple[str, str, float, float | None]
"""What, in which unit, as measured, and what it is not to exceed."""


def main() -> None:
    """Command line: without arguments all tables, else one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draw", choices=DRAWINGS)
    parser.add_argument("--rows", type=int, default=ROWS[0])
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--page", type=int, choices=PAGES)
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    if given.draw:
        print(json.dumps(drawn(given.draw, given.rows)))
    elif given.set:
        print(json.dumps(measured(given.set)))
    elif given.page:
        print(json.dumps(_page(given.page)))
    else:
        _print_all(in_browser=not given.no_browser)


def _print_all(*, in_browser: bool) -> None:
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}\n"
    )
    _print_drawings()
    print("\n| what | unit | measured | aim | |\n|---|---|---:|---:|---|")
    _print_lines(_set_lines())
    if in_browser:
        _print_lines(_page_lines())


def _print_drawings() -> None:
    print("| one Gantt | rows | CPU s | KiB | against naive |\n|---|---:|---:|---:|---:|")
    for rows in ROWS:
        naive: dict[str, float] = {}
        for way in DRAWINGS:
            got = _apart("--draw", way, "--rows", str(rows))
            whose, kind = way.split()
            naive.setdefault(kind, got["cpu"])
            ratio = "" if whose == "naive" else f"{naive[kind] / got['cpu']:.1f} ×"
            print(f"| {way} | {rows:,} | {got['cpu']:.3f} | {got['kib']:,.0f} | {ratio} |", flush=True)


def _print_lines(lines: Iterator[Line]) -> None:
    for what, unit, value, aim in lines:
        verdict = "" if aim is None else "held" if value <= aim else "NOT HELD"
        print(
            f"| {what} | {unit} | {value:,.1f} | {'' if aim is None else f'{aim:,.0f}'} | {verdict} |",
            flush=True,
        )


def _set_lines() -> Iterator[Line]:
    plans = 0.0
    for name in SETS:
        got = _apart("--set", name)
        if name == "plans":
            plans = got["cpu"]
        if name == "svg":
            yield (
                f"svg, {got['count']:,.0f} charts, drawing alone",
                WORDS["cpu"],
                got["cpu"] - plans,
                AIMS["svg"]["cpu"],
            )
        for measure in ("cpu", "wall", "mib", "kib"):
            aim = None if name == "svg" else AIMS.get(name, {}).get(measure)
            yield f"{name}, {got['count']:,.0f}", WORDS[measure], got[measure], aim


def _page_lines() -> Iterator[Line]:
    from reports.interactive.scripts import script

    yield "script of the interactive page", "KiB", len(script().encode()) / 1024, SCRIPT_AIM / 1024
    for rows in PAGES:
        got = _apart("--page", str(rows))
        for measure in (*PAGE_AIMS[rows], "work", "answer", "heap_mib"):
            aim = PAGE_AIMS[rows].get(measure)
            yield f"interactive page, {got['rows']:,.0f} rows", WORDS[measure], got[measure], aim


def _page(rows: int) -> dict[str, float]:
    import tempfile
    from dataclasses import asdict
    from pathlib import Path

    from benchmarks.interactive import city, measure

    with tempfile.TemporaryDirectory() as folder:
        return asdict(measure(city(rows, Path(folder)), Path(folder) / "page.html"))


def _apart(*arguments: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, *arguments]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(ran.stdout)
    return answer


if __name__ == "__main__":
    main()
