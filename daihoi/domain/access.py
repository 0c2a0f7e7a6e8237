"""Who may do what: roles that were granted at a unit hold for it and for units below it, as the matrix says.

One question, ``Access.can``, is asked by every command and for every imported row. What the matrix does
not allow is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from daihoi.domain.structure import Basis
from daihoi.domain.unit_reach import GoneUnit
from daihoi.domain.units import UnitTree
from daihoi.errors import DaihoiError

INSTALLATION = "*"
"""The unit code that stands for the whole installation: it lies directly above the root of every campaign."""

OPERATOR = "nguoi-dieu-hanh"
"""The one identity of an installation without accounts, with all rights."""


class AccessError(DaihoiError):
    """Somebody is not who they say, or may not do what they ask for."""


class Relation(StrEnum):
    """Where a unit lies, seen from the unit at which a role was granted."""

    OWN = "own"
    DIRECTLY_BELOW = "directly_below"
    FURTHER_BELOW = "further_below"
    DIRECTLY_ABOVE = "directly_above"
    FURTHER_ABOVE = "further_above"
    SIBLING = "sibling"
    OTHER = "other"


class About(StrEnum):
    """Which units a command is about; ``config/access.yaml`` says what each word means."""

    CAMPAIGN = "campaign"
    UNIT = "unit"
    UNITS = "units"
    ROWS = "rows"
    DECISION = "decision"
    GRANT = "grant"
    INSTALLATION = "installation"
    ANYWHERE = "anywhere"
    OWNER = "owner"


@dataclass(frozen=True)
class Role:
    """One role of the matrix.

    Attributes:
        code: ASCII, as it is stored with grants.
        name: Vietnamese.
        is_of_installation: only granted for the whole installation, and only by who may administer it.
        allows: action → the relations for which it is allowed.
        basis: source and certainty.
    """

    code: str
    name: str
    is_of_installation: bool
    allows: Mapping[str, frozenset[Relation]]
    basis: Basis


@dataclass(frozen=True)
class CommandRule:
    """What a command takes: an action, for the units it is about.

    Attributes:
        action: code of the action.
        about: which units.
        broken_log: runs even when the log is damaged and nobody can be identified.
    """

    action: str
    about: About
    broken_log: bool = False


@dataclass(frozen=True)
class NameParts:
    """Parts of people's names without diacritics, by which an account that is a name is recognised."""

    families: frozenset[str]
    middles: frozenset[str]


@dataclass(frozen=True)
class AccessMatrix:
    """Everything ``config/access.yaml`` says.

    Attributes:
        actions: action code → Vietnamese name.
        roles: role code → role.
        commands: command as it is typed, without ``daihoi`` → what it takes.
        token_days: days a token is good for, unless told otherwise.
        max_token_days: and the most that can be told.
        names: what makes an account look like a person's name.
    """

    actions: Mapping[str, str]
    roles: Mapping[str, Role]
    commands: Mapping[str, CommandRule]
    token_days: int
    max_token_days: int
    names: NameParts


@dataclass(frozen=True)
class Grant:
    """A role that somebody was given at a unit.

    Attributes:
        role: code of the role; one that the matrix does not know allows nothing.
        unit_code: the unit, or ``INSTALLATION``.
        valid_from: first day it holds.
        valid_to: last day it holds, inclusive; None for no end.
        revoked_on: the day it was taken back, from which on it holds no more; None when it was not.
    """

    role: str
    unit_code: str
    valid_from: date
    valid_to: date | None = None
    revoked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day: begun, not over, not taken back."""
        is_over = self.valid_to is not None and day > self.valid_to
        is_revoked = self.revoked_on is not None and day >= self.revoked_on
        return day >= self.valid_from and not is_over and not is_revoked


@dataclass(frozen=True)
class Actor:
    """Whoever acts: an account with its grants, or the operator of an installation without accounts."""

    code: str
    grants: tuple[Grant, ...] = ()
    is_operator: bool = False

    def grants_on(self, day: date) -> Iterator[Grant]:
        """The grants that hold on a day."""
        return (grant for grant in self.grants if grant.holds_on(day))


LOCAL_OPERATOR = Actor(OPERATOR, is_operator=True)


@dataclass(frozen=True)
class Access:
    """The matrix over a tree of units.

    Attributes:
        matrix: roles and what they allow.
        tree: the units as they stand on the day asked about; None where no unit is asked about but
            ``INSTALLATION``.
        gone: the units that there are no more: a role that was granted at one of them holds for its heirs
            as well, and whoever may do something below the unit above it may do it to itself.
    """

    matrix: AccessMatrix
    tree: UnitTree | None = None
    gone: Mapping[str, GoneUnit] = field(default_factory=dict)

    def can(self, actor: Actor, action: str, unit_code: str, on_date: date) -> bool:
        """Whether the actor may do it to the unit on a day.

        Args:
            actor: who asks.
            action: code of an action; one that no role allows is refused.
            unit_code: the unit it is done to, or ``INSTALLATION``; an unknown one is refused.
            on_date: the day on which it is done (not the day that a report is about).
        """
        if actor.is_operator:
            return True
        return any(
            self.relation(granted_at, unit_code) in self._allowed(grant, action)
            for grant in actor.grants_on(on_date)
            for granted_at in self._places(grant.unit_code)
        )

    def can_somewhere(self, actor: Actor, actions: Collection[str], on_date: date) -> bool:
        """Whether the actor may do one of the actions to any unit at all."""
        held = actor.grants_on(on_date)
        return actor.is_operator or any(self._allowed(grant, action) for grant in held for action in actions)

    def relation(self, granted_at: str, unit_code: str) -> Relation:
        """Where a unit lies, seen from the unit of a grant; codes are compared whole."""
        seen, target = self._path(granted_at), self._path(unit_code)
        if not seen or not target:
            return Relation.OTHER
        if granted_at == unit_code:
            return Relation.OWN
        if granted_at in target:
            return Relation.DIRECTLY_BELOW if target[1] == granted_at else Relation.FURTHER_BELOW
        if unit_code in seen:
            return Relation.DIRECTLY_ABOVE if seen[1] == unit_code else Relation.FURTHER_ABOVE
        return Relation.SIBLING if seen[1] == target[1] else Relation.OTHER

    def _places(self, granted_at: str) -> tuple[str, ...]:
        """The unit at which a role was granted, and where that unit went."""
        gone = self.gone.get(granted_at)
        return (granted_at, *gone.heirs) if gone else (granted_at,)

    def _above(self, unit_code: str) -> str | None:
        """The unit above, ``INSTALLATION`` above the root; None for an unknown unit."""
        if self.tree and unit_code in self.tree.by_code:
            return self.tree.by_code[unit_code].parent_code or INSTALLATION
        return self.gone[unit_code].parent_code if unit_code in self.gone else None

    def _allowed(self, grant: Grant, action: str) -> frozenset[Relation]:
        role = self.matrix.roles.get(grant.role)
        if role is None or (role.is_of_installation and grant.unit_code != INSTALLATION):
            return frozenset()
        return role.allows.get(action, frozenset())

    def _path(self, unit_code: str) -> list[str]:
        """The unit, the one above it, and so on up to ``INSTALLATION``; empty for an unknown unit."""
        path: list[str] = []
        while (above := self._above(unit_code)) is not None and unit_code not in path:
            path.append(unit_code)
            unit_code = above
        return [*path, INSTALLATION] if unit_code == INSTALLATION else []
