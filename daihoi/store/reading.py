"""Questions to the log, in plain SQL that a file and a server both answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daihoi.domain.record import ActivityKey, Event, EventKind, Statement
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.structure import Certainty
from daihoi.errors import DaihoiError, StoreError
from daihoi.store.runs import Run

CHUNK = 5_000
COLUMNS = """event.seq, event.recorded_at, event.actor, event.batch, event.version, event.corrects,
    event.hash, event.unit_code, event.activity, event.kind, event.effective_date, event.actual_start,
    event.actual_finish, event.percent, event.document_number, event.reason, event.certainty, event.source,
    event.details"""
_TOLD = f"select {COLUMNS} from event where campaign_code = ? and activity <> ''"
"""Whatever units said, of activities and in registers."""

EVENTS = f"{_TOLD} and substr(activity, 1, 1) <> '@'"
_ENTRIES = f"select {COLUMNS} from event where campaign_code = ? and substr(activity, 1, 1) = '@'"
_RULINGS = f"select {COLUMNS} from event where campaign_code = ? and activity = ''"
_ALL_EVENTS = f"select campaign_code, {COLUMNS} from event order by seq"
SEQ, HASH, UNIT, ACTIVITY, EFFECTIVE = 0, 6, 7, 8, 10
"""Places of some columns in a row of the log; the activity's code is empty for a ruling."""


@dataclass(frozen=True)
class Batch:
    """One import, as the log remembers it.

    Attributes:
        number: from 1 without gaps.
        campaign_code: the campaign it belongs to.
        source_name: name of the file.
        file_sha256: hex SHA-256 of its bytes.
        content_sha256: hex SHA-256 of what its rows say.
        actor: who imported it.
        recorded_at: when, UTC.
        rows: rows in the file.
        new_events: events it brought; the other rows said nothing new.
    """

    number: int
    campaign_code: str
    source_name: str
    file_sha256: str
    content_sha256: str
    actor: str
    recorded_at: datetime
    rows: int
    new_events: int


_BATCHES = """select number, campaign_code, source_name, file_sha256, content_sha256, actor, recorded_at,
    row_count, event_count from batch"""


def head(run: Run) -> tuple[int, str]:
    """Number and hash of the last event; ``(0, "")`` for an empty log."""
    return next(((row[0], row[1]) for row in run("select seq, hash from chain_head", ())), (0, ""))


def last_of_campaign(run: Run, campaign_code: str, upto: int) -> tuple[int, str]:
    """Number and hash of a campaign's last event up to a number of the log; ``(0, "")`` for none.

    What other campaigns record changes nothing in a campaign's pages, so it does not count here.
    """
    # Where there is one campaign, the last event is its own: no need to look for it.
    sql = "select seq, hash, campaign_code from event where seq <= ? order by seq desc limit 1"
    for seq, digest, code in run(sql, (upto,)):
        if code == campaign_code:
            return seq, digest
    sql = "select seq, hash from event where campaign_code = ? and seq <= ? order by seq desc limit 1"
    return next(((row[0], row[1]) for row in run(sql, (campaign_code, upto))), (0, ""))


def seq_at(run: Run, moment: str) -> int:
    """Number of the last event recorded at or before a moment (UTC text); 0 when there is none."""
    found = next(iter(run("select max(seq) from event where recorded_at <= ?", (moment,))))
    return int(found[0] or 0)


def batches(run: Run, campaign_code: str) -> list[Batch]:
    """The imports of a campaign, oldest first."""
    rows = run(f"{_BATCHES} where campaign_code = ? order by number", (campaign_code,))
    return [_batch(row) for row in rows]


def all_batches(run: Run) -> list[Batch]:
    """The imports of all campaigns, oldest first."""
    return [_batch(row) for row in run(f"{_BATCHES} order by number", ())]


def batch_of_content(run: Run, content_sha256: str) -> int | None:
    """The import that already brought this content, if there is one."""
    return next((row[0] for row in run(f"{_BATCHES} where content_sha256 = ?", (content_sha256,))), None)


def events(
    run: Run, campaign_code: str, unit_code: str | None, activity: str | None, upto: int | None
) -> list[Event]:
    """Events of a campaign in the order of the log, narrowed to a unit, an activity, a last number."""
    return _narrowed(run, EVENTS, campaign_code, unit_code, activity, upto)


def _narrowed(
    run: Run, sql: str, campaign_code: str, unit_code: str | None, activity: str | None, upto: int | None
) -> list[Event]:
    given: tuple[str | int, ...] = (campaign_code,)
    for clause, value in (("unit_code = ?", unit_code), ("activity = ?", activity), ("seq <= ?", upto)):
        if value is not None:
            sql, given = f"{sql} and {clause}", (*given, value)
    return [event_of(row) for row in run(f"{sql} order by seq", given)]


def cited_evidence(run: Run) -> list[tuple[int, str]]:
    """Number of every event that cites a file of evidence, and the SHA-256 of the file."""
    sql = "select seq, details from event where details like ? order by seq"
    rows = run(sql, ('%"evidence_sha256"%',))
    found = ((int(seq), json.loads(details).get("evidence_sha256")) for seq, details in rows)
    return [(seq, sha256) for seq, sha256 in found if sha256]


def entry_events(
    run: Run, campaign_code: str, unit_code: str | None, subject: str | None, upto: int | None
) -> list[Event]:
    """Events of registers in the order of the log, narrowed to a unit, a subject, a last number."""
    return _narrowed(run, _ENTRIES, campaign_code, unit_code, subject, upto)


