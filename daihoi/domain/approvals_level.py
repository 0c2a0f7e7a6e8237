"""What the activities of one level have to do with its gates, for whoever looks at one unit's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.approvals_dossier import dossiers
from daihoi.domain.record import Statement
from daihoi.domain.structure import ActivityKind, Level, LinkScope


@dataclass(frozen=True, eq=False)
class LevelGates:
    """The gates of a level.

    Attributes:
        names: activity code → Vietnamese name.
        dossiers: code of each gate → codes of what it approves.
        congress: code of the congress.
        before_congress: codes of the gates that have to let the congress through, in template order.
    """

    names: Mapping[str, str]
    dossiers: Mapping[str, tuple[str, ...]]
    congress: str
    before_congress: tuple[str, ...]

    def gates_of(self, activity: str) -> Iterator[str]:
        """Codes of the gates that approve an activity."""
        return (gate for gate, pieces in self.dossiers.items() if activity in pieces)


def level_gates(level: Level) -> LevelGates:
    """The gates of a level, and what they have to do with its other activities."""
    names = {activity.code: activity.name for activity in level.activities}
    congress = level.congress.code
    return LevelGates(names, dossiers(level), congress, tuple(_gates_before(level, congress)))


@dataclass(frozen=True)
class HeldTooEarly:
    """A congress that was held by the day of its last approval, with the number of that document."""

    held_on: date
    approved_on: date
    document_number: str

    @property
    def is_same_day(self) -> bool:
        """Whether it was held on the very day of the approval, which may be right."""
        return self.held_on == self.approved_on


def held_too_early(congress: Statement, approvals: Iterable[Statement]) -> HeldTooEarly | None:
    """Whether a congress was held before the day of its last approval; None when it was not.

    Args: as ``held_by_approval``.
    """
    early = held_by_approval(congress, approvals)
    return early if early and not early.is_same_day else None


def held_by_approval(congress: Statement, approvals: Iterable[Statement]) -> HeldTooEarly | None:
    """Whether a congress was held no later than the day of its last approval; None when it was not.

    Args:
        congress: what is said of the congress; not yet held is never too early.
        approvals: approvals of the gates before it.
    """
    held_on = congress.actual_finish and (congress.actual_start or congress.actual_finish)
    given = [(said.actual_finish, said.document_number) for said in approvals if said.actual_finish]
    if held_on is None or not given:
        return None
    approved_on, number = max(given)
    return HeldTooEarly(held_on, approved_on, number) if held_on <= approved_on else None


def _gates_before(level: Level, congress: str) -> Iterator[str]:
    """Codes of the gates that the congress waits for in its own unit, directly or through other work."""
    links = {activity.code: activity.links for activity in level.activities}
    found, waiting = set[str](), [congress]
    while waiting:
        own = {link.predecessor for link in links[waiting.pop()] if link.scope is LinkScope.SELF}
        waiting += own - found
        found |= own
    gates = (activity for activity in level.activities if activity.kind is ActivityKind.GATE)
    return (gate.code for gate in gates if gate.code in found)
