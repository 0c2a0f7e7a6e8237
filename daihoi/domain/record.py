"""What units said happened: statements, the events that record them, and the picture they give.

The record is bitemporal. ``effective_date`` is the day a statement is about; ``seq`` is the order in
which statements became known. A picture needs both: a status date and the last ``seq`` taken into account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol, TypeVar, runtime_checkable

from daihoi.domain.rulings import RulingEvent, standing_rulings
from daihoi.domain.structure import Certainty
from daihoi.errors import DaihoiError

ActivityKey = tuple[str, str]
"""Unit code and activity code; for an entry of a register, what it is filed under (``registers.subject``)."""


class EventKind(StrEnum):
    """What an event does: tell, mend or take back what was told, approve a gate, or send its dossier back."""

    REPORT = "report"
    CORRECT = "correct"
    APPROVE = "approve"
    REJECT = "reject"
    VOID = "void"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a statement: the field it is seen in, what is wrong, what to write instead."""

    field: str
    what: str
    remedy: str


class StatementError(DaihoiError):
    """A statement that contradicts itself; ``faults`` holds every contradiction."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.what} → {fault.remedy}" for fault in faults))


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole state of one activity of one unit, as someone stated it.

    Attributes:
        unit_code: code of the unit.
        activity: activity code.
        kind: see ``EventKind``.
        effective_date: the day it is about; nothing in it lies after that day.
        actual_start: first day of the work; None when not stated.
        actual_finish: last day of the work, inclusive as people write it; None while unfinished.
        percent: 0–100; 100 exactly when finished; None when not stated.
        document_number: number of the document that proves it; required to approve or reject.
        reason: why something is corrected or taken back; required for both.
        certainty: stated by a source or assumed.
        source: where it was read.
        body: code of the unit whose committee approved or rejected; empty when not stated.
        document_date: date of the document; None when not stated.
        evidence_sha256: hex SHA-256 of the file that proves it; empty when none was kept.
        approves: number of the campaign's last event that whoever approved had before them; only for an
            approval, None when not stated.
        entry: the cells of an entry of a register (column code and value, by code); empty for an activity.

    Raises:
        StatementError: the fields contradict each other.
    """

    unit_code: str
    activity: str
    kind: EventKind
    effective_date: date
    actual_start: date | None = None
    actual_finish: date | None = None
    percent: int | None = None
    document_number: str = ""
    reason: str = ""
    certainty: Certainty = Certainty.STATED
    source: str = ""
    body: str = ""
    document_date: date | None = None
    evidence_sha256: str = ""
    approves: int | None = None
    entry: tuple[tuple[str, str | int], ...] = ()

    def __post_init__(self) -> None:
        faults = [*_date_faults(self), *_percent_faults(self), *_kind_faults(self)]
        if faults:
            raise StatementError(faults)

    @property
    def key(self) -> ActivityKey:
        """Unit code and activity code."""
        return self.unit_code, self.activity


def shown(day: date) -> str:
    """A date as people write it: ``02/03/2020``."""
    return f"{day:%d/%m/%Y}"


def _date_faults(said: Statement) -> Iterator[Fault]:
    start, finish = said.actual_start, said.actual_finish
    if start and finish and finish < start:
        what = f"kết thúc {shown(finish)} trước bắt đầu {shown(start)}"
        yield Fault("actual_finish", what, "ghi ngày kết thúc từ ngày bắt đầu trở đi")
    field, latest = ("actual_finish", finish) if finish else ("actual_start", start)
    if latest and latest > said.effective_date:
        what = f"ngày {shown(latest)} sau ngày của số liệu {shown(said.effective_date)}"
        yield Fault(field, what, "chỉ ghi việc đã xảy ra đến ngày của số liệu")


def _percent_faults(said: Statement) -> Iterator[Fault]:
    if said.percent is not None and not 0 <= said.percent <= 100:
        yield Fault("percent", f"tỷ lệ {said.percent} ngoài khoảng 0–100", "ghi số nguyên từ 0 đến 100")
    elif said.percent == 100 and said.actual_finish is None:
        yield Fault("percent", "tỷ lệ 100 mà không có ngày kết thúc", "ghi ngày kết thúc")
    elif said.percent != 100 and said.actual_finish is not None:
        shown_percent = "trống" if said.percent is None else str(said.percent)
        what = f"đã kết thúc {shown(said.actual_finish)} mà tỷ lệ là {shown_percent}"
        yield Fault("percent", what, "ghi tỷ lệ 100, hoặc bỏ ngày kết thúc")


def _kind_faults(said: Statement) -> Iterator[Fault]:
    if said.kind in (EventKind.CORRECT, EventKind.VOID) and not said.reason:
        name = "sửa" if said.kind is EventKind.CORRECT else "hủy"
        yield Fault("reason", f"dòng {name} không có lý do", "ghi Lý do")
    if said.kind is EventKind.VOID and (said.actual_start or said.actual_finish or said.percent):
        yield Fault("kind", "dòng hủy mà còn có ngày hoặc tỷ lệ", "bỏ trống, hoặc ghi Loại = sửa")
    if said.kind in (EventKind.APPROVE, EventKind.REJECT) and not said.document_number:
        yield Fault("document_number", "duyệt hoặc trả lại mà không có số văn bản", "ghi Số văn bản")
    if said.kind is EventKind.APPROVE and said.actual_finish is None:
        yield Fault("actual_finish", "duyệt mà không có ngày duyệt", "ghi ngày duyệt ở cột Kết thúc")
    if said.kind is EventKind.REJECT and said.actual_finish is not None:
        yield Fault("actual_finish", "trả lại mà có ngày kết thúc", "bỏ trống ngày kết thúc")


