"""Version 2: rulings, reports taken back, more facts of an event, published reports, an outbox of notices.

An event gains one nullable column, ``details``; what is in it before stays as it is, so that every hash
still holds. SQLite cannot change the checks of a table: there the table is built anew (created, copied,
dropped, renamed), and with it that of the seals, whose first form was written another way.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from daihoi.store.migrations.appending import guard, unguard

revision = "0002"
down_revision = "0001"
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
    "account": ("login = new.login", "login_key = new.login_key"),
    "role_grant": (),
    "access_token": (),
    "access_end": ("kind = new.kind and ended_number = new.ended_number",),
    "report_run": ("run_key = new.run_key",),
}
UNIQUE = ("campaign_code", "unit_code", "activity", "version")
CHECKS = {
    "event_kind": (
        "(activity <> '' and kind in ('report', 'correct', 'approve', 'reject', 'void')) or "
        "(activity = '' and kind not in ('report', 'correct', 'approve', 'reject', 'void'))"
    ),
    "event_corrects": "(kind in ('correct', 'void', 'annul')) = (corrects is not null)",
    "event_reason": "kind not in ('correct', 'void', 'annul') or reason <> ''",
    "event_document_number": "kind not in ('approve', 'reject') or document_number <> ''",
    "event_percent": "percent between 0 and 100",
    "event_finished": "(coalesce(percent, 0) = 100) = (actual_finish is not null)",
    "event_order": "actual_finish >= actual_start",
    "event_finish_known": "effective_date >= actual_finish",
    "event_start_known": "effective_date >= actual_start",
}


def upgrade() -> None:
    """Changes a log of version 1 into one of version 2."""
    bind = op.get_bind()
    for table in SAME:
        if table != "report_run":
            unguard(bind, table)
    if bind.dialect.name == "sqlite":
        _rebuild(_event(), "event")
        _rebuild(_seal(), "seal")
        op.create_index("event_recorded_at", "event", ["recorded_at"])
    else:
        _alter_event()
    _index_event()
    _create_report_run()
    _create_outbox()
    for table, same in SAME.items():
        guard(bind, table, same)
    op.execute("update meta set value = '2' where name = 'schema_version'")


def _rebuild(fresh: sa.Table, name: str) -> None:
    """Puts a table of another form, with the rows of the old one, under the old one's name."""
    bind = op.get_bind()
    columns = ", ".join(column["name"] for column in sa.inspect(bind).get_columns(name))
    key = next(iter(fresh.primary_key)).name
    fresh.create(bind)
    op.execute(f"insert into {fresh.name} ({columns}) select {columns} from {name} order by {key}")
    op.drop_table(name)
    op.rename_table(fresh.name, name)


def _alter_event() -> None:
    bind = op.get_bind()
    op.add_column("event", sa.Column("details", sa.Text))
    # Version 1 left the names of its constraints to the server.
    for check in sa.inspect(bind).get_check_constraints("event"):
        op.drop_constraint(str(check["name"]), "event")
    for unique in sa.inspect(bind).get_unique_constraints("event"):
        if set(unique["column_names"]) == set(UNIQUE):
            op.drop_constraint(str(unique["name"]), "event")
    op.create_unique_constraint("event_version", "event", list(UNIQUE))
    for name, condition in CHECKS.items():
        op.create_check_constraint(name, "event", sa.text(condition))


def _index_event() -> None:
    op.create_index("event_told", "event", [*UNIQUE[:3], "effective_date", "seq"])
    withdrawing = sa.text("kind in ('correct', 'void')")
    op.create_index(
        "event_withdrawn",
        "event",
        [*UNIQUE[:3], "seq"],
        sqlite_where=withdrawing,
        postgresql_where=withdrawing,
    )
    for name, condition in (
        ("event_entry", "substr(activity, 1, 1) = '@'"),
        ("event_ruling", "activity = ''"),
    ):
        rows = sa.text(condition)
        op.create_index(name, "event", ["campaign_code", "seq"], sqlite_where=rows, postgresql_where=rows)


def _event() -> sa.Table:
    metadata = sa.MetaData()
    for name, key in (("event", "seq"), ("batch", "number")):
        sa.Table(name, metadata, sa.Column(key, sa.Integer))  # only to be referred to
    return sa.Table(
        "event_2",
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
        sa.Column("details", sa.Text),
        sa.UniqueConstraint(*UNIQUE, name="event_version"),
        *(sa.CheckConstraint(condition, name=name) for name, condition in CHECKS.items()),
    )


def _seal() -> sa.Table:
    return sa.Table(
        "seal_2",
        sa.MetaData(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.UniqueConstraint("kind", "row_number"),
    )


def _create_report_run() -> None:
    op.create_table(
        "report_run",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("run_key", sa.String(64), nullable=False, unique=True),
        sa.Column("campaign_code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(96), nullable=False),
        sa.Column("status_date", sa.Date, nullable=False),
        sa.Column("known_seq", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("config_sha256", sa.String(64), nullable=False),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("manifest_sha256", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("message_key", sa.String(256), nullable=False, unique=True),
        sa.Column("campaign_code", sa.String(64), nullable=False),
        sa.Column("mailbox", sa.String(96), nullable=False),
        sa.Column("status_date", sa.Date, nullable=False),
        sa.Column("known_seq", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.Column("claimed_at", sa.String(32)),
        sa.Column("ended_at", sa.String(32)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("state in ('waiting', 'sent', 'given_up')", name="outbox_state"),
    )
    op.create_index("outbox_day", "outbox", ["campaign_code", "status_date"])
    op.create_table(
        "outbox_notice",
        sa.Column("notice_key", sa.String(512), primary_key=True),
        sa.Column("message", sa.Integer, sa.ForeignKey("outbox.number"), nullable=False, index=True),
    )
