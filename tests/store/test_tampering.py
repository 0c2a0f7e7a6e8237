"""Whoever changes the database behind the program's back is found: every table, every column, 100 tries."""

from __future__ import annotations

import itertools
import random
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import argon2
import numpy as np
import pytest

from benchmarks.postgresql import Server
from daihoi.domain.access import Grant
from daihoi.domain.baselines import Baseline, Origin, PlannedDates
from daihoi.domain.record import EventKind
from daihoi.domain.rulings import Ruling, RulingKind
from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRuling
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import account_writing, baselines, report_runs
from daihoi.store.anchors import Anchor, check, from_file, from_text, head
from daihoi.store.log import EventLog
from daihoi.store.verifying import verify
from tests.store.conftest import NOON, row
from tests.store.raw import Raw, behind_the_back, raw

TRIES = 100
FEB_20, FEB_24 = date(2020, 2, 20), date(2020, 2, 24)
NUMBERS = itertools.count(1)


def fill(place: LogPlace, units: int = 5) -> None:
    """Reports, a correction, an approval, an import without news, a ruling, two baselines, accounts."""
    later = NOON + timedelta(hours=5)
    with EventLog.open(place) as log:
        for number in range(4):
            rows = [row(f"U{number}.{i}", FEB_20, percent=10 * number) for i in range(units)]
            log.append("c", rows, "vp", f"báo cáo {number}.csv", "00", NOON + timedelta(hours=number))
        mended = row("U1.1", FEB_24, kind=EventKind.CORRECT, percent=55, reason="nhầm tuần")
        gate = {"activity": "gate", "kind": EventKind.APPROVE, "document_number": "7-QĐ"}
        log.append("c", [mended, row("U2.1", FEB_24, finish=True, **gate)], "vp", "sửa.csv", "00", later)
        log.append("d", [row("V", FEB_20, percent=10)], "vp", "khác.csv", "00", later)
        both = [row("V", FEB_20, percent=10, line=3), row("W", FEB_20, percent=1)]
        log.append("d", both, "vp", "a.csv", "00", later)
        nothing_new = [row("W", FEB_20, percent=1)]
        assert log.append("d", nothing_new, "vp", "b.csv", "00", later).new_events == 0
        said = ("c", FEB_24, "09-CV/TU", FEB_24, "Thành ủy", "tạm dừng để phòng dịch")
        log.decide("c", [PreparedRuling(Ruling(RulingKind.SUSPEND, *said), None, 0, "lệnh")], "vp", "", later)
    _freeze(place)
    _register(place)
    run = report_runs.ReportRun("c", "bao-cao", FEB_24, 5, "ab" * 32, "cd" * 32, "0.1", "ef" * 32)
    report_runs.record(place, run, NOON)


def _freeze(place: LogPlace) -> None:
    column = np.arange(3, dtype=np.int32)
    for name in ("Kế hoạch 86", "Giao ban"):
        dates = PlannedDates(("U",), ("a", "b", "c"), column * 0, column, column + 5, column + 9)
        frozen = Baseline(name, Origin("c", FEB_24 if name == "Giao ban" else None, 5, "ab" * 32), dates)
        baselines.freeze(place, frozen, "chốt để so", "vp", NOON)


def _register(place: LogPlace) -> None:
    act = account_writing.Act("quantri", NOON, FEB_24)
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2, "PasswordHasher", quick)
        account_writing.register(place, "quantri", date(2020, 5, 31), act, "administrator")
        account_writing.register(place, "vanphong", date(2020, 5, 31), act)
    account_writing.give(place, "vanphong", Grant("clerk", "U", FEB_20, date(2020, 12, 31)), act)
    account_writing.give(place, "vanphong", Grant("reader", "U", FEB_20), act)
    account_writing.take_back(place, "vanphong", "reader", "U", act, ["administrator"])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LogPlace]:
    """A whole log, which nobody changes."""
    if request.param == "sqlite":
        place: LogPlace = tmp_path_factory.mktemp("whole") / "log.db"
    else:
        server = request.getfixturevalue("postgresql_server")
        place = ServerAddress(server.create("whole"))
    fill(place)
    found = verify(place)
    assert found.is_whole, found.findings
    assert found.rows == {"event": 25, "batch": 9, "activity_current": 23, "baseline": 2}
    assert (found.seals, found.unsealed) == (9 + 2 + 2 + 3 + 2 + 1 + 1, 0)
    yield place
    if request.param == "postgresql":
        server.drop("whole")


