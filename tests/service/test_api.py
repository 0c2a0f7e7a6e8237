"""What the supervisor asks the server: with a token that grows old while the service runs for months."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from daihoi.service.api import Api
from daihoi.service.errors import ServiceError


class Server:
    """A server that takes only the last token that it gave.

    Attributes:
        given: tokens so far.
        is_token_good: False: no token is taken, as where the password allows nothing.
        taken: paths of the requests that were taken.
        asked: requests that carried a token, taken or not.
        busy: answers still to come that say that the database is being written.
    """

    def __init__(self) -> None:
        self.given, self.asked, self.busy = 0, 0, 0
        self.is_token_good = True
        self.taken: list[str] = []
        self.url = ""

    def forget(self) -> None:
        """As after an hour: the token that was given is no longer good."""
        self.given += 1


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self._is_busy():
                return
            told.given += 1
            self._answer(200, {"token": str(told.given)})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if self._is_busy():
                return
            told.asked += 1
            if not told.is_token_good or self.headers["Prefect-Csrf-Token"] != str(told.given):
                self._answer(403, {"detail": "Invalid CSRF token"})
                return
            told.taken.append(self.path)
            self._answer(200, [])

        def _is_busy(self) -> bool:
            if not told.busy:
                return False
            told.busy -= 1
            self._answer(503, {"exception_message": "Service Unavailable"})
            return True

        def _answer(self, status: int, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        told.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield told
        http.shutdown()
        thread.join()


def test_a_token_is_fetched_once_and_used_as_long_as_it_is_good(server: Server) -> None:
    api = Api(server.url, "daihoi:thu")
    for _ in range(3):
        assert api.post("/flow_runs/filter", {}) == []
    assert (server.given, server.taken) == (1, ["/flow_runs/filter"] * 3)


def test_a_token_that_has_grown_old_is_fetched_anew_and_the_question_is_answered(server: Server) -> None:
    api = Api(server.url, "daihoi:thu")
    api.post("/first", {})
    server.forget()
    assert api.post("/second", {}) == []
    assert server.taken == ["/first", "/second"]


def test_a_server_that_takes_no_token_refuses_and_is_not_asked_for_ever(server: Server) -> None:
    api = Api(server.url, "daihoi:thu")
    api.post("/first", {})
    server.is_token_good = False
    with pytest.raises(ServiceError, match="từ chối /second: mã 403"):
        api.post("/second", {})
    assert server.asked == 3


@pytest.mark.parametrize("has_token", [False, True])
def test_a_busy_database_is_asked_again_for_the_token_as_for_the_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch, has_token: bool
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    api = Api(server.url, "daihoi:thu")
    if has_token:
        api.post("/first", {})
    server.busy = 3
    assert api.post("/second", {}) == []
    assert server.taken[-1] == "/second"


def test_a_database_that_stays_busy_is_a_clear_error(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    server.busy = 1000
    with pytest.raises(ServiceError, match="từ chối /second: mã 503"):
        Api(server.url, "daihoi:thu").post("/second", {})
    assert server.busy > 990
