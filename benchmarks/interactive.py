"""What the interactive report costs: size, seconds until it is on screen, frames while scrolling.

``python -m benchmarks.interactive 20000 280000`` makes cities of that many activities in which every unit is
somewhere else in its procedure, writes their pages and opens them in a headless Chromium. Needs Debian's
``chromium`` and ``playwright`` from PyPI (docs/interactive.md).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.generate import CAMPAIGN, write_config
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.overview import overview
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.structure import ActivityKind
from daihoi.domain.tree_rows import tree_rows
from daihoi.loading import find_config, load_campaign
from reports.interactive.page import interactive_page
from reports.interactive.scripts import script
from tests.browser.chromium import browsing, show

CONFIG = Path(__file__).parents[1] / "config"
STATUS_DATE = date(2020, 3, 2)
SCROLLED = 180
"""Frames."""
FRAMES = """async () => {
  const wrap = document.getElementById("wrap"), times = [];
  let last = performance.now();
  for (let n = 0; n < 180; n++) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
    wrap.scrollTop += 61;
  }
  times.sort((a, b) => a - b);
  return [times[90], times[171], wrap.scrollTop];
}"""
ANSWERS = """async () => {
  const q = document.getElementById("q"), times = [];
  const timed = async act => {
    const began = performance.now();
    act();
    for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
    times.push(performance.now() - began);
  };
  for (const words of ["chi bo 7", "dang bo", ""])
    await timed(() => {
      q.value = words;
      q.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
    });
  for (const chip of document.getElementById("chips").children) await timed(() => chip.click());
  return Math.max(...times);
}"""
"""The slowest of three searches and of all filters, until two frames have been drawn since."""


@dataclass(frozen=True)
class Measure:
    """One page.

    Attributes:
        rows: activities.
        kib: size of the file.
        made: seconds to write it.
        on_screen: seconds from opening it until it is drawn.
        frame: milliseconds between two frames while scrolling fast, median; a screen has one every 16.7.
        frame_p95: the same, 95 of 100 are no longer.
        work: milliseconds that the page's own thread is busy for one of these frames: what a quiet machine
            needs of the 16.7; unlike ``frame`` it hardly grows when others use the processors.
        answer: seconds until the slowest search or filter is drawn.
        heap_mib: memory of the script after all that.
    """

    rows: int
    kib: float
    made: float
    on_screen: float
    frame: float
    frame_p95: float
    work: float
    answer: float
    heap_mib: float


def city(activities: int, folder: Path) -> Assessment:
    """A city where every unit is somewhere else in its procedure, and took other times for it."""
    write_config(folder, CONFIG, activities)
    campaign = load_campaign(find_config(folder), CAMPAIGN)
    events = tuple(_events(campaign))
    return assess(campaign, Snapshot(CAMPAIGN, STATUS_DATE, len(events), "", events))


def measure(assessment: Assessment, file: Path) -> Measure:
    """Writes the page, opens it, and scrolls through all lowest units."""
    began = time.perf_counter()
    rows = tree_rows(assessment)
    content = interactive_page(rows, overview(assessment), assessment.expansion)
    made = time.perf_counter() - began
    file.write_bytes(content)
    with browsing() as browser:
        on_screen = show(browser, file).evaluate("shownAt")
        page = show(browser, file, "#q=chi+bo")
        meter = page.context.new_cdp_session(page)
        meter.send("Performance.enable")
        before = _spent(meter)["TaskDuration"]
        frame, p95, moved = page.evaluate(FRAMES)
        work = (_spent(meter)["TaskDuration"] - before) * 1000 / SCROLLED
        answer = page.evaluate(ANSWERS) / 1000
        heap = _spent(meter)["JSHeapUsedSize"] / 1024**2
    if not moved:
        raise RuntimeError("nothing was scrolled")
    kib = round(len(content) / 1024)
    return Measure(len(rows.activities), kib, made, on_screen / 1000, frame, p95, work, answer, heap)


def _spent(meter: Any) -> dict[str, float]:
    """What Chromium says the page has used since it is looked at: seconds, and bytes."""
    metrics = meter.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: metric["value"] for metric in metrics}


def _events(campaign: Campaign) -> Iterator[Event]:
    """The first activities of every unit, on days drawn at random, always the same ones."""
    chance = np.random.default_rng(86)
    recorded = datetime(2020, 3, 2, 10, tzinfo=UTC)
    count = 0
    for unit in campaign.tree.units:
        day = date(2019, 11, 25) + timedelta(days=int(chance.integers(0, 40)))
        for activity in campaign.structure.by_code[unit.level].activities:
            finish = day + timedelta(days=int(chance.integers(0, 9)))
            if finish >= STATUS_DATE or activity.kind is not ActivityKind.WORK or chance.random() < 0.1:
                break
            count += 1
            said = Statement(
                unit.code, activity.code, EventKind.REPORT, STATUS_DATE, day, finish, 100, source="sinh ra"
            )
            yield Event(count, recorded, "đo", 1, 1, None, said, "")
            day = finish + timedelta(days=int(chance.integers(1, 6)))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("activities", type=int, nargs="+")
    given = parser.parse_args()
    print(f"script: {len(script().encode()):,} byte")
    with tempfile.TemporaryDirectory() as folder:
        for count in given.activities:
            place = Path(folder, str(count))
            print(measure(city(count, place), place / "page.html"))


if __name__ == "__main__":
    main()
