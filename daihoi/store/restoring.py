"""Putting a backup in the place of the log, in one step; the log that was there is kept.

What is put in place is a copy of the backup that was brought to this version and examined. How the exchange
itself goes: ``restoring_file``, ``restoring_server``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store import anchors, copying, restoring_file
from daihoi.store.backups import FOLDER, anchor_path
from daihoi.store.baselines import VIETNAM
from daihoi.store.database import SCHEMA_VERSION, database
from daihoi.store.log_differences import Difference, difference
from daihoi.store.sqlite import opened_to_read
from daihoi.store.verifying import Verification, verify

_TABLES = {"meta", "event", "batch", "chain_head", "activity_current"}
MAX_NAMED = 8


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        source: the backup.
        verification: what was found in it; nothing wrong.
        difference: what the log that was there had and the backup has not, and the other way round.
        kept: where the log that was there lies now, a file or a schema on the server; None when there was
            none.
        upgraded_from: version of the backup when it was an older one; None otherwise.
    """

    source: Path
    verification: Verification
    difference: Difference
    kept: Path | str | None
    upgraded_from: int | None = None


class LossError(StoreError):
    """Restoring would lose what was recorded since the backup.

    Attributes:
        difference: what would be lost.
    """

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(
            f"Chưa khôi phục: {_loss(difference)} Vẫn muốn khôi phục thì thêm --force: sổ hiện tại được giữ "
            "cạnh sổ mới, rồi nhập lại những gì đến sau bản sao lưu."
        )


def restore(place: LogPlace, source: Path, moment: datetime, *, force: bool = False) -> Restored:
    """Puts a backup in the place of the log; nobody writes meanwhile.

    Args:
        place: the log; there need not be one.
        source: the backup; it stays as it is.
        moment: this instant, with time zone; names the log that is kept.
        force: restores even when something leaves the log by it that the backup lacks.

    Raises:
        LossError: something would be lost and ``force`` is not given.
        StoreError: the backup is none, or not whole, or its anchor names another; the log is open in another
            program; something cannot be written. The log is as it was.
    """
    _refuse_unfit(place, source)
    with copying.told(f"Không khôi phục được {place} từ {source}"), _held(place) as (fresh, exchange):
        before, verification = _taken(source, fresh)
        told = difference(place, fresh)
        if told.is_loss and not force:
            raise LossError(told)
        kept = exchange(moment)
    return Restored(source, verification, told, kept, before if before < SCHEMA_VERSION else None)


def _held(
    place: LogPlace,
) -> AbstractContextManager[tuple[Path, Callable[[datetime], Path | str | None]]]:
    if isinstance(place, Path):
        return restoring_file.held(place)
    from daihoi.store import restoring_server  # SQLAlchemy, which a file does not need

    return restoring_server.held(place)


def _refuse_unfit(place: LogPlace, source: Path) -> None:
    """Raises StoreError for a source that is no log this program can read."""
    if not source.is_file():
        where = f" Các bản sao lưu mặc định nằm ở {place.parent / FOLDER}." if isinstance(place, Path) else ""
        raise StoreError(f"Không có tệp {source}.{where}")
    if isinstance(place, Path) and place.exists() and source.samefile(place):
        raise StoreError(f"{source} chính là sổ ghi đang dùng: chọn một bản sao lưu.")
    with copying.told(f"Không khôi phục được từ {source}"), opened_to_read(source) as connection:
        names = {row[0] for row in connection.execute("select name from sqlite_master")}
    if not names >= _TABLES:
        raise StoreError(f"{source} không phải bản sao lưu sổ ghi: chọn tệp do daihoi db backup tạo ra.")
    database(source).version()


def _taken(source: Path, fresh: Path) -> tuple[int, Verification]:
    """Copies the backup, brings the copy to this version and examines it: it is what will be put in place.

    Returns:
        The version of the backup, and what was found in the copy.

    Raises:
        StoreError: the copy is not whole, or not the one that the text beside the backup speaks of.
    """
    copying.copy_file(source, fresh)
    version = database(fresh).version() or 0
    if version < SCHEMA_VERSION:
        from daihoi.store.upgrading import upgrade_copy  # SQLAlchemy, which a backup of today does not need

        upgrade_copy(fresh)
    found = verify(fresh)
    if not found.is_whole:
        lines = "\n".join(f"  {finding.what}" for finding in found.findings)
        raise StoreError(f"Không khôi phục: bản sao lưu {source} không nguyên vẹn.\n{lines}\nChọn bản khác.")
    _refuse_other(source, fresh)
    return version, found


def _refuse_other(source: Path, fresh: Path) -> None:
    beside = anchor_path(source)
    if not beside.is_file():
        return
    try:
        anchor = anchors.from_file(beside)
    except StoreError:
        return  # a text that holds no anchor says nothing against the backup
    with database(fresh).reading() as run:
        problem = anchors.difference(run, anchor)
    if problem:
        raise StoreError(
            f"Không khôi phục: {source} không khớp mốc trong {beside.name} (số {anchor}). {problem} "
            "Chọn bản khác."
        )


def _loss(told: Difference) -> str:
    """What would be lost, as Vietnamese sentences."""
    if not told.is_readable:
        return "sổ ghi hiện tại hỏng, không đếm được có gì mà bản sao lưu không có."
    parts = []
    if told.lost_events and told.lost_from and told.lost_since:
        at = told.lost_since.astimezone(VIETNAM)
        parts.append(
            f"sổ ghi hiện tại có {told.lost_events} sự kiện mà bản sao lưu không có, từ số {told.lost_from}, "
            f"ghi lúc {at:%H:%M} ngày {at:%d/%m/%Y}."
        )
    if told.lost_baselines:
        names = ", ".join(f"«{name}»" for name in told.lost_baselines)
        parts.append(f"bản sao lưu không có {len(told.lost_baselines)} bản chốt: {names}.")
    if told.lost_access:
        parts.append(f"về tài khoản: {'; '.join(named(told.lost_access))}.")
    if told.lost_report_runs:
        parts.append(f"bản sao lưu không có ghi chép về {told.lost_report_runs} bản báo cáo đã công bố.")
    return " ".join(part if not n else part[0].upper() + part[1:] for n, part in enumerate(parts))


def named(clauses: tuple[str, ...]) -> list[str]:
    """The first of many, and how many more there are."""
    rest = len(clauses) - MAX_NAMED
    return [*clauses[:MAX_NAMED], f"và {rest} điều nữa"] if rest > 0 else list(clauses)
