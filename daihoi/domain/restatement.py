"""The restatement list: what became known about a status date after it had been reported on.

Two pictures of the same day are compared: what was known then, and what is known now. Late reports,
corrections and approvals differ in what they say about the people who report, so they are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import congress_count
from daihoi.domain.record import ActivityKey, Event, EventKind, Snapshot
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Level
from daihoi.domain.unit_alignment import common_activities

FIELDS = ("actual_start", "actual_finish", "percent", "document_number")
"""The fields of a statement that say how an activity stands."""

Value = date | int | str | None


class ChangeKind(StrEnum):
    """What became known: a first report, a further one, a correction, an act on a gate, or a withdrawal.

    ``WITHDRAWAL``: a correction about a later day took back what had been said about this one.
    """

    LATE_REPORT = "late_report"
    FURTHER_REPORT = "further_report"
    CORRECTION = "correction"
    APPROVAL = "approval"
    REJECTION = "rejection"
    WITHDRAWAL = "withdrawal"


_KINDS = {
    EventKind.CORRECT: ChangeKind.CORRECTION,
    EventKind.APPROVE: ChangeKind.APPROVAL,
    EventKind.REJECT: ChangeKind.REJECTION,
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a statement: what it said then, and what it says now; None where nothing was said."""

    field: str
    then: Value
    now: Value


@dataclass(frozen=True)
class Change:
    """One activity of one unit about which something else is known now.

    Attributes:
        key: unit code and activity code.
        kind: see ``ChangeKind``.
        then: the event that held then; None when nothing had been said.
        now: the event that holds now; None when what was said has been withdrawn.
        is_congress: it is the congress of its unit, so that a count changes with it.
    """

    key: ActivityKey
    kind: ChangeKind
    then: Event | None
    now: Event | None
    is_congress: bool

    @property
    def reason(self) -> str:
        """Why it was corrected; empty where no reason is asked for."""
        return self.now.statement.reason if self.now else ""

    @property
    def fields(self) -> Sequence[FieldChange]:
        """The fields that say something else now."""
        pairs = ((name, _said(self.then, name), _said(self.now, name)) for name in FIELDS)
        return [FieldChange(name, then, now) for name, then, now in pairs if then != now]


@dataclass(frozen=True)
class LevelCounts:
    """The congresses of one level: how many there were known to be, are, and were known to be held."""

    level: Level
    total_then: int
    total: int
    held_then: int
    held_now: int
    expected_late_then: int
    expected_late_now: int


@dataclass(frozen=True)
class UnitChanges:
    """The changes of one unit directly below the root (the root's own under the root), and its branches.

    Attributes:
        code: code of that unit.
        kinds: how many changes of each kind, of the unit and of all below it.
        total_then: congresses of the lowest level under it, as far as was known then.
        total: the same as known now.
        held_then: of those, known to be held then.
        held_now: of those, known to be held now.
    """

    code: str
    kinds: Mapping[ChangeKind, int]
    total_then: int
    total: int
    held_then: int
    held_now: int


@dataclass(frozen=True)
class Restatement:
    """What became known about a status date between two events of the log.

    Attributes:
        then: the campaign as known then.
        now: the campaign as known now; the same status date.
        changes: sorted by unit and activity.
        levels: counts per level, lowest first.
        units: the units with changes, those with most changes first.
        states: (state then, state now) → activities of units that are in both; only those that differ.
        rulings: those that hold by the status date and were not known then.
    """

    then: Assessment
    now: Assessment
    changes: Sequence[Change]
    levels: Sequence[LevelCounts]
    units: Sequence[UnitChanges]
    states: Mapping[tuple[ActivityState, ActivityState], int]
    rulings: Sequence[RulingEvent] = ()

    @cached_property
    def kinds(self) -> Mapping[ChangeKind, int]:
        """How many changes of each kind there are; 0 for the others."""
        return Counter(change.kind for change in self.changes)


