"""How far each document of a unit has come: versions, rounds of comments, what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from daihoi.domain.entries import Entries, Entry

PLANS, VERSIONS, ROUNDS, SENT = "document_plans", "document_versions", "comment_rounds", "drafts_sent"
OUTLINE, FIRST_DRAFT, FINAL = "outline", "draft_1", "final"
STANDING, COMMITTEE, MEMBERS = "standing_committee", "committee", "members"
BELOW, DELEGATES = "units_below", "delegates"
POLITICAL_REPORT = "political_report"
KEPT = (PLANS, VERSIONS, ROUNDS, SENT)
"""The registers in which a document of a unit leaves a trace."""


def words(entries: Entries, register: str, column: str) -> Mapping[str, str]:
    """Code → Vietnamese word of a choice, in the order of the register; empty when it is not kept."""
    kept = entries.registers.get(register)
    return kept.by_code[column].choices if kept else {}


def word(entry: Entry, entries: Entries, column: str) -> str:
    """The choice in a column as people read it."""
    return entries.registers[entry.register].by_code[column].shown(entry.values.get(column))


def place(choices: Mapping[str, str], code: str) -> int:
    """Place of a choice among those of its column; −1 for none."""
    return list(choices).index(code) if code in choices else -1


@dataclass(frozen=True)
class DocumentState:
    """One document of one unit.

    Attributes:
        unit_code: whose document.
        document: code of the document.
        name: Vietnamese name of the document.
        order: code → word of the versions, earliest first.
        plan: its plan; None where there is none.
        versions: code of the version → entry.
        rounds: body → its rounds of comments, first round first.
        sent: what was sent, in the order of days.
    """

    unit_code: str
    document: str
    name: str
    order: Mapping[str, str]
    plan: Entry | None
    versions: Mapping[str, Entry]
    rounds: Mapping[str, Sequence[Entry]]
    sent: Sequence[Entry]

    @cached_property
    def latest(self) -> Entry | None:
        """The last version there is."""
        found = [self.versions[code] for code in self.order if code in self.versions]
        return found[-1] if found else None

    @property
    def is_final(self) -> bool:
        """Whether the final text is there."""
        return FINAL in self.versions

    @property
    def is_drafted(self) -> bool:
        """Whether there is a text, not only an outline."""
        return self.latest is not None and self.latest.text("version") != OUTLINE

    @property
    def draft_number(self) -> int:
        """How many drafts there are; the next one is one more."""
        return sum(1 for code in self.versions if code not in (OUTLINE, FINAL))

    @property
    def rounds_planned(self) -> int:
        """Rounds of comments of the committee that the plan wants; 0 when it names none."""
        return self.plan.count("rounds") if self.plan else 0

    @property
    def rounds_held(self) -> int:
        """Rounds that the committee has held; of the members' meeting, where there is no committee."""
        return max(len(self.rounds.get(COMMITTEE, ())), len(self.rounds.get(MEMBERS, ())))

    def sent_to(self, audience: str) -> Entry | None:
        """The last time that it was sent to somebody."""
        return next((one for one in reversed(self.sent) if one.text("audience") == audience), None)

    def due(self, column: str) -> date | None:
        """A last day of the plan."""
        return self.plan.day(column) if self.plan else None


def document_state(entries: Entries, unit_code: str, document: str) -> DocumentState:
    """What the registers say of one document."""
    told = {
        code: [one for one in entries.of(code, unit_code) if one.text("document") == document]
        for code in KEPT
    }
    return _state(entries, unit_code, document, told)


def all_documents(entries: Entries) -> dict[str, list[DocumentState]]:
    """Unit code → the documents that any register speaks of, in the order of the registers."""
    told: dict[tuple[str, str], dict[str, list[Entry]]] = {}
    for code in KEPT:
        for one in entries.of(code):
            found = told.setdefault((one.unit_code, one.text("document")), {kept: [] for kept in KEPT})
            found[code].append(one)
    known = list(words(entries, VERSIONS, "document"))
    states: dict[str, list[DocumentState]] = {}
    for unit_code, document in sorted(told, key=lambda key: (key[0], known.index(key[1]))):
        made = _state(entries, unit_code, document, told[unit_code, document])
        states.setdefault(unit_code, []).append(made)
    return states


def _state(
    entries: Entries, unit_code: str, document: str, told: Mapping[str, Sequence[Entry]]
) -> DocumentState:
    rounds: dict[str, list[Entry]] = {}
    for one in told[ROUNDS]:
        rounds.setdefault(one.text("body"), []).append(one)
    order = words(entries, ROUNDS, "round")
    return DocumentState(
        unit_code,
        document,
        words(entries, VERSIONS, "document").get(document, document),
        words(entries, VERSIONS, "version"),
        next(iter(told[PLANS]), None),
        {one.text("version"): one for one in told[VERSIONS]},
        {
            body: sorted(held, key=lambda one: place(order, one.text("round")))
            for body, held in rounds.items()
        },
        sorted(told[SENT], key=lambda one: one.day("sent_on") or date.min),
    )
