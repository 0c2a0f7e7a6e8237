"""A run's own server: what it adds to the answers of Prefect's."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from prefect.client.base import PrefectHttpxSyncClient

from flows.server_process import SoonAgain


def answered(status: int, kind: str = "http.response.start") -> list[dict[str, Any]]:
    """What a client gets of an application that answers with a status and one header."""
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": kind, "status": status, "headers": [(b"x-own", b"1")]})
        await send({"type": "http.response.body", "body": b"{}"})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(SoonAgain(app)({"type": "http"}, receive, send))
    return sent


def test_who_meets_a_busy_database_is_asked_to_come_again_at_once() -> None:
    start, body = answered(503)
    told = dict(start["headers"])
    assert told[b"x-own"] == b"1"
    assert 0 < float(told[b"retry-after"]) < 1
    assert body == {"type": "http.response.body", "body": b"{}"}


@pytest.mark.parametrize("status", [200, 404, 409, 500])
def test_other_answers_are_passed_on_as_they_are(status: int) -> None:
    assert answered(status)[0]["headers"] == [(b"x-own", b"1")]


def test_messages_of_other_kinds_are_passed_on_as_they_are() -> None:
    assert answered(503, "websocket.close")[0]["headers"] == [(b"x-own", b"1")]


def test_prefects_client_waits_as_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx
    from prefect.client import base

    waited: list[float] = []
    monkeypatch.setattr(base.time, "sleep", waited.append)
    header = dict(answered(503)[0]["headers"])[b"retry-after"].decode()
    answers = iter([httpx.Response(503, headers={"Retry-After": header}), httpx.Response(200)])
    transport = httpx.MockTransport(lambda _request: next(answers))
    with PrefectHttpxSyncClient(
        base_url="http://127.0.0.1", transport=transport, enable_csrf_support=False
    ) as client:
        assert client.get("/flows").status_code == 200
    (seconds,) = waited
    assert seconds < 1
