"""The whole examination of a log: the file, every table, every hash, and what was looked at, with counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import DaihoiError, StoreError
from daihoi.intake.texts import match_key
from daihoi.store import anchors, checking, seals, stored_forms
from daihoi.store.anchors import Head
from daihoi.store.connection import SCHEMA_VERSION, connect, refuse_foreign, told
from daihoi.store.reading import Run

RESTORE = (
    "Giữ nguyên tệp này làm chứng, khôi phục từ bản sao lưu gần nhất còn nguyên vẹn "
    "(daihoi db restore TỆP), rồi nhập lại các báo cáo đến sau bản đó."
)
ASK = "Hỏi người quản trị ai đã mở tệp sổ ghi bằng công cụ khác. " + RESTORE
_TABLES = ("event", "batch", "activity_current", "baseline")
_ACCESS = ("account", "role_grant", "access_token", "access_end")
_GUARDED = ("event", "batch", "baseline", *_ACCESS, seals.TABLE)
_GUARDS = ("no_update", "no_delete", "next")
_CIRCUMSTANCES = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "IOERR", "CANTOPEN", "FULL", "READONLY", "PERM", "NOMEM")
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a log: what, and what to do, as Vietnamese sentences."""

    what: str
    remedy: str


@dataclass(frozen=True)
class Verification:
    """What was looked at, and what was found.

    Attributes:
        size_bytes: size of the database, without side files.
        rows: table → its rows.
        campaigns: campaigns that have events.
        seals: seals over imports and baselines.
        unsealed: imports and baselines without one.
        head: the last event.
        findings: what is wrong; empty when the log is whole.
    """

    size_bytes: int
    rows: dict[str, int]
    campaigns: int
    seals: int
    unsealed: int
    head: Head
    findings: Sequence[Finding]

    @property
    def is_whole(self) -> bool:
        """Nothing is wrong."""
        return not self.findings


def verify(path: Path) -> Verification:
    """Examines the log at ``path`` from the file to the last hash, inside one read transaction.

    A log without fault can still be one that was wholly rewritten or cut at its end: that shows only
    against an anchor (see ``anchors``).

    Raises:
        StoreError: there is no log, it cannot be opened, or another program or a newer version made it.
    """
    try:
        _require(path)
        with told(path), closing(connect(path, "ro")) as connection:
            connection.execute("begin")
            return _examined(path, connection)
    except StoreError as error:
        if is_damage(error):
            return _damaged(path, f"Tệp sổ ghi hỏng, không đọc được: {error.__cause__}.")
        raise


def is_damage(error: StoreError) -> bool:
    """Whether a refusal came from a broken file, not from a missing right, a lock or a full disk."""
    return isinstance(error.__cause__, sqlite3.DatabaseError) and is_broken(error.__cause__)


def is_broken(error: Exception) -> bool:
    """False for what passes or can be put right without touching the log: a lock, a right, the disk."""
    return not getattr(error, "sqlite_errorname", "").startswith(_CIRCUMSTANCES)


def _require(path: Path) -> None:
    """Raises StoreError unless a log of a known version lies at ``path``."""
    if not path.is_file():
        raise StoreError(f"Chưa có sổ ghi ở {path}. Nhập báo cáo của các đơn vị trước: daihoi import ĐỢT TỆP")
    refuse_foreign(path)
    with told(path), closing(connect(path, "ro")) as connection:
        if not connection.execute("select 1 from sqlite_master").fetchone():
            raise StoreError(f"{path} trống, chưa có sổ ghi nào trong đó.")


def _examined(path: Path, connection: sqlite3.Connection) -> Verification:
    findings: list[Finding] = []
    try:
        findings += _frame_findings(connection)
        misshapen = list(stored_forms.problems(connection.execute, _names(connection.execute, "table")))
        findings += [Finding(text, ASK) for text in misshapen]
        sealed = seals.Seals(0, 0, ())
        if not misshapen:  # otherwise nothing that reads these values can be relied upon
            sealed = seals.examine(connection.execute)
            findings += _content_findings(connection, sealed)
        return _verification(path, connection.execute, sealed, findings)
    except (sqlite3.DatabaseError, ValueError, TypeError, DaihoiError) as error:
        if not is_broken(error):
            raise
        return _damaged(path, f"Nội dung sổ ghi không đọc được: {error}.", findings)


