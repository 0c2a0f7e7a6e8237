"""One question to a Prefect server, in plain HTTP: no proxy is asked, nothing is followed or tried again."""

from __future__ import annotations

import base64
import http.client
from urllib.parse import urlsplit

ANSWER_SECONDS = 2.0


def get(url: str, path: str, auth: str = "") -> tuple[int, str]:
    """Status and text of an answer; 0 when there is none.

    Args:
        url: address of the API, ``http://127.0.0.1:4200/api``.
        path: what is asked for, ``/health``.
        auth: ``user:password``; empty to ask without.
    """
    place = urlsplit(url)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": f"Basic {base64.b64encode(auth.encode()).decode()}"} if auth else {}
    try:
        line = kind(place.hostname or "", place.port, timeout=ANSWER_SECONDS)
        try:
            line.request("GET", f"{place.path}{path}", headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read(10_000).decode(errors="replace")
        finally:
            line.close()
    except (OSError, ValueError, http.client.HTTPException):
        return 0, ""