def rulings(run: Run, campaign_code: str, upto: int | None) -> list[RulingEvent]:
    """Rulings of a campaign in the order of the log, up to a last number."""
    last, given = ("", ()) if upto is None else (" and seq <= ?", (upto,))
    return [ruling_of(row) for row in run(f"{_RULINGS}{last} order by seq", (campaign_code, *given))]


def all_events(run: Run) -> Iterator[tuple[str, Sequence[Any]]]:
    """Campaign code and raw row (for ``record_of``) of every event, in the order of the log."""
    for row in run(_ALL_EVENTS, ()):
        yield row[0], tuple(row)[1:]


def histories(run: Run, campaign_code: str, unit_codes: Collection[str]) -> dict[ActivityKey, list[Event]]:
    """All events of the named units, by activity, each history in the order of the log."""
    found: dict[ActivityKey, list[Event]] = {}
    for row in rows_of_units(run, campaign_code, unit_codes):
        event = event_of(row)
        found.setdefault(event.statement.key, []).append(event)
    return found


def rows_of_units(run: Run, campaign_code: str, unit_codes: Collection[str]) -> Iterator[Sequence[Any]]:
    """The rows of all events of the named units; those of one unit in the order of the log."""
    codes = sorted(unit_codes)
    for at in range(0, len(codes), CHUNK):
        part = codes[at : at + CHUNK]
        sql = f"{_TOLD} and unit_code in ({', '.join('?' * len(part))}) order by seq"
        yield from run(sql, (campaign_code, *part))


def projection(run: Run) -> set[tuple[str, str, str, int, int, str]]:
    """What the projection holds: campaign, unit, activity, seq, version, effective date (ISO)."""
    sql = "select campaign_code, unit_code, activity, seq, version, effective_date from activity_current"
    return {tuple(row) for row in run(sql, ())}


def rows_of(run: Run, numbers: Sequence[int]) -> list[Sequence[Any]]:
    """The whole rows of events by their numbers, in any order."""
    found: list[Sequence[Any]] = []
    for at in range(0, len(numbers), CHUNK):
        part = numbers[at : at + CHUNK]
        marks = ", ".join("?" * len(part))
        found += run(f"select {COLUMNS} from event where seq in ({marks})", tuple(part))
    return found


def record_of(row: Sequence[Any]) -> Event | RulingEvent:
    """The event in a row of the log, of an activity or a ruling.

    Raises:
        StoreError: somebody changed the row so that it makes no sense any more.
    """
    return event_of(row) if row[ACTIVITY] else ruling_of(row)


def event_of(row: Sequence[Any]) -> Event:
    """The event of an activity in a row of the log.

    Raises:
        StoreError: somebody changed the row so that it makes no sense any more.
    """
    seq, recorded_at, actor, batch, version, corrects, digest, *said = row
    try:
        moment = datetime.fromisoformat(recorded_at)
        return Event(seq, moment, actor, batch, version, corrects, _statement(said), digest)
    except (ValueError, TypeError, KeyError, DaihoiError) as error:
        raise _broken(seq, error) from error


def ruling_of(row: Sequence[Any]) -> RulingEvent:
    """The ruling in a row of the log.

    Raises:
        StoreError: somebody changed the row so that it makes no sense any more.
    """
    seq, recorded_at, actor, batch, version, corrects, digest, *said = row
    try:
        moment = datetime.fromisoformat(recorded_at)
        return RulingEvent(seq, moment, actor, batch, version, corrects, _ruling(said), digest)
    except (ValueError, TypeError, KeyError, DaihoiError) as error:
        raise _broken(seq, error) from error


def _broken(seq: object, error: Exception) -> StoreError:
    return StoreError(f"Sự kiện số {seq} trong sổ ghi không còn nguyên vẹn: {error}")


def _statement(said: Sequence[Any]) -> Statement:
    (
        unit_code,
        activity,
        kind,
        effective,
        start,
        finish,
        percent,
        document,
        reason,
        certainty,
        source,
        details,
    ) = said
    more = _details(details) if details else {}
    return Statement(
        unit_code,
        activity,
        EventKind(kind),
        date.fromisoformat(effective),
        date.fromisoformat(start) if start else None,
        date.fromisoformat(finish) if finish else None,
        percent,
        document,
        reason,
        Certainty(certainty),
        source,
        **more,
    )


def _details(text: str) -> dict[str, Any]:
    """The fields of a statement that lie in one column."""
    told = json.loads(text)
    if "document_date" in told:
        told["document_date"] = date.fromisoformat(told["document_date"])
    if "entry" in told:
        told["entry"] = tuple((code, value) for code, value in told["entry"])
    return dict(told)


def _ruling(said: Sequence[Any]) -> Ruling:
    unit_code, _, kind, effective, _, _, _, document, reason, certainty, source, details = said
    more = json.loads(details)
    return Ruling(
        RulingKind(kind),
        unit_code,
        date.fromisoformat(effective),
        document,
        date.fromisoformat(more["document_date"]),
        more["body"],
        reason,
        Certainty(certainty),
        source,
        more["details"],
    )


def _batch(row: Sequence[Any]) -> Batch:
    number, campaign_code, source_name, file_sha256, content, actor, recorded_at, row_count, event_count = row
    moment = datetime.fromisoformat(recorded_at)
    return Batch(
        number, campaign_code, source_name, file_sha256, content, actor, moment, row_count, event_count
    )
