"""Questions to the log, in plain SQL that a file and a server both answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from daihoi.domain.record import ActivityKey, Event, EventKind, Snapshot, Statement, current
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.structure import Certainty
from daihoi.errors import DaihoiError, StoreError
from daihoi.store.runs import Run
from daihoi.store.stored_events import BRIEF, StoredEvents

CHUNK = 5_000
FEW_LATER = 20_000
"""So many events since make a picture of the past little else than the one of today."""

_COLUMNS = """event.seq, event.recorded_at, event.actor, event.batch, event.version, event.corrects,
    event.hash, event.unit_code, event.activity, event.kind, event.effective_date, event.actual_start,
    event.actual_finish, event.percent, event.document_number, event.reason, event.certainty, event.source,
    event.details"""
_EVENTS = f"select {_COLUMNS} from event where campaign_code = ? and activity <> ''"
_RULINGS = f"select {_COLUMNS} from event where campaign_code = ? and activity = ''"
# In the words of a partial index, without which a million events would be looked at.
_VOIDS = f"{_EVENTS} and kind in ('correct', 'void') and kind = 'void' and seq <= ? order by seq"
_ALL_EVENTS = f"select campaign_code, {_COLUMNS} from event order by seq"
_BRIEF = ", ".join(f"event.{name}" for name in BRIEF)
_PROJECTED = f"""select {_BRIEF} from activity_current as now{{whole}} join event on event.seq = now.seq
    where now.campaign_code = ? and now.effective_date <= ?"""
SEQ, HASH, UNIT, ACTIVITY, EFFECTIVE = 0, 6, 7, 8, 10
"""Places of some columns in a row of the log; the activity's code is empty for a ruling."""

_PLACES = (SEQ, UNIT, ACTIVITY, 9, EFFECTIVE, 11, 12, 13, 16, 5)
"""Places of the columns of ``BRIEF``, and of what is corrected."""

_KINDS = {kind.value: kind for kind in EventKind}

_TAKEN_BACK = """select 1 from event as other where other.campaign_code = now.campaign_code
    and other.unit_code = now.unit_code and other.activity = now.activity
    and other.kind in ('correct', 'void')"""
_STANDS = """(select told.seq from event as told where told.campaign_code = now.campaign_code
    and told.unit_code = now.unit_code and told.activity = now.activity
    and told.effective_date <= ? and told.seq <= ?
    order by told.effective_date desc, told.seq desc limit 1)"""
_PLAIN = f"""select {_BRIEF} from activity_current as now{{whole}} join event on event.seq = {_STANDS}
    where now.campaign_code = ? and not exists ({_TAKEN_BACK})"""
"""What stands by a day and a number of activities of which nothing was ever corrected or taken back."""

_OTHERS = f"""select {_BRIEF}, event.corrects from (select distinct campaign_code, unit_code, activity
    from event where campaign_code = ? and kind in ('correct', 'void')) as other
    join event on event.campaign_code = other.campaign_code and event.unit_code = other.unit_code
    and event.activity = other.activity where event.seq <= ? order by event.seq"""
"""The histories of all other activities."""

_OTHERS_LATER = f"""select {_BRIEF}, event.corrects from (select distinct campaign_code, unit_code, activity
    from event where campaign_code = ? and kind in ('correct', 'void')) as other
    join activity_current as now on now.campaign_code = other.campaign_code
    and now.unit_code = other.unit_code and now.activity = other.activity and now.effective_date > ?
    join event on event.campaign_code = other.campaign_code and event.unit_code = other.unit_code
    and event.activity = other.activity order by event.seq"""
"""The histories of those that were spoken of on later days."""

_WHOLE = {False: " not indexed", True: ""}
"""Said of a table that is gone through whole: SQLite would go by an index, and from there to each row."""


class _Said(NamedTuple):
    kind: EventKind
    effective_date: date


class _Seen(NamedTuple):
    """As much of an event as tells whether it stands."""

    seq: int
    corrects: int | None
    statement: _Said
    row: Sequence[Any]


Later = Callable[[Sequence[int]], list[Sequence[Any]]]
"""Gets the whole rows of events by their numbers, after the transaction in which they were found."""


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
    sql = _EVENTS
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
    for row in _rows_of_units(run, campaign_code, unit_codes):
        event = event_of(row)
        found.setdefault(event.statement.key, []).append(event)
    return found


def _rows_of_units(run: Run, campaign_code: str, unit_codes: Collection[str]) -> Iterator[Sequence[Any]]:
    """The rows of all events of the named units; those of one unit in the order of the log."""
    codes = sorted(unit_codes)
    for at in range(0, len(codes), CHUNK):
        part = codes[at : at + CHUNK]
        sql = f"{_EVENTS} and unit_code in ({', '.join('?' * len(part))}) order by seq"
        yield from run(sql, (campaign_code, *part))


