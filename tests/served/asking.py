"""Questions to a Prefect server over plain HTTP, by the test's own hand."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
import uuid
from typing import Any

BUSY = 503
"""Prefect's answer when its database is being written to by another: nothing was done, ask again."""

ATTEMPTS = 6
"""As often as Prefect's own client asks, which takes this answer the same way."""


class Server:
    """A server that asks for a password and for tokens against forged requests."""

    def __init__(self, url: str, auth: str) -> None:
        self.url, self._auth, self._client = url, auth, str(uuid.uuid4())

    def is_healthy(self) -> bool:
        """Whether it answers."""
        try:
            return bool(self.ask("GET", "/health"))
        except OSError:
            return False

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer; ``urllib.error.HTTPError`` when it refuses."""
        token = "" if method == "GET" else self.ask("GET", f"/csrf-token?client={self._client}")["token"]
        headers = {
            "Authorization": f"Basic {base64.b64encode(self._auth.encode()).decode()}",
            "Content-Type": "application/json",
            "Prefect-Csrf-Token": token,
            "Prefect-Csrf-Client": self._client,
        }
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data, headers, method=method)
        text = _patiently(asked)
        return json.loads(text) if text else None


def _patiently(asked: urllib.request.Request) -> bytes:
    """The answer, asked for again while the server says that it is busy."""
    for _ in range(ATTEMPTS - 1):
        try:
            return _read(asked)
        except urllib.error.HTTPError as refused:
            if refused.code != BUSY:
                raise
    return _read(asked)


def _read(asked: urllib.request.Request) -> bytes:
    with urllib.request.urlopen(asked, timeout=30) as answer:
        text: bytes = answer.read()
    return text