def _frame_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Links between tables, the guards, and the rows of which there is one."""
    for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
        yield Finding(f"Bảng «{table}», dòng {row}: trỏ đến dòng không có trong bảng «{parent}».", ASK)
    tables = _names(connection.execute, "table")
    for text in (*_guard_problems(connection.execute, tables), *_single_rows(connection.execute)):
        yield Finding(text, ASK)


def _content_findings(connection: sqlite3.Connection, sealed: seals.Seals) -> Iterator[Finding]:
    """Pages and constraints, the chain, versions, imports, the projection, baselines and seals."""
    for text in checking.problems(connection):
        yield Finding(text, RESTORE)
    for text in (*_projected_versions(connection.execute), *_batch_gaps(connection.execute)):
        yield Finding(text, RESTORE)
    for text in (*_name_keys(connection.execute), *sealed.problems):
        yield Finding(text, ASK)


def _guard_problems(run: Run, tables: set[str]) -> Iterator[str]:
    """The triggers by which the database refuses changes; one too many could change what is written."""
    expected = {f"{table}_{guard}" for table in _GUARDED if table in tables for guard in _GUARDS}
    found = _names(run, "trigger")
    for name in sorted(expected - found):
        yield f"Mất chốt bảo vệ «{name}»: ai đó đã gỡ để sửa sổ ghi."
    for name in sorted(found - expected):
        yield f"Có chốt lạ «{name}» trong sổ ghi, không do chương trình đặt."


def _single_rows(run: Run) -> Iterator[str]:
    if [tuple(row) for row in run("select id from chain_head", ())] != [(1,)]:
        yield "Đầu chuỗi phải là đúng một dòng: bị xóa, bị đổi số hoặc bị thêm."
    told = {row[0]: row[1] for row in run("select name, value from meta", ())}
    if told.pop("schema_version", "trống") != str(SCHEMA_VERSION):
        yield f"Phiên bản sổ ghi không phải là {SCHEMA_VERSION}."
    for name in sorted(told):
        yield f"Bảng thông tin có dòng lạ «{name}»."


def _projected_versions(run: Run) -> Iterator[str]:
    sql = """select now.unit_code, now.activity, now.version, max(event.version)
        from activity_current as now join event on event.campaign_code = now.campaign_code
        and event.unit_code = now.unit_code and event.activity = now.activity
        group by now.campaign_code, now.unit_code, now.activity having now.version <> max(event.version)"""
    for unit_code, activity, found, expected in run(sql, ()):
        yield (
            f"Bảng hiện trạng: «{unit_code}», việc «{activity}» mang phiên bản {found}, phải là {expected}."
        )


def _batch_gaps(run: Run) -> Iterator[str]:
    """An import that brought no events leaves no other trace than its number."""
    for expected, (number,) in enumerate(run("select number from batch order by number", ()), 1):
        if number != expected:
            yield f"Thiếu lần nhập số {expected}."
            return


def _name_keys(run: Run) -> Iterator[str]:
    if "baseline" not in _names(run, "table"):
        return
    for number, name, key in run("select number, name, name_key from baseline", ()):
        if match_key(name) != key:
            yield f"Bản chốt số {number}: khóa tìm tên không khớp tên «{name}»."


def _verification(path: Path, run: Run, sealed: seals.Seals, findings: Sequence[Finding]) -> Verification:
    tables = _names(run, "table")
    rows = {name: _count(run, f"select count(*) from {name}") for name in _TABLES if name in tables}
    campaigns = _count(run, "select count(distinct campaign_code) from event")
    size = path.stat().st_size
    return Verification(size, rows, campaigns, sealed.count, sealed.unsealed, anchors.head_of(run), findings)


def _damaged(path: Path, what: str, before: Sequence[Finding] = ()) -> Verification:
    """What can be said of a file in which not even the rows can be counted, after what was found before."""
    findings = [*before, Finding(what, RESTORE)]
    return Verification(path.stat().st_size, {}, 0, 0, 0, Head(None, None), findings)


def _names(run: Run, kind: str) -> set[str]:
    return {row[0] for row in run("select name from sqlite_master where type = ?", (kind,))}


def _count(run: Run, sql: str) -> int:
    return int(next(iter(run(sql, ())))[0])
