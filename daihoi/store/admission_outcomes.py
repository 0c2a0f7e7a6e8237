"""What a row can come to, and what is known while the rows of one import are decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from daihoi.domain.record import ActivityKey, Event, Statement
from daihoi.domain.registers import register_of

History = Sequence[Event]
CORRECT_INSTEAD = "muốn sửa thì ghi Loại = sửa và nêu Lý do"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A statement that becomes an event.

    Attributes:
        statement: what is recorded.
        corrects: number of the event that it corrects or takes back; None for any other kind.
        remarks: what whoever imports should know of it, in Vietnamese.
        name: what people call the activity or the entry; empty when nobody told.
    """

    statement: Statement
    corrects: int | None
    remarks: tuple[str, ...] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """What people call what it is about."""
        return self.name or self.statement.activity

    @property
    def about(self) -> str:
        """What it is about, as part of a sentence: an activity, or a row of a register."""
        return f"{'dòng' if register_of(self.statement.activity) else 'việc'} «{self.called}»"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a row is refused, and what to write instead."""

    what: str
    remedy: str = CORRECT_INSTEAD


class Histories:
    """All events of the units that an import speaks of, and those that its own rows will become."""

    def __init__(self, recorded: Mapping[ActivityKey, History], last_seq: int | None) -> None:
        """Takes what is recorded, and the number of the last event of the log when it is known."""
        self.last_seq = last_seq
        self._recorded = recorded
        self._expected: dict[ActivityKey, list[Event]] = {}
        seqs = (event.seq for history in recorded.values() for event in history)
        self._next = 1 + (max(seqs, default=0) if last_seq is None else last_seq)
        self._first_expected = self._next

    def of(self, key: ActivityKey) -> History:
        """The events of an activity, those of this import last."""
        return [*self._recorded.get(key, ()), *self._expected.get(key, ())]

    def recorded(self, key: ActivityKey) -> History:
        """The events of an activity before this import."""
        return self._recorded.get(key, ())

    def expect(self, new: Admitted) -> None:
        """Takes note of what a row of this import will become."""
        history = self._expected.setdefault(new.statement.key, [])
        version = len(self.of(new.statement.key)) + 1
        moment = datetime.min.replace(tzinfo=UTC)
        history.append(Event(self._next, moment, "", 0, version, new.corrects, new.statement, ""))
        self._next += 1

    def named(self, event: Event) -> str:
        """How a message names an event: by its number, or as part of the same file."""
        return "dòng khác của tệp này" if event.seq >= self._first_expected else f"sự kiện số {event.seq}"


def same_facts(said: Statement, before: Statement) -> bool:
    """Whether two statements say the same about the work."""
    return _facts(said) == _facts(before)


def _facts(said: Statement) -> tuple[object, ...]:
    dates = (said.effective_date, said.actual_start, said.actual_finish)
    return (*dates, said.percent, said.document_number, said.certainty)
