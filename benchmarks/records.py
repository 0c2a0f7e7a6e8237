"""Time, memory and size of a log of many events: recording, pictures, verification, rebuilding, backup.

``python -m benchmarks.records --events 1000000`` prints a table. Every question is asked in a process of its
own, so that the memory of one does not count for the next.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.generate import CAMPAIGN, write_config
from daihoi.log_place import LogPlace, ServerAddress

ACTIVITIES = 300_000
ROWS_PER_IMPORT = 5_000
FIRST_DAY = date(2019, 11, 4)
STATUS_DATE = date(2020, 3, 2)
CORRECTED = 50
"""One in so many activities is corrected at the end."""


def rounds(config: Path, events: int) -> Iterator[list[tuple[str, str, int, date]]]:
    """Imports of rows (unit, activity, percent, day): every activity is told of again and again."""
    from daihoi.loading import ConfigDir, load_campaign

    campaign = load_campaign(ConfigDir(config), CAMPAIGN)
    keys = [
        (unit.code, activity.code)
        for unit in campaign.tree.units
        for activity in campaign.structure.by_code[unit.level].activities
        if activity.kind.value == "work"
    ]
    times = -(-events // len(keys))
    written, rows = 0, []
    for told in range(times):
        for place, (unit, activity) in enumerate(keys):
            day = FIRST_DAY + timedelta(days=28 * told + place % 20)
            rows.append((unit, activity, min(100, 100 * (told + 1) // times), day))
            if len(rows) == ROWS_PER_IMPORT or written + len(rows) == events:
                yield rows
                written, rows = written + len(rows), []
            if written == events:
                return


def record(config: Path, place: str, events: int) -> dict[str, float]:
    """Records the events, import by import; seconds, and bytes of the log."""
    from daihoi.domain.record import EventKind, Statement
    from daihoi.intake.rows import PreparedRow
    from daihoi.store.database import database
    from daihoi.store.log import EventLog

    spent = 0.0
    with EventLog.open(_place(place)) as log:
        for number, rows in enumerate(rounds(config, events)):
            prepared = []
            for line, (unit, activity, percent, day) in enumerate(rows):
                last = [None, day][percent == 100]
                is_corrected = number % CORRECTED == CORRECTED - 1
                kind, reason = (EventKind.CORRECT, "ghi nhầm") if is_corrected else (EventKind.REPORT, "")
                said = Statement(unit, activity, kind, day, FIRST_DAY, last, percent, "", reason)
                prepared.append(PreparedRow(said, "sinh ra", line + 1, ""))
            moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            begun = time.perf_counter()
            log.append(CAMPAIGN, prepared, "do", f"{number}.csv", "", moment)
            spent += time.perf_counter() - begun
    return {"seconds": spent, "bytes": database(_place(place)).size_bytes()}


def _place(text: str) -> LogPlace:
    return ServerAddress(text) if "://" in text else Path(text)


def _snapshot(place: str, known_seq: int | None) -> int:
    from daihoi.store.log import EventLog

    with EventLog.open_existing(_place(place)) as log:
        return len(log.snapshot(CAMPAIGN, STATUS_DATE, known_seq).events)


def _verify(place: str) -> int:
    from daihoi.store.verifying import verify

    found = verify(_place(place))
    if not found.is_whole:
        raise SystemExit(found.findings[0].what)
    return found.rows["event"]


def _backup(place: str) -> int:
    from daihoi.store.backups import back_up

    with tempfile.TemporaryDirectory() as folder:
        return back_up(_place(place), Path(folder), datetime(2020, 3, 2, tzinfo=UTC)).path.stat().st_size


def ask(question: str, place: str, events: int) -> dict[str, float]:
    """One question, timed in this process."""
    questions: dict[str, Callable[[], int]] = {
        "snapshot now": lambda: _snapshot(place, None),
        "snapshot as known at half": lambda: _snapshot(place, events // 2),
        "snapshot as known 1,000 events ago": lambda: _snapshot(place, events - 1_000),
        "verify": lambda: _verify(place),
        "backup, verified": lambda: _backup(place),
    }
    importlib.import_module("daihoi.store.log")  # loading the program is no part of a question
    begun, worked = time.perf_counter(), time.process_time()
    answer = questions[question]()
    spent, worked = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": spent, "cpu": worked, "answer": answer, "MiB": peak}


QUESTIONS = (
    "snapshot now",
    "snapshot as known at half",
    "snapshot as known 1,000 events ago",
    "verify",
    "backup, verified",
)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--place", default="", help="file or postgresql://…; default: a temporary file")
    parser.add_argument("--ask", default="", help="one question, of a log that is there")
    given = parser.parse_args()
    if given.ask:
        print(json.dumps(ask(given.ask, given.place, given.events)))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = given.place or f"{folder}/daihoi.db"
        config = write_config(Path(folder) / "config", Path("config"), ACTIVITIES)
        done = record(config, place, given.events)
        print(f"| {given.events:,} events | seconds | of the processor | MiB of memory | answer |")
        print("|---|---|---|---|---|")
        print(f"| recorded, 5,000 an import | {done['seconds']:.1f} | | | {done['bytes'] / 2**20:.0f} MiB |")
        for question in QUESTIONS:
            told = _in_a_process(question, place, given.events)
            seconds = f"{told['seconds']:.2f} | {told['cpu']:.2f}"
            print(f"| {question} | {seconds} | {told['MiB']:.0f} | {told['answer']:,} |", flush=True)


def _in_a_process(question: str, place: str, events: int) -> dict[str, float]:
    call = [sys.executable, "-m", "benchmarks.records", "--ask", question, "--place", place]
    done = subprocess.run([*call, "--events", str(events)], capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main()
