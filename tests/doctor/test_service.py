"""The running service as the doctor sees it: killed, silent, deaf to its password, of another version."""

from __future__ import annotations

import base64
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

import pytest

from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from daihoi.service.processes import born
from tests.doctor.conftest import Ask

Trouble = Callable[..., Finding]
AUTH = "daihoi:mat-khau"


@contextmanager
def answering(health: int, release: str) -> Iterator[int]:
    """A server that answers as Prefect does; gives its port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            signed = self.headers.get("Authorization") == f"Basic {base64.b64encode(AUTH.encode()).decode()}"
            is_health = self.path == "/api/health"
            code = health if is_health else 200 if signed and self.path == "/api/admin/version" else 401
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(True if is_health else release).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def connection_file(here: Installation, port: int, *, is_alive: bool = True, auth: str = AUTH) -> None:
    """What ``daihoi serve`` leaves in the data folder; of this process when it is to be alive."""
    pid = os.getpid()
    told = {"url": f"http://127.0.0.1:{port}/api", "auth": auth, "started_at": "2020-03-02T05:00:00+00:00",
            "pid": pid, "born": born(pid) if is_alive else 1}  # fmt: skip
    path = here.data / "service.json"
    path.write_text(json.dumps(told))
    path.chmod(0o600)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def test_a_service_that_runs(ask: Ask, here: Installation) -> None:
    with answering(200, version("prefect")) as port:
        connection_file(here, port)
        (told,) = ask("service")
        assert told.level is Level.OK
        assert told.what == f"chạy ở http://127.0.0.1:{port} từ 12:00 ngày 02/03/2020 (20 giờ 0 phút)"
        assert ask("port")[0].what == f"{port} do dịch vụ này dùng, chỉ nghe ở 127.0.0.1"


def test_the_server_of_another_machine_that_answers_is_no_trouble(ask: Ask) -> None:
    with answering(200, "3.8.8") as port:
        told = ask("prefect-settings", environment={"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"})
    assert [one.level for one in told] == [Level.OK]


def test_no_service_is_no_trouble(ask: Ask) -> None:
    assert [one.level for one in ask("service")] == [Level.OK]


def test_a_service_that_was_killed(trouble: Trouble, here: Installation) -> None:
    connection_file(here, 1, is_alive=False)
    told = trouble("service", Level.WARNING)
    assert told.what == "bị dừng đột ngột; lần cuối bật lúc 12:00 ngày 02/03/2020"
    assert "daihoi serve" in told.mend


def test_a_service_that_does_not_listen(trouble: Trouble, here: Installation) -> None:
    port = free_port()
    connection_file(here, port)
    told = trouble("service")
    assert f"http://127.0.0.1:{port} không trả lời (không nối được)" in told.what
    assert "data/logs/server.log" in told.mend


def test_a_service_that_is_sick(trouble: Trouble, here: Installation) -> None:
    with answering(503, "3.8.8") as port:
        connection_file(here, port)
        assert trouble("service").what.endswith("không trả lời (503)")


def test_a_service_with_another_password(trouble: Trouble, here: Installation) -> None:
    with answering(200, "3.8.8") as port:
        connection_file(here, port, auth="daihoi:cu")
        told = trouble("service")
    assert "không nhận mật khẩu" in told.what
    assert AUTH not in f"{told.what}{told.why}{told.mend}"


def test_a_service_that_was_not_restarted_after_an_upgrade(trouble: Trouble, here: Installation) -> None:
    with answering(200, "3.1.0") as port:
        connection_file(here, port)
        told = trouble("service", Level.WARNING)
    assert told.what == f"đang chạy Prefect 3.1.0, bản đã cài là {version('prefect')}"
    assert "systemctl restart daihoi" in told.mend


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": 1}'])
def test_a_service_whose_file_cannot_be_read(trouble: Trouble, here: Installation, text: str) -> None:
    (here.data / "service.json").write_text(text)
    assert "không đọc được" in trouble("service").what


def test_a_port_that_somebody_else_uses(trouble: Trouble, here: Installation) -> None:
    path = here.data.parent / "config/service.yaml"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        path.write_text(path.read_text().replace("number: 4200", f"number: {port}"))
        told = trouble("port", Level.WARNING)
    assert told.what.startswith(f"{port} đang có chương trình khác dùng: tiến trình {os.getpid()} (")
    assert f"daihoi serve --port {port + 1}" in told.mend