@dataclass(frozen=True, slots=True)
class Event:
    """A statement as it stands in the log.

    Attributes:
        seq: place in the log, from 1 without gaps; the order of knowledge.
        recorded_at: when it was recorded, UTC; shown, never used for order.
        actor: who recorded it (an account or an office, not a person's name).
        batch: number of the import that brought it.
        version: 1 for the first event of this unit and activity, then 2, 3, …
        corrects: ``seq`` of the event that it replaces or takes back; only for those two kinds.
        statement: what was said.
        hash: hex SHA-256 over this event and the hash before it.
    """

    seq: int
    recorded_at: datetime
    actor: str
    batch: int
    version: int
    corrects: int | None
    statement: Statement
    hash: str


@runtime_checkable
class Keyed(Protocol):
    """Events that know whose they are without being made one by one."""

    def keys(self) -> Sequence[ActivityKey]:
        """Unit code and activity code of each, in order."""


class _ByActivity(Mapping[ActivityKey, Event]):
    """Finds an event by its activity; makes no event that nobody asks for."""

    def __init__(self, events: Sequence[Event]) -> None:
        keys = events.keys() if isinstance(events, Keyed) else [event.statement.key for event in events]
        self._events, self._places = events, {key: place for place, key in enumerate(keys)}

    def __getitem__(self, key: ActivityKey) -> Event:
        return self._events[self._places[key]]

    def __iter__(self) -> Iterator[ActivityKey]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True)
class Snapshot:
    """What was known of a campaign: one current event per unit and activity, sorted by their codes.

    Attributes:
        campaign_code: folder name of the campaign.
        status_date: the day reported about, to its end.
        known_seq: the campaign's last event that was taken into account; 0 for none.
        head: ``hash`` of that event; empty for none.
        events: the current events.
        rulings: every ruling known by then, in ``seq`` order, whatever day it takes effect; see
            ``standing_rulings`` for those that nobody annulled.
        voids: every event known by then that takes something back, in ``seq`` order.
    """

    campaign_code: str
    status_date: date
    known_seq: int
    head: str
    events: Sequence[Event]
    rulings: Sequence[RulingEvent] = ()
    voids: Sequence[Event] = ()

    @cached_property
    def standing_rulings(self) -> Sequence[RulingEvent]:
        """The rulings that hold by the status date, in the order in which they take effect."""
        return standing_rulings(self.rulings, self.status_date)

    @cached_property
    def by_activity(self) -> Mapping[ActivityKey, Event]:
        """Unit code and activity code → current event."""
        return _ByActivity(self.events)


class Said(Protocol):
    """What is needed of a statement to know whether it stands."""

    @property
    def kind(self) -> EventKind:
        """What it does."""

    @property
    def effective_date(self) -> date:
        """The day it is about."""


class Seen(Protocol):
    """What is needed of an event to know whether it stands; ``Event`` is one."""

    @property
    def seq(self) -> int:
        """Place in the log."""

    @property
    def corrects(self) -> int | None:
        """The event that it replaces or takes back."""

    @property
    def statement(self) -> Said:
        """What was said."""


SeenT = TypeVar("SeenT", bound=Seen)


def standing_events(history: Iterable[SeenT]) -> list[SeenT]:
    """The events of one activity, given in ``seq`` order, that are neither taken back nor corrected later.

    What is void never was: a correction that is void leaves standing what it corrected. A correction
    withdraws the event that it names and whatever was said before it about later days: the unit has just
    said how things stood on its day, and that is how they stand until it says more.
    """
    told = list(history)
    void = {event.corrects for event in told if event.statement.kind is EventKind.VOID}
    standing: list[SeenT] = []
    for event in told:
        if event.seq in void or event.statement.kind is EventKind.VOID:
            continue
        if event.statement.kind is EventKind.CORRECT:
            day = event.statement.effective_date
            standing = [e for e in standing if e.seq != event.corrects and e.statement.effective_date <= day]
        standing.append(event)
    return standing


def current(history: Iterable[SeenT], status_date: date) -> SeenT | None:
    """The event of one activity that holds at the end of ``status_date``; None when nothing was said.

    Args:
        history: all events of the activity that are known, in ``seq`` order.
        status_date: the day asked about.
    """
    told = [e for e in standing_events(history) if e.statement.effective_date <= status_date]
    return max(told, key=lambda e: (e.statement.effective_date, e.seq), default=None)


def fold(events: Iterable[Event], status_date: date) -> dict[ActivityKey, Event]:
    """The current event of every activity at the end of ``status_date``, sorted by codes.

    Args:
        events: all events of a campaign that are known, in ``seq`` order.
        status_date: the day asked about.
    """
    histories: dict[ActivityKey, list[Event]] = {}
    for event in events:
        histories.setdefault(event.statement.key, []).append(event)
    found = ((key, current(histories[key], status_date)) for key in sorted(histories))
    return {key: event for key, event in found if event is not None}
