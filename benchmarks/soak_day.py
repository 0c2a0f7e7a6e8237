"""One simulated day: files come in, what is due by the schedules runs, and everything is checked."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from datetime import time as hour
from typing import TYPE_CHECKING

from benchmarks.generate import CAMPAIGN
from benchmarks.soak_clock import Clock, vietnamese
from benchmarks.soak_intake import last_seq, take

if TYPE_CHECKING:
    from benchmarks.soak_clerks import Clerks
    from benchmarks.soak_post import Post
    from benchmarks.soak_service import Ended, Service

HANDING_IN = hour(9)
MOMENTS = (hour(6, 0, 2), hour(7, 0, 2), HANDING_IN, hour(22, 30, 2), hour(23, 0, 2))
"""When the clock stops: just after the schedules of ``config/service.yaml``, and when clerks hand in."""
SCHEDULED = ("progress", "reconcile", "backup", "verify")
"""Flows that the schedules start once a day each."""
CLOSED_EVERY, CLOSED_SHORT, CLOSED_LONG = 25, 1, 5
"""Every so many days the office that receives notices is out of order, for a day and in turn for five."""


@dataclass
class Tally:
    """What happened so far.

    Attributes:
        errors: everything that was not as it should be, in words.
        runs: flow → runs.
        rested: runs that ended at once because there was nothing to do, by the name of the state.
        files: what became of files: taken, added nothing, refused.
        events: events added.
        seconds: of the present day, by what took them.
    """

    errors: list[str] = field(default_factory=list)
    runs: Counter[str] = field(default_factory=Counter)
    rested: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    events: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def wrong(self, error: str) -> None:
        """Something was not as it should be; said at once, for the days may go on for hours."""
        self.errors.append(error)
        print(f"ERROR {error}", file=sys.stderr, flush=True)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Adds the seconds of a block to the day."""
        began = time.perf_counter()
        yield
        self.seconds[what] += time.perf_counter() - began


class Days:
    """Lets days go by.

    Args:
        clock: every clock.
        service: what runs.
        clerks: who reports.
        post: where notices go.
    """

    def __init__(self, clock: Clock, service: Service, clerks: Clerks, post: Post) -> None:
        self._clock, self._service, self._clerks, self._post = clock, service, clerks, post
        self.tally = Tally()

    def live(self, number: int, today: date) -> None:
        """One day, from the first schedule to the last.

        Args:
            number: from 1.
            today: the date.
        """
        self.tally.seconds.clear()
        self._post.is_open = not _is_closed(number)
        expected = Counter(SCHEDULED)
        for moment in MOMENTS:
            self._clock.to(vietnamese(today, moment))
            if moment == HANDING_IN:
                self._take(today)
            for run in self._service.run_due():
                self._note(today, run)
                expected -= Counter([run.work] if run.is_scheduled else [])
        for name in expected:
            self.tally.wrong(f"{today}: no scheduled run of {name}")

    def _note(self, today: date, run: Ended) -> None:
        self.tally.runs[run.work] += 1
        self.tally.seconds[run.work] += run.seconds
        for turn in self._service.left_turns():
            self.tally.wrong(f"{today}: {run.name}: the turn is still taken: {turn}")
        if run.state != "COMPLETED":
            self.tally.wrong(f"{today}: {run.name}: {run.state} {run.said}")
        elif not run.said.startswith("Completed"):
            self.tally.rested[run.said.partition(":")[0]] += 1

    def _take(self, today: date) -> None:
        """Takes in what clerks hand in, and asks the service to look again, as ``daihoi import`` does."""
        workspace = self._service.workspace
        before = last_seq(workspace)
        for handed in self._clerks.hand_in(today):
            with self.tally.timed("import"):
                taken = take(workspace, handed)
            self.tally.files[taken.what] += 1
            self.tally.events += taken.events
            if taken.fault:
                self.tally.wrong(f"{today}: {handed.name}: {taken.fault}")
        last = last_seq(workspace)
        if last > before:
            from flows.chaining import after_import

            after_import(CAMPAIGN, last)


def _is_closed(number: int) -> bool:
    """Whether the office is out of order on a day."""
    turn, day = divmod(number, CLOSED_EVERY)
    return turn > 0 and day < (CLOSED_LONG if turn % 2 == 0 else CLOSED_SHORT)