def projection(run: Run) -> set[tuple[str, str, str, int, int, str]]:
    """What the projection holds: campaign, unit, activity, seq, version, effective date (ISO)."""
    sql = "select campaign_code, unit_code, activity, seq, version, effective_date from activity_current"
    return {tuple(row) for row in run(sql, ())}


def snapshot(
    run: Run, campaign_code: str, status_date: date, known_seq: int | None, later: Later
) -> Snapshot:
    """The picture of a campaign at a status date, with what was known up to event ``known_seq``.

    Raises:
        StoreError: the log has no event of that number.
    """
    last = head(run)[0]
    if known_seq is not None and not 0 <= known_seq <= last:
        raise StoreError(f"Sổ ghi không có sự kiện số {known_seq}: ghi một số từ 0 đến {last}.")
    newest = last_of_campaign(run, campaign_code, last)
    asked = newest if known_seq is None else last_of_campaign(run, campaign_code, known_seq)
    given = (campaign_code, asked[0])
    if asked == newest:
        rows = _now(run, campaign_code, status_date)
    else:
        rows = _then(run, campaign_code, status_date, asked[0])
    told = StoredEvents(rows, lambda numbers: map(event_of, later(numbers)))
    void = tuple(event_of(row) for row in run(_VOIDS, given))
    return Snapshot(campaign_code, status_date, *asked, told, tuple(rulings(run, *given)), void)


def rows_of(run: Run, numbers: Sequence[int]) -> list[Sequence[Any]]:
    """The whole rows of events by their numbers, in any order."""
    found: list[Sequence[Any]] = []
    for at in range(0, len(numbers), CHUNK):
        part = numbers[at : at + CHUNK]
        marks = ", ".join("?" * len(part))
        found += run(f"select {_COLUMNS} from event where seq in ({marks})", tuple(part))
    return found


def _now(run: Run, campaign_code: str, status_date: date) -> list[Sequence[Any]]:
    """With all that is known: the projection answers, but for activities stated on later days."""
    day, last = status_date.isoformat(), head(run)[0]
    whole = _WHOLE[run.is_server]
    later = f"{_PLAIN.format(whole=whole)} and now.effective_date > ?"
    plain = run(later, (day, last, campaign_code, day))
    others = run(_OTHERS_LATER, (campaign_code, day))
    projected = run(_PROJECTED.format(whole=whole), (campaign_code, day))
    return [*projected, *plain, *_folded(others, status_date)]


def _then(run: Run, campaign_code: str, status_date: date, upto: int) -> list[Sequence[Any]]:
    """As known at an event: mostly what is known now, when little came since."""
    if head(run)[0] - upto <= FEW_LATER:
        return _now_but(run, campaign_code, status_date, upto)
    return _found(run, campaign_code, status_date, upto)


def _now_but(run: Run, campaign_code: str, status_date: date, upto: int) -> list[Sequence[Any]]:
    """As known now, but for activities that were spoken of since: their histories are gone through."""
    since = run("select campaign_code, unit_code, activity from event where seq > ?", (upto,))
    spoken_of = {(row[1], row[2]) for row in since if row[0] == campaign_code}
    before = [row for row in _now(run, campaign_code, status_date) if (row[1], row[2]) not in spoken_of]
    told = _rows_of_units(run, campaign_code, {unit_code for unit_code, _ in spoken_of})
    known = (row for row in told if row[SEQ] <= upto and (row[UNIT], row[ACTIVITY]) in spoken_of)
    brief = ([row[place] for place in _PLACES] for row in known)
    return [*before, *_folded(brief, status_date)]


def _found(run: Run, campaign_code: str, status_date: date, upto: int) -> list[Sequence[Any]]:
    """The database finds what stood where nothing was ever taken back; other histories are gone through."""
    plain = run(_PLAIN.format(whole=""), (status_date.isoformat(), upto, campaign_code))
    others = run(_OTHERS, (campaign_code, upto))
    return [*plain, *_folded(others, status_date)]


def _folded(rows: Iterable[Sequence[Any]], status_date: date) -> Iterator[Sequence[Any]]:
    """What stands of histories, given in brief and with what each corrects, in the order of the log."""
    histories: dict[ActivityKey, list[_Seen]] = {}
    for row in rows:
        said = _Said(_KINDS[row[3]], date.fromisoformat(row[4]))
        histories.setdefault((row[1], row[2]), []).append(_Seen(row[0], row[-1], said, row))
    for history in histories.values():
        if found := current(history, status_date):
            yield found.row[:-1]


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
