"""Restores onto a server: in one step for readers and writers alike; from a file to a server and back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.postgresql import Server
from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import postgresql, reading, restoring_server
from daihoi.store.anchors import Anchor
from daihoi.store.backups import back_up
from daihoi.store.database import database
from daihoi.store.log import EventLog
from daihoi.store.restoring import LossError, restore
from daihoi.store.verifying import verify
from tests.store.old_logs import HEAD, KINDS, old_log
from tests.store.raw import execute, raw, rows

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam."""
FEB_20 = date(2020, 2, 20)
KEPT = "daihoi_truoc_khoi_phuc_20200302_120000"
SCHEMAS = "select nspname from pg_namespace where starts_with(nspname, 'daihoi') order by 1"
Make = Callable[..., PreparedRow]


@pytest.fixture
def server(postgresql_url: str) -> ServerAddress:
    return ServerAddress(postgresql_url)


@pytest.fixture
def backup(tmp_path: Path, make_row: Make) -> Path:
    """The backup of a log in a file: three events in two imports."""
    path = tmp_path / "log.db"
    add(path, make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True, source="Báo cáo ký số"))
    add(path, make_row("C", FEB_20, finish=True), at=NOON + timedelta(hours=1))
    return back_up(path, tmp_path / "backup.db", NOON).path


def add(place: LogPlace, *rows: PreparedRow, at: datetime = NOON + timedelta(hours=2)) -> None:
    with EventLog.open(place) as log:
        log.append("c", rows, "vp", "t.csv", "00", at)


def head(place: LogPlace) -> int:
    with EventLog.open_existing(place) as log:
        return log.head()[0]


