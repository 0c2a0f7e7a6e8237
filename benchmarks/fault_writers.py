"""Many who write at once: nobody starves, nobody fails, and nobody overwrites another unseen."""

from __future__ import annotations

import json
import os
import random
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.fault_places import Ground
from benchmarks.fault_table import Outcome
from daihoi.domain.record import EventKind, Statement
from daihoi.errors import InputErrors
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog

CAMPAIGN = "c"
NOON, DAY = datetime(2020, 3, 2, 5, 0, tzinfo=UTC), date(2020, 2, 20)
ACTIVITIES = ("congress", "draft", "personnel")
VERSIONS_PER_ACTIVITY = 40
MOST_UNEVEN = 3.0


def together(place: LogPlace, writers: int, work: Callable[[EventLog, int], Any]) -> list[Any]:
    """Lets processes work on a log at the same time; what each came to, None for one that failed."""
    EventLog.open(place).close()
    ready, is_ready = os.pipe()
    begin, may_begin = os.pipe()
    children = []
    for writer in range(writers):
        reading, pipe = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(may_begin)
                with EventLog.open(place) as log:
                    os.write(is_ready, b".")
                    os.read(begin, 1)  # nothing comes, until nobody can write to it any more
                    answer = json.dumps(work(log, writer)).encode()
                with os.fdopen(pipe, "wb") as told:
                    told.write(answer)
            except BaseException:
                traceback.print_exc()
                os.write(is_ready, b".")  # nobody waits for one that failed
            finally:
                os._exit(0)
        os.close(pipe)
        children.append((child, reading))
    for _ in children:
        os.read(ready, 1)
    for end in (may_begin, begin, ready, is_ready):
        os.close(end)
    return [_answer(*one) for one in children]


def _answer(child: int, reading: int) -> Any:
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def write_side_by_side(ground: Ground, seconds: float, writers: int = 8) -> Outcome:
    """Each imports rows about units of its own for a time."""
    began, place = time.monotonic(), ground.fresh()

    def work(log: EventLog, writer: int) -> tuple[int, float]:
        number, worst, end = 0, 0.0, time.monotonic() + seconds
        while time.monotonic() < end:
            said = Statement(f"W{writer}.{number}", "congress", EventKind.REPORT, DAY, None, DAY, 100)
            asked = time.monotonic()
            log.append(CAMPAIGN, [PreparedRow(said, "t.csv", 2, "")], "vp", "t.csv", "00", NOON)
            worst, number = max(worst, time.monotonic() - asked), number + 1
        return number, worst

    answers = together(place, writers, work)
    done = [answer for answer in answers if answer]
    errors, counts = writers - len(done), [count for count, _ in done] or [0]
    with EventLog.open_existing(place) as log:
        is_whole = log.verify() == [] and log.head()[0] == sum(counts)
    ratio = max(counts) / max(1, min(counts))
    tried = f"{writers} processes for {seconds:g} s, {sum(counts)} imports"
    found = (
        f"{errors} errors, {min(counts)} to {max(counts)} imports each (ratio {ratio:.2f}), longest wait "
        f"{max([wait for _, wait in done], default=0):.2f} s"
    )
    is_good = not errors and is_whole and ratio <= MOST_UNEVEN
    return Outcome("writers side by side", ground.name, tried, found, is_good, time.monotonic() - began)


@dataclass
class _Updates:
    """What one writer's updates came to."""

    written: list[tuple[str, str, str, int]]
    conflicts: int
    unchanged: int


def update_the_same(ground: Ground, updates: int, writers: int = 8) -> Outcome:
    """All fill in forms about the same three activities, over the version they saw when they began."""
    began, place = time.monotonic(), ground.fresh()
    each = updates // writers

    def work(log: EventLog, writer: int) -> dict[str, Any]:
        chance, unit = random.Random(writer), 0
        done = _Updates([], 0, 0)
        for number in range(each):
            if number % len(ACTIVITIES) == 0:  # a new form: what stands of all three
                told = log.events(CAMPAIGN, f"U{unit}")
                if len(told) > len(ACTIVITIES) * VERSIONS_PER_ACTIVITY:
                    told, unit = log.events(CAMPAIGN, f"U{unit + 1}"), unit + 1
            activity = ACTIVITIES[number % len(ACTIVITIES)]
            base = sum(event.statement.activity == activity for event in told)
            source = f"{writer}.{number}"
            _update(log, (f"U{unit}", activity), base, chance.randint(1, 99), source, done)
        return vars(done)

    answers = together(place, writers, work)
    return _judged(ground, place, answers, each * writers, time.monotonic() - began)


def _update(
    log: EventLog, key: tuple[str, str], base: int, percent: int, source: str, done: _Updates
) -> None:
    said = Statement(*key, EventKind.REPORT, DAY, percent=percent, source=source)
    row = PreparedRow(said, "bieu.xlsx", 7, "Báo cáo!H7", base_version=base)
    try:
        result = log.append(CAMPAIGN, [row], "vp", "bieu.xlsx", "00", NOON)
    except InputErrors:
        done.conflicts += 1
        return
    if result.new_events:
        done.written.append((*key, source, base))
    else:
        done.unchanged += 1


def _judged(ground: Ground, place: LogPlace, answers: Sequence[Any], updates: int, seconds: float) -> Outcome:
    with EventLog.open_existing(place) as log:
        events = log.events(CAMPAIGN)
        is_whole = log.verify() == []
    versions = {(*e.statement.key, e.statement.source): e.version for e in events}
    written = [tuple(one) for answer in answers if answer for one in answer["written"]]
    # An update is lost when it is not there, or stands on another version than whoever made it had seen.
    lost = sum(versions.get(one[:3]) != one[3] + 1 for one in written)
    shown = sum(answer["conflicts"] for answer in answers if answer)
    same = sum(answer["unchanged"] for answer in answers if answer)
    unheard = updates - len(written) - shown - same
    tried = f"{updates} updates of 3 activities at a time by {len(answers)} processes"
    found = f"{len(written)} recorded, {shown} conflicts shown, {same} said what stood; {lost} lost unseen"
    is_good = is_whole and not lost and not unheard and len(events) == len(written) and shown > 0
    return Outcome("contended updates", ground.name, tried, found, is_good, seconds)
