"""The live oracle: random networks scheduled by us and by MPXJ, compared field by field.

``python -m benchmarks.oracle --seed 7 --size 1000`` draws one network, schedules it with our engine and with
MPXJ, and prints how many dates were compared and how many differ: none, or the exit code is 1. Every seed
is a new network; ``--count 20`` goes on with the next seeds. Plans are compared with MPXJ's scheduler for
MS Project and with its scheduler for Primavera P6; networks with ``--progress`` with the one for P6.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from benchmarks.features import Features, Scheduler
from benchmarks.mpxj_schedule import mpxj_schedule
from benchmarks.networks import random_network
from benchmarks.oracle_compare import FIELDS, Comparison, compare
from benchmarks.oracle_explained import accepted

SHOWN = 5


def compare_seed(seed: int, size: int, *, progress: bool) -> int:
    """Compares one seed with every scheduler that knows its features; prints; returns differences."""
    differences = 0
    for scheduler, features in drawn(seed, progress=progress):
        made = random_network(seed, size, features)
        differences += report(seed, scheduler, compare(made, mpxj_schedule(made, scheduler)))
    return differences


def drawn(seed: int, *, progress: bool) -> list[tuple[Scheduler, Features]]:
    """What is drawn for each scheduler: for P6 one network on three calendars, and one on a single one.

    P6 differs from MS Project, and from us, in what FF and SF do between calendars (see ``EXPLAINED``): all
    four types meet all its other rules on one calendar.
    """
    p6, microsoft = Scheduler.PRIMAVERA, Scheduler.MICROSOFT
    many = Features(sound_for=p6, progress=progress)
    one = replace(many, calendars=(seed % len(many.calendars),), elapsed=False)
    both = [(p6, many), (p6, one)]
    return both if progress else [(microsoft, Features(sound_for=microsoft)), *both]


def report(seed: int, scheduler: str, comparison: Comparison) -> int:
    """Prints the counts of one comparison and its first differences; returns how many there are."""
    left = {name: comparison.differs[name] & ~accepted(comparison, name) for name in FIELDS}
    counts = {name: int(left[name].sum()) for name in FIELDS}
    explained = sum(int(comparison.differs[name].sum()) for name in FIELDS) - sum(counts.values())
    total = sum(counts.values())
    made = comparison.made
    print(
        f"seed {seed}, {len(made):,} activities, {len(made.links):,} links, {scheduler}: "
        f"{comparison.count_compared:,} compared, {total:,} differ"
        + (f" ({explained} more are explained)" if explained else "")
    )
    if total:
        print("  " + ", ".join(f"{name} {count}" for name, count in counts.items() if count))
    causes = ((name, at) for name, at in comparison.first_causes() if left[name][at])
    for name, at in islice(causes, SHOWN):
        print("  " + comparison.described(name, at))
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 when nothing differs, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="any whole number; every seed is a new network")
    parser.add_argument("--size", type=int, default=1_000, help="number of activities")
    parser.add_argument("--count", type=int, default=1, help="how many networks, of this and the next seeds")
    parser.add_argument("--progress", action="store_true", help="with a status date and what happened before")
    given = parser.parse_args(arguments)
    seeds = range(given.seed, given.seed + given.count)
    differences = sum(compare_seed(seed, given.size, progress=given.progress) for seed in seeds)
    print(f"{given.count} networks, {differences:,} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
