"""The two databases that a log may lie in; a test that asks for ``log_place`` runs on both."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from daihoi.log_place import LogPlace, ServerAddress
from daihoi.workspace import DATABASE_URL

if TYPE_CHECKING:
    from benchmarks.postgresql import Server

os.environ.pop(
    DATABASE_URL, None
)  # here, so that no module copies it before; no test may write to a real log

_GIVEN = frozenset(os.environ)
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module", autouse=True)
def own_folders() -> None:
    """Folders that tests of another module named are forgotten: the program hands its own on to flows."""
    for name in [name for name in os.environ if name.startswith("DAIHOI_") and name not in _GIVEN]:
        del os.environ[name]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of our own, not durable; without PostgreSQL the test is skipped."""
    from benchmarks.postgresql import programs, server  # with its driver, which other tests do not need

    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    # Not below pytest's folder, which only its owner may enter: the server may run as another user.
    folder = Path(tempfile.mkdtemp(prefix="daihoi-postgresql-"))
    folder.chmod(0o755)
    try:
        with server(folder / "data", is_durable=False) as running:
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty database, which is gone after the test."""
    name = f"test_{next(_NUMBERS)}"
    yield postgresql_server.create(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def log_place(request: pytest.FixtureRequest, tmp_path: Path) -> LogPlace:
    """Where a log may be made, with nothing there yet: a file in a folder to be made, or a server."""
    if request.param == "sqlite":
        return tmp_path / "data" / "log.db"
    return ServerAddress(request.getfixturevalue("postgresql_url"))
