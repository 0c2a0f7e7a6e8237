"""The one written form of a statement, over which contents and the chain are hashed.

The number of the form is hashed with the rest: when the form grows, old events still verify under their own.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from json.encoder import encode_basestring
from typing import Any

from daihoi.domain.record import Event, Statement
from daihoi.domain.rulings import Ruling, RulingEvent

FORM = 1
FORM_WITH_DETAILS = 2
DETAILS = ("body", "document_date", "evidence_sha256", "approves", "entry")
"""Fields of a statement that came with form 2; the log holds them together, in one column."""

STATED = tuple(field.name for field in fields(Statement) if field.name not in DETAILS)
"""Fields of a statement that have a column of their own."""

RULED = (
    "unit_code",
    "kind",
    "effective_date",
    "document_number",
    "reason",
    "certainty",
    "source",
)
"""Fields of a ruling that have a column of their own; the others lie in ``details``."""


def utc_text(moment: datetime) -> str:
    """An instant as sortable text in UTC, to the microsecond.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant without time zone cannot be recorded")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def content_hash(campaign_code: str, told: Iterable[Statement | Ruling]) -> str:
    """Hex SHA-256 of what rows say, whatever file, order or spelling of Unicode they came in."""
    rows = sorted(_written(_values(one)) for one in told)
    return hashlib.sha256(_written([FORM, campaign_code, rows]).encode()).hexdigest()


def event_hash(previous: str, campaign_code: str, event: Event | RulingEvent) -> str:
    """Hex SHA-256 of an event and of the hash before it; ``event.hash`` itself is not looked at."""
    told = event.statement if isinstance(event, Event) else event.ruling
    details = details_of(told)
    body = [
        FORM_WITH_DETAILS if details else FORM,
        campaign_code,
        event.seq,
        utc_text(event.recorded_at),
        event.actor,
        event.batch,
        event.version,
        event.corrects,
        _values(told),
    ]
    return hashlib.sha256(f"{previous}\n{_written(body)}".encode()).hexdigest()


def row_hash(previous: str, campaign_code: str, row: Sequence[Any]) -> str:
    """The same hash, of a row as it is stored (columns in the order of ``reading``): a quarter of the time.

    A million events have to be looked through each night, so the text of ``event_hash`` is put together here
    without making an event of each row first.
    """
    seq, at, actor, batch, version, corrects, _, unit, activity, kind, *said = row
    effective, start, finish, percent, document, reason, certainty, source, details = said
    more = f'"details":{_text(details)},' if details else ""
    if activity:
        first = f'"activity":{_text(activity)},"actual_finish":{_text(finish)},"actual_start":{_text(start)},'
        done = f'"percent":{"null" if percent is None else percent},'
    else:
        first = done = ""
    text = (
        f"[{FORM_WITH_DETAILS if details else FORM},{_text(campaign_code)},{seq},{_text(at)},{_text(actor)},"
        f"{batch},{version},{'null' if corrects is None else corrects},"
        f'{{{first}"certainty":{_text(certainty)},{more}"document_number":{_text(document)},'
        f'"effective_date":{_text(effective)},"kind":{_text(kind)},{done}"reason":{_text(reason)},'
        f'"source":{_text(source)},"unit_code":{_text(unit)}}}]'
    )
    return hashlib.sha256(f"{previous}\n{unicodedata.normalize('NFC', text)}".encode()).hexdigest()


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def details_of(told: Statement | Ruling) -> str | None:
    """The written form of what has no column of its own; None when there is nothing of it."""
    if isinstance(told, Statement):
        given = {name: value for name in DETAILS if (value := getattr(told, name)) not in ("", None, ())}
        return _written(given) if given else None
    own = {"body": told.body, "document_date": told.document_date, "details": told.details}
    return _written(own)


def _values(told: Statement | Ruling) -> dict[str, object]:
    """What is hashed of a statement or a ruling; form 1 when it has no details."""
    names = STATED if isinstance(told, Statement) else RULED
    own = {name: getattr(told, name) for name in names}
    details = details_of(told)
    return own if details is None else {**own, "details": details}


def _written(value: object) -> str:
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat
    )
    return unicodedata.normalize("NFC", text)
