"""Makes the tables of a run history that is not there yet: Prefect's own changes, told to SQLite directly.

Prefect's server would make them too, but asks for every one of some thirty thousand statements in another
thread: twelve seconds of the first start, against four. A history that is there is left to Prefect.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import warnings
from pathlib import Path

from alembic import command
from prefect.server.database import provide_database_interface
from prefect.server.database.alembic_commands import alembic_config
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import SAWarning, SQLAlchemyError
from sqlalchemy.pool import StaticPool

_LOGGER = logging.getLogger(__name__)


def make_history() -> None:
    """Makes the file that Prefect is set to, whole or not at all; one that is there stays as it is.

    Whatever goes wrong here is Prefect's to try again, and to tell: its server comes next.
    """
    interface = provide_database_interface()
    url = make_url(interface.database_config.connection_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    try:
        _make(Path(url.database), Path(interface.orm.versions_dir))
    except (OSError, SQLAlchemyError) as error:
        _LOGGER.warning("The run history is left to Prefect to make: %s", error)


def _make(path: Path, changes: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".prefect-", dir=path.parent) as folder:
        made = Path(folder) / path.name
        engine = create_engine(f"sqlite:///{made}", poolclass=StaticPool)
        try:
            _change(engine, changes)
        finally:
            engine.dispose()
        _flush(made)
        with contextlib.suppress(FileExistsError):  # another server was quicker
            os.link(made, path)


def _change(engine: Engine, changes: Path) -> None:
    config = alembic_config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.connect() as connection, warnings.catch_warnings():
        connection.exec_driver_sql("pragma synchronous = off")  # it is flushed once, when it is whole
        connection.commit()
        warnings.filterwarnings("ignore", "Skipped unsupported reflection", SAWarning)
        config.attributes.update(connection=connection, changes=changes)
        command.upgrade(config, "head")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