def values(place: LogPlace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, value by value as the driver gives it."""
    with raw(place) as run:
        return {table: sorted(run.rows(f"select * from {table}"), key=repr) for table in run.tables()}


def test_a_log_moves_from_a_file_to_a_server_and_back(
    backup: Path, server: ServerAddress, tmp_path: Path, make_row: Make
) -> None:
    done = restore(server, backup, NOON)
    assert (done.kept, done.difference.gained_events) == (None, 0)
    assert values(server) == values(backup)
    assert verify(server).is_whole
    add(server, make_row("D", FEB_20, finish=True))
    again = back_up(server, tmp_path / "again.db", NOON).path
    restore(tmp_path / "log.db", again, NOON)
    assert values(tmp_path / "log.db") == values(server)
    add(tmp_path / "log.db", make_row("E", FEB_20, finish=True))
    assert (head(tmp_path / "log.db"), verify(tmp_path / "log.db").is_whole) == (5, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_version_1_is_upgraded_on_its_way(
    kind: str, server: ServerAddress, tmp_path: Path
) -> None:
    source = old_log(kind, tmp_path / "old.db")
    assert restore(server, source, NOON).upgraded_from == 1
    found = verify(server)
    assert (found.is_whole, found.head.anchor) == (True, Anchor(*HEAD))


def test_what_came_after_the_backup_is_not_lost_unasked(
    server: ServerAddress, tmp_path: Path, backup: Path, make_row: Make
) -> None:
    restore(server, backup, NOON)
    add(server, make_row("D", FEB_20, finish=True))
    before = values(server)
    with pytest.raises(LossError, match=r"có 1 sự kiện mà bản sao lưu không có, từ số 4.*--force"):
        restore(server, backup, NOON)
    assert values(server) == before
    assert rows(server, SCHEMAS) == [("daihoi",)]


def test_forced_the_log_that_was_there_is_kept_in_a_schema(
    server: ServerAddress, backup: Path, make_row: Make
) -> None:
    restore(server, backup, NOON)
    add(server, make_row("D", FEB_20, finish=True))
    done = restore(server, backup, NOON, force=True)
    assert (done.kept, done.difference.lost_events, head(server)) == (KEPT, 1, 3)
    assert rows(server, f"select count(*) from {KEPT}.event") == [(4,)]
    assert restore(server, backup, NOON).kept == f"{KEPT}_2"
    assert rows(server, SCHEMAS) == [("daihoi",), (KEPT,), (f"{KEPT}_2",)]
    add(server, make_row("E", FEB_20, finish=True))
    assert verify(server).is_whole
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        execute(server, "delete from event")


def test_an_empty_schema_is_not_kept(server: ServerAddress, backup: Path) -> None:
    database(server).prepare()
    assert restore(server, backup, NOON).kept is None
    assert rows(server, SCHEMAS) == [("daihoi",)]


def test_a_log_that_was_changed_behind_our_back_is_mended_without_force(
    server: ServerAddress, backup: Path
) -> None:
    restore(server, backup, NOON)
    execute(server, "alter table event disable trigger user", "update event set percent = 60 where seq = 1")
    assert not verify(server).is_whole
    restore(server, backup, NOON)
    assert verify(server).is_whole


def test_who_was_granted_rights_has_them_afterwards(
    server: ServerAddress, backup: Path, postgresql_server: Server
) -> None:
    restore(server, backup, NOON)
    role = "chi_xem_bao_cao"
    execute(
        server,
        f"create role {role}",
        f"grant usage on schema daihoi to {role}",
        f"grant select on event, meta to {role}",
        "grant select on batch to public",
    )
    try:
        restore(server, backup, NOON)
        asked = ", ".join(
            f"has_table_privilege('{role}', 'daihoi.{table}', '{right}')"
            for table, right in (
                ("event", "select"),
                ("batch", "select"),
                ("event", "insert"),
                ("seal", "select"),
            )
        )
        assert rows(server, f"select {asked}") == [(True, True, False, False)]
        assert rows(server, f"select has_schema_privilege('{role}', 'daihoi', 'usage')") == [(True,)]
    finally:
        execute(server, f"drop owned by {role}", f"drop role {role}")


# While others are at it


def midway(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Does something when the new log is whole and examined, before anybody else can see it."""
    examined = restoring_server._refuse_other

    def then(*given: Any) -> None:
        examined(*given)
        act()

    monkeypatch.setattr(restoring_server, "_refuse_other", then)


@pytest.fixture
def waiting(make_row: Make) -> Iterator[Callable[[Callable[[], None]], threading.Thread]]:
    """Starts something in a thread of its own, which is waited for at the end."""
    threads: list[threading.Thread] = []

    def start(act: Callable[[], None]) -> threading.Thread:
        threads.append(threading.Thread(target=act))
        threads[-1].start()
        return threads[-1]

    yield start
    for thread in threads:
        thread.join()


def test_whoever_reads_meanwhile_sees_the_old_log_and_does_not_wait(
    server: ServerAddress, backup: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    seen: list[int] = []
    midway(monkeypatch, lambda: seen.append(head(server)))
    restore(server, backup, NOON, force=True)
    assert seen == [1]
    assert head(server) == 3


def test_a_reader_who_came_before_sees_one_log_and_never_a_mixture(
    server: ServerAddress, backup: Path, make_row: Make, waiting: Callable[..., threading.Thread]
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    done: list[str | Path | None] = []
    with database(server).reading() as run:
        assert reading.head(run)[0] == 1
        exchange = waiting(lambda: done.append(restore(server, backup, NOON, force=True).kept))
        while not waiters(server, postgresql.EXCHANGE_LOCK):
            assert exchange.is_alive()
        assert [row[0] for row in run("select unit_code from event")] == ["X"]
        assert run.number("select count(*) from batch") == 1
        assert run.number("select count(*) from activity_current") == 1
        assert done == []
    exchange.join()
    assert done == [KEPT]
    assert head(server) == 3


def test_a_writer_who_came_meanwhile_waits_and_writes_into_the_new_log(
    server: ServerAddress,
    backup: Path,
    make_row: Make,
    monkeypatch: pytest.MonkeyPatch,
    waiting: Callable[..., threading.Thread],
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    log = EventLog.open(server)
    rows = [make_row("D", FEB_20, finish=True)]

    def begin_to_write() -> None:
        waiting(lambda: log.append("c", rows, "vp", "t.csv", "00", NOON))
        while not waiters(server, postgresql.APPEND_LOCK):
            pass

    midway(monkeypatch, begin_to_write)
    restore(server, backup, NOON, force=True)
    with EventLog.open(server) as other:  # comes after the one who waits
        other.append("c", [make_row("E", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
    log.close()
    found = verify(server)
    assert (found.is_whole, found.rows["event"], found.findings) == (True, 5, [])


def waiters(server: ServerAddress, lock: int) -> int:
    """How many wait for an advisory lock."""
    waits = f"locktype = 'advisory' and not granted and objid = {lock % 2**32}"
    return int(rows(server, f"select count(*) from pg_locks where {waits}")[0][0])


def test_a_reader_who_stays_too_long_keeps_the_old_log(
    server: ServerAddress, backup: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    with database(server).reading() as run:
        run.number("select count(*) from event")
        monkeypatch.setitem(postgresql.SETTINGS, "lock_timeout", "50ms")
        with pytest.raises(StoreError, match="Một chương trình khác đang dùng sổ ghi: đợi rồi chạy lại"):
            restore(server, backup, NOON, force=True)
    assert head(server) == 1
    assert rows(server, SCHEMAS) == [("daihoi",)]


# What goes wrong


def cut_off(server: ServerAddress) -> None:
    """Ends every other session, as an administrator or a network would."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )


def test_cut_off_in_the_midst_the_old_log_stands(
    server: ServerAddress, backup: Path, make_row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    before = values(server)
    midway(monkeypatch, lambda: cut_off(server))
    with pytest.raises(StoreError, match="Không dùng được sổ ghi postgresql://daihoi@127"):
        restore(server, backup, NOON, force=True)
    assert values(server) == before
    assert rows(server, SCHEMAS) == [("daihoi",)]


def test_what_the_server_did_not_keep_as_it_was_is_not_put_in_place(
    server: ServerAddress, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = restoring_server.fill_server

    def lossy(connection: Any, run: Any) -> None:
        fill(connection, run)
        connection.exec_driver_sql("update activity_current set seq = 1 where unit_code = 'B'")

    monkeypatch.setattr(restoring_server, "fill_server", lossy)
    with pytest.raises(StoreError, match=r"không giữ đúng nội dung bản sao lưu(.|\n)*«B», việc «congress»"):
        restore(server, backup, NOON)
    assert rows(server, SCHEMAS) == []


def test_what_does_not_fit_into_a_server_is_told(
    server: ServerAddress, tmp_path: Path, make_row: Make
) -> None:
    path = tmp_path / "log.db"
    add(path, make_row("X" * 65, FEB_20, percent=10))
    backup = back_up(path, tmp_path / "b.db", NOON).path
    with pytest.raises(StoreError, match=r"value too long for type character varying\(64\)"):
        restore(server, backup, NOON)
    assert rows(server, SCHEMAS) == []


def foreign(path: Path) -> None:
    execute(path, "drop table batch")


def tampered(path: Path) -> None:
    execute(path, "drop trigger event_no_update", "update event set percent = 40 where seq = 1")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 7])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "Không có tệp"),
        (foreign, "không phải bản sao lưu sổ ghi"),
        (tampered, r"không nguyên vẹn(.|\n)*event_no_update(.|\n)*Chọn bản khác"),
        (cut, "tệp hỏng"),
    ],
)
def test_what_is_no_whole_backup_is_refused(
    server: ServerAddress, backup: Path, spoil: Callable[[Path], None], said: str, make_row: Make
) -> None:
    add(server, make_row("X", FEB_20, percent=10))
    spoil(backup)
    with pytest.raises(StoreError, match=said):
        restore(server, backup, NOON, force=True)
    assert rows(server, SCHEMAS) == [("daihoi",)]
    assert head(server) == 1


def test_another_program_s_schema_is_left_alone(server: ServerAddress, backup: Path) -> None:
    execute(server, "create schema daihoi", "create table daihoi.notes (text text)")
    with pytest.raises(StoreError, match="là cơ sở dữ liệu của chương trình khác"):
        restore(server, backup, NOON, force=True)
    assert rows(server, "select table_name from information_schema.tables where table_schema = 'daihoi'") == [
        ("notes",)
    ]


def test_a_server_that_is_not_there_is_told_without_its_password(backup: Path) -> None:
    nowhere = ServerAddress("postgresql://vp:mat-khau@127.0.0.1:1/daihoi")
    for use in (lambda: restore(nowhere, backup, NOON), lambda: back_up(nowhere, backup.parent, NOON)):
        with pytest.raises(StoreError, match="Kiểm tra DAIHOI_DATABASE_URL") as refused:
            use()
        assert "mat-khau" not in str(refused.value)
