"""The machine's clock, against everything that carries a moment at which it was written.

A flat battery or a power cut sets a clock back by days or years; then today's report is a report of the past,
tokens are «not yet» valid, and schedules do not fire.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from daihoi.doctor import limits
from daihoi.doctor.backup_files import newest_backup
from daihoi.doctor.findings import Finding, broken, fine
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment, readable_log

ZONE, CLOCK = "Múi giờ", "Đồng hồ"
ZONE_NAME = "Asia/Ho_Chi_Minh"
OFFSET = timedelta(hours=7)
"""Decision 134/2002/QĐ-TTg: the seventh time zone."""

_SET_BACK = (
    "Đồng hồ bị lùi (hay gặp sau khi mất điện, hết pin máy): báo cáo «hôm nay» lấy sai ngày, lịch chạy "
    "không nổ, thẻ truy cập bị từ chối."
)
_SET_CLOCK = (
    "Đặt lại giờ: sudo timedatectl set-ntp true; không có mạng: "
    "sudo timedatectl set-time 'NĂM-THÁNG-NGÀY GIỜ:PHÚT'. Lặp lại thì thay pin của bo mạch chủ."
)

_WRITTEN = {"event": "sự kiện cuối được ghi vào sổ", "report_run": "báo cáo gần nhất được công bố"}


@dataclass(frozen=True)
class Trace:
    """A moment that lies in the past for certain, and what it was left by."""

    moment: datetime
    what: str


def zone(_: Installation) -> Iterator[Finding]:
    """The data of Vietnam's time zone, without which no status date can be told."""
    try:
        offset = datetime(2026, 1, 1, tzinfo=zoneinfo.ZoneInfo(ZONE_NAME)).utcoffset()
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        offset = None
    if offset == OFFSET:
        yield fine(ZONE, f"{ZONE_NAME}, UTC+7")
        return
    yield broken(
        ZONE,
        f"không có dữ liệu múi giờ {ZONE_NAME}" if offset is None else f"{ZONE_NAME} lệch UTC {offset}",
        "Không biết hôm nay ở Việt Nam là ngày nào; lịch chạy sai giờ.",
        "Cài lại: pip install --force-reinstall --no-deps tzdata (hoặc apt install tzdata).",
    )


def clock(here: Installation) -> Iterator[Finding]:
    """Whether the clock stands before anything that was written already."""
    traces = list(_traces(here))
    later = [trace for trace in traces if trace.moment - here.now > limits.CLOCK_TOLERANCE]
    if later:
        last = max(later, key=lambda trace: trace.moment)
        what = f"máy chỉ {when(here.now)}, mà {last.what} lúc {when(last.moment)}"
        yield broken(CLOCK, what, _SET_BACK, _SET_CLOCK)
        return
    yield fine(
        CLOCK, f"{when(here.now)} giờ Việt Nam; không dấu vết nào muộn hơn ({len(traces)} dấu vết đã so)"
    )


def _traces(here: Installation) -> Iterator[Trace]:
    """What was written, by whom the clock can be judged; what cannot be read is left to other checks."""
    with suppress(OSError):
        yield Trace(_changed(here.package / "__init__.py"), "chương trình được cài")
    yield from _traces_of_log(here)
    with suppress(OSError):
        backup = newest_backup(here)
        if backup is not None:
            yield Trace(backup.moment, f"bản sao lưu {backup.path.name} được làm")
    with suppress(OSError):
        editions = [path for path in here.out.glob("*/.editions/*") if path.is_dir()]
        if editions:
            yield Trace(max(map(_changed, editions)), "bản công bố mới nhất được ghi")


def _traces_of_log(here: Installation) -> Iterator[Trace]:
    with readable_log(here) as run:
        if run is None:
            return
        for table, what in _WRITTEN.items():
            (last,) = next(iter(run(f"select max(recorded_at) from {table}")))
            if last:
                yield Trace(moment(last), what)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
