"""Version 1: the schema of the first release.

That release stamped no version, and made the tables of baselines, seals and accounts with their first row
only. So on a log that is there already this adds what that log lacks; an empty database gets everything.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from daihoi.store.migrations.appending import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SAME = {
    "event": (
        "hash = new.hash",
        "campaign_code = new.campaign_code and unit_code = new.unit_code "
        "and activity = new.activity and version = new.version",
    ),
    "batch": ("content_sha256 = new.content_sha256",),
    "baseline": ("campaign_code = new.campaign_code and name_key = new.name_key",),
    "seal": ("kind = new.kind and row_number = new.row_number",),
    "account": ("login = new.login or login_key = new.login_key",),
    "role_grant": (),
    "access_token": (),
    "access_end": ("kind = new.kind and ended_number = new.ended_number",),
}


def upgrade() -> None:
    """Creates what is not there of version 1."""
    bind = op.get_bind()
    there = set(sa.inspect(bind).get_table_names())
    metadata = sa.MetaData()
    for declare in (_record, _what_follows, _baselines, _accounts):
        declare(metadata)
    metadata.create_all(bind)
    for table in SAME:
        if table not in there:
            guard(bind, table, SAME[table])
    if "meta" not in there:
        op.execute("insert into chain_head (id, seq, hash) values (1, 0, '')")
        op.execute("insert into meta (name, value) values ('schema_version', '1')")


def _record(metadata: sa.MetaData) -> None:
    sa.Table(
        "meta",
        metadata,
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(64), nullable=False),
    )
    sa.Table(
        "batch",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("campaign_code", sa.String(64), nullable=False, index=True),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("event_count", sa.Integer, nullable=False),
    )
    sa.Table(
        "event",
        metadata,
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("campaign_code", sa.String(64), nullable=False),
        sa.Column("unit_code", sa.String(64), nullable=False),
        sa.Column("activity", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("effective_date", sa.Date, nullable=False),
        sa.Column("actual_start", sa.Date),
        sa.Column("actual_finish", sa.Date),
        sa.Column("percent", sa.Integer),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("certainty", sa.String(16), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("corrects", sa.Integer, sa.ForeignKey("event.seq")),
        sa.Column("batch", sa.Integer, sa.ForeignKey("batch.number"), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.UniqueConstraint("campaign_code", "unit_code", "activity", "version"),
        sa.CheckConstraint("kind in ('report', 'correct', 'approve', 'reject')"),
        sa.CheckConstraint("(kind = 'correct') = (corrects is not null)"),
        sa.CheckConstraint("kind <> 'correct' or reason <> ''"),
        sa.CheckConstraint("kind not in ('approve', 'reject') or document_number <> ''"),
        sa.CheckConstraint("percent between 0 and 100"),
        sa.CheckConstraint("(coalesce(percent, 0) = 100) = (actual_finish is not null)"),
        sa.CheckConstraint("actual_finish >= actual_start"),
        sa.CheckConstraint("effective_date >= actual_finish"),
        sa.CheckConstraint("effective_date >= actual_start"),
        sa.Index("event_recorded_at", "recorded_at"),
    )


def _what_follows(metadata: sa.MetaData) -> None:
    """The projection, the head of the chain and the seals."""
    sa.Table(
        "activity_current",
        metadata,
        sa.Column("campaign_code", sa.String(64), primary_key=True),
        sa.Column("unit_code", sa.String(64), primary_key=True),
        sa.Column("activity", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("effective_date", sa.Date, nullable=False),
    )
    sa.Table(
        "chain_head",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1"),
    )
    sa.Table(
        "seal",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.UniqueConstraint("kind", "row_number"),
    )


def _baselines(metadata: sa.MetaData) -> None:
    sa.Table(
        "baseline",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("campaign_code", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("status_date", sa.Date),
        sa.Column("known_seq", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("activity_count", sa.Integer, nullable=False),
        sa.Column("dates_sha256", sa.String(64), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("dates", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("campaign_code", "name_key"),
        sa.CheckConstraint("name <> ''"),
        sa.CheckConstraint("reason <> ''"),
    )


def _accounts(metadata: sa.MetaData) -> None:
    sa.Table(
        "account",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("login", sa.String(40), nullable=False, unique=True),
        sa.Column("login_key", sa.String(40), nullable=False, unique=True),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )
    sa.Table(
        "role_grant",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("login", sa.String(40), sa.ForeignKey("account.login"), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("unit_code", sa.String(64), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from"),
    )
    sa.Table(
        "access_token",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("login", sa.String(40), sa.ForeignKey("account.login"), nullable=False),
        sa.Column("secret_hash", sa.String(256), nullable=False),
        sa.Column("valid_to", sa.Date, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )
    sa.Table(
        "access_end",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ended_number", sa.Integer, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("kind", "ended_number"),
        sa.CheckConstraint("kind in ('account', 'role_grant', 'access_token')"),
    )
