"""The schema of the log, and the triggers by which the database itself refuses to forget.

``event`` is the only truth. ``activity_current`` follows from it and can be rebuilt; ``chain_head``
is one row: the last number and hash. ``baseline`` holds schedules frozen under a name; a log that was made
before there were any gets the table with its first.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

from daihoi.store.connection import SCHEMA_VERSION

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(64), nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("campaign_code", String(64), nullable=False, index=True),
    Column("source_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("content_sha256", String(64), nullable=False, unique=True),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("event_count", Integer, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("campaign_code", String(64), nullable=False),
    Column("unit_code", String(64), nullable=False),
    Column("activity", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("effective_date", Date, nullable=False),
    Column("actual_start", Date),
    Column("actual_finish", Date),
    Column("percent", Integer),
    Column("document_number", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("certainty", String(16), nullable=False),
    Column("source", Text, nullable=False),
    Column("corrects", ForeignKey("event.seq")),
    Column("batch", ForeignKey("batch.number"), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("campaign_code", "unit_code", "activity", "version"),
    CheckConstraint("kind in ('report', 'correct', 'approve', 'reject')"),
    CheckConstraint("(kind = 'correct') = (corrects is not null)"),
    CheckConstraint("kind <> 'correct' or reason <> ''"),
    CheckConstraint("kind not in ('approve', 'reject') or document_number <> ''"),
    CheckConstraint("percent between 0 and 100"),
    CheckConstraint("(coalesce(percent, 0) = 100) = (actual_finish is not null)"),
    CheckConstraint("actual_finish >= actual_start"),
    CheckConstraint("effective_date >= actual_finish"),
    CheckConstraint("effective_date >= actual_start"),
    Index("event_recorded_at", "recorded_at"),
)

activity_current = Table(
    "activity_current",
    metadata,
    Column("campaign_code", String(64), primary_key=True),
    Column("unit_code", String(64), primary_key=True),
    Column("activity", String(64), primary_key=True),
    Column("seq", ForeignKey("event.seq"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("effective_date", Date, nullable=False),
)

chain_head = Table(
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1"),
)

baseline = Table(
    "baseline",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("campaign_code", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("status_date", Date),
    Column("known_seq", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("activity_count", Integer, nullable=False),
    Column("dates_sha256", String(64), nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("dates", LargeBinary, nullable=False),
    UniqueConstraint("campaign_code", "name_key"),
    CheckConstraint("name <> ''"),
    CheckConstraint("reason <> ''"),
)

_NEVER = "create trigger {table}_no_{verb} before {verb} on {table} begin select raise(abort, '{says}'); end"
_APPEND_ONLY = "append-only: {table} is never changed or deleted"
# Without these a tool that forgets "recursive_triggers" could overwrite rows by INSERT OR REPLACE.
_NEXT_EVENT = """create trigger event_next before insert on event
    when new.seq <> (select coalesce(max(seq), 0) + 1 from event)
        or exists (select 1 from event where hash = new.hash)
        or exists (select 1 from event where campaign_code = new.campaign_code
            and unit_code = new.unit_code and activity = new.activity and version = new.version)
    begin select raise(abort, 'append-only: not the next event'); end"""
_NEXT_BATCH = """create trigger batch_next before insert on batch
    when new.number <> (select coalesce(max(number), 0) + 1 from batch)
        or exists (select 1 from batch where content_sha256 = new.content_sha256)
    begin select raise(abort, 'append-only: not the next batch'); end"""
_NEXT_BASELINE = """create trigger baseline_next before insert on baseline
    when new.number <> (select coalesce(max(number), 0) + 1 from baseline)
        or exists (select 1 from baseline where campaign_code = new.campaign_code and name_key = new.name_key)
    begin select raise(abort, 'append-only: not the next baseline'); end"""


def install(connection: Connection) -> None:
    """Creates the schema in an empty database, inside the caller's transaction."""
    metadata.create_all(connection)
    for table, next_row in (("event", _NEXT_EVENT), ("batch", _NEXT_BATCH), ("baseline", _NEXT_BASELINE)):
        _guard(connection, table, next_row)
    connection.execute(insert(chain_head).values(id=1, seq=0, hash=""))
    connection.execute(insert(meta).values(name="schema_version", value=str(SCHEMA_VERSION)))


def install_baselines(connection: Connection) -> None:
    """Adds the table of baselines to a log that was made without, inside the caller's transaction.

    The version of the schema stays: a program that knows nothing of baselines loses nothing by them.
    """
    if not connection.dialect.has_table(connection, baseline.name):
        baseline.create(connection)
        _guard(connection, baseline.name, _NEXT_BASELINE)


def _guard(connection: Connection, table: str, next_row: str) -> None:
    """Lets rows of a table only be added, one after the other."""
    says = _APPEND_ONLY.format(table=table)
    for verb in ("update", "delete"):
        connection.exec_driver_sql(_NEVER.format(table=table, verb=verb, says=says))
    connection.exec_driver_sql(next_row)