@pytest.fixture
def place(request: pytest.FixtureRequest, whole: LogPlace, tmp_path: Path) -> Iterator[LogPlace]:
    """A copy of it to change."""
    if isinstance(whole, Path):
        yield Path(shutil.copy(whole, tmp_path))
        return
    server: Server = request.getfixturevalue("postgresql_server")
    name = f"copy_{next(NUMBERS)}"
    yield ServerAddress(server.create(name, template="whole"))
    server.drop(name)


@pytest.fixture
def again(whole: LogPlace, place: LogPlace) -> Callable[[], None]:
    """Makes the copy what it was."""
    if isinstance(whole, Path):
        assert isinstance(place, Path)
        return lambda: (shutil.copy(whole, place), None)[1]
    with raw(place) as run:
        tables = run.tables()
        run("create schema kept")
        for table in tables:
            run(f"create table kept.{table} as table {table}")

    def put_back() -> None:
        with behind_the_back(place) as run:
            for table in tables:
                run(f"delete from {table}")
                run(f"insert into {table} select * from kept.{table}")

    return put_back


def other(value: Any, chance: random.Random) -> Any:
    """Something else that could stand there.

    A near number, another letter, another day, the same day written in another way, a letter and its accent
    taken apart, bytes for text, nothing.
    """
    if value is None:
        return chance.choice([1, "2020-02-19", ""])
    if isinstance(value, int):
        return chance.choice([value + 1, value - 1, value + 0.5, str(value) + "x"])
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    changes = [value + " ", value[1:], value.swapcase(), unicodedata.normalize("NFD", value), value.encode()]
    if value[:3] == "202" and value[4] == "-":
        changes += ["2020-02-19" + value[10:], "2020-W08-4" + value[10:], value.replace("T", " ")]
    return chance.choice([change for change in changes if change != value] or ["x"])


def update(run: Raw, table: str, column: str, chance: random.Random) -> None:
    address, value = chance.choice(run.rows(f"select {run.row_address}, {column} from {table} order by 1"))
    given = (other(value, chance), address)
    run(f"update {table} set {column} = ? where {run.row_address} = ?", given)


def delete(run: Raw, table: str, chance: random.Random) -> None:
    (address,) = chance.choice(run.rows(f"select {run.row_address} from {table} order by 1"))
    run(f"delete from {table} where {run.row_address} = ?", (address,))


def swap(run: Raw, table: str, chance: random.Random) -> None:
    """Two rows exchange all they say but their first column: they are in another order."""
    rows = run.rows(f"select * from {table} order by 1")
    one, two = chance.sample(rows, 2) if len(rows) > 1 else (rows[0], rows[0])
    first, marks = run.columns(table)[0], ", ".join("?" * len(one))
    run(f"delete from {table} where {first} in (?, ?)", (one[0], two[0]))
    for changed in ((one[0], *two[1:]), (two[0], *one[1:])):
        run(f"insert into {table} values ({marks})", changed)


