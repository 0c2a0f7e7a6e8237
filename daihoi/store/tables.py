"""The schema of the log, in a file and on a server.

``event`` is the only truth: what units said of activities and in registers (whose ``activity`` begins with
``@``), and rulings (whose ``activity`` is empty).
``activity_current`` follows from it and can be rebuilt; ``chain_head`` is one row: the last number and hash.
``batch`` tells the imports, ``baseline`` holds schedules frozen under a name, ``seal`` a second chain of
hashes over both and over the tables of accounts, ``report_run`` which reports were published from which
knowledge. ``outbox`` and ``outbox_notice`` hold what is sent to people: the only rows that change (see
``outbox``). How older schemas become this one: ``migrations``.
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
    text,
)

from daihoi.store import guards
from daihoi.store.database import SCHEMA_VERSION
from daihoi.store.runs import Run

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
    Column("details", Text),
    UniqueConstraint("campaign_code", "unit_code", "activity", "version", name="event_version"),
    CheckConstraint(
        "(activity <> '' and kind in ('report', 'correct', 'approve', 'reject', 'void')) or "
        "(activity = '' and kind not in ('report', 'correct', 'approve', 'reject', 'void'))",
        name="event_kind",
    ),
    CheckConstraint("(kind in ('correct', 'void', 'annul')) = (corrects is not null)", name="event_corrects"),
    CheckConstraint("kind not in ('correct', 'void', 'annul') or reason <> ''", name="event_reason"),
    CheckConstraint(
        "kind not in ('approve', 'reject') or document_number <> ''", name="event_document_number"
    ),
    CheckConstraint("percent between 0 and 100", name="event_percent"),
    CheckConstraint("(coalesce(percent, 0) = 100) = (actual_finish is not null)", name="event_finished"),
    CheckConstraint("actual_finish >= actual_start", name="event_order"),
    CheckConstraint("effective_date >= actual_finish", name="event_finish_known"),
    CheckConstraint("effective_date >= actual_start", name="event_start_known"),
    Index("event_recorded_at", "recorded_at"),
    # Pictures as known at an earlier event are found in these two alone.
    Index("event_told", "campaign_code", "unit_code", "activity", "effective_date", "seq"),
    Index(
        "event_withdrawn",
        "campaign_code",
        "unit_code",
        "activity",
        "seq",
        sqlite_where=text("kind in ('correct', 'void')"),
        postgresql_where=text("kind in ('correct', 'void')"),
    ),
    Index(
        "event_entry",
        "campaign_code",
        "seq",
        sqlite_where=text("substr(activity, 1, 1) = '@'"),
        postgresql_where=text("substr(activity, 1, 1) = '@'"),
    ),
    Index(
        "event_ruling",
        "campaign_code",
        "seq",
        sqlite_where=text("activity = ''"),
        postgresql_where=text("activity = ''"),
    ),
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

seal = Table(
    "seal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("row_number", Integer, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("kind", "row_number"),
)

account = Table(
    "account",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("login", String(40), nullable=False, unique=True),
    Column("login_key", String(40), nullable=False, unique=True),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

role_grant = Table(
    "role_grant",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("login", ForeignKey("account.login"), nullable=False),
    Column("role", String(64), nullable=False),
    Column("unit_code", String(64), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    CheckConstraint("valid_to >= valid_from"),
)

access_token = Table(
    "access_token",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("login", ForeignKey("account.login"), nullable=False),
    Column("secret_hash", String(256), nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

access_end = Table(
    "access_end",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("ended_number", Integer, nullable=False),
    Column("ended_on", Date, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("kind", "ended_number"),
    CheckConstraint("kind in ('account', 'role_grant', 'access_token')"),
)

report_run = Table(
    "report_run",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("run_key", String(64), nullable=False, unique=True),
    Column("campaign_code", String(64), nullable=False),
    Column("name", String(96), nullable=False),
    Column("status_date", Date, nullable=False),
    Column("known_seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("config_sha256", String(64), nullable=False),
    Column("program", String(32), nullable=False),
    Column("manifest_sha256", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("message_key", String(256), nullable=False, unique=True),
    Column("campaign_code", String(64), nullable=False),
    Column("mailbox", String(96), nullable=False),
    Column("status_date", Date, nullable=False),
    Column("known_seq", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("next_at", String(32), nullable=False),
    Column("claimed_at", String(32)),
    Column("ended_at", String(32)),
    Column("reason", Text, nullable=False),
    CheckConstraint("state in ('waiting', 'sent', 'given_up')", name="outbox_state"),
    Index("outbox_day", "campaign_code", "status_date"),
)

outbox_notice = Table(
    "outbox_notice",
    metadata,
    Column("notice_key", String(512), primary_key=True),
    Column("message", ForeignKey("outbox.number"), nullable=False, index=True),
)

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))


def install(connection: Connection, run: Run) -> None:
    """Creates the schema in an empty database, inside the caller's transaction."""
    metadata.create_all(connection)
    for table in guards.SAME:
        guards.guard(run, table)
    connection.execute(insert(chain_head).values(id=1, seq=0, hash=""))
    connection.execute(insert(meta).values(name="schema_version", value=str(SCHEMA_VERSION)))
    connection.execute(insert(alembic_version).values(version_num=f"{SCHEMA_VERSION:04}"))
