"""``upgrade``: old logs become new ones with every hash they had, or stay what they were."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import anchors, upgrading
from daihoi.store.accounts import accounts, has_accounts
from daihoi.store.backups import back_up
from daihoi.store.baselines import load
from daihoi.store.database import SCHEMA_VERSION, database
from daihoi.store.log import EventLog
from daihoi.store.migrations.running import migrate, rebuilding
from daihoi.store.upgrading import Upgraded, upgrade
from daihoi.store.verifying import verify
from tests.store.old_logs import HEAD, KINDS, NOON, dump, old_log, rows
from tests.store.raw import execute

BACKUP = "daihoi-20200302-120000-truoc-nang-cap.db"
TABLES = ("meta", "batch", "event", "activity_current", "chain_head", "seal", "baseline", "account")
TABLES += ("role_grant", "access_token", "access_end")
HERE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_log_is_backed_up_then_upgraded_and_whole(kind: str, tmp_path: Path) -> None:
    old = old_log(kind, tmp_path / "log.db")
    before = dump(old)
    done = upgrade(old, NOON)
    assert done == Upgraded(1, SCHEMA_VERSION, tmp_path / "backups" / BACKUP)
    assert done.backup is not None
    assert dump(done.backup) == before
    found = verify(old)
    assert (found.is_whole, found.unsealed, found.findings) == (True, 0, [])
    assert found.head.anchor == anchors.Anchor(*HEAD)
    assert anchors.check(
        old, anchors.Anchor(5, rows(old, "select hash from event where seq = 5")[0][0])
    ).is_kept
    assert names(tmp_path) == {"log.db", "backups"}
    assert names(tmp_path / "backups") == {BACKUP}


def test_what_an_old_log_told_it_tells_still(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    upgrade(old, NOON)
    with EventLog.open_existing(old) as log:
        picture = log.snapshot("c", date(2020, 3, 2))
        earlier = log.snapshot("c", date(2020, 3, 2), known_seq=4)
    held = {event.statement.key: event.statement for event in picture.events}
    assert {key: said.actual_finish for key, said in held.items()} == {
        ("A", "congress"): date(2020, 2, 23),
        ("B", "congress"): date(2020, 2, 20),
        ("C", "approval"): date(2020, 2, 28),
        ("C", "dossier"): date(2020, 2, 21),
    }
    assert {event.statement.key: event.seq for event in earlier.events} == {
        ("A", "congress"): 3,
        ("B", "congress"): 2,
        ("C", "dossier"): 4,
    }
    record, dates = load(old, "c", "kế hoạch gốc")
    assert (record.reason, list(dates.unit_codes)) == ("Ban hành kế hoạch", ["A", "B"])
    logins = {account.login: account.disabled_on for account in accounts(old)}
    assert logins == {"quantri": None, "vp.a": None, "vp.b": date(2020, 3, 2)}


def test_an_upgraded_log_takes_reports_and_repeats_as_ever(
    tmp_path: Path, make_row: Callable[..., PreparedRow]
) -> None:
    old = old_log("bare", tmp_path / "log.db")
    upgrade(old, NOON)
    again = [
        make_row("A", date(2020, 2, 20), percent=50, actual_start=date(2020, 2, 18)),
        make_row("B", date(2020, 2, 20), finish=True, source="Báo cáo số 12-BC/ĐU"),
    ]
    with EventLog.open(old) as log:
        assert log.append("c", again, "vp", "bao-cao.csv", "00", NOON).duplicate_of == 1
        new = log.append("c", [make_row("D", date(2020, 3, 1), finish=True)], "vp", "d.csv", "00", NOON)
    assert (new.batch, new.new_events) == (7, 1)
    assert verify(old).is_whole
    assert not has_accounts(old)


def test_a_log_of_this_version_is_left_as_it_is(log_place: LogPlace, tmp_path: Path) -> None:
    EventLog.open(log_place).close()
    state = [database(log_place).tables(), database(log_place).size_bytes()]
    assert upgrade(log_place, NOON, tmp_path / "kept") == Upgraded(SCHEMA_VERSION, SCHEMA_VERSION, None)
    assert [database(log_place).tables(), database(log_place).size_bytes()] == state
    assert not (tmp_path / "kept").exists()


def test_an_old_log_is_refused_until_it_is_upgraded(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    before = dump(old)
    for use in (EventLog.open, EventLog.open_existing, verify, lambda path: back_up(path, None, NOON)):
        with pytest.raises(StoreError, match=r"phiên bản 1; bản này cần 2\)\. Chạy daihoi db upgrade"):
            use(old)
    assert dump(old) == before
    assert names(tmp_path) == {"log.db"}


def test_an_old_log_on_a_server_is_upgraded_too(postgresql_url: str, tmp_path: Path) -> None:
    place = ServerAddress(postgresql_url)
    database(place).prepare()
    source = old_log("full", tmp_path / "log.db")
    with rebuilding(database(place)) as now:
        migrate(now.connection, "0001")
        for name in ("meta", "chain_head"):
            now.run(f"delete from {name}")
        for name in TABLES:
            insert(now.run, name, source)
    done = upgrade(place, NOON, tmp_path / "kept")
    assert done == Upgraded(1, 2, tmp_path / "kept" / BACKUP)
    found = verify(place)
    assert (found.is_whole, found.head.anchor) == (True, anchors.Anchor(*HEAD))
    assert done.backup is not None
    for name in ("event", "seal", "access_end", "meta"):
        sql = f"select * from {name} order by 1"
        assert rows(done.backup, sql) == rows(source, sql)


def insert(run: Callable[..., object], name: str, source: Path) -> None:
    for row in rows(source, f"select * from {name} order by 1"):
        run(f"insert into {name} values ({', '.join('?' * len(row))})", row)


# What is refused, with what stands


def empty(path: Path) -> None:
    path.touch()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("create table notes (text)")


def newer(path: Path) -> None:
    old_log("full", path)
    execute(path, "update meta set value = '3'")


def nameless(path: Path) -> None:
    old_log("full", path)
    execute(path, "delete from meta")


def words(path: Path) -> None:
    path.write_text("Mã đơn vị,Việc\n" * 100, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (None, "Chưa có sổ ghi ở .*: không có gì để nâng cấp"),
        (empty, "Chưa có sổ ghi ở .*: không có gì để nâng cấp"),
        (foreign, "là cơ sở dữ liệu của chương trình khác"),
        (newer, r"bản chương trình mới hơn tạo ra \(phiên bản 3; .* sổ ghi không bị thay đổi"),
        (nameless, "không ghi phiên bản nào: khôi phục từ bản sao lưu"),
        (words, "không phải sổ ghi"),
    ],
)
def test_what_is_no_old_log_is_refused_untouched(
    spoil: Callable[[Path], None] | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "log.db"
    if spoil:
        spoil(path)
    before = path.read_bytes() if spoil else b""
    with pytest.raises(StoreError, match=said):
        upgrade(path, NOON)
    assert not spoil or path.read_bytes() == before
    assert names(tmp_path) == ({"log.db"} if spoil else set())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update event set actual_finish = '2020-02-19' where seq = 2", "Sự kiện số 2 đã bị thay đổi"),
        ("update batch set source_name = 'x' where number = 2", "Lần nhập số 2 đã bị thay đổi"),
        ("update activity_current set seq = 1 where unit_code = 'A'", "Bảng hiện trạng không khớp sổ ghi"),
        ("update account set login_key = 'x' where number = 2", "Tài khoản số 2 đã bị thay đổi"),
        ("update chain_head set seq = 6", "Đầu chuỗi ghi sự kiện số 6"),
        ("update role_grant set login = 'ai' where number = 2", "Bảng «role_grant», dòng 2: trỏ đến dòng"),
    ],
)
def test_a_log_that_was_changed_behind_our_back_is_not_upgraded(
    statement: str, said: str, tmp_path: Path
) -> None:
    old = old_log("full", tmp_path / "log.db")
    for table in ("event", "batch", "account", "role_grant"):
        execute(old, f"drop trigger {table}_no_update")
    execute(old, statement)
    before = dump(old)
    with pytest.raises(StoreError, match="vẫn ở phiên bản 1, còn nguyên như trước") as refused:
        upgrade(old, NOON)
    assert said in str(refused.value)
    assert f"Bản sao của nó: {tmp_path / 'backups' / BACKUP}" in str(refused.value)
    assert dump(old) == before
    assert dump(tmp_path / "backups" / BACKUP) == before


def test_a_damaged_old_log_is_not_upgraded(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    content = bytearray(old.read_bytes())
    page = rows(old, "select rootpage from sqlite_master where name = 'event'")[0][0] - 1
    content[page * 4096 + 100 : page * 4096 + 4000] = b"\xff" * 3900
    old.write_bytes(content)
    with pytest.raises(StoreError, match="vẫn ở phiên bản 1, còn nguyên như trước"):
        upgrade(old, NOON)
    assert old.read_bytes() == content
    assert not list((tmp_path / "backups").glob("*.db"))


def test_without_a_backup_nothing_is_upgraded(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    before = dump(old)
    (tmp_path / "backups").write_text("một tệp")
    with pytest.raises(StoreError, match=r"vẫn ở phiên bản 1(.|\n)*Không sao lưu được vào .*backups"):
        upgrade(old, NOON)
    assert dump(old) == before


def test_one_who_waited_while_another_upgraded_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = old_log("full", tmp_path / "log.db")
    rebuild = upgrading.rebuilding

    def late(found: object) -> object:
        monkeypatch.setattr(upgrading, "rebuilding", rebuild)
        upgrade(old, NOON)
        return rebuild(found)  # type: ignore[arg-type] # what it was given

    monkeypatch.setattr(upgrading, "rebuilding", late)
    assert upgrade(old, NOON) == Upgraded(1, SCHEMA_VERSION, None)
    assert verify(old).is_whole
    assert names(tmp_path / "backups") == {BACKUP}


def test_killed_before_any_statement_the_old_log_or_the_new_one_stands(tmp_path: Path) -> None:
    first = old_log("full", tmp_path / "first" / "log.db")
    before = dump(first)
    script = Path(__file__).with_name("kill_statements.py")
    outcomes = []
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE
    ) as program:
        assert program.stdin
        assert program.stdout
        for number in range(1, 400, 17):
            path = old_log("full", tmp_path / str(number) / "log.db")
            print(json.dumps([str(path), number]), file=program.stdin, flush=True)
            outcomes.append(program.stdout.readline().strip())
            if outcomes[-1] == "done":
                break
            assert dump(path) == before
        program.stdin.close()
    assert verify(path).is_whole
    assert set(outcomes[:-1]) == {"killed"}
    assert outcomes[-1] == "done"
    assert len(outcomes) > 10
    left = path.parent.parent / "86" / "log.db"  # the next attempt succeeds and tidies up
    upgrade(left, NOON)
    assert verify(left).is_whole
    assert {name for name in names(left.parent / "backups") if name.startswith(".")} == set()
