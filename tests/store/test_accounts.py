"""Accounts in the log's database: append-only, secrets nowhere to be read, and never a door without a key."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import argon2
import pytest

from daihoi.domain.access import AccessError, Grant
from daihoi.errors import StoreError, UnknownCodeError
from daihoi.store import account_writing as writing
from daihoi.store.accounts import accounts, has_accounts, identify
from daihoi.store.log import EventLog
from daihoi.store.verifying import verify

TODAY = date(2020, 3, 2)
UNTIL = date(2020, 5, 31)
DAY = timedelta(days=1)
ACT = writing.Act("quantri", datetime(2020, 3, 2, 1, tzinfo=UTC), TODAY)
CLERK = Grant("clerk", "CL.KT", TODAY, date(2020, 12, 31))
ADMINISTERING = ["administrator"]
TABLES = ("account", "role_grant", "access_token", "access_end")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that takes no time; one test below looks at the real cost."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", quick)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "daihoi.db"


@pytest.fixture
def administrator(path: Path) -> writing.Token:
    return writing.register(path, "quantri", UNTIL, ACT, "administrator")


@pytest.fixture
def clerk(path: Path, administrator: writing.Token) -> writing.Token:
    token = writing.register(path, "vanphong.CL.KT", UNTIL, ACT)
    writing.give(path, "vanphong.CL.KT", CLERK, ACT)
    return token


class TestIdentity:
    def test_no_log_no_accounts(self, path: Path) -> None:
        assert not has_accounts(path)
        assert accounts(path) == []
        assert not path.exists()

    def test_a_log_without_accounts_stays_without_their_tables(self, path: Path) -> None:
        EventLog.open(path).close()
        assert not has_accounts(path)
        with closing(sqlite3.connect(path)) as connection:
            names = {row[0] for row in connection.execute("select name from sqlite_master")}
        assert not names & set(TABLES)

    def test_a_token_opens_the_door_to_its_account_and_its_grants(
        self, path: Path, clerk: writing.Token
    ) -> None:
        actor = identify(path, "vanphong.CL.KT", clerk.text, TODAY)
        assert (actor.code, actor.grants, actor.is_operator) == ("vanphong.CL.KT", (CLERK,), False)

    def test_every_wrong_key_gets_the_same_answer(
        self, path: Path, administrator: writing.Token, clerk: writing.Token
    ) -> None:
        other = "x" if clerk.text[-1] != "x" else "y"
        tries = [
            ("quantri", clerk.text),
            ("vanphong.CL.KT", administrator.text),
            ("vanphong.cl.kt", clerk.text),
            ("khong-co", clerk.text),
            ("", clerk.text),
            ("vanphong.CL.KT", ""),
            ("vanphong.CL.KT", clerk.text[:-1] + other),
            ("vanphong.CL.KT", clerk.text[:-1]),
            ("vanphong.CL.KT", clerk.text + " "),
            ("vanphong.CL.KT", clerk.text.replace("dh2", "dh1")),
            ("vanphong.CL.KT", clerk.text.replace("dh2", "dh3")),
            ("vanphong.CL.KT", "dh" + "9" * 400),
            ("vanphong.CL.KT", clerk.text.upper()),
            ("' or 1=1 --", clerk.text),
            ("vanphong.CL.KT", "đ" * 43),
        ]
        told = set()
        for login, token in tries:
            with pytest.raises(AccessError) as refused:
                identify(path, login, token, TODAY)
            told.add(str(refused.value))
        assert len(told) == 1

    @pytest.mark.parametrize(("day", "opens"), [(UNTIL, True), (UNTIL + DAY, False)])
    def test_a_token_is_good_to_its_last_day(
        self, path: Path, clerk: writing.Token, day: date, opens: bool
    ) -> None:
        if opens:
            assert identify(path, "vanphong.CL.KT", clerk.text, day)
        else:
            with pytest.raises(
                AccessError, match=r"hết hạn ngày 31/05/2020.*daihoi user token vanphong\.CL\.KT"
            ):
                identify(path, "vanphong.CL.KT", clerk.text, day)

    def test_replacing_ends_the_tokens_before(self, path: Path, clerk: writing.Token) -> None:
        second = writing.issue_token(path, "vanphong.CL.KT", UNTIL, ACT, replace=False)
        assert identify(path, "vanphong.CL.KT", clerk.text, TODAY)
        third = writing.issue_token(path, "vanphong.CL.KT", UNTIL, ACT, replace=True)
        for old in (clerk, second):
            with pytest.raises(AccessError, match="đã bị thay"):
                identify(path, "vanphong.CL.KT", old.text, TODAY)
        assert identify(path, "vanphong.CL.KT", third.text, TODAY)

    def test_a_disabled_account_is_out_at_once_and_for_good(self, path: Path, clerk: writing.Token) -> None:
        writing.disable(path, "vanphong.CL.KT", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="đã bị khóa từ ngày 02/03/2020"):
            identify(path, "vanphong.CL.KT", clerk.text, TODAY)
        for again in (
            lambda: writing.issue_token(path, "vanphong.CL.KT", UNTIL, ACT, replace=False),
            lambda: writing.give(path, "vanphong.CL.KT", CLERK, ACT),
            lambda: writing.disable(path, "vanphong.CL.KT", ACT, ADMINISTERING),
            lambda: writing.register(path, "VanPhong.CL.KT", UNTIL, ACT),
        ):
            with pytest.raises(AccessError):
                again()


class TestSecrets:
    def test_no_secret_lies_in_any_file(self, path: Path, clerk: writing.Token) -> None:
        secret = clerk.text.split("_", 1)[1].encode()
        files = [file for file in path.parent.rglob("*") if file.is_file()]
        assert path in files
        assert not any(secret in file.read_bytes() for file in files)

    def test_tokens_differ_and_are_long(self, path: Path, administrator: writing.Token) -> None:
        issued = {writing.issue_token(path, "quantri", UNTIL, ACT, replace=False).text for _ in range(8)}
        secrets = {text.split("_", 1)[1] for text in issued}
        assert len(secrets) == 8
        assert {len(secret) for secret in secrets} == {43}  # 256 bits in base64

    def test_guessing_is_slow(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """argon2id with at least 64 MiB and 3 passes, the second choice of RFC 9106."""
        monkeypatch.undo()
        writing.register(path, "quantri", UNTIL, ACT, "administrator")
        with closing(sqlite3.connect(path)) as connection:
            (stored,) = connection.execute("select secret_hash from access_token").fetchone()
        found = argon2.extract_parameters(stored)
        assert (found.type, found.memory_cost >= 65536, found.time_cost >= 3) == (argon2.Type.ID, True, True)

    def test_a_stored_hash_that_was_damaged_lets_nobody_in(self, path: Path, clerk: writing.Token) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("drop trigger access_token_no_update")
            connection.execute("update access_token set secret_hash = '' where number = 2")
            connection.commit()
        with pytest.raises(AccessError, match="Không nhận ra"):
            identify(path, "vanphong.CL.KT", clerk.text, TODAY)


class TestGrants:
    def test_what_was_given_is_listed_with_who_gave_it(self, path: Path, clerk: writing.Token) -> None:
        first, second = accounts(path)
        assert (first.login, [record.grant.role for record in first.grants]) == ("quantri", ["administrator"])
        assert [(r.number, r.grant, r.actor) for r in second.grants] == [(2, CLERK, "quantri")]

    def test_taking_back_ends_a_right_today_and_keeps_the_row(self, path: Path, clerk: writing.Token) -> None:
        assert writing.take_back(path, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING) == 1
        (record,) = accounts(path)[1].grants
        assert record.grant.revoked_on == TODAY
        assert not record.grant.holds_on(TODAY)

    def test_it_can_be_given_again(self, path: Path, clerk: writing.Token) -> None:
        writing.take_back(path, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        writing.give(path, "vanphong.CL.KT", CLERK, ACT)
        assert [record.grant.holds_on(TODAY) for record in accounts(path)[1].grants] == [False, True]

    @pytest.mark.parametrize(
        ("role", "unit_code"), [("clerk", "CL"), ("reader", "CL.KT"), ("clerk", "cl.kt")]
    )
    def test_what_was_not_given_cannot_be_taken_back(
        self, path: Path, clerk: writing.Token, role: str, unit_code: str
    ) -> None:
        with pytest.raises(AccessError, match="không có quyền"):
            writing.take_back(path, "vanphong.CL.KT", role, unit_code, ACT, ADMINISTERING)

    def test_the_same_grant_twice_is_refused(self, path: Path, clerk: writing.Token) -> None:
        with pytest.raises(AccessError, match="đã có đúng quyền này"):
            writing.give(path, "vanphong.CL.KT", CLERK, ACT)

    def test_nobody_gets_rights_without_an_account(self, path: Path, clerk: writing.Token) -> None:
        with pytest.raises(UnknownCodeError, match=r"vanphong\.CL\.KT"):
            writing.give(path, "vanphong.CL.KX", CLERK, ACT)


class TestNobodyIsLockedOut:
    def test_the_first_account_has_to_be_an_administrator(self, path: Path) -> None:
        with pytest.raises(AccessError, match="--administrator"):
            writing.register(path, "vanphong", UNTIL, ACT)
        assert not has_accounts(path)

    def test_only_the_first_account_comes_with_a_role(self, path: Path, administrator: writing.Token) -> None:
        with pytest.raises(AccessError, match="bỏ --administrator"):
            writing.register(path, "vanphong", UNTIL, ACT, "administrator")
        assert [account.login for account in accounts(path)] == ["quantri"]

    @pytest.mark.parametrize(
        "second",
        [
            None,
            Grant("auditor", "*", TODAY),
            Grant("administrator", "CL", TODAY),
            Grant("administrator", "*", TODAY, UNTIL),
            Grant("administrator", "*", TODAY + DAY),
        ],
    )
    def test_the_last_administrator_stays(
        self, path: Path, administrator: writing.Token, second: Grant | None
    ) -> None:
        """Somebody who administers from today on and without an end has to be left."""
        writing.register(path, "nguoi2", UNTIL, ACT)
        if second:
            writing.give(path, "nguoi2", second, ACT)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.take_back(path, "quantri", "administrator", "*", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.disable(path, "quantri", ACT, ADMINISTERING)
        first = accounts(path)[0]
        assert first.disabled_on is None
        assert first.grants[0].grant.holds_on(TODAY)
        assert identify(path, "quantri", administrator.text, TODAY)

    def test_one_of_two_administrators_may_go(self, path: Path, administrator: writing.Token) -> None:
        writing.register(path, "nguoi2", UNTIL, ACT)
        writing.give(path, "nguoi2", Grant("administrator", "*", TODAY), ACT)
        writing.disable(path, "quantri", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.disable(path, "nguoi2", ACT, ADMINISTERING)


class TestNothingIsForgotten:
    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize(
        "statement",
        [
            "update {0} set actor = 'x'",
            "delete from {0}",
            "replace into {0} select * from {0} where number = 1",
            "insert or replace into {0} select * from {0} where number = 1",
        ],
    )
    def test_the_database_refuses(self, path: Path, clerk: writing.Token, table: str, statement: str) -> None:
        writing.take_back(path, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            connection.execute(statement.format(table))

    def test_a_failure_half_way_leaves_nothing(
        self, path: Path, administrator: writing.Token, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: int) -> str:
            raise OSError("no randomness")

        monkeypatch.setattr(writing.secrets, "token_urlsafe", fail)
        with pytest.raises(StoreError):
            writing.register(path, "vanphong", UNTIL, ACT)
        assert [account.login for account in accounts(path)] == ["quantri"]

    def test_the_events_of_the_log_are_untouched(self, path: Path) -> None:
        EventLog.open(path).close()
        writing.register(path, "quantri", UNTIL, ACT, "administrator")
        with EventLog.open_existing(path) as log:
            assert (log.head(), log.verify()) == ((0, ""), [])

    @pytest.mark.parametrize(
        "statement",
        [
            "update account set actor = 'x' where number = 2",
            "update role_grant set unit_code = 'CL' where number = 2",
            "update role_grant set role = 'administrator', unit_code = '*' where number = 2",
            "update role_grant set valid_to = null where number = 2",
            "update access_token set valid_to = '2999-01-01' where number = 2",
            "update access_token set secret_hash = (select secret_hash from access_token where number = 1)",
            "update access_end set ended_on = '2999-01-01'",
            "delete from access_end",
            "delete from role_grant where number = 1",
        ],
    )
    def test_what_is_changed_behind_the_programs_back_is_found(
        self, path: Path, clerk: writing.Token, statement: str
    ) -> None:
        writing.take_back(path, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        assert verify(path).is_whole
        with closing(sqlite3.connect(path)) as connection:
            guards = list(connection.execute("select name, sql from sqlite_master where type = 'trigger'"))
            for name, _ in guards:
                connection.execute(f"drop trigger {name}")
            connection.execute(statement)
            for _, sql in guards:
                connection.execute(sql)
            connection.commit()
        assert not verify(path).is_whole

    def test_another_programs_database_is_left_alone(self, path: Path) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("create table account (id integer, login text)")
            connection.execute("insert into account values (1, 'quantri')")
            connection.commit()
        before = path.read_bytes()
        assert not has_accounts(path)
        with pytest.raises(StoreError, match="chương trình khác"):
            writing.register(path, "quantri", UNTIL, ACT, "administrator")
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        "content", [b"not a database at all, " * 99, b"SQLite format 3\x00" + b"\xff" * 4096]
    )
    def test_a_broken_file_is_told_and_not_taken_for_no_accounts(self, path: Path, content: bytes) -> None:
        path.parent.mkdir()
        path.write_bytes(content)
        with pytest.raises(StoreError):
            has_accounts(path)

    def test_one_of_many_who_take_the_same_code_gets_it(
        self, path: Path, administrator: writing.Token
    ) -> None:
        got: list[str] = []

        def take(login: str) -> None:
            try:
                writing.register(path, login, UNTIL, ACT)
            except AccessError:
                got.append("")
            else:
                got.append(login)

        logins = ["vanphong", "VanPhong", "VANPHONG", "vanphonG"]
        threads = [threading.Thread(target=take, args=(login,)) for login in logins]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([login for login in got if login]) == 1
        assert [account.number for account in accounts(path)] == [1, 2]
