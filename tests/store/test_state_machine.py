"""Five hundred random histories in files and sixty on a server: see ``histories.py`` for what must hold."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from daihoi.log_place import ServerAddress
from daihoi.store.log import EventLog
from tests.store.histories import History

IN_FILES = int(os.environ.get("DAIHOI_TEST_HISTORIES", "60"))
ON_A_SERVER = -(-IN_FILES * 12 // 100)
SETTINGS = settings(
    stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that costs no waiting for a disk, where there is one: nothing here cuts the power."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def test_histories_in_files(memory: Path) -> None:
    empty, numbers = memory / "empty.db", itertools.count()
    EventLog.open(empty).close()

    class InFiles(History):
        @staticmethod
        def place() -> Path:
            return Path(shutil.copy(empty, memory / f"{next(numbers)}.db"))

        def teardown(self) -> None:
            super().teardown()
            if self.log is not None and isinstance(self.log.place, Path):
                self.log.place.unlink()

    run_state_machine_as_test(InFiles, settings=settings(SETTINGS, max_examples=IN_FILES))
    assert next(numbers) >= IN_FILES, "histories were left out"


def test_histories_on_a_server(postgresql_url: str) -> None:
    numbers = itertools.count()

    class OnServer(History):
        @staticmethod
        def place() -> ServerAddress:
            next(numbers)
            return ServerAddress(postgresql_url)

    run_state_machine_as_test(OnServer, settings=settings(SETTINGS, max_examples=ON_A_SERVER))
    assert next(numbers) >= ON_A_SERVER, "histories were left out"
