"""A run's own server: it boots beside the run, answers as soon as it can, and is gone afterwards."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path

import pytest

from daihoi.errors import StoreError
from flows import own_server as servers
from flows.own_server import OwnServer, own_server

ANSWERING = """
import http.server, os, pathlib, socket, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(os.environ.get("ANSWER", "200")))
        self.end_headers()
        self.wfile.write(self.path.encode())
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Answer, bind_and_activate=False)
server.socket = socket.socket(fileno=int(sys.argv[1]))
pathlib.Path(os.environ["SEEN"]).write_text(repr(sorted(n for n in os.environ if n.startswith("PREFECT"))))
server.serve_forever()
"""
"""Stands in for Prefect, which takes seconds: it takes the socket and answers."""


@pytest.fixture(autouse=True)
def no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


@pytest.fixture
def answering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module in place of Prefect's server; returns where it tells what it saw."""
    (tmp_path / "stand_in_server.py").write_text(ANSWERING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setattr(servers, "MODULE", "stand_in_server")
    return tmp_path / "seen"


def started(server: OwnServer | None) -> OwnServer:
    assert server is not None
    return server


def test_prefect_answers_is_noted_and_is_gone_with_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with own_server(tmp_path) as given:
        server = started(given)
        (note,) = tmp_path.glob("embedded-*.pid")
        assert note.read_text() == str(server.process.pid)
        server.wait()
        with urllib.request.urlopen(f"{server.url}/admin/version", timeout=60) as answer:
            assert json.loads(answer.read())[0].isdigit()
    assert server.process.returncode == -signal.SIGTERM  # told to, and not killed
    assert not list(tmp_path.glob("embedded-*"))
    assert (tmp_path / "prefect.db").is_file()


def test_who_asks_before_it_has_booted_waits_for_the_answer(tmp_path: Path, answering: Path) -> None:
    with own_server(tmp_path) as given:
        started(given).wait()  # at once: the process has not even begun to listen
        assert answering.is_file()


def test_it_listens_on_this_machine_alone_and_shows_no_pages(tmp_path: Path, answering: Path) -> None:
    with own_server(tmp_path) as given:
        server = started(given)
        server.wait()
        assert server.url == f"http://127.0.0.1:{server.port}/api"
        assert "PREFECT_UI_ENABLED" in answering.read_text()
        assert "PREFECT_API_URL" not in answering.read_text()


def test_two_runs_at_once_have_a_server_each(tmp_path: Path, answering: Path) -> None:
    homes = [tmp_path / "a", tmp_path / "b"]
    for home in homes:
        home.mkdir()
    with own_server(homes[0]) as one, own_server(homes[1]) as two:
        assert started(one).port != started(two).port
        started(one).wait()
        started(two).wait()


def test_a_server_that_cannot_start_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "MODULE", "keyword")  # a module that does nothing
    with own_server(tmp_path) as given, pytest.raises(StoreError, match="không khởi động được"):
        started(given).wait()
    assert not list(tmp_path.glob("embedded-*"))


def test_a_server_that_is_killed_while_it_boots_is_told_at_once(tmp_path: Path, answering: Path) -> None:
    with own_server(tmp_path) as given:
        server = started(given)
        os.kill(server.process.pid, signal.SIGKILL)
        with pytest.raises(StoreError, match="Chạy lại"):
            server.wait()


def test_a_server_that_answers_with_an_error_is_not_used(
    tmp_path: Path, answering: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWER", "503")
    with own_server(tmp_path) as given, pytest.raises(StoreError, match=r"\(503\)"):
        started(given).wait()


def test_it_is_gone_also_when_the_run_fails(tmp_path: Path, answering: Path) -> None:
    processes = []

    def failing() -> None:
        with own_server(tmp_path) as given:
            processes.append(started(given).process)
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert [process.returncode for process in processes] == [-signal.SIGTERM]
    assert not list(tmp_path.glob("embedded-*"))


def test_one_that_does_not_end_is_killed(
    tmp_path: Path, answering: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = ANSWERING.replace("server.serve", "import signal; signal.signal(15, signal.SIG_IGN)\nserver.serve")
    (tmp_path / "stand_in_server.py").write_text(deaf)
    monkeypatch.setattr(servers, "SECONDS_TO_END", 0.2)
    with own_server(tmp_path) as given:
        server = started(given)
        server.wait()
    assert server.process.returncode == -signal.SIGKILL


def test_where_another_server_is_named_none_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    with own_server(tmp_path) as given:
        assert given is None
    assert not list(tmp_path.iterdir())
