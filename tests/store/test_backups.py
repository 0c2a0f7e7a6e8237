"""Backups of a log in a file and of one on a server: always a whole, verified file, or nothing at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import postgresql, sqlite
from daihoi.store.backups import Backup, back_up
from daihoi.store.log import EventLog
from daihoi.store.verifying import verify
from tests.store.old_logs import dump
from tests.store.raw import behind_the_back, raw, rows

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam."""
FEB_20 = date(2020, 2, 20)
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
Make = Callable[..., PreparedRow]


@pytest.fixture
def place(log: EventLog, record: Callable[..., Any], make_row: Make) -> LogPlace:
    """A log of three events in two imports, in a file or on a server."""
    record(make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    record(make_row("C", FEB_20, finish=True), at=NOON + timedelta(hours=1))
    log.close()
    return log.place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


def add(place: LogPlace, *rows: PreparedRow) -> None:
    with EventLog.open(place) as log:
        log.append("c", rows, "vp", "t.csv", "00", NOON + timedelta(hours=2))


def head(place: LogPlace) -> int:
    with EventLog.open_existing(place) as log:
        return log.head()[0]


def names(folder: Path) -> set[str]:
    """Everything in a folder but the locks."""
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def values(place: LogPlace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, value by value as the driver gives it."""
    with raw(place) as run:
        return {table: sorted(run.rows(f"select * from {table}"), key=repr) for table in run.tables()}


def test_a_backup_is_named_after_vietnamese_time_and_has_its_anchor_beside_it(
    place: LogPlace, folder: Path
) -> None:
    made = back_up(place, None, NOON, folder=folder)
    assert made.path == folder / "daihoi-20200302-120000.db"
    digest = rows(place, "select hash from event where seq = 3")[0][0]
    text = made.anchor_path.read_text("utf-8")
    assert text.startswith(f"Sổ ghi đến số 3 · {digest}\n")
    assert "13:00:00 ngày 02/03/2020" in text
    assert "3 sự kiện, 2 lần nhập" in text
    assert names(folder) == {"daihoi-20200302-120000.db", "daihoi-20200302-120000.db.txt"}


def test_the_copy_holds_what_the_log_holds_in_one_file(place: LogPlace, folder: Path) -> None:
    made = back_up(place, None, NOON, folder=folder)
    assert values(made.path) == values(place)
    assert verify(made.path).is_whole
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("pragma journal_mode").fetchone() == ("delete",)


def test_without_a_folder_it_lies_beside_the_file(place: LogPlace) -> None:
    if isinstance(place, Path):
        assert back_up(place, None, NOON).path.parent == place.parent / "backups"
        return
    with pytest.raises(ValueError, match="no folder of its own"):
        back_up(place, None, NOON)


def test_what_only_the_write_ahead_log_holds_is_backed_up_too(tmp_path: Path, make_row: Make) -> None:
    path = tmp_path / "log.db"
    with EventLog.open(path) as log:
        log.append("c", [make_row("D", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        assert path.with_name("log.db-wal").stat().st_size > 0
        made = back_up(path, None, NOON)
    assert made.verification.rows["event"] == 1


def test_two_backups_in_one_second_are_two_files_and_the_newest_stay(place: LogPlace, folder: Path) -> None:
    for second in (0, 0, 1):
        back_up(place, None, NOON + timedelta(seconds=second), folder=folder)
    kept = back_up(place, None, NOON + timedelta(seconds=2), keep=2, folder=folder)
    assert [removed.name for removed in kept.removed] == [
        "daihoi-20200302-120000.db",
        "daihoi-20200302-120000-2.db",
    ]
    stems = {"daihoi-20200302-120001.db", "daihoi-20200302-120002.db"}
    assert names(folder) == stems | {f"{stem}.txt" for stem in stems}


def test_only_files_that_this_program_named_are_given_up(place: LogPlace, folder: Path) -> None:
    first = back_up(place, None, NOON, folder=folder)
    mine = ["daihoi-truoc-hop.db", "daihoi-20200301-120000-truoc-nang-cap.db"]
    for name in mine:
        shutil.copy(first.path, folder / name)
    back_up(place, None, NOON + timedelta(days=1), keep=1, folder=folder)
    assert all((folder / name).is_file() for name in mine)
    assert not first.path.exists()


def test_a_backup_goes_where_it_is_told(place: LogPlace, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    assert back_up(place, tmp_path / "usb", NOON).path == tmp_path / "usb" / "daihoi-20200302-120000.db"
    assert back_up(place, tmp_path / "hop.db", NOON).path == tmp_path / "hop.db"
    assert verify(tmp_path / "hop.db").is_whole


@pytest.mark.parametrize(
    ("target", "said"), [("kept.db", "không ghi đè lên bản sao lưu cũ"), ("none/x.db", "Không có thư mục")]
)
def test_a_backup_overwrites_nothing_and_makes_no_folders(
    place: LogPlace, tmp_path: Path, target: str, said: str
) -> None:
    (tmp_path / "kept.db").write_bytes(b"kept")
    before = names(tmp_path)
    with pytest.raises(StoreError, match=said):
        back_up(place, tmp_path / target, NOON)
    assert names(tmp_path) == before
    assert (tmp_path / "kept.db").read_bytes() == b"kept"


def test_a_log_that_is_not_whole_is_not_backed_up(place: LogPlace, folder: Path) -> None:
    kept = back_up(place, None, NOON, folder=folder)
    with behind_the_back(place) as run:
        run("update activity_current set seq = 1 where unit_code = 'B'")
    with pytest.raises(StoreError, match=r"Không sao lưu: .*không nguyên vẹn(.|\n)*«B», việc «congress»"):
        back_up(place, None, NOON + timedelta(days=1), keep=1, folder=folder)
    assert names(folder) == {kept.path.name, kept.anchor_path.name}


def test_a_lost_guard_of_a_server_does_not_pass_for_whole(postgresql_url: str, tmp_path: Path) -> None:
    """The copy has guards of its own: that the log has lost one must be told all the same."""
    place = ServerAddress(postgresql_url)
    EventLog.open(place).close()
    with raw(place) as run:
        run("drop trigger event_no_update")
    with pytest.raises(StoreError, match=r"không nguyên vẹn(.|\n)*Mất chốt bảo vệ «event_no_update»"):
        back_up(place, tmp_path / "x.db", NOON)
    assert names(tmp_path) == set()


def test_there_is_nothing_to_back_up_before_the_first_import(log_place: LogPlace, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Chưa có sổ ghi"):
        back_up(log_place, None, NOON, folder=tmp_path / "backups")
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_another_program_holds_is_told(
    tmp_path: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.db"
    add(path, make_row("D", FEB_20, finish=True))
    monkeypatch.setattr(sqlite, "PRAGMAS", ("query_only=on", "busy_timeout=0"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma locking_mode=exclusive")
        other.execute("begin exclusive")
        with pytest.raises(StoreError, match=r"một chương trình khác đang dùng\. Đợi rồi chạy lại"):
            back_up(path, None, NOON)
    assert not (path.parent / "backups").exists()


def test_copies_made_while_two_write_are_whole(place: LogPlace, folder: Path, make_row: Make) -> None:
    def write(name: str) -> None:
        with EventLog.open(place) as log:
            for number in range(12):
                new = [make_row(f"{name}{number}.{i}", FEB_20, finish=True) for i in range(40)]
                log.append("c", new, "vp", "t.csv", "00", NOON)

    writers = [threading.Thread(target=write, args=(name,)) for name in "XY"]
    for writer in writers:
        writer.start()
    seen: list[Backup] = []
    while any(writer.is_alive() for writer in writers) or len(seen) < 3:
        seen.append(back_up(place, None, NOON + timedelta(seconds=len(seen)), folder=folder))
    for writer in writers:
        writer.join()
    assert head(place) == 3 + 2 * 12 * 40
    counts = [backup.verification.rows["event"] for backup in seen]
    assert counts == sorted(counts)
    assert all((count - 3) % 40 == 0 for count in counts)  # whole imports only
    assert all(verify(backup.path).is_whole for backup in seen[:5])


def test_a_server_sends_a_long_log_in_parts(
    postgresql_url: str, tmp_path: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ServerAddress(postgresql_url)
    add(place, *(make_row(f"U{number}", FEB_20, finish=True) for number in range(25)))
    for part in (1, 5, 24, 25, 26):
        monkeypatch.setattr(postgresql, "ROWS_AT_ONCE", part)
        made = back_up(place, tmp_path / f"{part}.db", NOON)
        assert values(made.path)["event"] == values(place)["event"]


def test_a_backup_killed_at_any_line_is_whole_or_not_there(tmp_path: Path, make_row: Make) -> None:
    path = tmp_path / "log.db"
    add(path, make_row("D", FEB_20, finish=True))
    folder, outcomes = tmp_path / "backups", []
    script = Path(__file__).with_name("kill_lines.py")
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE
    ) as program:
        assert program.stdin
        assert program.stdout
        for line in range(1, 1000, 4):
            shutil.rmtree(folder, ignore_errors=True)
            told = json.dumps(["backup", str(path), str(path), "_made", line])
            print(told, file=program.stdin, flush=True)
            outcomes.append(
                (program.stdout.readline().strip(), len(made := list(folder.glob("daihoi-*.db"))))
            )
            assert all(verify(copy).is_whole for copy in made)
            if outcomes[-1][0] == "done":
                break
            assert outcomes[-1][0] == "killed"
        program.stdin.close()
    back_up(path, None, NOON + timedelta(days=1), keep=1)
    assert names(folder) == {"daihoi-20200303-120000.db", "daihoi-20200303-120000.db.txt"}
    assert len(outcomes) > 12
    assert outcomes[0] == ("killed", 0)
    assert outcomes[-1] == ("done", 1)


def test_the_same_log_gives_the_same_backup(place: LogPlace, tmp_path: Path) -> None:
    copies = [back_up(place, tmp_path / f"{number}.db", NOON).path for number in (1, 2)]
    assert dump(copies[0]) == dump(copies[1])
