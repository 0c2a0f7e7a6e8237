"""A writer may be killed at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from daihoi.store.log import EventLog

HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


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
    for kills in range(200):
        if kills >= 20 and acknowledged:
            break
        # On a busy machine no import may be through by then; the writers live longer until one is.
        print(path, chance.uniform(0.01, 0.15) * (1 + kills / 20), file=forks.stdin, flush=True)
        while (line := forks.stdout.readline().strip()) != "killed":
            acknowledged = max(acknowledged, int(line))
        with EventLog.open_existing(path) as log:
            assert log.verify() == []
            batches = log.batches("c")
            assert len(batches) >= acknowledged
            assert all(batch.new_events == batch.rows == 100 for batch in batches)
    assert acknowledged > 0