def double(run: Raw, table: str, chance: random.Random) -> None:
    """One row more, made after another: only what has to differ does."""
    (*row,) = chance.choice(run.rows(f"select * from {table} order by 1"))
    names = run.columns(table)
    ((last,),) = run.rows(f"select max({names[0]}) from {table}")
    row[0] = f"{row[0]}x" if isinstance(row[0], str) else last + 1
    for name, change in (
        ("version", 90),
        ("hash", "f" * 64),
        ("content_sha256", "f" * 64),
        ("name_key", "mới"),
        ("login", "moi"),
        ("login_key", "moi"),
    ):
        if name in names[1:]:
            row[names.index(name)] = change
    if "row_number" in names:
        row[names.index("row_number")] += 90
    run(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def tamper(run: Raw, chance: random.Random) -> str:
    """Changes something at random that the tables do not refuse, and says what."""
    before = run.dump()
    filled = [table for table in run.tables() if run.rows(f"select 1 from {table} limit 1")]
    while run.dump() == before:
        table = chance.choice(filled)
        action = chance.choice([update, update, update, delete, swap, double])
        what = f"{action.__name__} {table}"
        if action is update:
            column = chance.choice(run.columns(table))
            what += f".{column}"
            run.tried(partial(update, run, table, column, chance))
        else:
            run.tried(partial(action, run, table, chance=chance))
    return what


def is_found(place: LogPlace) -> bool:
    """Whether it is told: as a finding, or by refusing to go on with a log of no version."""
    try:
        return not verify(place).is_whole
    except StoreError:
        return True


def test_a_hundred_tries_of_a_hundred_are_found(place: LogPlace, again: Callable[[], None]) -> None:
    missed, seen = [], set()
    for seed in range(TRIES):
        with behind_the_back(place) as run:
            what = tamper(run, random.Random(seed))
        seen.add(what)
        if not is_found(place):
            missed.append((seed, what))
        again()
    assert missed == []
    assert len(seen) > 40


GUARDED_BY_A_SERVER = {"access_end.kind", "chain_head.id", "role_grant.valid_to"}
"""Columns in which constraints, which nobody switches off on a server, refuse whatever ``other`` offers."""


def changed(run: Raw, table: str, column: str, chance: random.Random) -> bool:
    """Changes something in a column, unless the table itself refuses whatever is tried."""
    before = run.dump()
    for _ in range(3_000):
        if run.tried(partial(update, run, table, column, chance)) and run.dump() != before:
            return True
    return False


def test_a_change_in_any_column_is_found(place: LogPlace, again: Callable[[], None]) -> None:
    with raw(place) as run:
        filled = [table for table in run.tables() if run.rows(f"select 1 from {table} limit 1")]
        columns = [(table, column) for table in sorted(filled) for column in run.columns(table)]
    assert len(columns) > 80
    missed, refused = [], []
    for seed, (table, column) in enumerate(columns):
        with behind_the_back(place) as run:
            is_changed = changed(run, table, column, random.Random(seed))
        if not is_changed:
            refused.append(f"{table}.{column}")
        elif not is_found(place):
            missed.append(f"{table}.{column}")
        again()
    assert missed == []
    assert set(refused) <= (set() if isinstance(place, Path) else GUARDED_BY_A_SERVER)


def test_every_row_that_is_taken_out_is_found(place: LogPlace, again: Callable[[], None]) -> None:
    with raw(place) as run:
        counts = {table: run.rows(f"select count(*) from {table}")[0][0] for table in run.tables()}
    many = ("event", "activity_current")
    found = [
        (table, n) for table, count in counts.items() for n in range(0, count, 3 if table in many else 1)
    ]
    missed = []
    for table, number in found:
        with behind_the_back(place) as run:
            rows = run.rows(f"select {run.row_address} from {table} order by 1")
            run(f"delete from {table} where {run.row_address} = ?", rows[number])
        if not is_found(place):
            missed.append((table, number))
        again()
    assert missed == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("drop trigger event_no_update", "Mất chốt bảo vệ «event_no_update»"),
        ("drop trigger report_run_next", "Mất chốt bảo vệ «report_run_next»"),
        (
            "update activity_current set version = 9 where unit_code = 'V'",
            "«V», việc «congress» mang phiên bản 9",
        ),
    ],
)
def test_what_is_found_is_named_with_what_to_do(place: LogPlace, statement: str, said: str) -> None:
    with raw(place) as run:
        run(statement)
    findings = verify(place).findings
    assert any(said in finding.what for finding in findings), findings
    assert all("khôi phục từ bản sao lưu" in finding.remedy for finding in findings)


def test_a_table_that_is_missing_is_told(place: LogPlace) -> None:
    with raw(place) as run:
        run("drop table chain_head")
    assert is_found(place)


def test_a_trigger_of_others_is_found(place: LogPlace) -> None:
    with raw(place) as run:
        if run.is_server:
            run("create function t() returns trigger language plpgsql as $$ begin return new; end $$")
            run("create trigger t after insert on event for each row execute function t()")
        else:
            run("create trigger t after insert on event begin select 1; end")
    assert any("Có chốt lạ «t»" in finding.what for finding in verify(place).findings)


