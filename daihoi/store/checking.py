"""Whether the content of a log is whole: the chain of hashes, versions, imports, and the projection.

One pass over the events, row by row: a million of them pass in seconds, and only what stands of each activity
is kept in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from daihoi.domain.record import Event, current
from daihoi.errors import StoreError
from daihoi.store import baselines, reading
from daihoi.store.canonical import row_hash
from daihoi.store.runs import Run

Key = tuple[str, str, str]
"""Campaign, unit and activity."""

_VERSIONS = """select campaign_code, unit_code, activity, count(*), max(version) from event
    group by campaign_code, unit_code, activity having count(*) <> max(version) or min(version) <> 1
    order by campaign_code, unit_code, activity"""
_WITHDRAWN = """select distinct campaign_code, unit_code, activity from event
    where kind in ('correct', 'void')"""
_BATCHES = """select batch.number, batch.event_count, count(event.seq), min(event.actor), max(event.actor),
    min(event.recorded_at), max(event.recorded_at), min(batch.actor), min(batch.recorded_at) from batch
    left join event on event.batch = batch.number group by batch.number, batch.event_count
    order by batch.number"""
_NO_BATCH = """select distinct event.batch from event left join batch on batch.number = event.batch
    where batch.number is null order by event.batch"""
_PROJECTED = "select campaign_code, unit_code, activity, seq, effective_date from activity_current"


def problems(run: Run) -> Iterator[str]:
    """What is wrong with the content of a log, in Vietnamese; nothing when it is whole.

    A chain proves that no event was changed, taken out or put in. It cannot show that the whole log was
    rewritten or that its end was cut off together with the head: for that, compare the head with the one
    printed in the footer of a kept report.
    """
    standing = Standing({tuple(row) for row in run(_WITHDRAWN)})
    try:
        yield from _of_chain(run, standing)
    except StoreError as error:
        yield str(error)
        return
    yield from _of_versions(run)
    yield from _of_batches(run)
    yield from _of_projection(run, standing)
    yield from baselines.problems(run)


def follow(run: Run) -> Iterator[tuple[str, Sequence[Any]]]:
    """Campaign code and raw row of every event, in order, as long as the chain holds.

    Raises:
        StoreError: the chain breaks; what comes after the break proves nothing.
    """
    seq, digest = 0, ""
    for campaign_code, row in reading.all_events(run):
        if row[reading.SEQ] != seq + 1:
            raise StoreError(f"Thiếu sự kiện giữa số {seq} và số {row[reading.SEQ]}.")
        seq, digest = seq + 1, row_hash(digest, campaign_code, row)
        if row[reading.HASH] != digest:
            raise StoreError(f"Sự kiện số {seq} đã bị thay đổi: mã băm không khớp.")
        yield campaign_code, row


class Standing:
    """What stands of each activity, folded from raw rows as they pass.

    Args:
        withdrawn: activities of which something was corrected or taken back: their whole histories are kept.
    """

    def __init__(self, withdrawn: Collection[Key]) -> None:
        self._histories: dict[Key, list[Event]] = {key: [] for key in withdrawn}
        self._latest: dict[Key, tuple[str, int]] = {}

    def pass_by(self, campaign_code: str, row: Sequence[Any]) -> None:
        """Takes in one more event."""
        key = (campaign_code, row[reading.UNIT], row[reading.ACTIVITY])
        if key in self._histories:
            self._histories[key].append(reading.event_of(row))
        elif row[reading.ACTIVITY]:
            told = (row[reading.EFFECTIVE], row[reading.SEQ])
            before = self._latest.get(key)
            if before is None or told > before:
                self._latest[key] = told

    def rows(self) -> dict[Key, tuple[str, int]]:
        """Activity → effective date (ISO) and number of the event that stands; none where all is void."""
        for key, history in self._histories.items():
            if event := current(history, date.max):
                self._latest[key] = (event.statement.effective_date.isoformat(), event.seq)
        return self._latest


def _of_chain(run: Run, standing: Standing) -> Iterator[str]:
    """Follows the chain, letting every event pass by.

    Raises:
        StoreError: the chain breaks, or a row makes no sense.
    """
    last = (0, "")
    for campaign_code, row in follow(run):
        standing.pass_by(campaign_code, row)
        last = (row[reading.SEQ], row[reading.HASH])
    if reading.head(run) != last:
        yield f"Đầu chuỗi ghi sự kiện số {reading.head(run)[0]}, sổ ghi lại kết thúc ở số {last[0]}."


def _of_versions(run: Run) -> Iterator[str]:
    for _, unit_code, activity, count, last in run(_VERSIONS):
        what = f"việc «{activity}»" if activity else "quyết định"
        yield f"«{unit_code}», {what}: {count} sự kiện mang phiên bản đến {last}, phải từ 1 đến {count}."


def _of_batches(run: Run) -> Iterator[str]:
    for number, expected, count, *stamps, actor, moment in run(_BATCHES):
        if count != expected:
            yield f"Lần nhập số {number} ghi {expected} sự kiện, sổ ghi có {count}."
        if count and stamps != [actor, actor, moment, moment]:
            yield f"Lần nhập số {number} không khớp người ghi hoặc thời điểm của các sự kiện."
    for (number,) in run(_NO_BATCH):
        yield f"Thiếu lần nhập số {number}."


def _of_projection(run: Run, standing: Standing) -> Iterator[str]:
    expected = standing.rows()
    wrong = set()
    for campaign_code, unit_code, activity, seq, effective in run(_PROJECTED):
        key = (campaign_code, unit_code, activity)
        if expected.pop(key, None) != (effective, seq):
            wrong.add(key)
    for campaign_code, unit_code, activity in sorted(wrong | expected.keys()):
        yield f"Bảng hiện trạng không khớp sổ ghi: {campaign_code}, «{unit_code}», việc «{activity}»."
