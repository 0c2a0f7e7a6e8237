"""Proof by faults: what is promised of the record, tried by killing, cutting power, crowding and tampering.

``python -m benchmarks.faults`` prints a Markdown table and ends with 1 when a promise was broken; ``--quick``
takes about a minute. What is promised and what a full run found: ``docs/reliability.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.fault_imports import kill_commands, kill_imports
from benchmarks.fault_places import POSTGRESQL, SQLITE, Ground, ground
from benchmarks.fault_power import power_cuts
from benchmarks.fault_publish import kill_publishing
from benchmarks.fault_registers import tables_again
from benchmarks.fault_reports import reports_again
from benchmarks.fault_server import kill_server
from benchmarks.fault_table import HEAD, Outcome
from benchmarks.fault_writers import update_the_same, write_side_by_side
from benchmarks.postgresql import programs

PARTS = ("imports", "commands", "publish", "power", "server", "writers", "updates", "reports")


@dataclass(frozen=True)
class Sizes:
    """How often each fault is tried.

    Attributes:
        kills: ``kill -9`` of each kind of program, per database.
        images: of a disk without power.
        server_kills: of a whole server.
        seconds: for which writers write side by side.
        updates: of the same activities, per database.
        later: events that come after a report.
    """

    kills: int = 300
    images: int = 1000
    server_kills: int = 25
    seconds: float = 10.0
    updates: int = 10_000
    later: int = 1000


QUICK = Sizes(kills=8, images=40, server_kills=2, seconds=1.5, updates=120, later=40)


def outcomes(names: Sequence[str], sizes: Sizes, parts: Sequence[str] = PARTS) -> Iterator[Outcome]:
    """Tries every fault on every database; one line each, as soon as it is known."""
    of_files: dict[str, Callable[[], Iterator[Outcome]]] = {
        "publish": lambda: iter([kill_publishing(sizes.kills)]),
        "power": lambda: (power_cuts(sizes.images, mode) for mode in ("full", "normal")),
    }
    for part in parts:
        if part in of_files and (part == "publish" or SQLITE in names):
            yield from of_files[part]()
    for name in names:
        yield from _of_database(name, names, sizes, parts)
    if POSTGRESQL in names and "server" in parts:
        with ground(POSTGRESQL, is_durable=True) as durable:
            yield kill_server(durable, sizes.server_kills)


def _of_database(name: str, names: Sequence[str], sizes: Sizes, parts: Sequence[str]) -> Iterator[Outcome]:
    tries: dict[str, Callable[[Ground], Outcome]] = {
        "imports": lambda here: kill_imports(here, sizes.kills),
        "commands": lambda here: kill_commands(here, sizes.kills),
        "writers": lambda here: write_side_by_side(here, sizes.seconds),
        "updates": lambda here: update_the_same(here, sizes.updates),
    }
    with ExitStack() as stack:
        here = stack.enter_context(ground(name))
        for part, run in tries.items():
            if part in parts:
                yield run(here)
        if "reports" in parts:
            others = [stack.enter_context(ground(other)) for other in names if other != name]
            yield reports_again(here, others[0] if others else None, sizes.later)
            yield tables_again(here, others[0] if others else None, sizes.later)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 when a promise was broken."""
    given = _parser().parse_args(arguments)
    usual = QUICK if given.quick else Sizes()
    sizes = Sizes(
        given.kills or usual.kills,
        given.images or usual.images,
        given.server_kills or usual.server_kills,
        usual.seconds,
        given.updates or usual.updates,
        usual.later,
    )
    names = [{name.lower(): name for name in (SQLITE, POSTGRESQL)}[name] for name in given.databases]
    if POSTGRESQL in names and programs() is None:
        print("PostgreSQL is not installed: only files are tried.", file=sys.stderr)
        names.remove(POSTGRESQL)
    print("\n".join(HEAD))
    is_good = True
    for outcome in outcomes(names, sizes, given.only):
        print(outcome, flush=True)
        is_good &= outcome.is_good
    return 0 if is_good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each fault a few times only")
    parser.add_argument("--kills", type=int, metavar="N", help="kill -9, per program and database")
    parser.add_argument("--images", type=int, metavar="N", help="images of a disk without power")
    parser.add_argument("--server-kills", type=int, metavar="N", help="kill -9 of the whole server")
    parser.add_argument("--updates", type=int, metavar="N", help="contended updates, per database")
    parser.add_argument("--databases", type=_listed, default="sqlite,postgresql", metavar="A,B")
    parser.add_argument("--only", type=_listed, default=",".join(PARTS), metavar="A,B", help=", ".join(PARTS))
    return parser


def _listed(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    sys.exit(main())
