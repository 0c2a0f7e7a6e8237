"""However the service ends, nothing of it is left running, and it can be started again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.service import connection
from daihoi.service.processes import marked
from daihoi.service.sites import Site
from tests.service.conftest import until

Start = Callable[..., subprocess.Popen[str]]


def up(site: Site, process: subprocess.Popen[str]) -> None:
    """Waits until server and runner do their work."""
    log = site.workspace.data / "logs" / "service.log"
    until(
        lambda: process.poll() is not None or (log.exists() and "Dịch vụ đã chạy" in log.read_text("utf-8"))
    )
    assert process.poll() is None, process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_stop_ends_everything(site: Site, in_a_process: Start, number: signal.Signals) -> None:
    process = in_a_process()
    up(site, process)
    began = time.monotonic()
    process.send_signal(number)
    told, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - began < site.settings.supervision.stop_seconds
    assert "Lịch chạy còn nguyên" in told
    assert marked(site.mark) == []
    assert not (site.workspace.data / "service.json").exists()


def test_programs_that_hear_no_request_are_killed_in_time(site: Site, in_a_process: Start) -> None:
    process = in_a_process(FAKE_SERVER="stubborn", FAKE_RUNNER="stubborn")
    up(site, process)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    taken = time.monotonic() - began
    assert process.returncode == 0
    assert taken >= 3  # seconds, as set; how much more a busy machine takes is bounded above
    assert marked(site.mark) == []


def test_a_terminal_that_is_closed_ends_nothing(site: Site, in_a_process: Start) -> None:
    process = in_a_process()
    up(site, process)
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    assert connection.connection(site.workspace) is not None


def test_a_killed_supervisor_leaves_nothing_running(site: Site, in_a_process: Start) -> None:
    process = in_a_process()
    up(site, process)
    assert len(marked(site.mark)) == 2
    process.kill()
    process.wait()
    until(lambda: marked(site.mark) == [], 10)
    assert (site.workspace.data / "service.json").exists()
    assert connection.connection(site.workspace) is None  # the file stayed, but nobody is taken in


def test_the_next_service_ends_what_a_killed_one_left(site: Site, in_a_process: Start) -> None:
    first = in_a_process(FAKE_SERVER="stubborn")
    up(site, first)
    first.kill()
    first.wait()
    (left,) = until(lambda: found if len(found := marked(site.mark)) == 1 else None)
    (site.workspace.data / "logs" / "service.log").unlink()
    second = in_a_process()
    up(site, second)
    second.send_signal(signal.SIGTERM)
    told, _ = second.communicate(timeout=10)
    assert f"Đã dừng các tiến trình mà lần chạy trước để lại: {left}." in told


def test_a_second_service_on_the_same_folder_is_refused(site: Site, in_a_process: Start) -> None:
    first = in_a_process()
    up(site, first)
    second = in_a_process()
    _, errors = second.communicate(timeout=20)
    assert second.returncode != 0
    assert f"đã chạy ở http://127.0.0.1:{site.port} (tiến trình {first.pid})" in errors
    assert first.poll() is None
    assert len(marked(site.mark)) >= 2


def test_output_of_the_programs_is_in_log_files_that_only_the_owner_sees(
    site: Site, in_a_process: Start
) -> None:
    process = in_a_process()
    up(site, process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    logs: Path = site.workspace.data / "logs"
    assert (logs / "server.log").read_text("utf-8") == "máy chủ thử đang lên\n"
    assert (logs / "runner.log").read_text("utf-8") == "bộ chạy thử đang lên\n"
    assert logs.stat().st_mode & 0o777 == 0o700
    assert site.auth.partition(":")[2] not in (logs / "service.log").read_text("utf-8")
