"""What the log refuses and notices."""

from __future__ import annotations

import os
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
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import postgresql, sqlite
from daihoi.store.database import SCHEMA_VERSION, reading
from daihoi.store.log import EventLog
from tests.store.raw import APPEND_ONLY, behind_the_back, content, execute, rows

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


@pytest.fixture
def file_log(tmp_path: Path, make_row: Make) -> EventLog:
    """The same log in a file, for what only a file can suffer."""
    with EventLog.open(tmp_path / "data" / "log.db") as log:
        log.append("c", [make_row("A", FEB_20, percent=50)], "vp", "t.csv", "00", NOON)
        log.append("c", [make_row("B", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
    return log


@pytest.mark.parametrize(
    "statement",
    [
        "update event set percent = 60 where seq = 1",
        "update event set hash = 'x'",
        "delete from event where seq = 3",
        "insert into event select * from event where seq = 1 on conflict (seq) do update set percent = 60",
        "update batch set actor = 'x'",
        "delete from batch",
    ],
)
def test_the_database_itself_refuses_to_forget(statement: str, filled: EventLog) -> None:
    with pytest.raises(APPEND_ONLY, match="append-only"):
        execute(filled.place, statement)
    assert filled.verify() == []


@pytest.mark.parametrize("table", ["event", "batch"])
def test_a_file_refuses_to_be_overwritten_and_a_server_to_be_emptied(table: str, filled: EventLog) -> None:
    statement = f"insert or replace into {table} select * from {table} limit 1"
    if not isinstance(filled.place, Path):
        statement = f"truncate {table} cascade"
    with pytest.raises(APPEND_ONLY, match="append-only"):
        execute(filled.place, statement)
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "update event set percent = 60 where seq = 1",
            ["Sự kiện số 1 đã bị thay đổi: mã băm không khớp."],
        ),
        (
            "update event set actor = 'x' where seq = 2",
            ["Sự kiện số 2 đã bị thay đổi: mã băm không khớp."],
        ),
        (
            "delete from event where seq = 2",
            [
                "Bảng «activity_current», dòng B: trỏ đến dòng không có trong bảng «event».",
                "Thiếu sự kiện giữa số 1 và số 3.",
            ],
        ),
        (
            "delete from event where seq = 3",
            [
                "Bảng «activity_current», dòng A: trỏ đến dòng không có trong bảng «event».",
                "Đầu chuỗi ghi sự kiện số 3, sổ ghi lại kết thúc ở số 2.",
                "Lần nhập số 2 ghi 1 sự kiện, sổ ghi có 0.",
                "Bảng hiện trạng không khớp sổ ghi: c, «A», việc «congress».",
                "Bảng hiện trạng: «A», việc «congress» mang phiên bản 2, phải là 1.",
            ],
        ),
        (
            "update activity_current set seq = 1 where unit_code = 'A'",
            ["Bảng hiện trạng không khớp sổ ghi: c, «A», việc «congress»."],
        ),
        (
            "delete from activity_current where unit_code = 'B'",
            ["Bảng hiện trạng không khớp sổ ghi: c, «B», việc «congress»."],
        ),
        (
            "update batch set actor = 'x' where number = 1",
            [
                "Lần nhập số 1 không khớp người ghi hoặc thời điểm của các sự kiện.",
                "Lần nhập số 1 đã bị thay đổi: không khớp niêm số 1.",
            ],
        ),
        (
            "delete from batch where number = 2",
            [
                "Bảng «event», dòng 3: trỏ đến dòng không có trong bảng «batch».",
                "Thiếu lần nhập số 2.",
                "Mất lần nhập số 2: niêm số 2 còn ghi.",
            ],
        ),
        ("update chain_head set seq = 2", ["Đầu chuỗi ghi sự kiện số 2, sổ ghi lại kết thúc ở số 3."]),
    ],
)
def test_whoever_changes_the_log_is_noticed(statement: str, expected: list[str], filled: EventLog) -> None:
    with behind_the_back(filled.place) as run:
        run(statement)
    # SQLite's own check of the file names what lacks a row too, in English.
    assert [problem for problem in filled.verify() if not problem.startswith("Tệp sổ ghi hỏng")] == expected


def test_an_event_that_makes_no_sense_is_noticed(filled: EventLog) -> None:
    with behind_the_back(filled.place) as run:
        run("update event set certainty = 'rumour' where seq = 2")
    assert [problem.split(" trong ")[0].split(" đã ")[0] for problem in filled.verify()] == ["Sự kiện số 2"]
    with pytest.raises(StoreError, match="Sự kiện số 2 trong sổ ghi không còn nguyên vẹn"):
        list(filled.snapshot("c", MAR_2).events)


def test_a_damaged_file_is_noticed(file_log: EventLog, tmp_path: Path) -> None:
    path = tmp_path / "data" / "log.db"
    whole = bytearray(path.read_bytes())
    for page in range(2 * 4096, len(whole), 4096):
        whole[page : page + 8] = b"\xff" * 8
    path.write_bytes(whole)
    assert file_log.verify()
    assert all("hỏng" in problem or "không đọc được" in problem for problem in file_log.verify())


