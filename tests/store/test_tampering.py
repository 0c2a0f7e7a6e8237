"""Whoever changes the file behind the program's back is found: every table, every column, 100 tries."""

from __future__ import annotations

import random
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daihoi.domain.baselines import Baseline, Origin, PlannedDates
from daihoi.domain.record import EventKind
from daihoi.store import baselines, seals, writing
from daihoi.store.anchors import Anchor, check, from_file, from_text, head
from daihoi.store.backups import back_up
from daihoi.store.log import EventLog
from daihoi.store.verifying import verify
from tests.store.conftest import NOON, row

TRIES = 100
FEB_20, FEB_24 = date(2020, 2, 20), date(2020, 2, 24)


def seal(path: Path) -> None:
    engine = writing.open_engine(path)
    with writing.transaction(engine, path) as connection:
        seals.extend(connection.exec_driver_sql)
    engine.dispose()


def fill(path: Path, units: int = 5) -> None:
    """Reports, a correction, an approval, an import that said nothing new, two baselines."""
    with EventLog.open(path) as log:
        for number in range(4):
            rows = [row(f"U{number}.{i}", FEB_20, percent=10 * number) for i in range(units)]
            log.append("c", rows, "vp", f"báo cáo {number}.csv", "00", NOON + timedelta(hours=number))
        mended = row("U1.1", FEB_24, kind=EventKind.CORRECT, percent=55, reason="nhầm tuần")
        approved = row(
            "U2.1", FEB_24, activity="gate", kind=EventKind.APPROVE, finish=True, document_number="7-QĐ"
        )
        later = NOON + timedelta(hours=5)
        log.append("c", [mended, approved], "vp", "sửa.csv", "00", later)
        log.append("d", [row("V", FEB_20, percent=10)], "vp", "khác.csv", "00", later)
        log.append(
            "d",
            [row("V", FEB_20, percent=10, line=3), row("W", FEB_20, percent=1)],
            "vp",
            "a.csv",
            "00",
            later,
        )
        nothing_new = [row("W", FEB_20, percent=1)]
        assert log.append("d", nothing_new, "vp", "b.csv", "00", later).new_events == 0
    column = np.arange(3, dtype=np.int32)
    for name in ("Kế hoạch 86", "Giao ban"):
        dates = PlannedDates(("U",), ("a", "b", "c"), column * 0, column, column + 5, column + 9)
        frozen = Baseline(name, Origin("c", FEB_24 if name == "Giao ban" else None, 5, "ab" * 32), dates)
        baselines.freeze(path, frozen, "chốt để so", "vp", NOON)
    seal(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "log.db"
    fill(path)
    found = verify(path)
    assert found.is_whole, found.findings
    assert found.rows == {"event": 24, "batch": 8, "activity_current": 23, "baseline": 2}
    assert (found.seals, found.unsealed) == (10, 0)
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path))


