"""Backups: there, recent, readable, and of this log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from daihoi.doctor import limits
from daihoi.doctor.backup_files import BackupFile, backups_of
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment, readable_log
from daihoi.errors import StoreError, system_reason
from daihoi.store import anchors, backups
from daihoi.store.runs import Run

TOPIC = "Sao lưu"
_MAKE = (
    "Chạy daihoi db backup --keep 30; hằng đêm thì bật dịch vụ: daihoi serve. "
    "Chép thêm ra ổ rời: daihoi db backup /media/usb"
)
_SQLITE = b"SQLite format 3\0"


def copies(here: Installation) -> Iterator[Finding]:
    """The newest backup in the data folder; every backup was verified when it was made."""
    try:
        found = backups_of(here)
    except OSError as error:
        yield broken(
            TOPIC,
            f"không đọc được data/backups: {system_reason(error)}",
            "Không biết còn bản sao lưu nào không.",
            "Sửa quyền của thư mục data/backups.",
        )
        return
    with readable_log(here) as run:
        if run is None:
            return
        if not found:
            yield from _none(here, run)
            return
        troubles = [*_age(here, found[-1]), *_unusable(found[-1].path), *_strange(run, found[-1].path)]
    yield from troubles
    if not troubles:
        yield fine(
            TOPIC,
            f"{len(found)} bản; mới nhất {found[-1].path.name}, đã kiểm tra toàn bộ khi sao lưu, khớp sổ ghi",
        )


def _none(here: Installation, run: Run) -> Iterator[Finding]:
    (first,) = next(iter(run("select min(recorded_at) from event")))
    age = here.now - moment(first) if first else timedelta(0)
    why = "Hỏng ổ đĩa là mất hết số liệu đã nhập."
    if age > limits.BACKUP_AGE_ERROR:
        yield broken(TOPIC, f"chưa có bản nào, sổ đã dùng {age.days} ngày", why, _MAKE)
    elif first:
        yield warning(TOPIC, "chưa có bản nào", why, _MAKE)


def _age(here: Installation, newest: BackupFile) -> Iterator[Finding]:
    age = here.now - newest.moment
    what = f"bản mới nhất làm lúc {when(newest.moment)}, {age.days} ngày trước"
    why = "Hỏng ổ đĩa là mất mọi báo cáo nhập sau bản ấy."
    if age > limits.BACKUP_AGE_ERROR:
        yield broken(TOPIC, what, why, _MAKE)
    elif age > limits.BACKUP_AGE_WARNING:
        yield warning(TOPIC, what, why, _MAKE)


def _unusable(path: Path) -> Iterator[Finding]:
    try:
        with path.open("rb") as file:
            is_whole = file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        is_whole = False
    if not is_whole:
        yield broken(
            TOPIC,
            f"{path.name} không đọc được như một bản sao lưu",
            "Lúc cần thì không khôi phục được từ bản ấy.",
            "Cất tệp ấy đi chỗ khác, sao lưu lại: daihoi db backup; xem ổ đĩa có lỗi không: dmesg, smartctl.",
        )


def _strange(run: Run, path: Path) -> Iterator[Finding]:
    """A backup whose last event the log does not hold: the log is an older one, or another one."""
    try:
        kept = anchors.from_file(backups.anchor_path(path))
    except StoreError:
        return
    rows = list(run("select hash from event where seq = ?", (kept.seq,)))
    if not rows or not str(rows[0][0]).startswith(kept.hash):
        yield broken(
            TOPIC,
            f"bản {path.name} kết thúc ở sự kiện số {kept.seq}, mà sổ ghi không có sự kiện ấy",
            "Sổ ghi đang dùng là bản cũ hơn, bị cắt, hoặc là sổ khác: số liệu đã nhập bị thiếu.",
            f"Đối chiếu: daihoi db anchor --check {kept.seq}:{kept.hash[: anchors.SHOWN_DIGITS]}; "
            f"thiếu thật thì daihoi db restore {path}",
        )
