"""Questions to the log. Plain SQL through a callable, so that driver and SQLAlchemy both serve."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daihoi.domain.record import ActivityKey, Event, EventKind, Snapshot, Statement, fold
from daihoi.domain.structure import Certainty
from daihoi.errors import DaihoiError, StoreError

Run = Callable[[str, tuple[Any, ...]], Iterable[Any]]
"""Runs one SQL statement with ``?`` parameters and gives its rows."""

CHUNK = 5_000
_COLUMNS = """event.seq, event.recorded_at, event.actor, event.batch, event.version, event.corrects,
    event.hash, event.unit_code, event.activity, event.kind, event.effective_date, event.actual_start,
    event.actual_finish, event.percent, event.document_number, event.reason, event.certainty, event.source"""
_EVENTS = f"select {_COLUMNS} from event where campaign_code = ?"
_ALL_EVENTS = f"select campaign_code, {_COLUMNS} from event order by seq"
_PROJECTED = f"""select {_COLUMNS} from activity_current as now join event on event.seq = now.seq
    where now.campaign_code = ? and now.effective_date <= ?"""
_STATED_LATER = f"""select {_COLUMNS} from activity_current as now join event
    on event.campaign_code = now.campaign_code and event.unit_code = now.unit_code
    and event.activity = now.activity
    where now.campaign_code = ? and now.effective_date > ? order by event.seq"""


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
    sql = _EVENTS
    given: tuple[str | int, ...] = (campaign_code,)
    for clause, value in (("unit_code = ?", unit_code), ("activity = ?", activity), ("seq <= ?", upto)):
        if value is not None:
            sql, given = f"{sql} and {clause}", (*given, value)
    return [event_of(row) for row in run(f"{sql} order by seq", given)]


def all_events(run: Run) -> Iterator[tuple[str, Sequence[Any]]]:
    """Campaign code and raw row (for ``event_of``) of every event, in the order of the log."""
    for row in run(_ALL_EVENTS, ()):
        yield row[0], tuple(row)[1:]


def histories(run: Run, campaign_code: str, unit_codes: Collection[str]) -> dict[ActivityKey, list[Event]]:
    """All events of the named units, by activity, each history in the order of the log."""
    found: dict[ActivityKey, list[Event]] = {}
    codes = sorted(unit_codes)
    for at in range(0, len(codes), CHUNK):
        part = codes[at : at + CHUNK]
        sql = f"{_EVENTS} and unit_code in ({', '.join('?' * len(part))}) order by seq"
        for row in run(sql, (campaign_code, *part)):
            event = event_of(row)
            found.setdefault(event.statement.key, []).append(event)
    return found


def projection(run: Run) -> set[tuple[str, str, str, int, int, str]]:
    """What the projection holds: campaign, unit, activity, seq, version, effective date (ISO)."""
    sql = "select campaign_code, unit_code, activity, seq, version, effective_date from activity_current"
    return {tuple(row) for row in run(sql, ())}


def snapshot(run: Run, campaign_code: str, status_date: date, known_seq: int | None) -> Snapshot:
    """The picture of a campaign at a status date, with what was known up to event ``known_seq``.

    Raises:
        StoreError: the log has no event of that number.
    """
    last = head(run)[0]
    if known_seq is not None and not 0 <= known_seq <= last:
        raise StoreError(f"Sổ ghi không có sự kiện số {known_seq}: ghi một số từ 0 đến {last}.")
    newest = last_of_campaign(run, campaign_code, last)
    asked = newest if known_seq is None else last_of_campaign(run, campaign_code, known_seq)
    if asked == newest:
        return Snapshot(campaign_code, status_date, *newest, _now(run, campaign_code, status_date))
    then = fold(events(run, campaign_code, None, None, asked[0]), status_date)
    return Snapshot(campaign_code, status_date, *asked, tuple(then.values()))


def _now(run: Run, campaign_code: str, status_date: date) -> tuple[Event, ...]:
    """With all that is known: the projection answers, but for activities stated on later days."""
    given = (campaign_code, status_date.isoformat())
    found = [event_of(row) for row in run(_PROJECTED, given)]
    found += fold(map(event_of, run(_STATED_LATER, given)), status_date).values()
    return tuple(sorted(found, key=lambda event: event.statement.key))


def event_of(row: Sequence[Any]) -> Event:
    """The event in a row of the log.

    Raises:
        StoreError: somebody changed the row so that it makes no sense any more.
    """
    seq, recorded_at, actor, batch, version, corrects, digest, *said = row
    try:
        moment = datetime.fromisoformat(recorded_at)
        return Event(seq, moment, actor, batch, version, corrects, _statement(said), digest)
    except (ValueError, TypeError, DaihoiError) as error:
        raise StoreError(f"Sự kiện số {seq} trong sổ ghi không còn nguyên vẹn: {error}") from error


def _statement(said: Sequence[Any]) -> Statement:
    unit_code, activity, kind, effective, start, finish, percent, document, reason, certainty, source = said
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
    )


def _batch(row: Sequence[Any]) -> Batch:
    number, campaign_code, source_name, file_sha256, content, actor, recorded_at, row_count, event_count = row
    moment = datetime.fromisoformat(recorded_at)
    return Batch(
        number, campaign_code, source_name, file_sha256, content, actor, moment, row_count, event_count
    )
