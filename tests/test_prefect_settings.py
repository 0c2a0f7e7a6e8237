"""What Prefect is told before it is imported: nothing for this machine goes through an office's proxy."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from daihoi import prefect_settings
from daihoi.service import environments
from daihoi.workspace import Workspace

PROXY = "http://proxy.co-quan.vn:3128"
HERE = "127.0.0.1,localhost"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, HERE),
        ({"no_proxy": "10.0.0.9"}, f"10.0.0.9,{HERE}"),
        ({"NO_PROXY": ".co-quan.vn , 127.0.0.1"}, ".co-quan.vn,127.0.0.1,localhost"),
        ({"NO_PROXY": "a", "no_proxy": "b,a"}, f"a,b,{HERE}"),
        ({"no_proxy": "*"}, f"*,{HERE}"),
    ],
)
def test_this_machine_is_spared(before: dict[str, str], after: str) -> None:
    environment = dict(before)
    prefect_settings.spare_loopback(environment)
    assert environment == {"NO_PROXY": after, "no_proxy": after}


def test_prefects_client_reaches_this_machine_although_there_is_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which way httpx, which Prefect speaks through, would go."""
    for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", PROXY)
    there = httpx.URL("http://127.0.0.1:4200/api")
    with httpx.Client() as client:
        assert client._transport_for_url(there) is not client._transport
    spared: dict[str, str] = {}
    prefect_settings.spare_loopback(spared)
    for name, value in spared.items():
        monkeypatch.setenv(name, value)
    with httpx.Client() as client:
        assert client._transport_for_url(there) in (None, client._transport)


def test_the_server_asks_nobody_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", PROXY)
    workspace = Workspace(None, tmp_path / "data", tmp_path / "out")
    server = environments.server(workspace, 4200, "u:p").environment
    runner = environments.runner(workspace, 4200, "u:p").environment
    assert {server[name] for name in environments.NOWHERE} == {"http://127.0.0.1:9"}
    assert "127.0.0.1" in server["no_proxy"].split(",")
    assert runner["https_proxy"] == PROXY  # notices may be sent through it
    assert "127.0.0.1" in runner["NO_PROXY"].split(",")
    assert environments.shown(server)["HTTPS_PROXY"] == "http://127.0.0.1:9"
