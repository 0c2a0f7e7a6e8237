"""The whole examination of a log: the file, every table, every hash, and what was looked at, with counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from daihoi.errors import DaihoiError, StoreError
from daihoi.intake.texts import match_key
from daihoi.log_place import LogPlace
from daihoi.store import anchors, checking, evidence, guards, reading, seals, stored_forms
from daihoi.store.anchors import Head
from daihoi.store.database import SCHEMA_VERSION, Database, database
from daihoi.store.runs import Run

RESTORE = (
    "Giữ nguyên tệp này làm chứng, khôi phục từ bản sao lưu gần nhất còn nguyên vẹn "
    "(daihoi db restore TỆP), rồi nhập lại các báo cáo đến sau bản đó."
)
ASK = "Hỏi người quản trị ai đã mở tệp sổ ghi bằng công cụ khác. " + RESTORE
EVIDENCE = "Chép lại tệp ấy từ bản sao lưu thư mục data/evidence; sổ ghi không bị ảnh hưởng."
_TABLES = ("event", "batch", "activity_current", "baseline")
_LINKS = (
    ("event", "seq", "corrects", "event", "seq"),
    ("event", "seq", "batch", "batch", "number"),
    ("activity_current", "unit_code", "seq", "event", "seq"),
    ("role_grant", "number", "login", "account", "login"),
    ("access_token", "number", "login", "account", "login"),
)
"""Table, its key, the column that names a row of another table, that table, its key."""


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


def verify(place: LogPlace, evidence_folder: Path | None = None) -> Verification:
    """Examines the log at a place from the file to the last hash, inside one read transaction.

    A log without fault can still be one that was wholly rewritten or cut at its end: that shows only
    against an anchor (see ``anchors``).

    Args:
        place: where the log is.
        evidence_folder: where the files lie that its events cite; None: they are not looked at.

    Raises:
        StoreError: there is no log, it cannot be opened, or another program or version made it.
    """
    found = database(place)
    try:
        _require(found)
        with found.reading() as run:
            examined = examine(found, run)
            lost = _evidence_findings(run, evidence_folder) if examined.is_whole and evidence_folder else ()
            return replace(examined, findings=[*examined.findings, *lost])
    except StoreError as error:
        if is_damage(found, error):
            return _damaged(found, f"Tệp sổ ghi hỏng, không đọc được: {error.__cause__}.")
        raise


def is_damage(found: Database, error: StoreError) -> bool:
    """Whether a refusal came from a broken file, not from a missing right, a lock or a full disk."""
    return error.__cause__ is not None and found.is_broken(error.__cause__)


def _require(found: Database) -> None:
    """Raises StoreError unless a log of this version lies there."""
    if not found.is_there():
        raise StoreError(
            f"Chưa có sổ ghi ở {found.label}. Nhập báo cáo của các đơn vị trước: daihoi import ĐỢT TỆP"
        )
    if found.version() is None:
        raise StoreError(f"{found.label} trống, chưa có sổ ghi nào trong đó.")
    found.refuse_foreign()


def examine(found: Database, run: Run) -> Verification:
    """Examines a log inside a transaction that the caller holds; see ``verify``.

    Args:
        found: the database that the log lies in.
        run: the transaction, in which it may have just been written.
    """
    findings: list[Finding] = []
    try:
        findings += _frame_findings(run)
        misshapen = list(stored_forms.problems(run))
        findings += [Finding(text, ASK) for text in misshapen]
        sealed = seals.Seals(0, 0, ())
        if not misshapen:  # otherwise nothing that reads these values can be relied upon
            sealed = seals.examine(run)
            findings += _content_findings(found, run, sealed)
        return _verification(found, run, sealed, findings)
    except Exception as error:
        if not isinstance(error, ValueError | TypeError | DaihoiError) and not found.is_broken(error):
            raise
        return _damaged(found, f"Nội dung sổ ghi không đọc được: {error}.", findings)


def _evidence_findings(run: Run, folder: Path) -> Iterator[Finding]:
    """Files that events cite and that are gone or were changed; the log itself is not touched by it."""
    for text in evidence.problems(folder, reading.cited_evidence(run)):
        yield Finding(text, EVIDENCE)


def _frame_findings(run: Run) -> Iterator[Finding]:
    """Links between tables, the guards, and the rows of which there is one."""
    for text in (*_dangling(run), *_guard_problems(run), *_single_rows(run)):
        yield Finding(text, ASK)


def _dangling(run: Run) -> Iterator[str]:
    """Rows that name a row which is not there."""
    for table, key, column, parent, its_key in _LINKS:
        sql = f"""select child.{key} from {table} as child left join {parent} as parent
            on parent.{its_key} = child.{column}
            where child.{column} is not null and parent.{its_key} is null limit 5"""
        for (row,) in run(sql):
            yield f"Bảng «{table}», dòng {row}: trỏ đến dòng không có trong bảng «{parent}»."


def _content_findings(found: Database, run: Run, sealed: seals.Seals) -> Iterator[Finding]:
    """Pages and constraints, the chain, versions, imports, the projection, baselines and seals."""
    damage = list(found.damage(run))
    for text in damage or checking.problems(run):
        yield Finding(text, RESTORE)
    for text in (*_projected_versions(run), *_batch_gaps(run)):
        yield Finding(text, RESTORE)
    for text in (*_name_keys(run), *sealed.problems):
        yield Finding(text, ASK)


def _guard_problems(run: Run) -> Iterator[str]:
    """The triggers by which the database refuses changes; one too many could change what is written."""
    expected = {name for table in guards.SAME for name in guards.names(table)}
    found = run.triggers()
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
    stamp = f"{SCHEMA_VERSION:04}"
    if [row[0] for row in run("select version_num from alembic_version")] != [stamp]:
        yield f"Dấu của các lần nâng cấp (bảng «alembic_version») không phải là {stamp}."


def _projected_versions(run: Run) -> Iterator[str]:
    sql = """select now.unit_code, now.activity, now.version, max(event.version)
        from activity_current as now join event on event.campaign_code = now.campaign_code
        and event.unit_code = now.unit_code and event.activity = now.activity
        group by now.campaign_code, now.unit_code, now.activity, now.version
        having now.version <> max(event.version)"""
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
    for number, name, key in run("select number, name, name_key from baseline", ()):
        if match_key(name) != key:
            yield f"Bản chốt số {number}: khóa tìm tên không khớp tên «{name}»."


def _verification(
    found: Database, run: Run, sealed: seals.Seals, findings: Sequence[Finding]
) -> Verification:
    rows = {name: run.number(f"select count(*) from {name}") for name in _TABLES}
    campaigns = run.number("select count(distinct campaign_code) from event")
    head = anchors.head_of(run)
    return Verification(found.size_bytes(), rows, campaigns, sealed.count, sealed.unsealed, head, findings)


def _damaged(found: Database, what: str, before: Sequence[Finding] = ()) -> Verification:
    """What can be said of a file in which not even the rows can be counted, after what was found before."""
    findings = [*before, Finding(what, RESTORE)]
    return Verification(found.size_bytes(), {}, 0, 0, 0, Head(None, None), findings)
