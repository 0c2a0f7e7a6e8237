"""Our schedule of a random network beside MPXJ's, field by field and activity by activity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.features import Scheduler
from benchmarks.mpxj_answer import Answer
from benchmarks.networks import RandomNetwork, is_set
from daihoi.domain.links import Flags, Ints
from daihoi.domain.logic import logic
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.structure import LinkType

FIELDS = (
    "start",
    "finish",
    "late_start",
    "late_finish",
    "total_float_days",
    "free_float_days",
    "is_critical",
)
EARLY = ("start", "finish")


def compare(made: RandomNetwork, theirs: Answer) -> Comparison:
    """Schedules with ours as MS Project and P6 do: the end of the project is a deadline of every activity."""
    network, table = made.network, made.table
    early = schedule(network, table, made.deadline, made.actuals, made.now)
    deadline = np.minimum(made.deadline, early.finish.max()).astype(np.int32)
    plan = schedule(network, table, deadline, made.actuals, made.now)
    return Comparison(made, deadline, plan, theirs)


@dataclass(frozen=True)
class Comparison:
    """Both answers for one network, in places of each activity's working time.

    Attributes:
        made: the network.
        deadline: int32 exclusive day of every activity, its own or the end of the project.
        plan: our dates.
        theirs: MPXJ's answer.
    """

    made: RandomNetwork
    deadline: Ints
    plan: Schedule
    theirs: Answer

    @cached_property
    def ours(self) -> dict[str, NDArray[np.generic]]:
        """Our columns, in the same places as MPXJ's."""
        table, row, plan = self.made.table, self.made.calendar, self.plan
        ends = {
            "start": plan.remaining.start,
            "finish": plan.finish,
            "late_start": plan.late_start,
            "late_finish": plan.late_finish,
        }
        places: dict[str, NDArray[np.generic]] = {
            name: table.working_before[row, np.clip(day, 0, table.horizon)] for name, day in ends.items()
        }
        found = logic(self.made.network, table, plan)
        return {
            **places,
            "total_float_days": plan.total_float_days,
            "free_float_days": found.free_float_days,
            "is_critical": plan.is_critical,
        }

    def compared(self, name: str) -> Flags:
        """Activities whose field means the same in both.

        What is over has no dates left to compute: MPXJ fills them with the data date, we with what was
        reported. Of what is under way we keep the reported start as its late start, P6 that of what is left.
        """
        known = self.made.actuals
        if name == "free_float_days":
            return self._has_comparable_free_float()
        if known is None:
            return np.ones(len(self.made), bool)
        return ~known.is_started if name == "late_start" else ~known.is_finished

    def _has_comparable_free_float(self) -> Flags:
        """MPXJ's for MS Project, but where it takes a lag off as so many hours (``EXPLAINED``)."""
        made, links = self.made, self.made.links
        if made.features.sound_for == Scheduler.PRIMAVERA:
            return np.zeros(len(made), bool)
        row = made.calendar
        is_other = (links.calendar != row[links.predecessor]) | (row[links.successor] != links.calendar)
        comparable = np.ones(len(made), bool)
        comparable[links.predecessor[is_other & (links.lag_days != 0)]] = False
        return comparable

    @cached_property
    def differs(self) -> dict[str, Flags]:
        """Field → activities on which the two answers are not the same."""
        return {
            name: (self.ours[name] != getattr(self.theirs, name)) & self.compared(name) for name in FIELDS
        }

    @property
    def count_compared(self) -> int:
        """Fields of activities compared."""
        return sum(int(self.compared(name).sum()) for name in FIELDS)

    def first_causes(self) -> Iterator[tuple[str, int]]:
        """(field, activity) that differs although everything it is computed from agrees."""
        links, differs = self.made.links, self.differs
        early, late = differs["start"] | differs["finish"], differs["late_start"] | differs["late_finish"]
        for place in _unled(early, links.predecessor, links.successor):
            yield next(name for name in EARLY if differs[name][place]), place
        if early.any():
            return  # late dates count back from the end of the project, which may differ
        for place in _unled(late, links.successor, links.predecessor):
            yield next(name for name in ("late_finish", "late_start") if differs[name][place]), place
        for name in ("total_float_days", "free_float_days", "is_critical"):
            for place in np.flatnonzero(differs[name] & ~late).tolist():
                yield name, place

    def described(self, name: str, at: int) -> str:
        """One difference in words: both answers, and the links it comes from."""
        made = self.made
        theirs = getattr(self.theirs, name)[at]
        head = f"{name} of {self._activity(at)}: ours {self.ours[name][at]}, MPXJ {theirs:g}"
        links, is_early = made.links, name in EARLY
        rows = np.flatnonzero((links.successor if is_early else links.predecessor) == at)
        other = links.predecessor if is_early else links.successor
        lines = [self._link(int(r), int(other[r]), "from" if is_early else "to") for r in rows]
        return "\n".join([head, *(f"    {line}" for line in lines)])

    def _activity(self, at: int) -> str:
        made, plan = self.made, self.plan
        calendar = made.calendars[made.calendar[at]].code
        text = f"{made.network.name_of(at)} ({made.duration_days[at]} days {calendar}, "
        text += f"{self._day(plan.start[at])} to before {self._day(plan.finish[at])}, "
        text += f"late {self._day(plan.late_start[at])} to before {self._day(plan.late_finish[at])}"
        for name in ("floor", "finish_floor", "fixed_start", "deadline"):
            day: Ints = getattr(made, name)
            if is_set(day)[at]:
                text += f", {name} {self._day(day[at])}"
        known = made.actuals
        if known is not None and known.is_started[at]:
            text += f", begun {self._day(known.start[at])}"
            text += (
                f", over before {self._day(known.finish[at])}"
                if known.is_finished[at]
                else (f", {known.remaining_days[at]} days left")
            )
        return text + ")"

    def _link(self, row: int, other: int, direction: str) -> str:
        links = self.made.links
        lag, counted = int(links.lag_days[row]), self.made.calendars[links.calendar[row]].code
        kind = LinkType(links.type[row]).name + (f"{lag:+d} {counted}" if lag else "")
        return f"{kind} {direction} {self._activity(other)}"

    def _day(self, day: int | np.integer[Any]) -> str:
        return f"{self.made.table.date(int(day)):%a %d/%m/%Y}" if abs(int(day)) < 2**29 else "open"


def _unled(differs: Flags, source: Ints, target: Ints) -> list[int]:
    """Of the activities that differ, those that nothing different leads to."""
    own = differs.copy()
    own[target[differs[source]]] = False
    return [int(place) for place in np.flatnonzero(own)]