def test_a_trigger_that_is_switched_off_is_missed(place: LogPlace) -> None:
    """On a server only; a file has no such switch."""
    if isinstance(place, ServerAddress):
        with raw(place) as run:
            run("alter table event disable trigger event_no_delete")
        assert any("Mất chốt bảo vệ «event_no_delete»" in f.what for f in verify(place).findings)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update batch set source_name = 'khác' where number = 2", "Lần nhập số 2 đã bị thay đổi"),
        ("update batch set row_count = 99 where number = 8", "Lần nhập số 8 đã bị thay đổi"),
        ("delete from batch where number = 8", "Mất lần nhập số 8: niêm số 8 còn ghi"),
        ("delete from baseline where number = 2", "Mất bản chốt số 2: niêm số 11 còn ghi"),
        ("delete from seal where number > 9", "2 bản chốt cuối không có niêm"),
        ("delete from access_end", "Mất lần thu hồi số 1"),
        ("update activity_current set seq = 999 where unit_code = 'V'", "không có trong bảng «event»"),
    ],
)
def test_what_the_chain_of_events_does_not_hold_is_found_too(
    place: LogPlace, statement: str, said: str
) -> None:
    with behind_the_back(place) as run:
        run(statement)
    assert said in " ".join(finding.what for finding in verify(place).findings)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update event set effective_date = '2020-W08-4' where seq = 1", "Sự kiện số 1: giá trị ở cột «eff"),
        ("update chain_head set id = 2", "Đầu chuỗi phải là đúng một dòng"),
    ],
)
def test_what_a_server_would_not_take_is_found_in_a_file(tmp_path: Path, statement: str, said: str) -> None:
    path = tmp_path / "log.db"
    fill(path)
    with behind_the_back(path) as run:
        run(statement)
    assert said in " ".join(finding.what for finding in verify(path).findings)


def cut_tail(run: Raw, last: int) -> None:
    """The last imports are taken out as somebody would who knows the program: nothing is left of them."""
    ((batch, digest),) = run.rows("select batch, hash from event where seq = ?", (last,))
    access = ("access_end", "access_token", "role_grant", "account")
    for table in (*access, "baseline", "report_run", "activity_current"):
        run(f"delete from {table}")
    run("delete from seal where number > ?", (batch,))
    run("delete from batch where number > ?", (batch,))
    run("delete from event where seq > ?", (last,))
    columns = "campaign_code, unit_code, activity, seq, version, effective_date"
    run(f"insert into activity_current select {columns} from event")
    run("update chain_head set seq = ?, hash = ?", (last, digest))


def test_a_tail_cut_with_the_head_is_found_only_against_an_anchor(place: LogPlace, tmp_path: Path) -> None:
    before = head(place).anchor
    assert before is not None
    printed = tmp_path / "footer.txt"
    printed.write_text(f"Trang 1/1 — Sổ ghi đến số {before}", encoding="utf-8")
    with behind_the_back(place) as run:
        cut_tail(run, 20)
    assert verify(place).is_whole
    for anchor in (before, from_file(printed)):
        assert check(place, anchor).problem == "Sổ ghi chỉ còn đến số 20: 5 sự kiện cuối đã bị cắt bỏ."


def test_a_log_that_was_written_anew_is_found_only_against_an_anchor(place: LogPlace, tmp_path: Path) -> None:
    before = head(place).anchor
    assert before is not None
    other_log = tmp_path / "other.db"
    fill(other_log, units=6)
    assert verify(other_log).is_whole
    found = check(other_log, before)
    assert f"Sự kiện số {before.seq} nay có mã" in found.problem
    assert not found.is_kept


def test_an_anchor_does_not_hold_when_anything_before_it_was_changed(place: LogPlace) -> None:
    before = head(place).anchor
    assert before is not None
    with behind_the_back(place) as run:
        run("update event set percent = 11 where seq = 10")
    assert check(place, before).problem.startswith("Sự kiện số 10 ")
    with raw(place) as run:
        ((digest,),) = run.rows("select hash from event where seq = 9")
    assert check(place, Anchor(9, digest[:12])).is_kept


def test_an_anchor_holds_whatever_came_later(place: LogPlace) -> None:
    before = head(place).anchor
    assert before is not None
    with EventLog.open(place) as log:
        log.append("c", [row("Z", FEB_20, percent=5)], "vp", "z.csv", "00", datetime(2020, 3, 9, tzinfo=UTC))
    found = check(place, before)
    assert (found.is_kept, found.events_since) == (True, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("992:ee062fcd03d3", Anchor(992, "ee062fcd03d3")),
        ("Sổ ghi đến số 992 · EE062FCD03D3", Anchor(992, "ee062fcd03d3")),
        ("992 · ee062fcd03d3.", Anchor(992, "ee062fcd03d3")),
        ("992:ee062f", None),
        ("ee062fcd03d3", None),
        ("0:ee062fcd03d3", None),
        ("992:ee062fcd03dg", None),
        ("992:" + "a" * 65, None),
        ("", None),
    ],
)
def test_an_anchor_is_read_as_it_is_printed(text: str, expected: Anchor | None) -> None:
    assert from_text(text) == expected