def test_reading_where_there_is_no_log_creates_nothing(log_place: LogPlace, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Chưa có sổ ghi ở .*daihoi import"):
        EventLog.open_existing(log_place)
    assert list(tmp_path.iterdir()) == []
    if isinstance(log_place, ServerAddress):
        assert rows(log_place, "select 1 from pg_namespace where nspname = 'daihoi'") == []


def test_reading_leaves_the_folder_as_it_was(file_log: EventLog, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with EventLog.open_existing(folder / "log.db") as log:
        assert len(log.snapshot("c", MAR_2).events) == 2
        assert log.verify() == []
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_reader_may_not_write(filled: EventLog, make_row: Make) -> None:
    with (
        EventLog.open_existing(filled.place) as log,
        pytest.raises(StoreError, match="chỉ mở để đọc"),
    ):
        log.append("c", [make_row("C", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)


def test_what_reads_cannot_write(filled: EventLog) -> None:
    with pytest.raises(StoreError, match="Không dùng được sổ ghi"), reading(filled.place) as run:
        run("delete from activity_current")
    assert filled.verify() == []


def test_a_writer_waits_for_the_disk(file_log: EventLog, tmp_path: Path) -> None:
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with closing(sqlite.connect(tmp_path / "data" / "log.db", "rw")) as writer:
        assert {name: writer.execute(f"pragma {name}").fetchone()[0] for name in asked} == asked


def test_a_server_is_told_to_wait_for_the_disk(postgresql_url: str) -> None:
    """Whatever the server's own settings are."""
    execute(ServerAddress(postgresql_url), "alter role daihoi set synchronous_commit = off")
    try:
        with closing(postgresql.connect(ServerAddress(postgresql_url))) as writer:
            assert writer.execute("show synchronous_commit").fetchone() == ("on",)
    finally:
        execute(ServerAddress(postgresql_url), "alter role daihoi reset synchronous_commit")


def test_reading_does_not_load_sqlalchemy(filled: EventLog) -> None:
    is_file = isinstance(filled.place, Path)
    program = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from daihoi.log_place import ServerAddress; from daihoi.store.log import EventLog\n"
        f"log = EventLog.open_existing({'Path' if is_file else 'ServerAddress'}(sys.argv[1]))\n"
        "log.snapshot('c', date(2020, 3, 2)); log.verify(); sys.exit('sqlalchemy' in sys.modules)"
    )
    address = filled.place.url if isinstance(filled.place, ServerAddress) else filled.place
    assert subprocess.run([sys.executable, "-c", program, address], check=False, env=HERE).returncode == 0


def test_a_log_of_a_newer_version_is_left_alone(filled: EventLog) -> None:
    newer = SCHEMA_VERSION + 1
    execute(filled.place, f"update meta set value = '{newer}' where name = 'schema_version'")
    filled.close()
    before = content(filled.place)
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match=rf"bản chương trình mới hơn .*phiên bản {newer}.*Hãy nâng cấp"):
            opened(filled.place)
    assert content(filled.place) == before


def test_a_log_of_an_older_version_is_left_alone_and_the_way_on_is_told(filled: EventLog) -> None:
    execute(filled.place, "update meta set value = '1' where name = 'schema_version'")
    filled.close()
    before = content(filled.place)
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match=r"bản chương trình cũ .*phiên bản 1.*daihoi db upgrade"):
            opened(filled.place)
    assert content(filled.place) == before


def test_a_database_of_another_program_is_left_alone(log_place: LogPlace) -> None:
    if isinstance(log_place, Path):
        log_place.parent.mkdir()
    else:
        execute(log_place, "create schema daihoi")
    execute(log_place, "create table notes (line text)")
    before = content(log_place)
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match="của chương trình khác: chọn chỗ khác"):
            opened(log_place)
    assert content(log_place) == before


def test_other_schemas_of_a_server_are_left_alone(postgresql_url: str, make_row: Make) -> None:
    place = ServerAddress(postgresql_url)
    execute(place, "create table public.event (line text)", "insert into public.event values ('of others')")
    with EventLog.open(place) as log:
        log.append("c", [make_row("A", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        assert log.verify() == []
    assert rows(place, "select line from public.event") == [("of others",)]


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_text("Mã đơn vị,Việc\n" * 100, encoding="utf-8")
    for opened in (EventLog.open, EventLog.open_existing):
        with pytest.raises(StoreError, match=r"không phải sổ ghi.*khôi phục từ bản sao lưu"):
            opened(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match=r"Không dùng được sổ ghi .*data/log.db"):
        EventLog.open(tmp_path / "data" / "log.db")


def test_a_server_that_does_not_answer_is_named_without_its_password(postgresql_url: str) -> None:
    host, _, name = postgresql_url.rpartition("/")
    wrong = ServerAddress(f"{host.replace('daihoi@', 'daihoi:bi-mat@')}/khong_co_{name}")
    with pytest.raises(StoreError, match=r"Không dùng được sổ ghi postgresql://daihoi@.*/khong_co_") as told:
        EventLog.open(wrong)
    assert "bi-mat" not in str(told.value)


STOP_IN_A_FILE = (
    "create trigger stop before update on chain_head begin select raise(abort, 'stopped'); end",
)
STOP_ON_A_SERVER = (
    "create function stop() returns trigger language plpgsql as $$ begin raise exception 'stopped'; end $$",
    "create trigger stop before update on chain_head for each row execute function stop()",
)


def test_an_import_that_fails_at_its_last_step_leaves_nothing_behind(
    filled: EventLog, make_row: Make
) -> None:
    head = filled.head()
    execute(filled.place, *(STOP_IN_A_FILE if isinstance(filled.place, Path) else STOP_ON_A_SERVER))
    with pytest.raises(StoreError, match="stopped"):
        filled.append("c", [make_row("C", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
    is_file = isinstance(filled.place, Path)
    execute(filled.place, "drop trigger stop" + ("" if is_file else " on chain_head"))
    assert filled.head() == head
    assert filled.verify() == []
    assert len(filled.batches("c")) == 2
