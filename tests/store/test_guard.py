"""What the log refuses and notices."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.store.connection import connect, reading
from daihoi.store.log import EventLog

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
FEB_20 = date(2020, 2, 20)
FEB_22 = date(2020, 2, 22)
MAR_2 = date(2020, 3, 2)
Make = Callable[..., PreparedRow]
Record = Callable[..., Any]


@pytest.fixture
def filled(log: EventLog, record: Record, make_row: Make) -> EventLog:
    record(make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    record(make_row("A", FEB_22, finish=True))
    return log


def run(path: Path, *statements: str) -> None:
    """Does to the file what an administrator with another tool could do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update event set percent = 60 where seq = 1",
        "update event set hash = 'x'",
        "delete from event where seq = 3",
        "insert or replace into event select * from event where seq = 1",
        "insert into event select * from event where seq = 1 on conflict do update set percent = 60",
        "update batch set actor = 'x'",
        "delete from batch",
        "insert or replace into batch select * from batch where number = 1",
    ],
)
def test_the_database_itself_refuses_to_forget(statement: str, filled: EventLog) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        run(filled.path, statement)
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (
            ["drop trigger event_no_update", "update event set percent = 60 where seq = 1"],
            ["Sự kiện số 1 đã bị thay đổi: mã băm không khớp."],
        ),
        (
            ["drop trigger event_no_update", "update event set actor = 'x' where seq = 2"],
            ["Sự kiện số 2 đã bị thay đổi: mã băm không khớp."],
        ),
        (
            ["drop trigger event_no_delete", "delete from event where seq = 2"],
            ["Thiếu sự kiện giữa số 1 và số 3."],
        ),
        (
            ["drop trigger event_no_delete", "delete from event where seq = 3"],
            [
                "Đầu chuỗi ghi sự kiện số 3, sổ ghi lại kết thúc ở số 2.",
                "Lần nhập số 2 ghi 1 sự kiện, sổ ghi có 0.",
                "Bảng hiện trạng không khớp sổ ghi: c, «A», việc «congress».",
            ],
        ),
        (
            ["update activity_current set seq = 1 where unit_code = 'A'"],
            ["Bảng hiện trạng không khớp sổ ghi: c, «A», việc «congress»."],
        ),
        (
            ["delete from activity_current where unit_code = 'B'"],
            ["Bảng hiện trạng không khớp sổ ghi: c, «B», việc «congress»."],
        ),
        (
            ["drop trigger batch_no_update", "update batch set actor = 'x' where number = 1"],
            ["Lần nhập số 1 không khớp người ghi hoặc thời điểm của các sự kiện."],
        ),
        (["drop trigger batch_no_delete", "delete from batch where number = 2"], ["Thiếu lần nhập số 2."]),
        (["update chain_head set seq = 2"], ["Đầu chuỗi ghi sự kiện số 2, sổ ghi lại kết thúc ở số 3."]),
    ],
)
def test_whoever_changes_the_file_is_noticed(
    statements: list[str], expected: list[str], filled: EventLog
) -> None:
    run(filled.path, *statements)
    assert filled.verify() == expected


def test_an_event_that_makes_no_sense_is_noticed(filled: EventLog) -> None:
    run(
        filled.path,
        "drop trigger event_no_update",
        "update event set certainty = 'rumour' where seq = 2",
    )
    what = "Sự kiện số 2 trong sổ ghi không còn nguyên vẹn: 'rumour' is not a valid Certainty"
    assert filled.verify() == [what]
    with pytest.raises(StoreError, match="Sự kiện số 2 trong sổ ghi không còn nguyên vẹn"):
        filled.snapshot("c", MAR_2)


def test_a_damaged_file_is_noticed(filled: EventLog) -> None:
    filled.close()
    raw = bytearray(filled.path.read_bytes())
    for page in range(2 * 4096, len(raw), 4096):
        raw[page : page + 8] = b"\xff" * 8
    filled.path.write_bytes(raw)
    assert filled.verify()
    assert all(problem.startswith("Tệp sổ ghi hỏng") for problem in filled.verify())


def test_reading_where_there_is_no_log_creates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "log.db"
    with pytest.raises(StoreError, match=r"Chưa có sổ ghi ở .*daihoi import"):
        EventLog.open_existing(path)
    assert list(tmp_path.iterdir()) == []


def test_reading_leaves_the_folder_as_it_was(filled: EventLog) -> None:
    filled.close()
    folder = filled.path.parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with EventLog.open_existing(filled.path) as log:
        assert len(log.snapshot("c", MAR_2).events) == 2
        assert log.verify() == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_reader_may_not_write(filled: EventLog, make_row: Make) -> None:
    with (
        EventLog.open_existing(filled.path) as log,
        pytest.raises(StoreError, match="chỉ mở để đọc"),
    ):
        log.append("c", [make_row("C", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)


def test_a_writer_waits_for_the_disk_and_a_reader_cannot_write(filled: EventLog) -> None:
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with closing(connect(filled.path, "rw")) as writer:
        assert {name: writer.execute(f"pragma {name}").fetchone()[0] for name in asked} == asked
    with pytest.raises(StoreError, match="readonly"), reading(filled.path) as reader:
        reader.execute("delete from activity_current")


def test_reading_does_not_load_sqlalchemy(filled: EventLog) -> None:
    program = (
        "import sys, pathlib; from datetime import date; from daihoi.store.log import EventLog\n"
        "log = EventLog.open_existing(pathlib.Path(sys.argv[1]))\n"
        "log.snapshot('c', date(2020, 3, 2)); log.verify(); sys.exit('sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, filled.path], check=False, env=HERE).returncode == 0


def test_a_log_of_a_newer_version_is_left_alone(filled: EventLog) -> None:
    run(filled.path, "update meta set value = '2' where name = 'schema_version'")
    filled.close()
    before = filled.path.read_bytes()
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match=r"bản chương trình mới hơn .*phiên bản 2.*Hãy nâng cấp"):
            opened(filled.path)
    assert filled.path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    run(path, "create table notes (text)")
    before = path.read_bytes()
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match="của chương trình khác: chọn đường dẫn khác"):
            opened(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_text("Mã đơn vị,Việc\n" * 100, encoding="utf-8")
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match="không phải sổ ghi: khôi phục từ bản sao lưu"):
            opened(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match=r"Không dùng được sổ ghi .*data/log.db"):
        EventLog.open(tmp_path / "data" / "log.db")


def test_an_import_that_fails_at_its_last_step_leaves_nothing_behind(
    filled: EventLog, make_row: Make
) -> None:
    head = filled.head()
    run(
        filled.path,
        "create trigger stop before update on chain_head begin select raise(abort, 'disk full'); end",
    )
    with pytest.raises(StoreError, match=r"disk full.*giải phóng chỗ rồi chạy lại; chưa có gì được ghi"):
        filled.append("c", [make_row("C", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
    assert filled.head() == head
    assert filled.verify() == []
    assert len(filled.batches("c")) == 2
