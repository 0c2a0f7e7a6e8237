"""What a workstream looks at, and what it gives: tables to print, and what people are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.checklist import Checklist
from daihoi.domain.preparing.former import FormerUnit
from daihoi.domain.ruling_effects import RulingEffect
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

Cell = str | int | date | None
"""What a table holds; None prints blank."""

ASSUMED_MARK = "†"


def _nothing(_: Entry) -> Sequence[Entry]:
    return ()


@dataclass(frozen=True)
class Preparation:
    """The schedule and the registers of one campaign, as known at one moment.

    Attributes:
        assessment: the campaign at the status date.
        entries: what stands in the registers at the same date, with the same knowledge.
        units: codes of the units asked about, with all below them; None for all.
        checklist: what has to be ready for a congress, and by when; empty for nothing.
        former: units that are gone at the status date, by code, with those that took their place.
        effects: what rulings moved; computed when it is asked for, because each is a schedule of its own.
        taken_over: what other units of the campaign made of an entry when they took it over.
    """

    assessment: Assessment
    entries: Entries
    units: Collection[str] | None = None
    checklist: Checklist = field(default_factory=Checklist)
    former: Mapping[str, FormerUnit] = field(default_factory=dict)
    effects: Callable[[], Sequence[RulingEffect]] = tuple
    taken_over: Callable[[Entry], Sequence[Entry]] = _nothing

    @property
    def campaign(self) -> Campaign:
        """The campaign as rulings left it."""
        return self.assessment.campaign

    @property
    def status_date(self) -> date:
        """The day reported about, to its end."""
        return self.assessment.status_date

    def chosen(self, level: str | None = None) -> list[Unit]:
        """The units asked about (of one level), in the order of the tree."""
        wanted = self.units
        return [
            unit
            for unit in self.campaign.tree.units
            if (wanted is None or unit.code in wanted) and level in (None, unit.level)
        ]

    def of(self, register: str) -> list[Entry]:
        """The entries of a register that units asked about keep."""
        wanted = self.units
        return [one for one in self.entries.of(register) if wanted is None or one.unit_code in wanted]

    def counted(self, register: str) -> list[Entry]:
        """All entries of a register, each once: of what was taken over, the one that its heir has."""
        told = self.entries.of(register)
        return [one for one in told if one.unit_code not in self.former or not self.taken_over(one)]


@dataclass(frozen=True)
class WorkTable:
    """One table («biểu») of a workstream, ready to print.

    Attributes:
        code: ASCII name, used for files: ``bieu-4-gop-y``.
        title: Vietnamese title.
        columns: Vietnamese titles of the columns.
        rows: as many cells each as there are columns.
        totals: a last row that sums up; empty for none.
        notes: how to read it; sources; what is assumed.
    """

    code: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Ask:
    """Something that software cannot do, and that somebody has to.

    Attributes:
        unit_code: who has to.
        what: a Vietnamese sentence that names the thing and how to report it.
        due: last day for it; None when none is set.
        is_late: the day is over.
    """

    unit_code: str
    what: str
    due: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Review:
    """What a workstream found.

    Attributes:
        workstream: ASCII name, also that of its files.
        title: Vietnamese name.
        findings: what leaders should know first; Vietnamese sentences, the most important first.
        tables: in the order of printing.
        asks: what is missing, by unit.
    """

    workstream: str
    title: str
    findings: Sequence[str]
    tables: Sequence[WorkTable]
    asks: Sequence[Ask]


Reviewer = Callable[[Preparation], Review]
"""One workstream: a pure function, so that the same knowledge always gives the same tables."""


def marked(text: str, entry: Entry) -> str:
    """A text with † when the entry is assumed, not stated by a source."""
    return f"{text} {ASSUMED_MARK}" if entry.certainty is Certainty.ASSUMED else text


def late(due: date | None, status_date: date) -> bool:
    """Whether a last day is over at the end of the status date."""
    return due is not None and due < status_date
