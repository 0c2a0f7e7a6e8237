"""Tables of accounts in the log's database: rows are only added; what is over gets a row that says so."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

# Of their own: a log gets them with its first account, not before.
metadata = MetaData()

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

_NEVER = """create trigger {table}_no_{verb} before {verb} on {table}
    begin select raise(abort, 'append-only: {table} is never changed or deleted'); end"""
# Also stops INSERT OR REPLACE, whatever the pragmas of the tool that tries it.
_NEXT = """create trigger {table}_next before insert on {table}
    when new.number <> (select coalesce(max(number), 0) + 1 from {table}){same}
    begin select raise(abort, 'append-only: not the next {table}'); end"""
_SAME = {
    "account": "login = new.login or login_key = new.login_key",
    "access_end": "kind = new.kind and ended_number = new.ended_number",
}


def install(connection: Connection) -> None:
    """Adds the tables to a log that was made without, inside the caller's transaction."""
    if connection.dialect.has_table(connection, account.name):
        return
    metadata.create_all(connection)
    for name in metadata.tables:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(_NEVER.format(table=name, verb=verb))
        same = f" or exists (select 1 from {name} where {_SAME[name]})" if name in _SAME else ""
        connection.exec_driver_sql(_NEXT.format(table=name, same=same))
