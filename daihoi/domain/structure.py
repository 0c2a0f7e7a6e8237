"""The structure of a round of congresses: ordered levels, and per level a template of activities and links.

A structure is data (``config/structures``); stamped over a tree of units it becomes a network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property


class LinkType(IntEnum):
    """How a successor waits for its predecessor; the inequality each stands for, with lag ``L``."""

    FS = 0  # start_j  >= finish_i + L
    SS = 1  # start_j  >= start_i  + L
    FF = 2  # finish_j >= finish_i + L
    SF = 3  # finish_j >= start_i  + L


class LinkScope(StrEnum):
    """Whose activity a link waits for: the unit's own, its parent's, or its children's."""

    SELF = "self"
    PARENT = "parent"
    CHILDREN = "children"
    PILOT_CHILDREN = "pilot_children"


class ActivityKind(StrEnum):
    """What an activity is to the plan.

    ``WORK`` has a duration; ``HAMMOCK`` lasts at least its duration and ends with the last thing it
    waits for; ``GATE`` is an act of the superior body and is only ever closed by a person;
    ``CONGRESS`` is the congress itself.
    """

    WORK = "work"
    HAMMOCK = "hammock"
    GATE = "gate"
    CONGRESS = "congress"


STEPS = (
    "steering",
    "documents",
    "feedback",
    "finalizing",
    "personnel",
    "approval",
    "logistics",
    "communications",
    "congress",
    "follow_up",
)
"""The steps of preparing a congress, in the order of the procedure: each is one task of a level flow.

A step is mostly a workstream; only the documents workstream takes two, before and after the feedback.
"""


LEVEL_CODES = ("branch", "grassroots", "ward", "district", "city")
"""The levels that there is a flow for, lowest first; a structure uses these codes, all or some."""


class Certainty(StrEnum):
    """How sure a value is: stated by a source, a rule of a directive, or assumed by an analyst."""

    STATED = "stated"
    RULE = "rule"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Basis:
    """Where a value comes from."""

    certainty: Certainty
    source: str

    @property
    def is_assumed(self) -> bool:
        """Whether every page that shows the value has to mark it."""
        return self.certainty is Certainty.ASSUMED


@dataclass(frozen=True)
class LinkTemplate:
    """A link that every unit of a level gets.

    Attributes:
        predecessor: code of the activity waited for.
        type: the inequality, see ``LinkType``.
        lag_days: days of ``lag_calendar``; negative is a lead.
        lag_calendar: code of the calendar that counts the lag; empty for the successor's.
        scope: whose activity ``predecessor`` is.
        pilots_exempt: a pilot unit, or a unit below one, does not wait (it goes ahead of the draft).
        line: line in the structure file, for messages.
    """

    predecessor: str
    type: LinkType = LinkType.FS
    lag_days: int = 0
    lag_calendar: str = ""
    scope: LinkScope = LinkScope.SELF
    pilots_exempt: bool = False
    line: int = 0


@dataclass(frozen=True)
class ActivityTemplate:
    """An activity that every unit of a level gets.

    Attributes:
        code: stable ASCII code, unique in the structure, e.g. ``branch_congress``.
        name: Vietnamese name shown to people.
        workstream: code of the workstream that owns it; groups the activities on charts.
        step: which of ``STEPS`` looks after it; the workstream's own when left empty.
        kind: see ``ActivityKind``.
        duration_days: days of ``calendar``; for a hammock the least it lasts.
        calendar: code of the calendar that counts its days.
        links: what it waits for.
        responsible: the body that does it.
        evidence: what proves that it is done.
        parents_only: exists only in units that have units below them.
        basis: source and certainty of the duration.
        line: line in the structure file, for messages.
    """

    code: str
    name: str
    workstream: str
    kind: ActivityKind
    duration_days: int
    calendar: str
    links: tuple[LinkTemplate, ...]
    responsible: str
    evidence: str
    basis: Basis
    step: str = ""
    parents_only: bool = False
    line: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "step", self.step or self.workstream)


@dataclass(frozen=True)
class Level:
    """One level of organisation with its template.

    ``rank`` 0 is the lowest; ``symbols`` follow the «/» in the numbers of its committees' documents.
    """

    code: str
    name: str
    short_name: str
    rank: int
    activities: tuple[ActivityTemplate, ...]
    file: str = ""
    symbols: tuple[str, ...] = ()

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Activity code → place in the template."""
        return {activity.code: place for place, activity in enumerate(self.activities)}

    @cached_property
    def congress(self) -> ActivityTemplate:
        """The activity that is the congress itself (the loader admits exactly one per level)."""
        return next(a for a in self.activities if a.kind is ActivityKind.CONGRESS)


@dataclass(frozen=True)
class Structure:
    """Ordered levels, lowest first, with the workstreams that their activities belong to."""

    code: str
    name: str
    workstreams: Mapping[str, str]
    levels: tuple[Level, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Level]:
        """Level code → level."""
        return {level.code: level for level in self.levels}

    @cached_property
    def level_of_activity(self) -> Mapping[str, Level]:
        """Activity code → the level that owns it."""
        return {a.code: level for level in self.levels for a in level.activities}

    def above(self, level: Level) -> Level | None:
        """The next higher level, or None at the top."""
        return self.levels[level.rank + 1] if level.rank + 1 < len(self.levels) else None

    def below(self, level: Level) -> Level | None:
        """The next lower level, or None at the bottom."""
        return self.levels[level.rank - 1] if level.rank else None

    def activities(self) -> Iterator[ActivityTemplate]:
        """All activities, level by level."""
        for level in self.levels:
            yield from level.activities