@contextmanager
def behind_the_back(path: Path) -> Iterator[sqlite3.Connection]:
    """The database without its triggers, and every rule that can be switched off; the triggers come back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in ("foreign_keys=off", "ignore_check_constraints=on", "synchronous=off"):
            raw.execute(f"pragma {pragma}")
        raw.execute("begin")
        triggers = raw.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"drop trigger {name}")
        yield raw
        for _, sql in triggers:
            raw.execute(sql)
        raw.execute("commit")


def tables(raw: sqlite3.Connection) -> list[str]:
    sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    return [name for (name,) in raw.execute(sql)]


def columns(raw: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in raw.execute(f"pragma table_info({table})")]


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


def update(raw: sqlite3.Connection, table: str, column: str, chance: random.Random) -> None:
    rowid, value = chance.choice(raw.execute(f"select rowid, {column} from {table}").fetchall())
    raw.execute(f"update {table} set {column} = ? where rowid = ?", (other(value, chance), rowid))


def delete(raw: sqlite3.Connection, table: str, chance: random.Random) -> None:
    rowid = chance.choice(raw.execute(f"select rowid from {table}").fetchall())
    raw.execute(f"delete from {table} where rowid = ?", rowid)


def swap(raw: sqlite3.Connection, table: str, chance: random.Random) -> None:
    """Two rows exchange all they say but their first column: they are in another order."""
    rows = raw.execute(f"select * from {table}").fetchall()
    one, two = chance.sample(rows, 2) if len(rows) > 1 else (rows[0], rows[0])
    marks = ", ".join("?" * len(one))
    first = columns(raw, table)[0]
    raw.executemany(f"delete from {table} where {first} = ?", [(one[0],), (two[0],)])
    raw.executemany(f"insert into {table} values ({marks})", [(one[0], *two[1:]), (two[0], *one[1:])])


def double(raw: sqlite3.Connection, table: str, chance: random.Random) -> None:
    """One row more, made after another: only what has to differ does."""
    (*row,) = chance.choice(raw.execute(f"select * from {table}").fetchall())
    names = columns(raw, table)
    row[0] = (
        row[0] + "x"
        if isinstance(row[0], str)
        else raw.execute(f"select max({names[0]}) from {table}").fetchone()[0] + 1
    )
    for name, change in (
        ("version", 90),
        ("hash", "f" * 64),
        ("content_sha256", "f" * 64),
        ("name_key", "mới"),
    ):
        if name in names:
            row[names.index(name)] = change
    if "row_number" in names:
        row[names.index("row_number")] += 90
    raw.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def tamper(raw: sqlite3.Connection, chance: random.Random) -> str:
    """Changes something at random, and says what."""
    before = list(raw.iterdump())
    while list(raw.iterdump()) == before:
        table = chance.choice(tables(raw))
        action = chance.choice([update, update, update, delete, swap, double])
        what = f"{action.__name__} {table}"
        raw.execute("savepoint s")
        try:
            if action is update:
                column = chance.choice(columns(raw, table))
                what += f".{column}"
                update(raw, table, column, chance)
            else:
                action(raw, table, chance)  # type: ignore[call-arg] # the other three take no column
        except sqlite3.IntegrityError:  # the table itself refuses: somebody would try something else
            raw.execute("rollback to s")
        raw.execute("release s")
    return what


def test_a_hundred_tries_of_a_hundred_are_found(whole: Path, tmp_path: Path) -> None:
    missed, seen = [], set()
    for seed in range(TRIES):
        path = Path(shutil.copy(whole, tmp_path / "log.db"))
        with behind_the_back(path) as raw:
            what = tamper(raw, random.Random(seed))
        seen.add(what)
        if verify(path).is_whole:
            missed.append((seed, what))
    assert missed == []
    assert len(seen) > 40


def test_a_change_in_any_column_is_found(whole: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(whole)) as raw:
        places = [(table, column) for table in tables(raw) for column in columns(raw, table)]
    assert len(places) > 50
    missed = []
    for seed, (table, column) in enumerate(places):
        path = Path(shutil.copy(whole, tmp_path / "log.db"))
        chance = random.Random(seed)
        with behind_the_back(path) as raw:
            before = list(raw.iterdump())
            while list(raw.iterdump()) == before:
                try:
                    update(raw, table, column, chance)
                except sqlite3.IntegrityError:
                    continue
        if verify(path).is_whole:
            missed.append(f"{table}.{column}")
    assert missed == []


def test_every_row_that_is_taken_out_is_found(whole: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(whole)) as raw:
        rows = [(t, rowid) for t in tables(raw) for (rowid,) in raw.execute(f"select rowid from {t}")]
    missed = []
    for table, rowid in rows[::3] + [(t, r) for t, r in rows if t in ("batch", "baseline", "seal", "meta")]:
        path = Path(shutil.copy(whole, tmp_path / "log.db"))
        with behind_the_back(path) as raw:
            raw.execute(f"delete from {table} where rowid = ?", (rowid,))
        if verify(path).is_whole:
            missed.append((table, rowid))
    assert missed == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("drop trigger event_no_update", "Mất chốt bảo vệ «event_no_update»"),
        ("create trigger t after insert on event begin select 1; end", "Có chốt lạ «t»"),
        ("drop table chain_head", "Nội dung sổ ghi không đọc được"),
        ("update chain_head set id = 2", "Đầu chuỗi phải là đúng một dòng"),
        ("delete from meta", "Phiên bản sổ ghi không phải là 1"),
        (
            "update activity_current set version = 9 where unit_code = 'V'",
            "«V», việc «congress» mang phiên bản 9",
        ),
        (
            "update activity_current set seq = 999 where unit_code = 'V'",
            "trỏ đến dòng không có trong bảng «event»",
        ),
    ],
)
def test_what_is_found_is_named_with_what_to_do(path: Path, statement: str, said: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("pragma ignore_check_constraints=on")
        raw.execute(statement)
    findings = verify(path).findings
    assert any(said in finding.what for finding in findings), findings
    assert all("khôi phục từ bản sao lưu" in finding.remedy for finding in findings)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update batch set source_name = 'khác' where number = 2", "Lần nhập số 2 đã bị thay đổi"),
        ("update batch set row_count = 99 where number = 8", "Lần nhập số 8 đã bị thay đổi"),
        ("delete from batch where number = 8", "Mất lần nhập số 8: niêm số 8 còn ghi"),
        ("delete from baseline where number = 2", "Mất bản chốt số 2: niêm số 10 còn ghi"),
        ("delete from seal where number > 8", "2 bản chốt cuối không có niêm"),
        (
            "update event set effective_date = '2020-W08-4' where seq = 1",
            "Sự kiện số 1: giá trị ở cột «effective_date»",
        ),
    ],
)
def test_what_the_chain_of_events_does_not_hold_is_found_too(path: Path, statement: str, said: str) -> None:
    with behind_the_back(path) as raw:
        raw.execute(statement)
    assert said in " ".join(finding.what for finding in verify(path).findings)


def cut_tail(raw: sqlite3.Connection, last: int) -> None:
    """The last imports are taken out as somebody would who knows the program: nothing is left of them."""
    batch = raw.execute("select batch from event where seq = ?", (last,)).fetchone()[0]
    raw.execute("delete from seal where number > ?", (batch,))
    raw.execute("delete from baseline")
    raw.execute("delete from batch where number > ?", (batch,))
    raw.execute("delete from event where seq > ?", (last,))
    raw.execute("delete from activity_current")
    raw.execute(
        "insert into activity_current "
        "select campaign_code, unit_code, activity, seq, version, effective_date from event"
    )
    digest = raw.execute("select hash from event where seq = ?", (last,)).fetchone()[0]
    raw.execute("update chain_head set seq = ?, hash = ?", (last, digest))


def test_a_tail_cut_with_the_head_is_found_only_against_an_anchor(path: Path, tmp_path: Path) -> None:
    before = head(path).anchor
    kept = back_up(path, tmp_path / "kept.db", NOON)
    assert before is not None
    with behind_the_back(path) as raw:
        cut_tail(raw, 20)
    assert verify(path).is_whole
    for anchor in (before, from_file(kept.path), from_file(kept.anchor_path)):
        assert check(path, anchor).problem == "Sổ ghi chỉ còn đến số 20: 4 sự kiện cuối đã bị cắt bỏ."


def test_a_log_that_was_written_anew_is_found_only_against_an_anchor(path: Path, tmp_path: Path) -> None:
    before = head(path).anchor
    assert before is not None
    other_log = tmp_path / "other.db"
    fill(other_log, units=6)
    assert verify(other_log).is_whole
    found = check(other_log, before)
    assert f"Sự kiện số {before.seq} nay có mã" in found.problem
    assert not found.is_kept


def test_an_anchor_does_not_hold_when_anything_before_it_was_changed(path: Path) -> None:
    before = head(path).anchor
    assert before is not None
    with behind_the_back(path) as raw:
        raw.execute("update event set percent = 11 where seq = 10")
    assert check(path, before).problem == "Sự kiện số 10 không còn như đã ghi: chuỗi mã băm đứt ở đó."
    with closing(sqlite3.connect(path)) as raw:
        digest = raw.execute("select hash from event where seq = 9").fetchone()[0]
    assert check(path, Anchor(9, digest[:12])).is_kept


def test_an_anchor_holds_whatever_came_later(path: Path) -> None:
    before = head(path).anchor
    assert before is not None
    with EventLog.open(path) as log:
        log.append("c", [row("Z", FEB_20, percent=5)], "vp", "z.csv", "00", datetime(2020, 3, 9, tzinfo=UTC))
    found = check(path, before)
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


def test_a_log_made_before_there_were_seals_is_whole_and_is_sealed_by_and_by(path: Path) -> None:
    with behind_the_back(path) as raw:
        pass
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("drop table seal")
    old = verify(path)
    assert (old.is_whole, old.seals, old.unsealed) == (True, 0, 10)
    seal(path)
    new = verify(path)
    assert (new.is_whole, new.seals, new.unsealed) == (True, 10, 0)
