"""550 days of the service, one after the other, with a clock that is told what day it is.

``python -m benchmarks.soak [--days N]`` prints a table and a verdict, and ends with 1 when anything went
wrong: a run that did not complete, a schedule that did not fire, a file that was taken or refused when it
should not have been, a notice that came twice, memory or the time of a day that grew.

Each day: the progress report in the morning, a review of approvals with its notices, files of clerks (right,
again, corrected, wrong) with what follows from them, a backup and a verification at night; on Fridays the
written report. All of it by the service's own deployments, schedules and chains, in Prefect's server with
its retention.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from datetime import time as hour
from pathlib import Path

from benchmarks.fault_places import CONFIG
from benchmarks.generate import CAMPAIGN
from benchmarks.soak_clerks import FRIDAY, Clerks
from benchmarks.soak_clock import Clock, vietnamese
from benchmarks.soak_course import course
from benchmarks.soak_day import Days
from benchmarks.soak_measures import HEAD, Measure, Seconds, growth, measure
from benchmarks.soak_memory import give_back, keep_level
from benchmarks.soak_place import installation
from benchmarks.soak_post import Post, receiving
from benchmarks.soak_service import Service, serving

FIRST_DAY = date(2019, 7, 1)
DAYS, ACTIVITIES, SEED = 550, 1_000, 7
SHOWN = (1, 10, 50, *range(100, 1_000, 50))
AROUND = 20
"""The time of a day is the median of so many working days up to it."""


def soak(folder: Path, days: int, activities: int, seed: int) -> tuple[list[Measure], list[str], str]:
    """Lets days go by; what was measured, what was wrong, and what happened in words."""
    with receiving() as post, Clock(vietnamese(FIRST_DAY, hour(5))) as clock:
        workspace = installation(folder, CONFIG, activities, post.address)
        workspace.export()
        clerks = Clerks(course(workspace, CAMPAIGN, FIRST_DAY, seed), seed)
        with serving(workspace, clock) as service:
            living = Days(clock, service, clerks, post)
            measures = _live(living, service, days)
            errors = [*living.tally.errors, *_notices(post)]
            return measures, errors, _told(living, post)


def _live(living: Days, service: Service, days: int) -> list[Measure]:
    measures: list[Measure] = []
    recent: deque[Seconds] = deque(maxlen=AROUND)
    for number in range(1, days + 1):
        today, began = FIRST_DAY + timedelta(days=number - 1), Seconds.now(service)
        living.live(number, today)
        give_back()
        spent = Seconds.now(service) - began
        if today.weekday() <= FRIDAY or not recent:
            recent.append(spent)
        parts = ", ".join(f"{what} {seconds:.2f}" for what, seconds in living.tally.seconds.items())
        print(f"{number} {today} {spent}: {parts}", file=sys.stderr, flush=True)
        if number in SHOWN or number == days:
            measures.append(measure(number, Seconds.median(recent), service))
            print(measures[-1], flush=True)
    return measures


def _notices(post: Post) -> list[str]:
    told = (
        (post.repeated, f"{post.repeated} messages were taken more than once"),
        (not post.taken, "no message was sent"),
    )
    return [text for is_wrong, text in told if is_wrong]


def _told(living: Days, post: Post) -> str:
    tally = living.tally
    parts = [
        f"runs {dict(tally.runs)}, of which rested {dict(tally.rested)}",
        f"files {dict(tally.files)}, events {tally.events}",
        f"messages taken {len(post.taken)}, refused {post.refused} times",
    ]
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="kept afterwards; default: a temporary one")
    given = parser.parse_args(arguments)
    keep_level()
    began = time.perf_counter()
    print("\n".join(HEAD), flush=True)
    with tempfile.TemporaryDirectory(prefix="daihoi-soak-") as folder:
        place = given.folder or Path(folder)
        measures, errors, told = soak(place, given.days, given.activities, given.seed)
    errors += growth(measures)
    print(f"\n{told}\n{time.perf_counter() - began:.0f} seconds, {len(errors)} errors", flush=True)
    for error in errors:
        print(f"  {error}")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
