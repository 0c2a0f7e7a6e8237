"""What the service keeps in the data folder: address, password, log files."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from daihoi.service import connection
from daihoi.service.connection import Connection
from daihoi.service.credentials import auth_string, key_path
from daihoi.service.errors import ServiceError
from daihoi.service.log_files import LogFile
from daihoi.service.processes import born
from daihoi.service.readiness import is_ready, ready_file, tell_ready
from daihoi.workspace import Workspace

URL, AUTH = "http://127.0.0.1:4200/api", "daihoi:secret-of-the-service"


def told(process: int = os.getpid(), started: int | None = None) -> Connection:
    return Connection(
        URL, AUTH, "2020-03-02T06:00:00Z", process, born(process) if started is None else started
    )


@pytest.fixture(autouse=True)
def no_exported_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


def test_the_connection_is_read_back_and_only_its_owner_may_read_it(workspace: Workspace) -> None:
    connection.write(workspace, told())
    assert connection.connection(workspace) == told()
    path = workspace.data / "service.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in workspace.data.iterdir()] == ["service.json"]


def test_the_connection_is_exported_for_prefect(workspace: Workspace) -> None:
    environment: dict[str, str] = {"PREFECT_API_URL": "http://elsewhere/api"}
    connection.export(told(), environment)
    assert environment.pop("NO_PROXY") == environment.pop("no_proxy") == "127.0.0.1,localhost"
    assert environment == {"PREFECT_API_URL": URL, "PREFECT_API_AUTH_STRING": AUTH}


def test_a_server_that_the_environment_names_counts_where_none_runs_here(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://may-chu:4200/api")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "a:b")
    found = connection.connection(workspace)
    assert found is not None
    assert (found.url, found.auth) == ("http://may-chu:4200/api", "a:b")
    connection.write(workspace, told())
    assert connection.connection(workspace) == told()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"url": "x"}', '{"url": 1, "auth": "a", "started_at": "", "pid": "x", "born": 1}',
     json.dumps({"url": URL, "auth": AUTH, "started_at": "", "pid": 2**22 + 1, "born": 5}),  # no such process
     json.dumps({"url": URL, "auth": AUTH, "started_at": "", "pid": os.getpid(), "born": 5})],  # another one
)  # fmt: skip
def test_a_file_that_is_broken_or_about_another_process_is_no_service(
    workspace: Workspace, text: str
) -> None:
    (workspace.data / "service.json").write_text(text, "utf-8")
    assert connection.connection(workspace) is None


def test_the_file_of_a_later_service_is_not_removed(workspace: Workspace) -> None:
    connection.write(workspace, told(process=1, started=1))
    connection.remove(workspace, os.getpid())
    assert (workspace.data / "service.json").exists()
    connection.remove(workspace, 1)
    assert not (workspace.data / "service.json").exists()


def test_a_connection_does_not_show_its_password() -> None:
    assert "secret" not in repr(told())


def test_the_password_is_made_once_and_kept(workspace: Workspace) -> None:
    first = auth_string(workspace)
    user, _, secret = first.partition(":")
    assert (user, len(secret) >= 32) == ("daihoi", True)
    assert auth_string(workspace) == first
    assert key_path(workspace).read_text("utf-8") == f"{first}\n"  # what the login page asks for
    assert key_path(workspace).stat().st_mode & 0o777 == 0o600
    key_path(workspace).unlink()
    assert auth_string(workspace) != first


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o606, 0o660])
def test_a_password_that_others_can_read_is_refused_with_the_remedy(workspace: Workspace, mode: int) -> None:
    auth_string(workspace)
    key_path(workspace).chmod(mode)
    with pytest.raises(ServiceError, match=r"Người khác đọc được mật khẩu .* chạy: chmod 600"):
        auth_string(workspace)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "daihoi:short",
        "x" * 40,
        "daihoi:hai từ có dấu cách",
        "admin:0123456789abcdef",
        "daihoi:" + "x" * 15,
    ],
)
def test_a_password_that_is_none_is_refused(workspace: Workspace, text: str) -> None:
    key_path(workspace).write_text(text, "utf-8")
    key_path(workspace).chmod(0o600)
    with pytest.raises(ServiceError, match="không chứa mật khẩu dùng được"):
        auth_string(workspace)


def test_a_password_of_bytes_is_refused(workspace: Workspace) -> None:
    key_path(workspace).write_bytes(b"\xff\xfe\x00" * 10)
    key_path(workspace).chmod(0o600)
    with pytest.raises(ServiceError, match="Không đọc được mật khẩu"):
        auth_string(workspace)


def test_log_files_are_put_aside_when_they_grow_and_removed_when_old(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "logs" / "server.log", most_bytes=1000, files=2)
    for number in range(200):
        log.write(f"dòng {number:04}: tiếng Việt có dấu")
    log.close()
    names = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert names == ["server.log", "server.log.1", "server.log.2"]
    assert all(path.stat().st_size <= 1000 for path in (tmp_path / "logs").iterdir())
    assert (tmp_path / "logs" / "server.log").read_text("utf-8").endswith("dòng 0199: tiếng Việt có dấu\n")
    assert log.last[-1].startswith("dòng 0199")


def test_empty_lines_of_a_program_are_not_kept(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "a.log", 1000, 1)
    log.follow(io.StringIO("một\n\n   \nhai")).join()
    log.close()
    assert (tmp_path / "a.log").read_text("utf-8") == "một\nhai\n"


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("một tệp", "utf-8")
    with pytest.raises(ServiceError, match="Không ghi được nhật ký"):
        LogFile(tmp_path / "logs" / "server.log", 1000, 1)


def test_a_runner_is_ready_by_its_own_word_only(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.prefect_home.mkdir()
    assert not is_ready(workspace, os.getpid())
    tell_ready()  # nobody asked
    assert not ready_file(workspace).exists()
    monkeypatch.setenv("DAIHOI_RUNNER_READY", str(ready_file(workspace)))
    tell_ready()
    assert is_ready(workspace, os.getpid())
    assert not is_ready(workspace, os.getpid() + 1)
