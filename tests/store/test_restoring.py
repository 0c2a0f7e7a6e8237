"""Restores into a file: whole, refused, or not there at all; what they would undo is told first."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import argon2
import numpy as np
import pytest

from daihoi.domain.access import INSTALLATION, Grant
from daihoi.domain.baselines import Baseline, Origin, PlannedDates
from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.store import account_writing as accounts
from daihoi.store import baselines, report_runs, sqlite
from daihoi.store.anchors import Anchor, from_file
from daihoi.store.backups import back_up
from daihoi.store.log import EventLog
from daihoi.store.report_runs import ReportRun
from daihoi.store.restoring import LossError, restore
from daihoi.store.verifying import verify
from tests.store.old_logs import HEAD, KINDS, dump, old_log
from tests.store.raw import execute

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam."""
FEB_20 = date(2020, 2, 20)
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
Make = Callable[..., PreparedRow]


@pytest.fixture
def path(tmp_path: Path, make_row: Make) -> Path:
    """A log of three events in two imports, in a file."""
    path = tmp_path / "data" / "log.db"
    add(path, make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True), at=NOON)
    add(path, make_row("C", FEB_20, finish=True), at=NOON + timedelta(hours=1))
    return path


def add(path: Path, *rows: PreparedRow, at: datetime = NOON + timedelta(hours=2)) -> None:
    with EventLog.open(path) as log:
        log.append("c", rows, "vp", "t.csv", "00", at)


def head(path: Path) -> int:
    with EventLog.open_existing(path) as log:
        return log.head()[0]


def names(folder: Path) -> set[str]:
    """Everything in a folder but the locks."""
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


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
    add(path, make_row("E", FEB_20, finish=True), at=NOON + timedelta(days=1))
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
        log.append("c", [make_row("A", FEB_20, percent=40)], "vp", "t.csv", "00", NOON)
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
    with closing(sqlite.connect(path, "rw")) as reader:
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


# Of another version


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_version_1_is_upgraded_on_its_way(kind: str, path: Path, tmp_path: Path) -> None:
    source = old_log(kind, tmp_path / "old.db")
    before = dump(source)
    path.unlink()
    done = restore(path, source, NOON)
    found = verify(path)
    assert (done.upgraded_from, found.is_whole, found.head.anchor) == (1, True, Anchor(*HEAD))
    assert dump(source) == before
    assert names(path.parent) == {"log.db"}


def test_a_broken_log_of_version_1_can_be_replaced(tmp_path: Path, path: Path) -> None:
    old = old_log("full", tmp_path / "old" / "log.db")
    backup = shutil.copy(old, tmp_path / "old.db")
    with EventLog.open(path) as log:
        assert log.head()[0] == 3
    with pytest.raises(LossError, match=r"có 7 sự kiện .* từ số 1.*bản chốt: «Kế hoạch gốc»"):
        restore(old, back_up(path, None, NOON).path, NOON)
    execute(old, "drop trigger event_no_update", "update event set percent = 70 where seq = 1")
    done = restore(old, Path(backup), NOON)
    assert (done.difference.lost_events, done.upgraded_from) == (0, 1)
    assert verify(old).is_whole


# What a restore would undo of accounts and published reports


def test_what_would_be_undone_of_accounts_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", quick)
    act, until = accounts.Act("quantri", NOON, date(2020, 3, 2)), date(2020, 12, 31)
    accounts.register(path, "quantri", until, act, "administrator")
    for login, unit in (("vp.a", "A"), ("vp.b", "B")):
        accounts.register(path, login, until, act)
        accounts.give(path, login, Grant("clerk", unit, date(2020, 3, 2)), act)
    backup = back_up(path, None, NOON).path
    restore(path, backup, NOON)  # nothing is lost yet
    accounts.take_back(path, "vp.a", "clerk", "A", act, ["administrator"])
    accounts.disable(path, "vp.b", act, ["administrator"])
    accounts.register(path, "vp.c", until, act)
    accounts.give(path, "vp.c", Grant("auditor", INSTALLATION, date(2020, 3, 2)), act)
    with pytest.raises(LossError) as refused:
        restore(path, backup, NOON)
    assert refused.value.difference.lost_access == (
        "mất tài khoản «vp.c»",
        "mất quyền «auditor» toàn bản cài của «vp.c»",
        "mất thẻ số 4 của «vp.c»",
        "quyền «clerk» ở A của «vp.a»: đã thu hồi ngày 02/03/2020, sẽ lại có hiệu lực",
        "quyền «clerk» ở B của «vp.b»: đã thu hồi ngày 02/03/2020, sẽ lại có hiệu lực",
        "thẻ số 3 của «vp.b»: đã bỏ ngày 02/03/2020, sẽ lại có hiệu lực",
        "tài khoản «vp.b»: đã khóa ngày 02/03/2020, sẽ lại có hiệu lực",
    )
    assert str(refused.value).startswith("Chưa khôi phục: về tài khoản: mất tài khoản «vp.c»; mất quyền")
    assert "thêm --force" in str(refused.value)
    done = restore(path, backup, NOON, force=True)
    assert len(done.difference.lost_access) == 7
    assert verify(path).is_whole


def test_published_reports_and_baselines_that_the_backup_lacks_are_a_loss(path: Path) -> None:
    backup = back_up(path, None, NOON).path
    report_runs.record(path, ReportRun("c", "bao-cao", FEB_20, 3, "h", "f", "1", "m"), NOON)
    dates = PlannedDates(("A",), ("x",), *(np.array([n], np.int32) for n in (0, 0, 737000, 737001)))
    origin = Origin("c", FEB_20, 3, "f" * 64)
    baselines.freeze(path, Baseline("Gốc", origin, dates), "Ban hành", "vp", NOON)
    said = r"bản sao lưu không có 1 bản chốt: «Gốc»\. Bản sao lưu không có ghi chép về 1 bản báo cáo"
    with pytest.raises(LossError, match=said):
        restore(path, backup, NOON)
    assert restore(path, backup, NOON, force=True).difference.lost_report_runs == 1


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


@pytest.mark.parametrize(("since", "step", "least"), [("restore", 16, 8), ("_exchange", 2, 20)])
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
