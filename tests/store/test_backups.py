"""Backups and restores: whole, refused, or not there at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.store import connection
from daihoi.store.anchors import from_file
from daihoi.store.backups import back_up
from daihoi.store.log import EventLog
from daihoi.store.restoring import LossError, restore
from daihoi.store.verifying import verify

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam."""
FEB_20 = date(2020, 2, 20)
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
Make = Callable[..., PreparedRow]


@pytest.fixture
def path(log: EventLog, record: Callable[..., Any], make_row: Make) -> Path:
    """A log of three events in two imports."""
    record(make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    record(make_row("C", FEB_20, finish=True), at=NOON + timedelta(hours=1))
    log.close()
    return log.path


def add(path: Path, row: PreparedRow, at: datetime = NOON + timedelta(hours=2)) -> None:
    with EventLog.open(path) as log:
        log.append("c", [row], "vp", "t.csv", "00", at)


def head(path: Path) -> int:
    with EventLog.open_existing(path) as log:
        return log.head()[0]


def dump(path: Path) -> list[str]:
    """Everything in a database, as statements."""
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def names(folder: Path) -> set[str]:
    """Everything in a folder but the locks."""
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


# Backups


def test_a_backup_is_named_after_vietnamese_time_and_has_its_anchor_beside_it(path: Path) -> None:
    made = back_up(path, None, NOON)
    assert made.path == path.parent / "backups" / "daihoi-20200302-120000.db"
    with closing(sqlite3.connect(path)) as log:
        digest = log.execute("select hash from event where seq = 3").fetchone()[0]
    text = made.anchor_path.read_text("utf-8")
    assert text.startswith(f"Sổ ghi đến số 3 · {digest}\n")
    assert "13:00:00 ngày 02/03/2020" in text
    assert "3 sự kiện, 2 lần nhập" in text
    assert names(made.path.parent) == {"daihoi-20200302-120000.db", "daihoi-20200302-120000.db.txt"}


def test_the_copy_holds_what_the_log_holds_in_one_file(path: Path) -> None:
    made = back_up(path, None, NOON)
    assert dump(made.path) == dump(path)
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("pragma journal_mode").fetchone() == ("delete",)


def test_what_only_the_write_ahead_log_holds_is_backed_up_too(path: Path, make_row: Make) -> None:
    with EventLog.open(path) as log:
        log.append("c", [make_row("D", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        assert path.with_name("log.db-wal").stat().st_size > 0
        made = back_up(path, None, NOON)
    assert made.verification.rows["event"] == 4


def test_two_backups_in_one_second_are_two_files_and_the_newest_stay(path: Path) -> None:
    for second in (0, 0, 1):
        back_up(path, None, NOON + timedelta(seconds=second))
    kept = back_up(path, None, NOON + timedelta(seconds=2), keep=2)
    assert [removed.name for removed in kept.removed] == [
        "daihoi-20200302-120000.db",
        "daihoi-20200302-120000-2.db",
    ]
    stems = {"daihoi-20200302-120001.db", "daihoi-20200302-120002.db"}
    assert names(kept.path.parent) == stems | {f"{stem}.txt" for stem in stems}


def test_only_files_that_this_program_named_are_given_up(path: Path) -> None:
    first = back_up(path, None, NOON)
    mine = first.path.with_name("daihoi-truoc-hop.db")
    shutil.copy(first.path, mine)
    back_up(path, None, NOON + timedelta(days=1), keep=1)
    assert mine.is_file()
    assert not first.path.exists()


def test_a_backup_goes_where_it_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    assert back_up(path, tmp_path / "usb", NOON).path == tmp_path / "usb" / "daihoi-20200302-120000.db"
    assert back_up(path, tmp_path / "hop.db", NOON).path == tmp_path / "hop.db"
    assert verify(tmp_path / "hop.db").is_whole


@pytest.mark.parametrize(
    ("target", "said"), [("log.db", "không ghi đè lên bản sao lưu cũ"), ("none/x.db", "Không có thư mục")]
)
def test_a_backup_overwrites_nothing_and_makes_no_folders(path: Path, target: str, said: str) -> None:
    before = names(path.parent), path.read_bytes()
    with pytest.raises(StoreError, match=said):
        back_up(path, path.parent / target, NOON)
    assert (names(path.parent), path.read_bytes()) == before


def test_a_log_that_is_not_whole_is_not_backed_up(path: Path) -> None:
    kept = back_up(path, None, NOON)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("update activity_current set seq = 1 where unit_code = 'B'")
    with pytest.raises(StoreError, match=r"Không sao lưu: .*không nguyên vẹn(.|\n)*«B», việc «congress»"):
        back_up(path, None, NOON + timedelta(days=1), keep=1)
    assert names(kept.path.parent) == {kept.path.name, kept.anchor_path.name}


def test_there_is_nothing_to_back_up_before_the_first_import(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Chưa có sổ ghi"):
        back_up(tmp_path / "daihoi.db", None, NOON)
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_another_program_holds_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PRAGMAS", ("query_only=on", "busy_timeout=0"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma locking_mode=exclusive")
        other.execute("begin exclusive")
        with pytest.raises(StoreError, match="Một chương trình khác đang ghi: đợi rồi chạy lại"):
            back_up(path, None, NOON)
    assert not (path.parent / "backups").exists()


def test_copies_made_while_two_write_are_whole(path: Path, make_row: Make) -> None:
    def write(name: str) -> None:
        with EventLog.open(path) as log:
            for number in range(12):
                rows = [make_row(f"{name}{number}.{i}", FEB_20, finish=True) for i in range(40)]
                log.append("c", rows, "vp", "t.csv", "00", NOON)

    writers = [threading.Thread(target=write, args=(name,)) for name in "XY"]
    for writer in writers:
        writer.start()
    seen = []
    while any(writer.is_alive() for writer in writers) or len(seen) < 3:
        seen.append(back_up(path, None, NOON + timedelta(seconds=len(seen))))
    for writer in writers:
        writer.join()
    assert head(path) == 3 + 2 * 12 * 40
    counts = [backup.verification.rows["event"] for backup in seen]
    assert counts == sorted(counts)
    assert all((count - 3) % 40 == 0 for count in counts)  # whole imports only
    assert all(verify(backup.path).is_whole for backup in seen[:5])


# Restores


def test_all_that_was_recorded_comes_back(path: Path) -> None:
    before = dump(path)
    backup = back_up(path, None, NOON).path
    path.unlink()
    done = restore(path, backup, NOON)
    assert dump(path) == before
    assert (done.kept, done.difference.lost_events) == (None, 0)
    assert names(path.parent) == {"log.db", "backups"}


def test_a_restored_log_takes_reports_again(path: Path, make_row: Make) -> None:
    backup = back_up(path, None, NOON).path
    restore(path, backup, NOON)
    add(path, make_row("D", FEB_20, finish=True))
    assert head(path) == 4
    assert verify(path).is_whole
    assert verify(backup).head.anchor == from_file(backup)


def test_what_came_after_the_backup_is_not_lost_unasked(path: Path, make_row: Make) -> None:
    backup = back_up(path, None, NOON).path
    add(path, make_row("D", FEB_20, finish=True))
    add(path, make_row("E", FEB_20, finish=True), NOON + timedelta(days=1))
    before = path.read_bytes()
    said = r"có 2 sự kiện mà bản sao lưu không có, từ số 4, ghi lúc 14:00 ngày 02/03/2020.*--force"
    with pytest.raises(LossError, match=said):
        restore(path, backup, NOON)
    assert path.read_bytes() == before
    assert names(path.parent) == {"log.db", "backups"}


def test_forced_the_log_that_was_there_is_kept_beside(path: Path, make_row: Make) -> None:
    backup = back_up(path, None, NOON).path
    path.chmod(0o640)
    with EventLog.open(path) as log:  # in the write-ahead log only, and the writer is gone without closing
        log.append("c", [make_row("D", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        crashed = path.parent / "crashed"
        crashed.mkdir()
        for name in ("log.db", "log.db-wal", "log.db-shm"):
            shutil.copy(path.with_name(name), crashed)
    log_file = crashed / "log.db"
    done = restore(log_file, backup, NOON, force=True)
    assert done.kept == crashed / "log.db.truoc-khoi-phuc-20200302-120000"
    assert head(done.kept) == 4
    assert verify(done.kept).is_whole
    assert head(log_file) == 3
    assert log_file.stat().st_mode & 0o777 == 0o640
    assert names(crashed) == {"log.db", done.kept.name}


def test_a_different_history_is_a_loss_although_it_is_no_longer(path: Path, make_row: Make) -> None:
    backup = back_up(path, None, NOON).path
    other = path.with_name("other.db")
    with EventLog.open(other) as log:
        log.append("c", [make_row("A", FEB_20, percent=50)], "vp", "t.csv", "00", NOON)
    with pytest.raises(LossError, match=r"có 1 sự kiện .* từ số 1"):
        restore(other, backup, NOON)
    done = restore(other, backup, NOON, force=True)
    assert (done.difference.lost_events, done.difference.gained_events) == (1, 3)


def test_a_log_that_was_changed_behind_our_back_is_mended_without_force(path: Path) -> None:
    backup = back_up(path, None, NOON).path
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("drop trigger event_no_update")
        raw.execute("update event set percent = 60 where seq = 1")
    assert not verify(path).is_whole
    restore(path, backup, NOON)
    assert verify(path).is_whole


def test_a_log_too_broken_to_count_is_replaced_only_when_forced(path: Path) -> None:
    backup = back_up(path, None, NOON).path
    path.write_bytes(b"\xff" * 9000)
    path.with_name("log.db-wal").write_bytes(b"left behind")
    with pytest.raises(LossError, match="sổ ghi hiện tại hỏng, không đếm được"):
        restore(path, backup, NOON)
    done = restore(path, backup, NOON, force=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\xff" * 9000
    assert verify(path).is_whole
    assert not list(path.parent.glob("log.db-*"))


def test_a_log_that_someone_reads_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = back_up(path, None, NOON).path
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **{"timeout": 0, **k}))
    with closing(connection.connect(path, "rw")) as reader:
        reader.execute("begin")
        reader.execute("select * from event").fetchone()
        with pytest.raises(StoreError, match=r"một chương trình khác đang mở sổ ghi .* rồi chạy lại"):
            restore(path, backup, NOON)
    assert verify(path).is_whole
    assert names(path.parent) == {"log.db", "backups"}


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("create table notes (text)")


def empty(path: Path) -> None:
    path.touch()


def words(path: Path) -> None:
    path.write_text("Mã đơn vị,Việc\n" * 100, encoding="utf-8")


def tampered(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("drop trigger event_no_update")
        raw.execute("update event set actual_finish = '2020-02-19' where seq = 2")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("update meta set value = '99'")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 7])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (foreign, "không phải bản sao lưu sổ ghi"),
        (empty, "không phải bản sao lưu sổ ghi"),
        (words, "không phải sổ ghi"),
        (tampered, r"không nguyên vẹn(.|\n)*event_no_update(.|\n)*Chọn bản khác"),
        (newer, "Hãy nâng cấp chương trình"),
        (cut, "tệp hỏng"),
    ],
)
def test_what_is_no_whole_backup_is_refused(path: Path, spoil: Callable[[Path], None], said: str) -> None:
    source = path.with_name("source.db")
    if spoil in (tampered, newer, cut):
        shutil.copy(path, source)
    spoil(source)
    content, before = source.read_bytes(), path.read_bytes()
    with pytest.raises(StoreError, match=said):
        restore(path, source, NOON, force=True)
    assert (source.read_bytes(), path.read_bytes()) == (content, before)
    assert names(path.parent) == {"log.db", "source.db"}


def test_a_backup_that_is_not_the_one_its_anchor_names_is_refused(path: Path, make_row: Make) -> None:
    older = back_up(path, None, NOON)
    add(path, make_row("D", FEB_20, finish=True))
    newest = back_up(path, None, NOON + timedelta(days=1))
    shutil.copy(older.path, newest.path)  # the text beside still speaks of event 4
    with pytest.raises(StoreError, match=r"không khớp mốc .*chỉ còn đến số 3: 1 sự kiện cuối đã bị cắt bỏ"):
        restore(path, newest.path, NOON, force=True)
    assert head(path) == 4


@pytest.mark.parametrize(("source", "said"), [("none.db", "Không có tệp"), ("log.db", "đang dùng")])
def test_neither_nothing_nor_the_log_itself_is_a_backup(path: Path, source: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        restore(path, path.with_name(source), NOON, force=True)
    assert head(path) == 3


def test_a_baseline_that_the_backup_lacks_is_a_loss(path: Path) -> None:
    backup = back_up(path, None, NOON).path
    from daihoi.store import tables, writing

    engine = writing.open_engine(path)
    with writing.transaction(engine, path) as run:
        tables.install_baselines(run)
        run.exec_driver_sql(
            "insert into baseline values (1, 'c', 'Gốc', 'gốc', null, 0, 'f', 'r', 'a', "
            "'2020-03-02T05:00:00.000000+00:00', 0, 's', 'c', x'00')"
        )
    engine.dispose()
    with pytest.raises(LossError, match="bản sao lưu không có 1 bản chốt: «Gốc»"):
        restore(path, backup, NOON)


# Killed at every line


Killed = Callable[[str, Path, Path, str, int], str]


@pytest.fixture
def killed(path: Path) -> Iterator[Killed]:
    """Runs an action in a process that is killed at its n-th line; «done» when it has fewer."""
    script = Path(__file__).with_name("kill_lines.py")
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE
    ) as program:
        assert program.stdin
        assert program.stdout
        tell, told = program.stdin, program.stdout

        def run(action: str, log: Path, other: Path, since: str, line: int) -> str:
            print(json.dumps([action, str(log), str(other), since, line]), file=tell, flush=True)
            return told.readline().strip()

        yield run
        tell.close()


@pytest.mark.parametrize(("since", "step", "least"), [("restore", 12, 8), ("_exchange", 1, 40)])
def test_a_restore_killed_at_any_line_leaves_the_old_log_or_the_new_one(
    path: Path, make_row: Make, killed: Killed, tmp_path: Path, since: str, step: int, least: int
) -> None:
    backup = back_up(path, tmp_path / "backup.db", NOON).path
    base, work = tmp_path / "base", tmp_path / "work"
    base.mkdir()
    with EventLog.open(path) as log:
        log.append("c", [make_row("D", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        for name in ("log.db", "log.db-wal", "log.db-shm"):
            shutil.copy(path.with_name(name), base)
    heads = []
    for line in range(1, 1000, step):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(base, work)
        outcome = killed("restore", work / "log.db", backup, since, line)
        found = verify(work / "log.db")
        assert found.is_whole, (line, found.findings)
        assert found.head.anchor
        heads.append(found.head.anchor.seq)
        if outcome == "done":
            break
        assert outcome == "killed"
        if line % 11 == 1:  # the next restore succeeds and tidies up
            restore(work / "log.db", backup, NOON + timedelta(seconds=1), force=True)
            assert head(work / "log.db") == 3
            assert not [name for name in names(work) if name.startswith(".")]
    assert len(heads) > least
    assert heads == sorted(heads, reverse=True)  # the old log up to one line, from there on the new one
    assert set(heads) == {4, 3}


def test_a_backup_killed_at_any_line_is_whole_or_not_there(
    path: Path, killed: Killed, tmp_path: Path
) -> None:
    folder = path.parent / "backups"
    outcomes = []
    for line in range(1, 1000, 2):
        shutil.rmtree(folder, ignore_errors=True)
        outcome = killed("backup", path, path, "_made", line)
        made = list(folder.glob("daihoi-*.db"))
        assert all(verify(copy).is_whole for copy in made)
        outcomes.append((outcome, len(made)))
        if outcome == "done":
            break
        assert outcome == "killed"
    back_up(path, None, NOON + timedelta(days=1), keep=1)
    assert names(folder) == {"daihoi-20200303-120000.db", "daihoi-20200303-120000.db.txt"}
    assert len(outcomes) > 20
    assert outcomes[0] == ("killed", 0)
    assert outcomes[-1] == ("done", 1)
