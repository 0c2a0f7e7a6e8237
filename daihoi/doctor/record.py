"""The log: there, of this version, guarded, and ending where its own chain of hashes ends.

The whole examination is ``daihoi db verify``; here is what shows in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.doctor.findings import Finding, broken, fine
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment, unreachable
from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.store import guards
from daihoi.store.database import SCHEMA_VERSION, database, has_log
from daihoi.store.runs import Run
from reports.tokens import number

TOPIC = "Sổ ghi"
_LOOK = "Chạy daihoi db verify; sổ không nguyên vẹn thì khôi phục: daihoi db restore TỆP (data/backups)."
_NOTHING_WORKS = "Không lệnh nào đọc hay ghi được số liệu."


def log(here: Installation) -> Iterator[Finding]:
    """The log at its place."""
    try:
        yield from _log(here)
    except StoreError as error:
        yield broken(TOPIC, str(error), _NOTHING_WORKS, _LOOK)


def _log(here: Installation) -> Iterator[Finding]:
    place = here.workspace.log_place
    if isinstance(place, ServerAddress) and unreachable(place.url):
        return  # told by the check of the server
    if not has_log(place):
        yield _none(here)
        return
    version = database(place).version()
    if version is None:
        yield _none(here)
    elif version < SCHEMA_VERSION:
        yield broken(
            TOPIC,
            f"phiên bản {version}, chương trình này cần {SCHEMA_VERSION}",
            "Các lệnh từ chối sổ của bản cũ.",
            "Chạy daihoi db upgrade (tự sao lưu trước).",
        )
    else:
        with database(place).reading() as run:
            yield from _contents(run)


def _none(here: Installation) -> Finding:
    """No log: in order on a new machine, alarming where there are traces of one."""
    traces = [
        path.name for path in (here.data / "backups", here.out) if path.is_dir() and any(path.iterdir())
    ]
    if here.workspace.database_url or not traces:
        return fine(TOPIC, f"chưa có ({here.workspace.log_place}): sẽ được lập khi nhập báo cáo lần đầu")
    return broken(
        TOPIC,
        f"không thấy {here.workspace.log_place}, mà thư mục {' và '.join(traces)} đã có tệp",
        "Sổ ghi bị xóa, hoặc --data / DAIHOI_DATA trỏ sai chỗ; nhập tiếp sẽ mở một sổ mới, trống.",
        "Kiểm tra thư mục dữ liệu; mất thật thì: daihoi db restore TỆP (bản mới nhất trong data/backups).",
    )


def _contents(run: Run) -> Iterator[Finding]:
    (count, last), head = _ends(run)
    if head != last:
        yield broken(
            TOPIC,
            f"đầu chuỗi ghi số {head[0]}, sự kiện cuối mang số {last[0]}, hoặc mã băm của hai nơi khác nhau",
            "Sổ đã bị sửa hoặc bị cắt bằng công cụ khác.",
            _LOOK,
        )
        return
    expected = {name for table in guards.SAME for name in guards.names(table)}
    missing = sorted(expected - run.triggers())
    if missing:
        yield broken(
            TOPIC,
            f"mất {len(missing)} chốt bảo vệ ({', '.join(missing[:3])})",
            "Ai đó đã gỡ chốt để sửa sổ; từ nay sửa, xóa không còn bị chặn.",
            _LOOK,
        )
        return
    (recorded_at,) = next(iter(run("select max(recorded_at) from event")))
    since = f", sự kiện cuối ghi lúc {when(moment(recorded_at))}" if recorded_at else ""
    yield fine(TOPIC, f"phiên bản {SCHEMA_VERSION}, {number(count)} sự kiện{since}")


def _ends(run: Run) -> tuple[tuple[int, tuple[int, str]], tuple[int, str]]:
    """How many events, number and hash of the last one, and what the head of the chain says."""
    count = run.number("select count(*) from event")
    rows = list(run("select seq, hash from event order by seq desc limit 1"))
    heads = list(run("select seq, hash from chain_head"))
    last = (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")
    head = (int(heads[0][0]), str(heads[0][1])) if heads else (-1, "")
    return (count, last), head
