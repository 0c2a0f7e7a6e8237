"""Who still owes a report: work that should have begun and that nobody spoke of, work without news.

Whether something was due is asked of the frozen plan, as far as nothing holds the work back and no decision
put it off: a unit that waits for somebody else owes nothing. Work under way is not put off any more: news of
it are owed; of a congress that may not be held none are. What is a superior's act (a gate), or only the sum
of other work (a hammock), is nobody's report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import known_suspensions
from daihoi.domain.links import Flags
from daihoi.domain.record import Snapshot
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.told import told
from daihoi.domain.told_days import lay
from daihoi.domain.units import Unit

_STARTED = (ActivityState.IN_PROGRESS, ActivityState.OVERDUE)
_READY = (ActivityState.POSSIBLE, ActivityState.OVERDUE)


@dataclass(frozen=True)
class OwedReport:
    """One piece of work that a report is missing of.

    Attributes:
        activity_name: Vietnamese name.
        should_begin: first day of it in the frozen plan.
        should_end: last day of it there.
        last_told: the day of the last report on it; None when there was none.
    """

    activity_name: str
    should_begin: date
    should_end: date
    last_told: date | None


@dataclass(frozen=True)
class OwingUnit:
    """A unit that owes reports.

    Attributes:
        unit: which.
        above: its superior; None for the root.
        last_report: the day of its last report on anything; None when it never reported.
        silent_days: working days since then, or since its first owed work should have begun.
        reports: what is missing, in the order of the plan.
    """

    unit: Unit
    above: Unit | None
    last_report: date | None
    silent_days: int
    reports: Sequence[OwedReport]


def owing_units(
    assessment: Assessment, snapshot: Snapshot, rhythm_days: int, units: Collection[str] | None = None
) -> list[OwingUnit]:
    """The units that owe reports, those longest without a word first.

    Args:
        assessment: the campaign at a status date.
        snapshot: what was said by then.
        rhythm_days: working days without news of work under way that are too many.
        units: codes of the units asked about; all when None.
    """
    ledger = _Ledger(assessment, snapshot)
    owed: dict[int, list[int]] = {}
    for number in np.flatnonzero(ledger.untold() | ledger.without_news(rhythm_days)).tolist():
        owed.setdefault(int(assessment.expansion.unit_of[number]), []).append(number)
    tree = assessment.campaign.tree
    chosen = [place for place in owed if units is None or tree.units[place].code in units]
    return sorted((ledger.unit(place, owed[place]) for place in chosen), key=lambda one: -one.silent_days)


class _Ledger:
    """What was said of which activity, and when a unit last said anything."""

    def __init__(self, assessment: Assessment, snapshot: Snapshot) -> None:
        said = told(snapshot.events)
        self._assessment, self._expansion = assessment, assessment.expansion
        self._told_on, self._row = said.effective, lay(assessment.expansion, said).row

    def untold(self) -> Flags:
        """Ready work that should have begun, and of which nobody has said anything."""
        ready = np.isin(self._assessment.state, _READY) & (self._assessment.blocked_by < 0) & (self._row < 0)
        flags: Flags = ready & self._assessment.is_wanted_begun & self._may_be_owed()
        return flags

    def without_news(self, rhythm_days: int) -> Flags:
        """Work under way whose last report is older than the rhythm."""
        going = np.isin(self._assessment.state, _STARTED) & (self._row >= 0)
        flags = going & self._may_be_owed()
        for number in np.flatnonzero(flags).tolist():
            flags[number] = self._silent_since(self._day_of(number)) > rhythm_days
        return flags

    def unit(self, place: int, numbers: Sequence[int]) -> OwingUnit:
        """One unit with what it owes."""
        tree = self._assessment.campaign.tree
        unit = tree.units[place]
        last = max(self._reported_days(unit), default=None)
        reports = sorted((self._owed(n) for n in numbers), key=lambda one: one.should_begin)
        since = last or reports[0].should_begin - ONE_DAY
        return OwingUnit(unit, tree.by_code.get(unit.parent_code), last, self._silent_since(since), reports)

    def _owed(self, number: int) -> OwedReport:
        span = self._assessment.span(self._assessment.baseline, number)
        told_on = self._day_of(number) if self._row[number] >= 0 else None
        return OwedReport(self._expansion.template(number).name, span.start, span.last_day, told_on)

    def _reported_days(self, unit: Unit) -> Iterator[date]:
        numbers = self._expansion.numbers(unit.code)
        return (self._day_of(number) for number in numbers if self._row[number] >= 0)

    def _day_of(self, number: int) -> date:
        day: date = self._told_on[self._row[number]].item()
        return day

    def _silent_since(self, day: date) -> int:
        """Working days after ``day`` up to the status date, both ends as whole days."""
        first, after = day + ONE_DAY, self._assessment.status_date + ONE_DAY
        return max(self._assessment.campaign.working_calendar.working_days_between(first, after), 0)

    def _may_be_owed(self) -> Flags:
        """What units report themselves, unless it was put off or is suspended."""
        flags: Flags = self._is_reported_by_units() & ~self._assessment.is_put_off & ~self._is_suspended()
        return flags

    def _is_reported_by_units(self) -> Flags:
        kinds = (ActivityKind.GATE, ActivityKind.HAMMOCK)
        others = np.logical_or.reduce([self._expansion.is_kind(kind) for kind in kinds])
        flags: Flags = self._expansion.is_applicable & ~others
        return flags

    def _is_suspended(self) -> Flags:
        """Congresses of levels whose congresses are suspended on the status date."""
        flags = np.zeros(len(self._expansion.network), bool)
        day = self._assessment.status_date
        for code, block in self._expansion.blocks.items():
            pauses = known_suspensions(self._assessment, block.level)
            if any(pause.first <= day < pause.until for pause in pauses):
                flags[self._expansion.congresses(code)] = True
        return flags
