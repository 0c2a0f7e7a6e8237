"""Servers of killed runs are ended; everything else is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.orphans import end_orphans, noted

WAIT = "import sys; sys.stdin.read()"


def sleeper(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WAIT, *words], stdin=subprocess.PIPE)


@pytest.fixture(params=["flows.server_process", "prefect.server.api.server:create_app"])
def server(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    """Ours, and one that Prefect starts by itself."""
    process = sleeper(request.param)
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_server_of_a_killed_run_is_ended(
    tmp_path: Path, server: subprocess.Popen[bytes], gone: int
) -> None:
    (tmp_path / f"embedded-{gone}.pid").write_text(str(server.pid))
    assert end_orphans(tmp_path) == [server.pid]
    assert server.wait(timeout=10) != 0
    assert not list(tmp_path.iterdir())


def test_the_server_of_a_living_run_is_left_alone(tmp_path: Path, server: subprocess.Popen[bytes]) -> None:
    with noted(tmp_path, server.pid):
        assert (tmp_path / f"embedded-{os.getpid()}.pid").read_text() == str(server.pid)
        assert end_orphans(tmp_path) == []
        assert server.poll() is None
    assert not list(tmp_path.iterdir())


def test_a_number_that_belongs_to_another_process_now_is_left_alone(tmp_path: Path, gone: int) -> None:
    other = sleeper("something-else")
    (tmp_path / f"embedded-{gone}.pid").write_text(str(other.pid))
    assert end_orphans(tmp_path) == []
    assert other.poll() is None
    other.kill()
    other.communicate()
