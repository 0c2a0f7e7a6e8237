"""A writer may be killed at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from daihoi.intake.rows import PreparedRow
from daihoi.store.log import EventLog

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
FEB_20, FEB_22, MAR_2 = date(2020, 2, 20), date(2020, 2, 22), date(2020, 3, 2)
Make = Callable[..., PreparedRow]
Record = Callable[..., Any]


@pytest.fixture
def forks() -> Iterator[subprocess.Popen[str]]:
    """A program that forks a writer for every path it is sent; see ``crash_writer.py``."""
    script = Path(__file__).with_name("crash_writer.py")
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE
    ) as program:
        yield program
        assert program.stdin is not None
        program.stdin.close()


def test_a_killed_import_is_there_whole_or_not_at_all(forks: subprocess.Popen[str], tmp_path: Path) -> None:
    assert forks.stdin is not None
    assert forks.stdout is not None
    chance, path = random.Random(2020), tmp_path / "log.db"
    EventLog.open(path).close()
    acknowledged = 0
    for _ in range(20):
        print(path, chance.uniform(0.01, 0.15), file=forks.stdin, flush=True)
        while (line := forks.stdout.readline().strip()) != "killed":
            acknowledged = max(acknowledged, int(line))
        with EventLog.open_existing(path) as log:
            assert log.verify() == []
            batches = log.batches("c")
            assert len(batches) >= acknowledged
            assert all(batch.new_events == batch.rows == 100 for batch in batches)
    assert acknowledged > 0
