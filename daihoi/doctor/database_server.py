"""The PostgreSQL server that holds the log, where ``DAIHOI_DATABASE_URL`` names one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from daihoi.doctor import limits
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation
from daihoi.doctor.log_access import CONNECT_SECONDS, unreachable
from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.workspace import DATABASE_URL
from reports.tokens import number

TOPIC = "PostgreSQL"
_SETTINGS = """select current_setting('server_version_num')::int, current_setting('server_encoding'),
    pg_is_in_recovery(), current_setting('fsync'), current_setting('TimeZone')"""
_PER_VERSION = 10_000


def server(here: Installation) -> Iterator[Finding]:
    """Reachable, of a version that is known, in UTF-8, writable, and keeping what it acknowledges."""
    try:
        place = here.workspace.log_place
    except StoreError as error:
        yield broken(TOPIC, str(error), "Mọi lệnh dừng ngay từ đầu.", f"Sửa hoặc bỏ biến {DATABASE_URL}.")
        return
    if not isinstance(place, ServerAddress):
        return
    said = unreachable(place.url)
    if said:
        yield broken(
            TOPIC,
            f"không nối được {place}: {said}",
            "Sổ ghi nằm trên máy chủ ấy: không lệnh nào đọc, ghi được số liệu.",
            "Kiểm tra máy chủ có chạy không (systemctl status postgresql), mạng, và "
            f"máy, cổng, tên, mật khẩu trong {DATABASE_URL}.",
        )
        return
    yield from _told(place)


def _told(place: ServerAddress) -> Iterator[Finding]:
    import psycopg

    with psycopg.connect(place.url, connect_timeout=CONNECT_SECONDS) as connection:
        began = time.perf_counter()
        row = connection.execute(_SETTINGS).fetchone()
        trip = timedelta(seconds=time.perf_counter() - began)
    assert row is not None
    version, encoding, is_copy, fsync, zone = row
    troubles = [*_version(int(version)), *_manners(str(encoding), bool(is_copy), str(fsync)), *_slow(trip)]
    yield from troubles
    if not troubles:
        milliseconds = number(trip / timedelta(milliseconds=1), 1)
        yield fine(
            TOPIC,
            f"{place}: bản {_shown(int(version))}, {encoding}, giờ {zone}, trả lời trong {milliseconds} ms",
        )


def _version(version: int) -> Iterator[Finding]:
    if version < limits.LEAST_POSTGRESQL * _PER_VERSION:
        yield warning(
            TOPIC,
            f"máy chủ bản {_shown(version)}",
            f"Bản dưới {limits.LEAST_POSTGRESQL} không còn được vá lỗi; chương trình được thử với "
            f"bản {limits.TRIED_POSTGRESQL}.",
            "Nâng cấp máy chủ (pg_upgradecluster trên Debian) sau khi daihoi db backup.",
        )


def _manners(encoding: str, is_copy: bool, fsync: str) -> Iterator[Finding]:
    if encoding != "UTF8":
        yield broken(
            TOPIC,
            f"cơ sở dữ liệu mã hóa {encoding}, không phải UTF8",
            "Chữ Việt không ghi được, hoặc ghi sai.",
            "Lập cơ sở dữ liệu khác: createdb -E UTF8 -T template0 daihoi; rồi daihoi db restore TỆP.",
        )
    if is_copy:
        yield broken(
            TOPIC,
            "máy chủ này là bản sao chỉ đọc",
            "Không nhập được báo cáo nào.",
            f"Sửa {DATABASE_URL} trỏ đến máy chủ chính.",
        )
    if fsync != "on":
        yield broken(
            TOPIC,
            "máy chủ đặt fsync = off",
            "Mất điện là mất hoặc hỏng số liệu đã báo là đã ghi.",
            "Trên máy chủ: ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();",
        )


def _slow(trip: timedelta) -> Iterator[Finding]:
    if trip > limits.SLOW_SERVER:
        yield warning(
            TOPIC,
            f"một câu hỏi mất {number(trip / timedelta(milliseconds=1))} ms",
            "Nhập và tính sẽ chậm: mỗi lần hỏi máy chủ vài trăm câu.",
            "Đặt chương trình gần máy chủ (cùng mạng nội bộ), hoặc xem máy chủ có quá tải không.",
        )


def _shown(version: int) -> str:
    return f"{version // _PER_VERSION}.{version % _PER_VERSION}"
