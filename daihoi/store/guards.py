"""Triggers by which the database itself refuses to forget: rows are only ever added, one after the other."""

from __future__ import annotations

from daihoi.store.runs import Run

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
"""Guarded table → what no two of its rows share. Without the trigger a tool that forgets the pragma
«recursive_triggers» could overwrite rows of a SQLite file by INSERT OR REPLACE."""

KINDS = ("no_update", "no_delete", "next")


def names(table: str) -> set[str]:
    """Names of a table's triggers."""
    return {f"{table}_{kind}" for kind in KINDS}


def guard(run: Run, table: str) -> None:
    """Lets rows of a table only be added, with the next number, inside the caller's transaction."""
    for statement in _on_server(table) if run.is_server else _in_file(table):
        run(statement)


def _refused(table: str) -> str:
    """When a new row is not the next one."""
    number = "seq" if table == "event" else "number"
    next_one = f"new.{number} <> (select coalesce(max({number}), 0) + 1 from {table})"
    return " or ".join([next_one, *(f"exists (select 1 from {table} where {same})" for same in SAME[table])])


def _in_file(table: str) -> list[str]:
    never = f"begin select raise(abort, 'append-only: {table} is never changed or deleted'); end"
    return [
        f"create trigger {table}_no_update before update on {table} {never}",
        f"create trigger {table}_no_delete before delete on {table} {never}",
        f"create trigger {table}_next before insert on {table} when {_refused(table)} "
        f"begin select raise(abort, 'append-only: not the next {table}'); end",
    ]


def _on_server(table: str) -> list[str]:
    never, refuses = f"{table}_never", f"{table}_only_next"
    return [
        f"create or replace function {never}() returns trigger language plpgsql as $$ begin "
        f"raise exception 'append-only: {table} is never changed or deleted'; end $$",
        f"create or replace function {refuses}() returns trigger language plpgsql as $$ begin "
        f"if {_refused(table)} then raise exception 'append-only: not the next {table}'; end if; "
        "return new; end $$",
        f"create trigger {table}_no_update before update on {table} for each statement "
        f"execute function {never}()",
        f"create trigger {table}_no_delete before delete or truncate on {table} for each statement "
        f"execute function {never}()",
        f"create trigger {table}_next before insert on {table} for each row execute function {refuses}()",
    ]
