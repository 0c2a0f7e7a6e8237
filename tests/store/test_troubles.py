"""A log in a place that is read-only, full, held or damaged: told in Vietnamese, and nothing half-written."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.store import anchors, sqlite
from daihoi.store.backups import back_up
from daihoi.store.log import EventLog
from daihoi.store.restoring import restore
from daihoi.store.verifying import verify
from tests.store.plain_user import as_plain_user

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
FEB_20 = date(2020, 2, 20)
Make = Callable[..., PreparedRow]


@pytest.fixture
def path(tmp_path: Path, make_row: Make) -> Path:
    """A log of two events, as it lies when nobody has it open."""
    path = tmp_path / "data" / "log.db"
    add(path, make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    path.with_name("log.db.lock").unlink()
    return path


def add(path: Path, *rows: PreparedRow) -> None:
    with EventLog.open(path) as log:
        log.append("c", rows, "vp", "t.csv", "00", NOON)


def head(path: Path) -> int:
    with EventLog.open_existing(path) as log:
        return log.head()[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Only to be read


@pytest.fixture
def fenced(path: Path) -> Iterator[Path]:
    """The log in a folder in which nothing can be made or changed."""
    with only_to_read(path):
        yield path


@contextmanager
def only_to_read(path: Path) -> Iterator[None]:
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)
    yield
    path.parent.chmod(0o755)


def test_a_log_in_a_read_only_folder_is_read_although_no_side_files_can_be_made(
    fenced: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(fenced)) as raw:
        assert raw.execute("pragma journal_mode").fetchone() == ("wal",)
    before = contents(fenced.parent)
    assert as_plain_user(lambda: head(fenced)) == 2
    assert as_plain_user(lambda: verify(fenced)).is_whole
    assert as_plain_user(lambda: anchors.head(fenced)).anchor == anchors.head(fenced).anchor
    made = as_plain_user(lambda: back_up(fenced, tmp_path / "usb.db", NOON))
    assert verify(made.path).is_whole
    assert contents(fenced.parent) == before


def test_a_backup_on_a_read_only_disk_can_be_restored(path: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    backup = back_up(path, tmp_path / "usb" / "log.db", NOON).path
    shutil.copy(path, backup)  # not even closed up as a backup is
    with only_to_read(backup):
        as_plain_user(lambda: restore(path, backup, NOON))
    assert verify(path).is_whole


def test_what_is_still_in_the_write_ahead_log_is_not_passed_over(
    path: Path, tmp_path: Path, make_row: Make
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with EventLog.open(path) as log:
        log.append("c", [make_row("D", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        for name in ("log.db", "log.db-wal"):  # as a writer leaves them who was killed
            shutil.copy(path.with_name(name), left)
    with only_to_read(left / "log.db"):
        for use in (head, verify, lambda path: back_up(path, tmp_path / "x.db", NOON)):
            with pytest.raises(StoreError, match=r"phần mới nhất còn nằm trong log\.db-wal.*xin quyền ghi"):
                as_plain_user(lambda use=use: use(left / "log.db"))
    assert head(left / "log.db") == 3  # whoever may write merges it by reading
    assert not (tmp_path / "x.db").exists()


def test_a_log_that_changes_while_it_is_read_as_unchanging_is_told(fenced: Path, make_row: Make) -> None:
    def read() -> None:
        with sqlite.SqliteFile(fenced).reading() as run:
            run.number("select count(*) from event")
            fenced.parent.chmod(0o755)
            fenced.chmod(0o644)
            add(fenced, make_row("D", FEB_20, finish=True))

    with pytest.raises(StoreError, match="vừa được ghi thêm trong lúc đang đọc: chạy lại lệnh"):
        as_plain_user(read)


def test_whoever_may_not_write_is_told_so(fenced: Path, make_row: Make) -> None:
    before = contents(fenced.parent)
    for use in (
        lambda: add(fenced, make_row("D", FEB_20, finish=True)),
        lambda: back_up(fenced, None, NOON),
        lambda: restore(fenced, fenced.with_name("none.db"), NOON),
    ):
        with pytest.raises(StoreError, match=r"không có quyền ghi|Không có tệp"):
            as_plain_user(use)
    assert contents(fenced.parent) == before


def test_a_log_that_may_not_even_be_read_is_told(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(StoreError, match=r"không mở được tệp\. Kiểm tra đường dẫn và quyền đọc, ghi"):
        as_plain_user(lambda: head(path))


# Full


@contextmanager
def full(beyond: int) -> Iterator[None]:
    """No file may grow beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (beyond, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 1, 4096, 20_000, 60_000])
def test_a_full_disk_takes_no_half_import(path: Path, make_row: Make, room: int) -> None:
    rows = [make_row(f"U{number}", FEB_20, finish=True) for number in range(3000)]
    with full(room), pytest.raises(StoreError, match=r"Không dùng được sổ ghi .*(hết chỗ|không ghi được)"):
        add(path, *rows)
    found = verify(path)
    assert (found.is_whole, found.rows["event"]) == (True, 2)
    add(path, *rows)
    assert head(path) == 3002


