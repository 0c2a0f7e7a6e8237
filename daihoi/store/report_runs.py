"""Which reports were published from which knowledge: the same knowledge must give the same bytes again."""

from __future__ import annotations

import errno
import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum

from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store.canonical import utc_text
from daihoi.store.database import database, has_log
from daihoi.store.runs import Run

_COLUMNS = "campaign_code, name, status_date, known_seq, head, config_sha256, program, manifest_sha256"
MAX_NAME = 96
"""Characters of a name that the log keeps; a worklist of many units has a longer one."""

_READ_ONLY_STATES = ("25006", "42501")
"""What PostgreSQL says to whoever may only read: read-only transaction, insufficient privilege."""


@dataclass(frozen=True)
class ReportRun:
    """A published edition: what it rests on, and what came of it.

    Attributes:
        campaign_code: folder name of the campaign.
        name: folder name of the edition, e.g. ``bao-cao`` or ``bao-cao@992``; the end of a very long one is
            replaced by its hash.
        status_date: the day that it speaks of.
        known_seq: the campaign's last event that was known; 0 for none.
        head: hash of that event; empty for none.
        config_sha256: fingerprint of the campaign's configuration, and of whatever else the files rest on.
        program: version of the program.
        manifest_sha256: hex SHA-256 of the manifest, which holds the hash of every file.
    """

    campaign_code: str
    name: str
    status_date: date
    known_seq: int
    head: str
    config_sha256: str
    program: str
    manifest_sha256: str

    def __post_init__(self) -> None:
        if len(self.name) > MAX_NAME:
            digest = hashlib.sha256(self.name.encode()).hexdigest()[:16]
            object.__setattr__(self, "name", f"{self.name[: MAX_NAME - 17]}-{digest}")

    @property
    def run_key(self) -> str:
        """Hex SHA-256 of all that the edition rests on: of everything but what came of it."""
        rests_on = [str(getattr(self, field.name)) for field in fields(self)[:-1]]
        text = json.dumps(rests_on, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class RecordedRun:
    """A published edition as the log remembers it.

    Attributes:
        number: from 1 without gaps.
        run: the edition.
        recorded_at: when it was first published, UTC.
    """

    number: int
    run: ReportRun
    recorded_at: datetime


class Noted(Enum):
    """What became of noting a published edition."""

    NEW = "new"
    KNOWN = "known"
    NOT_WRITABLE = "not writable"


def record(place: LogPlace, run: ReportRun, recorded_at: datetime) -> Noted:
    """Notes a published edition, once; publishing it again adds nothing.

    Whoever may only read the log can publish all the same: then nothing is noted, but what was noted before
    is compared. Where there is no log yet there is nothing to note it in, and none is made.

    Args:
        place: the log.
        run: the edition, as it is about to be published.
        recorded_at: this instant, with time zone.

    Raises:
        StoreError: an edition that rests on the very same was published with other contents; or the log
            cannot be used.
        ValueError: ``recorded_at`` has no time zone.
    """
    moment = utc_text(recorded_at)
    if not has_log(place):
        return Noted.NOT_WRITABLE
    found = database(place)
    found.require_log()
    with found.reading() as reading:
        if _is_known(reading, run):
            return Noted.KNOWN
    try:
        return _write(place, run, moment)
    except StoreError as error:
        if _may_only_read(error.__cause__):
            return Noted.NOT_WRITABLE
        raise


def runs(place: LogPlace, campaign_code: str) -> list[RecordedRun]:
    """The published editions of a campaign, oldest first; none where there is no log yet.

    Raises:
        StoreError: the log cannot be used.
    """
    if not has_log(place):
        return []
    sql = f"select number, {_COLUMNS}, recorded_at from report_run where campaign_code = ? order by number"
    found = database(place)
    found.require_log()
    with found.reading() as run:
        return [
            RecordedRun(
                number,
                ReportRun(code, name, date.fromisoformat(day), *rests_on),
                datetime.fromisoformat(moment),
            )
            for number, code, name, day, *rests_on, moment in run(sql, (campaign_code,))
        ]


def _is_known(reading: Run, run: ReportRun) -> bool:
    """Whether the edition was noted before.

    Raises:
        StoreError: it was, with other contents.
    """
    sql = "select manifest_sha256, recorded_at from report_run where run_key = ?"
    found = next(iter(reading(sql, (run.run_key,))), None)
    if found and found[0] != run.manifest_sha256:
        raise StoreError(
            f"Báo cáo «{run.name}» ngày {run.status_date:%d/%m/%Y} của đợt {run.campaign_code} không tái lập "
            f"được: cùng sổ ghi (số {run.known_seq}), cùng cấu hình, cùng bản chương trình {run.program}, "
            f"nhưng lần công bố trước có mã {found[0]}, lần này {run.manifest_sha256}. Bản đã công bố còn "
            "nguyên. Hay gặp khi máy này dùng thư viện hoặc phông chữ khác máy kia: dùng cùng bộ cài đặt "
            "(constraints.txt) rồi chạy lại."
        )
    return found is not None


def _write(place: LogPlace, run: ReportRun, moment: str) -> Noted:
    from sqlalchemy import insert

    from daihoi.store import seals, tables
    from daihoi.store.writing import written

    with written(place) as now:
        if _is_known(now.run, run):  # another was quicker
            return Noted.KNOWN
        number = now.run.number("select coalesce(max(number), 0) + 1 from report_run")
        told = {field.name: getattr(run, field.name) for field in fields(run)}
        row = {"number": number, "run_key": run.run_key, **told, "recorded_at": moment}
        now.connection.execute(insert(tables.report_run).values(row))
        seals.extend(now.run)
    return Noted.NEW


def _may_only_read(cause: BaseException | None) -> bool:
    """Whether an error says that this user, or this place, may only read."""
    is_read_only_file = getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_PERM"))
    is_read_only_server = getattr(cause, "sqlstate", None) in _READ_ONLY_STATES
    is_forbidden = isinstance(cause, OSError) and cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return is_read_only_file or is_read_only_server or is_forbidden
