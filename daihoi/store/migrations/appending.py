"""The triggers of versions 1 and 2, frozen: rows of a table are only ever added, one after the other.

A later version whose triggers differ gets a module of its own beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection


def guard(bind: Connection, table: str, same: Sequence[str]) -> None:
    """Lets rows of a table only be added, with the next number.

    Args:
        bind: the log that is being migrated.
        table: its name.
        same: conditions under which a new row (``new``) repeats what must be there once.
    """
    is_server = bind.dialect.name != "sqlite"
    for statement in _on_server(table, same) if is_server else _in_file(table, same):
        bind.exec_driver_sql(statement)


def unguard(bind: Connection, table: str) -> None:
    """Takes a table's triggers away, so that it can be built anew."""
    of_table = "" if bind.dialect.name == "sqlite" else f" on {table}"
    for kind in ("no_update", "no_delete", "next"):
        bind.exec_driver_sql(f"drop trigger if exists {table}_{kind}{of_table}")


def _refused(table: str, same: Sequence[str]) -> str:
    number = "seq" if table == "event" else "number"
    next_one = f"new.{number} <> (select coalesce(max({number}), 0) + 1 from {table})"
    return " or ".join([next_one, *(f"exists (select 1 from {table} where {one})" for one in same)])


def _in_file(table: str, same: Sequence[str]) -> Iterator[str]:
    never = f"begin select raise(abort, 'append-only: {table} is never changed or deleted'); end"
    yield f"create trigger {table}_no_update before update on {table} {never}"
    yield f"create trigger {table}_no_delete before delete on {table} {never}"
    yield (
        f"create trigger {table}_next before insert on {table} when {_refused(table, same)} "
        f"begin select raise(abort, 'append-only: not the next {table}'); end"
    )


def _on_server(table: str, same: Sequence[str]) -> Iterator[str]:
    never, refuses = f"{table}_never", f"{table}_only_next"
    yield (
        f"create or replace function {never}() returns trigger language plpgsql as $$ begin "
        f"raise exception 'append-only: {table} is never changed or deleted'; end $$"
    )
    yield (
        f"create or replace function {refuses}() returns trigger language plpgsql as $$ begin "
        f"if {_refused(table, same)} then raise exception 'append-only: not the next {table}'; end if; "
        "return new; end $$"
    )
    when = f"on {table} for each statement execute function {never}()"
    yield f"create trigger {table}_no_update before update {when}"
    yield f"create trigger {table}_no_delete before delete or truncate {when}"
    yield (f"create trigger {table}_next before insert on {table} for each row execute function {refuses}()")
