"""Pictures of a campaign: what stood by a day, with what was known up to an event of the log.

A million events lie in a log of a province, so the database finds what stands: one row of each activity.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from daihoi.domain.record import Snapshot
from daihoi.errors import StoreError
from daihoi.store.reading import EVENTS, event_of, head, last_of_campaign, rulings
from daihoi.store.runs import Run
from daihoi.store.stored_events import BRIEF, OPTIONAL, Columns, StoredEvents

FEW_LATER = 20_000
"""So many events since make a picture of the past little else than the one of today."""

# In the words of a partial index, without which a million events would be looked at.
_WITHDRAWING = "kind in ('correct', 'void')"
_BY_WITHDRAWN = " indexed by event_withdrawn"
"""Said to SQLite, which of two indexes that begin alike would go by the one that was created first: all
events of the campaign. A server counts, and is not told."""

_FEW = EVENTS.replace("from event", f"from event{_BY_WITHDRAWN}")
_VOIDS = f"{_FEW} and {_WITHDRAWING} and kind = 'void' and seq <= ? order by seq"
_OF_ACTIVITY = "substr({0}.activity, 1, 1) <> '@'"


def _same(event: str) -> str:
    """That an event is one of the activity looked at."""
    keys = ("campaign_code", "unit_code", "activity")
    return " and ".join(f"{event}.{key} = now.{key}" for key in keys)


_LATEST = "order by told.effective_date desc, told.seq desc limit 1"
_TOLD = f"""select told.seq from event as told
    where {_same("told")} and told.effective_date <= :day and told.seq <= :known"""
_UNDONE = f"""select 1 from event as undone where {_same("undone")} and undone.{_WITHDRAWING}
    and undone.kind = 'void' and undone.corrects = other.seq and undone.seq <= :known"""
_AGAINST = f"""select 1 from event as other where {_same("other")} and other.{_WITHDRAWING}
    and other.seq <= :known and (other.kind = 'void' and other.corrects = told.seq or other.kind = 'correct'
    and other.seq > told.seq and (other.corrects = told.seq or other.effective_date < told.effective_date)
    and not exists ({_UNDONE}))"""
"""What takes back what was told; ``daihoi.domain.record.standing_events`` says the same of objects."""

_WEIGHED = f"({_TOLD} and told.kind <> 'void' and not exists ({_AGAINST}) {_LATEST})"
"""Number of the event of an activity that stands by a day, with what is known up to an event."""

_WITHDRAWN = f"""(select distinct now.campaign_code, now.unit_code, now.activity
    from event as now{_BY_WITHDRAWN} where now.campaign_code = :campaign and now.{_WITHDRAWING})"""
_STANDS = f"""case when now.seq in (select own.seq from {_WITHDRAWN} as now
    join activity_current as own on {_same("own")}) then {_WEIGHED} else ({_TOLD} {_LATEST}) end"""
"""The same of activities in the projection: most of them need no weighing."""

_NOW = f"case when now.effective_date <= :day then now.seq else {_STANDS} end"
"""The same with all that is known: the projection answers, but for activities told of on later days."""

_LATELY = f"""case when now.effective_date <= :day and now.unit_code not in (select unit_code from event
    where seq > :known) then now.seq else {_STANDS} end"""
"""The same when little came since: the projection answers for units that were not spoken of since."""

_BRIEF = ", ".join(f"event.{name}" for name in BRIEF)
_ROWS = f"""select {_BRIEF} from {{whose}} as now{{whole}} join event on event.seq = {{which}}
    where now.campaign_code = :campaign and {_OF_ACTIVITY.format("now")}"""
_NOTHING_LEFT = f"""(select * from {_WITHDRAWN} as now
    where not exists (select 1 from activity_current as other where {_same("other")}))"""
"""Activities of which everything was taken back by now: the projection knows nothing of them."""

# A column comes as one text: rows by the hundred thousand would take twice as long as finding them.
_PACK = {False: "group_concat", True: "string_agg"}
_BETWEEN = "\n"

_WHOLE = {False: " not indexed", True: ""}
"""Said of a table that is gone through whole: SQLite would go by an index, and from there to each row."""

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
    given = {"campaign": campaign_code, "day": status_date.isoformat(), "known": asked[0]}
    with _without_collection():
        columns = _now(run, given) if asked == newest else _then(run, given, last)
        told = StoredEvents(columns, lambda numbers: map(event_of, later(numbers)))
    void = tuple(event_of(row) for row in run(_said_to(run, _VOIDS), (campaign_code, asked[0])))
    ruled = tuple(rulings(run, campaign_code, asked[0]))
    return Snapshot(campaign_code, status_date, *asked, told, ruled, void)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Texts by the million refer to nothing; looking for cycles in them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _now(run: Run, given: dict[str, Any]) -> Columns:
    """With all that is known."""
    return _found(run, given, "activity_current", _NOW)


def _then(run: Run, given: dict[str, Any], last: int) -> Columns:
    """As known at an event before the last."""
    which = _LATELY if last - given["known"] <= FEW_LATER else _STANDS
    left = _found(run, given, "activity_current", which)
    gone = _found(run, given, _NOTHING_LEFT, _WEIGHED)
    return [one + other for one, other in zip(left, gone, strict=True)]


def _found(run: Run, given: dict[str, Any], whose: str, which: str) -> Columns:
    """The columns of the events that ``which`` tells of activities."""
    whole = "" if whose == _NOTHING_LEFT else _WHOLE[run.is_server]
    rows = _ROWS.format(whose=whose, whole=whole, which=which)
    sql = _said_to(run, f"select {', '.join(_packed(name, run) for name in BRIEF)} from ({rows}) as found")
    names = re.findall(r":(\w+)", sql)
    (columns,) = run(re.sub(r":\w+", "?", sql), [given[name] for name in names])
    return [[] if column is None else column.split(_BETWEEN) for column in columns]


def _said_to(run: Run, sql: str) -> str:
    return sql.replace(_BY_WITHDRAWN, "") if run.is_server else sql


def _packed(name: str, run: Run) -> str:
    """All values of a column as one text."""
    value = f"cast({name} as text)" if run.is_server else name
    stated = f"coalesce({value}, '')" if name in OPTIONAL else value
    return f"{_PACK[run.is_server]}({stated}, '{_BETWEEN}')"
