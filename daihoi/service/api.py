"""What the supervisor asks the server, over plain HTTP: Prefect is not imported for a few questions."""

from __future__ import annotations

import base64
import http.client
import json
import time
import urllib.error
import urllib.request
import uuid
from http import HTTPStatus
from typing import Any

from daihoi.service.errors import ServiceError

SECONDS = 10.0
_PAUSES = (0.2, 0.5, 1.0, 2.0)
TRIES = len(_PAUSES) + 1
_NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy knows no 127.0.0.1 of ours
_NO_ANSWER = (OSError, ValueError, http.client.HTTPException)
_CLIENT = str(uuid.uuid4())


class Api:
    """A Prefect server.

    Args:
        url: address of its API.
        auth: ``user:password``.
        seconds: how long to wait for an answer.
        tries: how often to ask a server that is busy: its database lets one write at a time.
    """

    def __init__(self, url: str, auth: str, seconds: float = SECONDS, tries: int = TRIES) -> None:
        self.url, self._auth, self._seconds, self._tries = url, auth, seconds, tries
        self._token = ""

    def is_healthy(self) -> bool:
        """Whether the server answers."""
        try:
            return self._send("GET", "/health", None) is True
        except _NO_ANSWER:
            return False

    def post(self, path: str, body: object) -> Any:
        """The answer to a question that has a body.

        Raises:
            ServiceError: the server is gone, or refuses.
        """
        return self._changed("POST", path, body)

    def patch(self, path: str, body: object) -> Any:
        """Changes part of something.

        Raises:
            ServiceError: the server is gone, or refuses.
        """
        return self._changed("PATCH", path, body)

    def _changed(self, method: str, path: str, body: object) -> Any:
        try:
            return self._with_token(method, path, body)
        except urllib.error.HTTPError as error:
            raise ServiceError(f"Máy chủ Prefect từ chối {path}: mã {error.code}.") from error
        except _NO_ANSWER as error:
            raise ServiceError(f"Máy chủ Prefect không trả lời {path}: {error}.") from error

    def _with_token(self, method: str, path: str, body: object) -> Any:
        """Sends it, with a new token where the server refuses the old one: it is good for an hour."""
        if self._token:
            try:
                return self._when_not_busy(method, path, body)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.FORBIDDEN:
                    raise
        self._token = self._when_not_busy("GET", f"/csrf-token?client={_CLIENT}", None)["token"]
        return self._when_not_busy(method, path, body)

    def _when_not_busy(self, method: str, path: str, body: object) -> Any:
        for pause in _PAUSES[: self._tries - 1]:
            try:
                return self._send(method, path, body)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
            time.sleep(pause)
        return self._send(method, path, body)

    def _send(self, method: str, path: str, body: object) -> Any:
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"Basic {base64.b64encode(self._auth.encode()).decode()}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
            request.add_header("Prefect-Csrf-Token", self._token)
            request.add_header("Prefect-Csrf-Client", _CLIENT)
        with _NO_PROXY.open(request, timeout=self._seconds) as answer:
            text = answer.read()
        return json.loads(text) if text else None