def restate(then: Assessment, known_then: Snapshot, now: Assessment, known_now: Snapshot) -> Restatement:
    """Compares two assessments of one campaign at one status date, each with the snapshot it was made from.

    Raises:
        ValueError: campaign or status date differ, or «now» knows less than «then».
    """
    if (then.campaign.code, then.status_date) != (now.campaign.code, now.status_date):
        raise ValueError("a restatement compares one campaign at one status date")
    if known_then.known_seq > known_now.known_seq:
        raise ValueError("a restatement goes forward in knowledge")
    changes = compare(known_then, known_now, {level.congress.code for level in _levels(now)})
    levels = [_level_counts(then, now, level) for level in _levels(now)]
    rulings = [event for event in known_now.rulings if _is_news(event, known_then, now.status_date)]
    return Restatement(then, now, changes, levels, _by_unit(then, now, changes), _states(then, now), rulings)


def _is_news(event: RulingEvent, known_then: Snapshot, day: date) -> bool:
    return event.seq > known_then.known_seq and event.ruling.effective_date <= day


def compare(then: Snapshot, now: Snapshot, congresses: set[str]) -> list[Change]:
    """The activities whose current event differs between two snapshots, sorted by unit and activity.

    Args:
        then: what was known then.
        now: what is known now.
        congresses: activity codes of congresses.
    """
    before, after = then.by_activity, now.by_activity
    keys = sorted(before.keys() | after.keys())
    return [
        Change(
            key, _kind(before.get(key), after.get(key)), before.get(key), after.get(key), key[1] in congresses
        )
        for key in keys
        if _seq(before.get(key)) != _seq(after.get(key))
    ]


def _kind(then: Event | None, now: Event | None) -> ChangeKind:
    if now is None:
        return ChangeKind.WITHDRAWAL
    first = ChangeKind.LATE_REPORT if then is None else ChangeKind.FURTHER_REPORT
    return _KINDS.get(now.statement.kind, first)


def _seq(event: Event | None) -> int:
    return event.seq if event else 0


def _said(event: Event | None, field: str) -> Value:
    value: Value = getattr(event.statement, field) if event else None
    return value if value != "" else None


def _levels(assessment: Assessment) -> list[Level]:
    """The levels that have units, lowest first."""
    blocks = assessment.expansion.blocks
    return [level for level in assessment.campaign.structure.levels if level.code in blocks]


def _level_counts(then: Assessment, now: Assessment, level: Level) -> LevelCounts:
    root = now.campaign.root
    before, after = congress_count(then, level, root), congress_count(now, level, root)
    late = before.expected_late, after.expected_late
    return LevelCounts(level, before.total, after.total, before.held, after.held, *late)


def _by_unit(then: Assessment, now: Assessment, changes: Sequence[Change]) -> list[UnitChanges]:
    tops, lowest = _top_units(now), _levels(now)[0]
    kinds: dict[str, Counter[ChangeKind]] = {}
    for change in changes:
        # The log may hold units that the configuration no longer has: they are shown under their own code.
        kinds.setdefault(tops.get(change.key[0], change.key[0]), Counter())[change.kind] += 1
    rows = [_unit_changes(then, now, lowest, code, found) for code, found in kinds.items()]
    return sorted(rows, key=lambda row: (-sum(row.kinds.values()), row.code))


def _unit_changes(
    then: Assessment, now: Assessment, lowest: Level, code: str, kinds: Mapping[ChangeKind, int]
) -> UnitChanges:
    unit = now.campaign.tree.by_code.get(code)
    if unit is None or unit.code == now.campaign.root.code:
        return UnitChanges(code, kinds, 0, 0, 0, 0)
    after = congress_count(now, lowest, unit)
    if code not in then.campaign.tree.by_code:
        return UnitChanges(code, kinds, 0, after.total, 0, after.held)
    before = congress_count(then, lowest, unit)
    return UnitChanges(code, kinds, before.total, after.total, before.held, after.held)


def _top_units(assessment: Assessment) -> dict[str, str]:
    """Unit code → code of the unit directly below the root that it belongs to; the root under itself."""
    tree = assessment.campaign.tree
    tops = {tree.root.code: tree.root.code}
    for child in tree.children[tree.root.code]:
        tops |= dict.fromkeys(tree.subtrees([child.code]), child.code)
    return tops


def _states(then: Assessment, now: Assessment) -> dict[tuple[ActivityState, ActivityState], int]:
    before, after = common_activities(then.expansion, now.expansion)
    was, is_now = then.state[before], now.state[after]
    rows = np.flatnonzero(was != is_now)
    pairs = Counter(zip(was[rows].tolist(), is_now[rows].tolist(), strict=True))
    return {(ActivityState(a), ActivityState(b)): count for (a, b), count in pairs.most_common()}
