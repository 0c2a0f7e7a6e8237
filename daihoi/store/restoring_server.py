"""Exchanging the log on a server for another one, in one transaction; the schema that was there is kept.

Whoever writes waits from the beginning; whoever reads sees the old log until the new one is there whole and
examined, and waits only while that is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.store import tables
from daihoi.store.backups import stamp
from daihoi.store.database import database
from daihoi.store.migrations.running import rebuilding
from daihoi.store.postgresql import EXCHANGE_LOCK, PostgresqlDatabase, UncommittedDatabase, streaming
from daihoi.store.runs import SCHEMA, Run
from daihoi.store.server_copies import fill_server
from daihoi.store.verifying import examine
from daihoi.store.writing import Transaction

KEPT = f"{SCHEMA}_truoc_khoi_phuc_"
_EXISTS = "select 1 from pg_namespace where nspname = ?"
_RIGHTS = """select format('grant %%s on schema %%I to %%s', privilege_type, ?::text,
        case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end)
    from pg_namespace, aclexplode(nspacl) where nspname = ? and grantee <> nspowner
    union all
    select format('grant %%s on %%I.%%I to %%s', privilege_type, ?::text, relname,
        case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end)
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace, aclexplode(relacl)
    where nspname = ? and relkind = 'r' and grantee <> relowner"""


@contextmanager
def held(address: ServerAddress) -> Iterator[tuple[Path, Callable[[datetime], str | None]]]:
    """Keeps others from writing while a log is exchanged; what was exchanged stands when the block ends.

    Yields:
        An empty file, to be filled, and what puts its rows in the log's place; that gives the name of the
        schema that keeps the old log, None when there was none.

    Raises:
        StoreError: the server refuses.
    """
    found = PostgresqlDatabase(address)
    with TemporaryDirectory(prefix="daihoi-") as folder, found.told(), rebuilding(found) as now:
        fresh = Path(folder) / "daihoi.db"
        fresh.touch(0o600)
        yield fresh, partial(_exchange, found, now, fresh)


def _exchange(found: PostgresqlDatabase, now: Transaction, fresh: Path, moment: datetime) -> str | None:
    kept = _put_aside(now.run, moment)
    now.run(f"create schema {SCHEMA}")
    tables.install(now.connection, now.run)
    with database(fresh).reading() as backup:
        fill_server(now.connection, backup)
    if kept:
        _grant_as_before(now.run, kept)
    _refuse_other(found, now.connection)
    # Readers share this lock: from here to the end of the transaction nobody has the log open.
    now.run("select pg_advisory_xact_lock(?)", (EXCHANGE_LOCK,))
    return kept


def _put_aside(run: Run, moment: datetime) -> str | None:
    """Gives the log that is there another name; an empty schema is not worth one."""
    if not list(run(_EXISTS, (SCHEMA,))):
        return None
    if not run.tables():
        run(f"drop schema {SCHEMA}")
        return None
    kept = _free_name(run, moment)
    run(f"alter schema {SCHEMA} rename to {kept}")
    return kept


def _free_name(run: Run, moment: datetime) -> str:
    first = f"{KEPT}{stamp(moment).replace('-', '_')}"
    name, number = first, 1
    while list(run(_EXISTS, (name,))):
        number += 1
        name = f"{first}_{number}"
    return name


def _grant_as_before(run: Run, kept: str) -> None:
    """Who was granted rights to the old log has them to the new one."""
    for (statement,) in list(run(_RIGHTS, (SCHEMA, kept, SCHEMA, kept))):
        run(statement)


def _refuse_other(found: PostgresqlDatabase, connection: Connection) -> None:
    """Raises StoreError when what is there now is not whole: nothing is exchanged then."""
    driver = connection.connection.driver_connection
    assert driver is not None
    run = streaming(driver)
    examined = examine(UncommittedDatabase(found.address, run), run)
    if not examined.is_whole:
        lines = "\n".join(f"  {finding.what}" for finding in examined.findings)
        raise StoreError(f"Không khôi phục: máy chủ không giữ đúng nội dung bản sao lưu.\n{lines}")
