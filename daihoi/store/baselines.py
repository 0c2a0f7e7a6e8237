"""Baselines in the log's database: frozen once under a name, never changed, never deleted.

Reading goes through the driver alone; SQLAlchemy is loaded only when one is frozen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from daihoi.domain.baselines import Baseline, Origin, PlannedDates
from daihoi.domain.personal_data import personal_number
from daihoi.errors import StoreError, UnknownCodeError
from daihoi.intake.texts import match_key
from daihoi.log_place import LogPlace
from daihoi.store.canonical import utc_text
from daihoi.store.database import database
from daihoi.store.packing import Packed, pack, unpack
from daihoi.store.runs import Run

FORM = 1
VIETNAM = timezone(timedelta(hours=7))
"""Vietnam has had one time zone and no daylight saving since 1975."""

_COLUMNS = """number, campaign_code, name, status_date, known_seq, fingerprint, reason, actor, recorded_at,
    activity_count, dates_sha256, content_sha256"""
_SELECT = f"select {_COLUMNS} from baseline"
_OF_CAMPAIGN = f"{_SELECT} where campaign_code = ? order by number"


@dataclass(frozen=True)
class BaselineRecord:
    """A frozen schedule as the log remembers it, without its dates.

    Attributes:
        number: from 1 without gaps, over all campaigns.
        name: as it was given; capitals make no other name.
        origin: what it was frozen from.
        reason: why it was frozen.
        actor: who froze it (an account or an office, not a person's name).
        recorded_at: when, UTC.
        activity_count: activities in it.
        dates_sha256: hex SHA-256 of its dates; equal for equal schedules.
        content_sha256: hex SHA-256 of everything above.
    """

    number: int
    name: str
    origin: Origin
    reason: str
    actor: str
    recorded_at: datetime
    activity_count: int
    dates_sha256: str
    content_sha256: str

    @property
    def local_time(self) -> datetime:
        """When it was frozen, as clocks in Vietnam show it."""
        return self.recorded_at.astimezone(VIETNAM)


class BaselineExistsError(StoreError):
    """A baseline of this name is there already.

    Attributes:
        record: what is there.
        is_same: whether it holds the very dates that were to be frozen.
    """

    def __init__(self, record: BaselineRecord, *, is_same: bool) -> None:
        self.record, self.is_same = record, is_same
        remedy = "Nội dung giống hệt, không cần chốt lại." if is_same else "Hãy đặt tên khác."
        super().__init__(
            f"Đã có bản chốt «{record.name}», chốt lúc {record.local_time:%H:%M} ngày "
            f"{record.local_time:%d/%m/%Y}. Bản chốt không sửa, không xóa được. {remedy}"
        )


def freeze(
    place: LogPlace, baseline: Baseline, reason: str, actor: str, recorded_at: datetime
) -> BaselineRecord:
    """Stores a baseline in the log at a place, which is created when it is not there.

    Args:
        place: the log.
        baseline: what is frozen.
        reason: why, in Vietnamese.
        actor: who freezes it (an account or an office, not a person's name).
        recorded_at: this instant, with time zone.

    Raises:
        BaselineExistsError: the campaign has one of that name.
        StoreError: no name or reason is given, or the file cannot be written.
        ValueError: ``recorded_at`` has no time zone.
    """
    from sqlalchemy import insert

    from daihoi.store import seals, tables
    from daihoi.store.writing import written

    if not baseline.name or not reason or not actor:
        raise StoreError("Chưa chốt gì: cần tên bản chốt, lý do và người chốt.")
    if kind := personal_number(f"{baseline.name}\n{reason}"):
        raise StoreError(
            f"Chưa chốt gì: tên hoặc lý do có {kind}. Sổ ghi không giữ dữ liệu cá nhân: bỏ số ấy."
        )
    packed, code = pack(baseline.dates), baseline.origin.campaign_code
    with written(place) as now:
        _refuse_existing([_record(row) for row in now.run(_OF_CAMPAIGN, (code,))], baseline, packed)
        number = now.run.number("select coalesce(max(number), 0) + 1 from baseline")
        row = _row(number, baseline, packed, reason, actor, utc_text(recorded_at))
        now.connection.execute(insert(tables.baseline).values(row))
        seals.extend(now.run)
        return _record(next(iter(now.run(f"{_SELECT} where number = ?", (number,)))))


def records(place: LogPlace, campaign_code: str) -> list[BaselineRecord]:
    """The baselines of a campaign, oldest first; none where there is no log yet.

    Raises:
        StoreError: the file is no log, or one of them was changed.
    """
    with _opened(place) as run:
        return [_record(row) for row in run(_OF_CAMPAIGN, (campaign_code,))] if run else []


def load(place: LogPlace, campaign_code: str, name: str) -> tuple[BaselineRecord, PlannedDates]:
    """A baseline by its name, whatever its capitals.

    Raises:
        UnknownCodeError: the campaign has none of that name; the message offers the nearest.
        StoreError: the file is no log, or the baseline was changed.
    """
    known = {match_key(record.name): record for record in records(place, campaign_code)}
    record = known.get(match_key(name))
    if record is None:
        raise UnknownCodeError("bản chốt", name, [other.name for other in known.values()])
    with database(place).reading() as run:
        (content,) = next(iter(run("select dates from baseline where number = ?", (record.number,))))
    try:
        return record, unpack(Packed(content, record.dates_sha256))
    except StoreError as error:
        raise StoreError(f"Bản chốt «{record.name}» đã hỏng: {error}. Khôi phục từ bản sao lưu.") from error


def problems(run: Run) -> Iterator[str]:
    """What is wrong with the baselines of a log, in Vietnamese sentences; nothing when they are whole."""
    rows = run(f"select {_COLUMNS}, dates from baseline order by number", ())
    for expected, (*row, content) in enumerate(rows, 1):
        if row[0] != expected:
            yield f"Thiếu bản chốt số {expected}."
            return
        try:
            record = _record(row)
        except StoreError as error:
            yield str(error)
            continue
        try:
            unpack(Packed(content, record.dates_sha256))
        except StoreError as error:
            yield f"Bản chốt số {record.number} đã hỏng: {error}."


@contextmanager
def _opened(place: LogPlace) -> Iterator[Run | None]:
    """The database to read; None where there is none."""
    found = database(place)
    if not found.is_there() or found.version() is None:
        yield None
        return
    found.refuse_foreign()
    with found.reading() as run:
        yield run


def _refuse_existing(known: Iterable[BaselineRecord], baseline: Baseline, packed: Packed) -> None:
    key = match_key(baseline.name)
    for record in known:
        if match_key(record.name) == key:
            raise BaselineExistsError(record, is_same=record.dates_sha256 == packed.sha256)


def _row(
    number: int, baseline: Baseline, packed: Packed, reason: str, actor: str, moment: str
) -> dict[str, Any]:
    origin = baseline.origin
    row = {
        "number": number,
        "campaign_code": origin.campaign_code,
        "name": baseline.name,
        "status_date": origin.status_date,
        "known_seq": origin.known_seq,
        "fingerprint": origin.fingerprint,
        "reason": reason,
        "actor": actor,
        "recorded_at": moment,
        "activity_count": len(baseline.dates),
        "dates_sha256": packed.sha256,
    }
    stored = {"name_key": match_key(baseline.name), "dates": packed.content}
    return {**row, **stored, "content_sha256": _content_hash(row.values())}


def _content_hash(values: Iterable[object]) -> str:
    """Hex SHA-256 of what a baseline says about itself, in the order of ``_COLUMNS``."""
    written = json.dumps([FORM, *values], ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(written.encode()).hexdigest()


def _record(row: Sequence[Any]) -> BaselineRecord:
    """The record in a row.

    Raises:
        StoreError: somebody changed the row.
    """
    *said, digest = row
    number, code, name, day, known_seq, fingerprint, reason, actor, moment, count, dates = said
    if _content_hash(said) != digest:
        raise StoreError(f"Bản chốt số {number} đã bị thay đổi: mã băm không khớp. Khôi phục từ bản sao lưu.")
    origin = Origin(code, date.fromisoformat(day) if day else None, known_seq, fingerprint)
    at = datetime.fromisoformat(moment)
    return BaselineRecord(number, name, origin, reason, actor, at, count, dates, digest)
