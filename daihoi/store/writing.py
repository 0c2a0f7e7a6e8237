"""The only way into the log: one transaction per import, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.exc import DBAPIError

from daihoi.domain.personal_data import personal_number
from daihoi.domain.record import ActivityKey, Event, Statement, current
from daihoi.domain.rulings import Detail, Ruling, RulingEvent
from daihoi.errors import InputErrors, Problem
from daihoi.intake.rows import PreparedRow, PreparedRuling
from daihoi.log_place import LogPlace
from daihoi.store import reading, seals, tables
from daihoi.store.admission import Admitted, admit
from daihoi.store.admission_remarks import sentences
from daihoi.store.canonical import RULED, STATED, content_hash, details_of, event_hash, utc_text
from daihoi.store.database import database
from daihoi.store.runs import Run

AnyEvent = TypeVar("AnyEvent", Event, RulingEvent)


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        batch: number of the import; of the earlier one when the content was there already.
        new_events: events written.
        duplicate_of: the earlier import with the same content; None for a new one.
        unchanged_rows: rows that said nothing new.
        remarks: what whoever imports should know of rows that were recorded, as Vietnamese sentences.
    """

    batch: int
    new_events: int
    duplicate_of: int | None
    unchanged_rows: int
    remarks: Sequence[str] = ()


@dataclass(frozen=True)
class Import:
    """The circumstances of an import: see ``reading.Batch`` for the fields."""

    campaign_code: str
    actor: str
    source_name: str
    file_sha256: str
    recorded_at: datetime


@dataclass(frozen=True)
class Transaction:
    """One write transaction: nobody else writes meanwhile.

    Attributes:
        connection: for statements of SQLAlchemy.
        run: for plain SQL.
    """

    connection: Connection
    run: Run


