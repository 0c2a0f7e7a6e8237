"""Which rows of a file whoever imports it may not write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from daihoi.domain.access import Access, AccessError, Actor
from daihoi.domain.record import ActivityKey, Event, EventKind, Statement, current
from daihoi.domain.units import UnitTree
from daihoi.errors import InputErrors, Problem

WRITING = frozenset(kind.value for kind in EventKind)
"""The actions that rows can take: each kind of event is an action of that name."""

BY_SUPERIOR = frozenset({EventKind.APPROVE, EventKind.REJECT})
"""What only the direct superior of a unit does."""

REVISING = frozenset({EventKind.CORRECT, EventKind.VOID})
"""What changes or takes back what somebody said before."""


class UnpermittedRows(InputErrors, AccessError):
    """Rows of a file that whoever imports it may not write, with their places."""


class ReportRow(Protocol):
    """What is needed of a row that was read from a file."""

    @property
    def statement(self) -> Statement:
        """What the row says."""

    @property
    def place(self) -> str:
        """The file as the user knows it."""

    @property
    def dossier(self) -> Sequence[str]:
        """Codes of the activities that it approves, if it speaks of a gate."""

    @property
    def line(self) -> int:
        """1-based line or row."""

    @property
    def cell(self) -> str:
        """The cell a message points to."""


def refusals(
    rows: Iterable[ReportRow],
    actor: Actor,
    access: Access,
    on_date: date,
    told_by: Mapping[ActivityKey, Collection[str]],
    answered: Collection[ActivityKey] = frozenset(),
) -> list[Problem]:
    """A problem, with its place, for every row that the actor may not write.

    Each row is asked for with its own unit and kind. A gate is closed for the direct superior of its unit,
    and never by the account that reported on it or may report for the unit. Only the superior corrects or
    takes back what the superior said.

    Args:
        rows: rows of a file; their units are in the tree of ``access``.
        actor: who imports.
        access: the matrix over the campaign's units.
        on_date: the day of the import, not the day that rows are about.
        told_by: see ``speakers``; needed for the rows that approve or reject.
        answered: the units and activities of which the latest that stands is the superior's word; needed
            for the rows that correct or take back.
    """
    if actor.is_operator:
        return []
    checker = _Checker(actor, access, on_date, told_by, answered)
    return [problem for row in rows for problem in checker.problems(row)]


def approved(rows: Iterable[ReportRow]) -> list[ActivityKey]:
    """The units and activities of which ``refusals`` has to know what was said, and by whom."""
    return [row.statement.key for row in rows if row.statement.kind in BY_SUPERIOR | REVISING]


def reporters(history: Iterable[Event]) -> frozenset[str]:
    """The accounts that reported, or corrected a report, of the events of one activity.

    Who approves, sends back, corrects either or takes something back has said nothing about the work.
    """
    events = {event.seq: event for event in history}
    silent = BY_SUPERIOR | {EventKind.VOID}
    return frozenset(
        event.actor for event in events.values() if _act(event, events).statement.kind not in silent
    )


def speakers(
    rows: Iterable[ReportRow], actor: Actor, histories: Mapping[ActivityKey, Iterable[Event]]
) -> dict[ActivityKey, frozenset[str]]:
    """Gate → the accounts that reported on it, or on the dossier that it approves.

    Args:
        rows: rows of a file; those about the dossier count for the gate as well.
        actor: who imports them.
        histories: the events so far of gates and of the pieces of their dossiers.
    """
    known = {key: reporters(history) for key, history in histories.items()}
    said = [(row, row.statement) for row in rows]
    own = {one.key for _, one in said if one.kind in (EventKind.REPORT, EventKind.CORRECT)}
    found: dict[ActivityKey, frozenset[str]] = {}
    for row, one in said:
        pieces = [(one.unit_code, piece) for piece in row.dossier]
        told = [known.get(key, frozenset()) for key in (one.key, *pieces)]
        mine = {actor.code} if own.intersection(pieces) else set()
        found[one.key] = frozenset(mine).union(*told)
    return found


def is_answered(history: Iterable[Event]) -> bool:
    """Whether the latest that stands, of the events of one activity, is an approval or a rejection.

    A correction of one is one.
    """
    events = {event.seq: event for event in history}
    latest = current(events.values(), date.max)
    return latest is not None and _act(latest, events).statement.kind in BY_SUPERIOR


def _act(event: Event, events: Mapping[int, Event]) -> Event:
    """The event itself; of a correction the one that was corrected first."""
    while event.statement.kind is EventKind.CORRECT and (earlier := events.get(event.corrects or 0)):
        event = earlier
    return event


class _Checker:
    """Asks for each unit and kind once: files have many rows about few units."""

    def __init__(
        self,
        actor: Actor,
        access: Access,
        on_date: date,
        told_by: Mapping[ActivityKey, Collection[str]],
        answered: Collection[ActivityKey],
    ) -> None:
        self.actor, self.access, self.on_date = actor, access, on_date
        self.told_by, self.answered = told_by, answered
        self._known: dict[tuple[str, str], bool] = {}

    def problems(self, row: ReportRow) -> Iterator[Problem]:
        said = row.statement
        if not self._can(said.kind.value, said.unit_code):
            yield Problem(row.place, row.line, self._what(said), self._remedy(said), row.cell)
        elif said.kind in BY_SUPERIOR:
            yield from self._both_hands(row, self.told_by.get(said.key, ()))
        elif said.kind in REVISING and said.key in self.answered:
            yield from self._others_word(row)

    def _others_word(self, row: ReportRow) -> Iterator[Problem]:
        said = row.statement
        if not self._can(EventKind.APPROVE.value, said.unit_code):
            verb = self.access.matrix.actions[said.kind.value]
            what = f"việc «{said.activity}» của «{said.unit_code}» do cấp trên ghi, không được {verb}"
            above = _superior(self.access.tree, said.unit_code)
            remedy = f"bỏ dòng này: chỉ cấp trên trực tiếp{above} ghi được"
            yield Problem(row.place, row.line, what, remedy, row.cell)

    def _can(self, action: str, unit_code: str) -> bool:
        key = action, unit_code
        if key not in self._known:
            self._known[key] = self.access.can(self.actor, action, unit_code, self.on_date)
        return self._known[key]

    def _what(self, said: Statement) -> str:
        action = self.access.matrix.actions[said.kind.value]
        return f"tài khoản «{self.actor.code}» không được {action} cho đơn vị «{said.unit_code}»"

    def _remedy(self, said: Statement) -> str:
        if said.kind in BY_SUPERIOR:
            above = _superior(self.access.tree, said.unit_code)
            return f"bỏ dòng này: chỉ cấp trên trực tiếp{above} ghi được"
        return "bỏ dòng này, hoặc xin người điều phối cấp quyền ở đơn vị ấy"

    def _both_hands(self, row: ReportRow, told_by: Collection[str]) -> Iterator[Problem]:
        said = row.statement
        if self.actor.code in told_by:
            what = f"tài khoản «{self.actor.code}» đã báo cáo việc «{said.activity}» của «{said.unit_code}»"
        elif self._can(EventKind.REPORT.value, said.unit_code):
            what = f"tài khoản «{self.actor.code}» được báo cáo cho «{said.unit_code}»"
        else:
            return
        yield Problem(
            row.place, row.line, f"{what} nên không được duyệt", "để người khác ghi việc duyệt", row.cell
        )


def _superior(tree: UnitTree | None, unit_code: str) -> str:
    """`` («CL»)`` for a unit below CL; nothing when the superior lies outside the campaign."""
    unit = tree.by_code.get(unit_code) if tree else None
    return f" («{unit.parent_code}»)" if unit and unit.parent_code else ""
