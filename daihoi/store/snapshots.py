"""Pictures of a campaign: what stood by a day, with what was known up to an event of the log.

A million events lie in a log of a province, so the database finds what stands; only of activities of which
something was corrected or taken back are whole histories gone through.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from daihoi.domain.record import ActivityKey, EventKind, Snapshot, current
from daihoi.errors import StoreError
from daihoi.store.reading import (
    ACTIVITY,
    EFFECTIVE,
    EVENTS,
    SEQ,
    UNIT,
    event_of,
    head,
    last_of_campaign,
    rows_of_units,
    rulings,
)
from daihoi.store.runs import Run
from daihoi.store.stored_events import BRIEF, StoredEvents

FEW_LATER = 20_000
"""So many events since make a picture of the past little else than the one of today."""

# In the words of a partial index, without which a million events would be looked at.
_VOIDS = f"{EVENTS} and kind in ('correct', 'void') and kind = 'void' and seq <= ? order by seq"
_BRIEF = ", ".join(f"event.{name}" for name in BRIEF)
_ACTIVITY = "substr({}.activity, 1, 1) <> '@'"
_PROJECTED = f"""select {_BRIEF} from activity_current as now{{whole}} join event on event.seq = now.seq
    where now.campaign_code = ? and now.effective_date <= ? and {_ACTIVITY.format("now")}"""
_PLACES = (SEQ, UNIT, ACTIVITY, 9, EFFECTIVE, 11, 12, 13, 16, 5)
"""Places of the columns of ``BRIEF``, and of what is corrected."""

_SEQ = attrgetter("seq")
_KINDS = {kind.value: kind for kind in EventKind}

_TAKEN_BACK = """select 1 from event as other where other.campaign_code = now.campaign_code
    and other.unit_code = now.unit_code and other.activity = now.activity
    and other.kind in ('correct', 'void')"""
_STANDS = """(select told.seq from event as told where told.campaign_code = now.campaign_code
    and told.unit_code = now.unit_code and told.activity = now.activity
    and told.effective_date <= ? and told.seq <= ?
    order by told.effective_date desc, told.seq desc limit 1)"""
_PLAIN = f"""select {_BRIEF} from activity_current as now{{whole}} join event on event.seq = {_STANDS}
    where now.campaign_code = ? and {_ACTIVITY.format("now")} and not exists ({_TAKEN_BACK})"""
"""What stands by a day and a number of activities of which nothing was ever corrected or taken back."""

_OTHERS = f"""select {_BRIEF}, event.corrects from (select distinct campaign_code, unit_code, activity
    from event where campaign_code = ? and kind in ('correct', 'void')
    and {_ACTIVITY.format("event")}) as other
    join event on event.campaign_code = other.campaign_code and event.unit_code = other.unit_code
    and event.activity = other.activity where event.seq <= ?"""
"""The histories of all other activities."""

_OTHERS_LATER = f"""select {_BRIEF}, event.corrects from (select distinct campaign_code, unit_code, activity
    from event where campaign_code = ? and kind in ('correct', 'void')
    and {_ACTIVITY.format("event")}) as other
    join activity_current as now on now.campaign_code = other.campaign_code
    and now.unit_code = other.unit_code and now.activity = other.activity and now.effective_date > ?
    join event on event.campaign_code = other.campaign_code and event.unit_code = other.unit_code
    and event.activity = other.activity"""
"""The histories of those that were spoken of on later days."""

_WHOLE = {False: " not indexed", True: ""}
"""Said of a table that is gone through whole: SQLite would go by an index, and from there to each row."""


_day = cache(date.fromisoformat)


class _Seen:
    """As much of an event as tells whether it stands; it is its own statement, to be made but once."""

    __slots__ = ("corrects", "effective_date", "kind", "row", "seq", "statement")

    def __init__(self, row: Sequence[Any]) -> None:
        self.row, self.seq, self.corrects = row, row[0], row[-1]
        self.kind, self.effective_date, self.statement = _KINDS[row[3]], _day(row[4]), self


Later = Callable[[Sequence[int]], list[Sequence[Any]]]
"""Gets the whole rows of events by their numbers, after the transaction in which they were found."""


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
    with _without_collection():
        if asked == newest:
            rows = _now(run, campaign_code, status_date)
        else:
            rows = _then(run, campaign_code, status_date, asked[0])
    told = StoredEvents(rows, lambda numbers: map(event_of, later(numbers)))
    void = tuple(event_of(row) for row in run(_VOIDS, given))
    return Snapshot(campaign_code, status_date, *asked, told, tuple(rulings(run, *given)), void)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Rows by the hundred thousand refer to nothing; looking for cycles in them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    spoken_of = {(row[1], row[2]) for row in since if row[0] == campaign_code and row[2][:1] != "@"}
    before = [row for row in _now(run, campaign_code, status_date) if (row[1], row[2]) not in spoken_of]
    told = rows_of_units(run, campaign_code, {unit_code for unit_code, _ in spoken_of})
    known = (row for row in told if row[SEQ] <= upto and (row[UNIT], row[ACTIVITY]) in spoken_of)
    brief = ([row[place] for place in _PLACES] for row in known)
    return [*before, *_folded(brief, status_date)]


def _found(run: Run, campaign_code: str, status_date: date, upto: int) -> list[Sequence[Any]]:
    """The database finds what stood where nothing was ever taken back; other histories are gone through."""
    plain = run(_PLAIN.format(whole=""), (status_date.isoformat(), upto, campaign_code))
    others = run(_OTHERS, (campaign_code, upto))
    return [*plain, *_folded(others, status_date)]


def _folded(rows: Iterable[Sequence[Any]], status_date: date) -> Iterator[Sequence[Any]]:
    """What stands of histories, given in brief and with what each corrects, in any order."""
    histories: dict[ActivityKey, list[_Seen]] = {}
    for row in rows:
        histories.setdefault((row[1], row[2]), []).append(_Seen(row))
    for history in histories.values():
        history.sort(key=_SEQ)
        if found := current(history, status_date):
            yield found.row[:-1]
