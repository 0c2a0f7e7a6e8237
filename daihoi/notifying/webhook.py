"""A message as a signed call to a program on the office's own network.

No redirect is followed and no proxy is asked: what is told goes to the address that was written down, or
nowhere. Addresses of private networks are what this is for.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import closing
from dataclasses import asdict
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from daihoi.loading.notice_posts import Delivery
from daihoi.notifying.delivering import (
    STEP_SECONDS,
    DeliveryError,
    UnreachableError,
    cut_off,
    network_reason,
    tls_context,
)
from daihoi.notifying.digests import Content
from daihoi.notifying.rendering import text_of
from daihoi.store.outbox import Message

SIGNATURE, MESSAGE_ID = "X-Daihoi-Signature", "X-Daihoi-Message"
_TAKEN = range(200, 300)
_MOVED = range(300, 400)


def body_of(message: Message) -> bytes:
    """What is posted: the message as JSON in UTF-8, the same bytes every time."""
    content = Content.from_json(message.content)
    said = {
        "id": message.key,
        "campaign": message.campaign_code,
        "mailbox": message.mailbox,
        "status_date": message.status_date.isoformat(),
        "known_seq": message.known_seq,
        **asdict(content),
        "text": text_of(content),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def signature(body: bytes, secret: str) -> str:
    """``sha256=`` and the hex HMAC-SHA256 of a body, by which the receiver knows that it is ours."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def call_webhook(message: Message, url: str, delivery: Delivery) -> None:
    """Posts a message; any answer from 200 to 299 means that it was taken.

    Raises:
        DeliveryError: it was not taken.
    """
    body = body_of(message)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "daihoi",
        MESSAGE_ID: message.key,
        SIGNATURE: signature(body, delivery.secret),
    }
    try:
        status = _posted(url, body, headers, delivery)
    except OSError as error:
        raise UnreachableError(f"webhook: {network_reason(error)}") from error
    except HTTPException as error:
        raise DeliveryError("webhook: máy kia trả lời không đúng giao thức HTTP") from error
    if status in _MOVED:
        raise DeliveryError(f"webhook: máy kia chỉ sang địa chỉ khác ({status}); ghi thẳng địa chỉ mới")
    if status not in _TAKEN:
        raise DeliveryError(f"webhook: máy kia không nhận ({status})")


def _posted(url: str, body: bytes, headers: dict[str, str], delivery: Delivery) -> int:
    """The status that the other side answers with; what else it says is not read."""
    parts = urlsplit(url)
    connection: HTTPConnection
    assert parts.hostname is not None
    if parts.scheme == "https":
        context = tls_context(delivery.webhook_ca_file)
        connection = HTTPSConnection(parts.hostname, parts.port, timeout=STEP_SECONDS, context=context)
    else:
        connection = HTTPConnection(parts.hostname, parts.port, timeout=STEP_SECONDS)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(connection), cut_off(lambda: connection.sock):
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
