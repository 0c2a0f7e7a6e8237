"""The only way into the log: one transaction per import, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, insert, update
from sqlalchemy import event as hooks
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from daihoi.domain.record import ActivityKey, Event, Statement, current
from daihoi.intake.rows import PreparedRow
from daihoi.store import reading, seals, tables
from daihoi.store.admission import Admitted, admit
from daihoi.store.canonical import content_hash, event_hash, utc_text
from daihoi.store.connection import connect, refuse_foreign, told, write_gate

_SAID = tuple(field.name for field in fields(Statement))


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        batch: number of the import; of the earlier one when the content was there already.
        new_events: events written.
        duplicate_of: the earlier import with the same content; None for a new one.
        unchanged_rows: rows that said nothing new.
    """

    batch: int
    new_events: int
    duplicate_of: int | None
    unchanged_rows: int


@dataclass(frozen=True)
class Import:
    """The circumstances of an import: see ``reading.Batch`` for the fields."""

    campaign_code: str
    actor: str
    source_name: str
    file_sha256: str
    recorded_at: datetime


def open_engine(path: Path) -> Engine:
    """An engine on the log at ``path``, which is created with its folder when it is not there.

    Raises:
        StoreError: the file is no log, or a newer version of the program wrote it.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        refuse_foreign(path)
    engine = create_engine("sqlite://", creator=lambda: connect(path, "rwc"), poolclass=QueuePool)
    hooks.listen(engine, "begin", _begin)
    with transaction(engine, path) as connection:
        if not connection.dialect.has_table(connection, "meta"):
            tables.install(connection)
    return engine


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later may find its snapshot outdated.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine, path: Path) -> Iterator[Connection]:
    """One write transaction: whoever else writes waits; what goes wrong is told in Vietnamese.

    Raises:
        StoreError: the file cannot be written.
    """
    with told(path):
        try:
            with write_gate(path), engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise error.orig or error from error


def append(engine: Engine, path: Path, rows: Sequence[PreparedRow], given: Import) -> ImportResult:
    """Writes what the rows add to the log; see ``EventLog.append``."""
    content = content_hash(given.campaign_code, (row.statement for row in rows))
    with transaction(engine, path) as connection:
        earlier = reading.batch_of_content(connection.exec_driver_sql, content)
        if earlier is not None:
            return ImportResult(earlier, 0, earlier, len(rows))
        units = {row.statement.unit_code for row in rows}
        histories = reading.histories(connection.exec_driver_sql, given.campaign_code, units)
        admitted = admit(rows, histories)
        number = _write_batch(connection, given, content, len(rows), len(admitted))
        _write_events(connection, given, number, admitted, histories)
        seals.extend(connection.exec_driver_sql)
    return ImportResult(number, len(admitted), None, len(rows) - len(admitted))


def _write_batch(
    connection: Connection, given: Import, content: str, row_count: int, event_count: int
) -> int:
    last = connection.exec_driver_sql("select coalesce(max(number), 0) from batch").scalar_one()
    record = {
        "number": last + 1,
        "campaign_code": given.campaign_code,
        "source_name": given.source_name,
        "file_sha256": given.file_sha256,
        "content_sha256": content,
        "actor": given.actor,
        "recorded_at": utc_text(given.recorded_at),
        "row_count": row_count,
        "event_count": event_count,
    }
    connection.execute(insert(tables.batch).values(record))
    return int(last) + 1


def _write_events(
    connection: Connection,
    given: Import,
    number: int,
    admitted: Sequence[Admitted],
    histories: Mapping[ActivityKey, Sequence[Event]],
) -> None:
    if not admitted:
        return
    head = reading.head(connection.exec_driver_sql)
    events = _chained(head, given, number, admitted, histories)
    connection.execute(insert(tables.event), [_record(given, event) for event in events])
    _project(connection, given.campaign_code, events, histories)
    connection.execute(update(tables.chain_head).values(seq=events[-1].seq, hash=events[-1].hash))


def _chained(
    head: tuple[int, str],
    given: Import,
    number: int,
    admitted: Sequence[Admitted],
    histories: Mapping[ActivityKey, Sequence[Event]],
) -> list[Event]:
    (last, digest), moment = head, given.recorded_at.astimezone(UTC)
    events: list[Event] = []
    for seq, new in enumerate(admitted, last + 1):
        version = len(histories.get(new.statement.key, ())) + 1
        event = Event(seq, moment, given.actor, number, version, new.corrects, new.statement, "")
        digest = event_hash(digest, given.campaign_code, event)
        events.append(replace(event, hash=digest))
    return events


def _record(given: Import, event: Event) -> dict[str, Any]:
    said = {name: getattr(event.statement, name) for name in _SAID}
    known = {"seq": event.seq, "actor": event.actor, "batch": event.batch, "version": event.version}
    chain = {"corrects": event.corrects, "hash": event.hash, "recorded_at": utc_text(event.recorded_at)}
    return {"campaign_code": given.campaign_code, **said, **known, **chain}


def _project(
    connection: Connection,
    campaign_code: str,
    events: Sequence[Event],
    histories: Mapping[ActivityKey, Sequence[Event]],
) -> None:
    table = tables.activity_current
    new: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    for event in events:
        history = histories.get(event.statement.key, ())
        now = current([*history, event], date.max) or event
        unit_code, activity = event.statement.key
        key = {"at_campaign": campaign_code, "at_unit": unit_code, "at_activity": activity}
        state = {"seq": now.seq, "version": event.version, "effective_date": now.statement.effective_date}
        (known if history else new).append(key | state)
    here = (
        (table.c.campaign_code == bindparam("at_campaign"))
        & (table.c.unit_code == bindparam("at_unit"))
        & (table.c.activity == bindparam("at_activity"))
    )
    if known:
        connection.execute(update(table).where(here), known)
    if new:
        names = {"at_campaign": "campaign_code", "at_unit": "unit_code", "at_activity": "activity"}
        connection.execute(insert(table), [{names.get(k, k): v for k, v in row.items()} for row in new])
