"""One way to put a question to a log, whatever database it lies in and whatever driver reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

SCHEMA = "daihoi"
"""The schema that holds a log on a PostgreSQL server."""

_TABLES = {
    False: "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'",
    True: f"select tablename from pg_tables where schemaname = '{SCHEMA}'",
}
_TRIGGERS = {
    False: "select name from sqlite_master where type = 'trigger'",
    True: f"""select tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
        join pg_namespace on pg_namespace.oid = relnamespace
        where nspname = '{SCHEMA}' and not tgisinternal and tgenabled = 'O'""",
}


class Run:
    """Runs one SQL statement with ``?`` parameters inside a transaction and gives its rows.

    Dates come as ISO text and times were stored as text, so that a row reads the same from both databases,
    and every hash over it is the same.

    Attributes:
        is_server: the log lies on a PostgreSQL server, not in a SQLite file.
    """

    def __init__(self, execute: Callable[[str, tuple[Any, ...]], Iterable[Any]], *, is_server: bool) -> None:
        self._execute, self.is_server = execute, is_server

    def __call__(self, sql: str, given: Sequence[Any] = ()) -> Iterable[Any]:
        """The rows of a statement; parameters are bound, never written into the text."""
        return self._execute(sql.replace("?", "%s") if self.is_server else sql, tuple(given))

    def tables(self) -> set[str]:
        """Names of the tables that are there."""
        return {row[0] for row in self(_TABLES[self.is_server])}

    def triggers(self) -> set[str]:
        """Names of the triggers that are there and switched on."""
        return {row[0] for row in self(_TRIGGERS[self.is_server])}

    def number(self, sql: str, given: Sequence[Any] = ()) -> int:
        """The whole number in the only row of a statement."""
        return int(next(iter(self(sql, given)))[0])
