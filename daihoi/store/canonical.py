"""The one written form of a statement, over which contents and the chain are hashed.

``FORM`` is part of what is hashed: when the form grows, old events still verify under their own.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, date, datetime

from daihoi.domain.record import Event, Statement

FORM = 1
_FIELDS = tuple(field.name for field in fields(Statement))


def utc_text(moment: datetime) -> str:
    """An instant as sortable text in UTC, to the microsecond.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant without time zone cannot be recorded")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def content_hash(campaign_code: str, statements: Iterable[Statement]) -> str:
    """Hex SHA-256 of what the rows say, whatever file, order or spelling of Unicode they came in."""
    rows = sorted(_written(_values(statement)) for statement in statements)
    return hashlib.sha256(_written([FORM, campaign_code, rows]).encode()).hexdigest()


def event_hash(previous: str, campaign_code: str, event: Event) -> str:
    """Hex SHA-256 of an event and of the hash before it; ``event.hash`` itself is not looked at."""
    body = [
        FORM,
        campaign_code,
        event.seq,
        utc_text(event.recorded_at),
        event.actor,
        event.batch,
        event.version,
        event.corrects,
        _values(event.statement),
    ]
    return hashlib.sha256(f"{previous}\n{_written(body)}".encode()).hexdigest()


def _values(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in _FIELDS}


def _written(value: object) -> str:
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat
    )
    return unicodedata.normalize("NFC", text)