@pytest.mark.parametrize("room", [0, 4096, 60_000])
def test_a_full_disk_takes_no_half_log(tmp_path: Path, make_row: Make, room: int) -> None:
    path = tmp_path / "data" / "log.db"
    with full(room), pytest.raises(StoreError, match=r"hết chỗ|không ghi được"):
        add(path, make_row("A", FEB_20, percent=50))
    add(path, make_row("A", FEB_20, percent=50))
    assert verify(path).is_whole


@pytest.mark.parametrize("room", [0, 4096, 60_000])
def test_a_full_disk_takes_no_half_backup_and_no_half_restore(path: Path, tmp_path: Path, room: int) -> None:
    backup = back_up(path, tmp_path / "b.db", NOON).path
    before = contents(path.parent)
    with full(room), pytest.raises(StoreError, match=r"Không sao lưu được vào .*Giải phóng chỗ"):
        back_up(path, None, NOON)
    with full(room), pytest.raises(StoreError, match=r"Không khôi phục được .*Giải phóng chỗ"):
        restore(path, backup, NOON, force=True)
    (path.parent / "backups" / ".backups.lock").unlink()
    (path.parent / "backups").rmdir()  # nothing in it
    path.with_name("log.db.lock").unlink()
    assert head(path) == 2  # and tidies away what SQLite had begun beside it
    assert contents(path.parent) == before


def test_a_log_on_a_full_disk_can_still_be_read(path: Path) -> None:
    with full(0):
        assert head(path) == 2
        assert verify(path).is_whole


# Held


def test_a_log_that_another_program_holds_is_told_and_left(
    path: Path, tmp_path: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", ("busy_timeout=0",))
    said = "một chương trình khác đang dùng. Đợi rồi chạy lại"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma locking_mode=exclusive")
        other.execute("begin exclusive")
        for use in (
            lambda: head(path),
            lambda: add(path, make_row("D", FEB_20, finish=True)),
            lambda: back_up(path, tmp_path / "x.db", NOON),
        ):
            with pytest.raises(StoreError, match=said):
                use()
    assert not (tmp_path / "x.db").exists()
    assert head(path) == 2


# Damaged


def used(path: Path, tmp_path: Path, row: PreparedRow) -> list[Callable[[], object]]:
    """What people do with a log."""
    return [
        lambda: EventLog.open_existing(path).snapshot("c", FEB_20),
        lambda: EventLog.open_existing(path).batches("c"),
        lambda: add(path, row),
        lambda: back_up(path, tmp_path / "x.db", NOON),
    ]


def test_damage_anywhere_is_told_or_harmless_and_never_spreads(
    path: Path, tmp_path: Path, make_row: Make
) -> None:
    """Whatever is damaged: a sentence, or the right answer; never another error, never a backup of it."""
    whole, random_source = path.read_bytes(), random.Random(4)
    told = 0
    for number in range(60):
        content = bytearray(whole)
        start = random_source.randrange(len(whole) - 600)
        content[start : start + 600] = random_source.randbytes(600)
        for left in (path, *path.parent.glob("log.db-*")):
            left.unlink(missing_ok=True)
        path.write_bytes(content)
        for act in used(path, tmp_path, make_row(f"D{number}", FEB_20, finish=True)):
            try:
                act()
            except StoreError as error:
                told += "sổ ghi" in str(error).lower()
        copy = tmp_path / "x.db"
        assert not copy.exists() or verify(copy).is_whole
        copy.unlink(missing_ok=True)
    assert told > 15


@pytest.mark.parametrize("size", [100, 4096, 4097, 30_000])
def test_a_file_cut_short_is_told(path: Path, tmp_path: Path, make_row: Make, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    before = path.read_bytes()
    for act in used(path, tmp_path, make_row("D", FEB_20, finish=True)):
        with pytest.raises(StoreError, match=r"khôi phục từ bản sao lưu|không nguyên vẹn|hỏng"):
            act()
    assert path.read_bytes() == before
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("content", ["Mã đơn vị,Việc\n" * 400, "PK\x03\x04" * 2000])
def test_another_kind_of_file_is_told_and_left(
    path: Path, tmp_path: Path, make_row: Make, content: str
) -> None:
    path.write_text(content, encoding="utf-8")
    for act in used(path, tmp_path, make_row("D", FEB_20, finish=True)):
        with pytest.raises(StoreError, match="không phải sổ ghi"):
            act()
    assert path.read_text("utf-8") == content


def test_a_folder_of_that_name_is_told(tmp_path: Path, make_row: Make) -> None:
    path = tmp_path / "log.db"
    path.mkdir()
    with pytest.raises(StoreError, match="Chưa có sổ ghi"):
        head(path)
    with pytest.raises(StoreError, match="không mở được tệp"):
        add(path, make_row("D", FEB_20, finish=True))