class LogWriter:
    """The log at a place, to be written; made with its folder or schema when it is not there.

    Raises:
        StoreError: what is there is no log, or one of another version of the program.
    """

    def __init__(self, place: LogPlace) -> None:
        self.database = database(place)
        self.database.prepare()
        if self.database.is_there():
            self.database.refuse_foreign()
        self._engine = self.database.engine()
        with self.transaction() as now:
            if "meta" not in now.run.tables():
                tables.install(now.connection, now.run)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One write transaction; what goes wrong in it is told in Vietnamese, and nothing is written.

        Raises:
            StoreError: the database cannot be written.
        """
        with self.database.told():
            try:
                with self.database.alone(), self._engine.begin() as connection:
                    is_server = connection.dialect.name != "sqlite"
                    yield Transaction(connection, Run(connection.exec_driver_sql, is_server=is_server))
            except DBAPIError as error:
                raise error.orig or error from error

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()


@contextmanager
def written(place: LogPlace) -> Iterator[Transaction]:
    """One write transaction on the log at a place, which is made when it is not there.

    Raises:
        StoreError: what is there is no log of this version, or it cannot be written.
    """
    writer = LogWriter(place)
    try:
        with writer.transaction() as now:
            yield now
    finally:
        writer.close()


def append(writer: LogWriter, rows: Sequence[PreparedRow], given: Import) -> ImportResult:
    """Writes what rows add to the log; see ``EventLog.append``."""
    said = [row.statement for row in rows]
    words = [(one.document_number, one.reason, one.source, *_cells(one)) for one in said]
    _refuse_personal(rows, words, given)
    content = content_hash(given.campaign_code, said)
    with writer.transaction() as now:
        units = {row.statement.unit_code for row in rows}
        histories = reading.histories(now.run, given.campaign_code, units)
        last = reading.head(now.run)[0]
        earlier = reading.batch_of_content(now.run, content)
        if earlier is not None:
            overtaken = [] if _still_stands(rows, histories, last) else [OVERTAKEN]
            return ImportResult(earlier, 0, earlier, len(rows), overtaken)
        admitted = admit(rows, histories, last)
        number = _write_batch(now, given, content, len(rows), len(admitted))
        new = _events(given, number, admitted, histories)
        events = _write_events(now, given.campaign_code, new)
        _project(now.connection, given.campaign_code, events, histories)
        seals.extend(now.run)
    return ImportResult(number, len(admitted), None, len(rows) - len(admitted), sentences(admitted))


OVERTAKEN = (
    "sau lần nhập ấy sổ ghi đã có điều khác (đã sửa, đã hủy hoặc báo mới): xem daihoi log. Muốn trở lại đúng "
    "như tệp này thì ghi «sửa» với Lý do khác."
)


def _still_stands(
    rows: Sequence[PreparedRow], histories: Mapping[ActivityKey, Sequence[Event]], last: int
) -> bool:
    """Whether rows that were imported before would add nothing and contradict nothing today."""
    try:
        return not admit(rows, histories, last)
    except InputErrors:
        return False


def decide(writer: LogWriter, rulings: Sequence[PreparedRuling], given: Import) -> ImportResult:
    """Writes rulings; see ``EventLog.decide``."""
    _refuse_personal(rulings, [_words(one.ruling) for one in rulings], given)
    content = content_hash(given.campaign_code, (one.ruling for one in rulings))
    with writer.transaction() as now:
        earlier = reading.batch_of_content(now.run, content)
        if earlier is not None:
            return ImportResult(earlier, 0, earlier, len(rulings))
        known = reading.rulings(now.run, given.campaign_code, None)
        _refuse_outdated(rulings, known)
        number = _write_batch(now, given, content, len(rulings), len(rulings))
        _write_events(now, given.campaign_code, _ruling_events(given, number, rulings, known))
        seals.extend(now.run)
    return ImportResult(number, len(rulings), None, 0)


def _cells(said: Statement) -> Iterator[str]:
    """The texts of an entry of a register."""
    return (value for _, value in said.entry if isinstance(value, str))


def _words(ruling: Ruling) -> Sequence[str]:
    return (ruling.document_number, ruling.body, ruling.reason, ruling.source, *_texts(ruling.details))


def _texts(detail: Detail) -> Iterator[str]:
    """Every text in the details of a ruling, however deep."""
    if isinstance(detail, str):
        yield detail
    elif isinstance(detail, Mapping):
        for inner in detail.values():
            yield from _texts(inner)
    elif isinstance(detail, Sequence):
        for inner in detail:
            yield from _texts(inner)


def _refuse_personal(
    told: Iterable[PreparedRow | PreparedRuling], words: Iterable[Sequence[str]], given: Import
) -> None:
    """Raises InputErrors for text with a number by which people are known: the log never forgets it."""
    remedy = "bỏ số ấy: sổ ghi không giữ dữ liệu cá nhân"
    problems = [
        Problem(one.place, one.line, f"có {kind}", remedy, one.cell)
        for one, texts in zip(told, words, strict=True)
        for kind in sorted(set(map(personal_number, texts)) - {""})
    ]
    if kind := personal_number(given.source_name):
        problems.append(Problem("tên tệp", 0, f"có {kind}", "đổi tên tệp rồi nhập lại"))
    if problems:
        raise InputErrors(problems, "Có dữ liệu cá nhân, chưa ghi gì")


def _refuse_outdated(rulings: Sequence[PreparedRuling], known: Sequence[RulingEvent]) -> None:
    """Raises InputErrors when rulings came that these were not checked against."""
    last = known[-1].seq if known else 0
    remedy = "xem lại (daihoi decide list), rồi chạy lại lệnh"
    problems = [
        Problem(
            one.place, one.line, f"đã có quyết định khác ghi sau đó (sự kiện số {last})", remedy, one.cell
        )
        for one in rulings
        if one.base_seq != last
    ]
    if problems:
        raise InputErrors(problems, "Có quyết định mới hơn, chưa ghi gì")


def _write_batch(now: Transaction, given: Import, content: str, row_count: int, event_count: int) -> int:
    number = now.run.number("select coalesce(max(number), 0) + 1 from batch")
    record = {
        "number": number,
        "campaign_code": given.campaign_code,
        "source_name": given.source_name,
        "file_sha256": given.file_sha256,
        "content_sha256": content,
        "actor": given.actor,
        "recorded_at": utc_text(given.recorded_at),
        "row_count": row_count,
        "event_count": event_count,
    }
    now.connection.execute(insert(tables.batch).values(record))
    return number


def _events(
    given: Import,
    number: int,
    admitted: Sequence[Admitted],
    histories: Mapping[ActivityKey, Sequence[Event]],
) -> list[Event]:
    """The events of an import; their place in the chain is not known yet."""
    moment = given.recorded_at.astimezone(UTC)
    return [
        Event(
            0, moment, given.actor, number, len(histories.get(key, ())) + 1, new.corrects, new.statement, ""
        )
        for new in admitted
        for key in [new.statement.key]
    ]


def _ruling_events(
    given: Import, number: int, rulings: Sequence[PreparedRuling], known: Sequence[RulingEvent]
) -> list[RulingEvent]:
    moment = given.recorded_at.astimezone(UTC)
    counts = Counter(event.ruling.unit_code for event in known)
    events: list[RulingEvent] = []
    for one in rulings:
        counts[one.ruling.unit_code] += 1
        version = counts[one.ruling.unit_code]
        events.append(RulingEvent(0, moment, given.actor, number, version, one.corrects, one.ruling, ""))
    return events


def _write_events(now: Transaction, campaign_code: str, events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """Gives events their numbers and hashes and writes them, with the new head of the chain."""
    last, digest = reading.head(now.run)
    chained: list[AnyEvent] = []
    for seq, event in enumerate(events, last + 1):
        numbered = replace(event, seq=seq)
        digest = event_hash(digest, campaign_code, numbered)
        chained.append(replace(numbered, hash=digest))
    if chained:
        now.connection.execute(insert(tables.event), [_record(campaign_code, event) for event in chained])
        now.connection.execute(update(tables.chain_head).values(seq=chained[-1].seq, hash=digest))
    return chained


def _record(campaign_code: str, event: Event | RulingEvent) -> dict[str, Any]:
    """The row of an event."""
    if isinstance(event, Event):
        said = {name: getattr(event.statement, name) for name in STATED}
        details = details_of(event.statement)
    else:
        said = {name: getattr(event.ruling, name) for name in RULED} | {"activity": ""}
        said |= {"actual_start": None, "actual_finish": None, "percent": None}
        details = details_of(event.ruling)
    known = {"seq": event.seq, "actor": event.actor, "batch": event.batch, "version": event.version}
    chain = {"corrects": event.corrects, "hash": event.hash, "recorded_at": utc_text(event.recorded_at)}
    return {"campaign_code": campaign_code, **said, "details": details, **known, **chain}


def _project(
    connection: Connection,
    campaign_code: str,
    events: Sequence[Event],
    histories: Mapping[ActivityKey, Sequence[Event]],
) -> None:
    """Lets the projection follow: what stands now of each activity; no row where all was taken back."""
    table, new = tables.activity_current, []
    for event in events:
        now = current([*histories.get(event.statement.key, ()), event], date.max)
        if now is not None:
            unit_code, activity = event.statement.key
            key = {"campaign_code": campaign_code, "unit_code": unit_code, "activity": activity}
            state = {"seq": now.seq, "version": event.version, "effective_date": now.statement.effective_date}
            new.append(key | state)
    before = [event.statement.key for event in events if histories.get(event.statement.key)]
    here = (
        (table.c.campaign_code == campaign_code)
        & (table.c.unit_code == bindparam("at_unit"))
        & (table.c.activity == bindparam("at_activity"))
    )
    if before:
        gone = [{"at_unit": unit, "at_activity": activity} for unit, activity in before]
        connection.execute(delete(table).where(here), gone)
    if new:
        connection.execute(insert(table), new)
