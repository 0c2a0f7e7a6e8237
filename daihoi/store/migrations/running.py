"""Runs the scripts on a log: in one transaction, kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from daihoi.store.database import Database
from daihoi.store.runs import Run
from daihoi.store.sqlite import SqliteFile
from daihoi.store.writing import Transaction

FOLDER = Path(__file__).parent
NEWEST = "head"


@contextmanager
def rebuilding(found: Database) -> Iterator[Transaction]:
    """One write transaction in which tables may be built anew: links are not enforced in a file meanwhile.

    Whoever uses it looks whether they hold (``verifying``) before the block ends.

    Raises:
        sqlite3.Error: a file cannot be written.
        psycopg.Error: a server refuses.
        OSError: the gate beside a file cannot be made.
    """
    is_file = isinstance(found, SqliteFile)
    engine = found.engine(enforces_links=False) if isinstance(found, SqliteFile) else found.engine()
    try:
        with found.alone(), engine.begin() as connection:
            yield Transaction(connection, Run(connection.exec_driver_sql, is_server=not is_file))
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        engine.dispose()


def migrate(connection: Connection, upto: str = NEWEST) -> None:
    """Brings a log, or an empty database, to a version of the schema.

    Args:
        connection: of ``rebuilding``; on a server its schema is there.
        upto: number of the version with four digits, or ``head``.

    Raises:
        sqlalchemy.exc.DBAPIError: a step fails; roll the transaction back and the log is as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, upto)
