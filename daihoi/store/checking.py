"""Whether the log is whole: the file, the chain of hashes, and the projection against the events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from daihoi.domain.record import Event, fold
from daihoi.errors import StoreError
from daihoi.store import baselines, reading
from daihoi.store.canonical import event_hash, utc_text
from daihoi.store.reading import Batch, Run

EventsOf = dict[str, list[Event]]


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the log, in Vietnamese; empty when it is whole.

    A chain proves that no event was changed, taken out or put in. It cannot show that the whole log was
    rewritten or that its end was cut off together with the head: for that, compare the head with the one
    printed in the footer of a kept report.
    """
    try:
        damage = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        return [f"Tệp sổ ghi hỏng: {text}" for text in damage] or list(_of_content(connection.execute))
    except sqlite3.DatabaseError as error:
        return [f"Tệp sổ ghi hỏng, không đọc được: {error}"]


def _of_content(run: Run) -> Iterator[str]:
    events: EventsOf = {}
    try:
        yield from _of_chain(run, events)
    except StoreError as error:
        yield str(error)
        return
    yield from _of_versions(events)
    yield from _of_batches(reading.all_batches(run), events)
    yield from _of_projection(run, events)
    yield from baselines.problems(run)


def _of_chain(run: Run, events: EventsOf) -> Iterator[str]:
    """Follows the chain, filling ``events``.

    Raises:
        StoreError: the chain breaks; what comes after the break proves nothing.
    """
    seq, digest = 0, ""
    for campaign_code, row in reading.all_events(run):
        event = reading.event_of(row)
        if event.seq != seq + 1:
            raise StoreError(f"Thiếu sự kiện giữa số {seq} và số {event.seq}.")
        if event.hash != event_hash(digest, campaign_code, event):
            raise StoreError(f"Sự kiện số {event.seq} đã bị thay đổi: mã băm không khớp.")
        seq, digest = event.seq, event.hash
        events.setdefault(campaign_code, []).append(event)
    if reading.head(run) != (seq, digest):
        yield f"Đầu chuỗi ghi sự kiện số {reading.head(run)[0]}, sổ ghi lại kết thúc ở số {seq}."


def _of_versions(events: EventsOf) -> Iterator[str]:
    for told in events.values():
        counts: dict[tuple[str, str], int] = {}
        for event in told:
            key = event.statement.key
            counts[key] = counts.get(key, 0) + 1
            if event.version != counts[key]:
                yield f"Sự kiện số {event.seq} mang phiên bản {event.version}, phải là {counts[key]}."


def _of_batches(batches: Iterable[Batch], events: EventsOf) -> Iterator[str]:
    brought: dict[int, list[Event]] = {}
    for event in (event for told in events.values() for event in told):
        brought.setdefault(event.batch, []).append(event)
    for batch in batches:
        own = brought.pop(batch.number, [])
        if len(own) != batch.new_events:
            yield f"Lần nhập số {batch.number} ghi {batch.new_events} sự kiện, sổ ghi có {len(own)}."
        stamps = {(event.actor, utc_text(event.recorded_at)) for event in own}
        if stamps - {(batch.actor, utc_text(batch.recorded_at))}:
            yield f"Lần nhập số {batch.number} không khớp người ghi hoặc thời điểm của các sự kiện."
    for number in brought:
        yield f"Thiếu lần nhập số {number}."


def _of_projection(run: Run, events: EventsOf) -> Iterator[str]:
    expected = {
        (campaign_code, *key, event.seq, event.statement.effective_date.isoformat())
        for campaign_code, told in events.items()
        for key, event in fold(told, date.max).items()
    }
    found = {(*row[:4], row[5]) for row in reading.projection(run)}
    for campaign_code, unit_code, activity in sorted({row[:3] for row in expected ^ found}):
        yield f"Bảng hiện trạng không khớp sổ ghi: {campaign_code}, «{unit_code}», việc «{activity}»."
