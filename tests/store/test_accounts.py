"""Accounts in the log's database: append-only, secrets nowhere to be read, and never a door without a key."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import argon2
import pytest

from daihoi.domain.access import AccessError, Grant
from daihoi.errors import StoreError, UnknownCodeError
from daihoi.log_place import LogPlace
from daihoi.store import account_writing as writing
from daihoi.store.accounts import accounts, has_accounts, identify
from daihoi.store.database import has_log
from daihoi.store.log import EventLog
from daihoi.store.verifying import verify
from tests.store.raw import APPEND_ONLY, behind_the_back, content, execute, rows

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
def administrator(log_place: LogPlace) -> writing.Token:
    return writing.register(log_place, "quantri", UNTIL, ACT, "administrator")


@pytest.fixture
def clerk(log_place: LogPlace, administrator: writing.Token) -> writing.Token:
    token = writing.register(log_place, "vanphong.CL.KT", UNTIL, ACT)
    writing.give(log_place, "vanphong.CL.KT", CLERK, ACT)
    return token


class TestIdentity:
    def test_no_log_no_accounts(self, log_place: LogPlace) -> None:
        assert not has_accounts(log_place)
        assert accounts(log_place) == []
        assert not has_log(log_place)

    def test_a_log_without_accounts(self, log_place: LogPlace) -> None:
        EventLog.open(log_place).close()
        assert not has_accounts(log_place)
        assert accounts(log_place) == []

    def test_a_token_opens_the_door_to_its_account_and_its_grants(
        self, log_place: LogPlace, clerk: writing.Token
    ) -> None:
        actor = identify(log_place, "vanphong.CL.KT", clerk.text, TODAY)
        assert (actor.code, actor.grants, actor.is_operator) == ("vanphong.CL.KT", (CLERK,), False)

    def test_every_wrong_key_gets_the_same_answer(
        self, log_place: LogPlace, administrator: writing.Token, clerk: writing.Token
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
                identify(log_place, login, token, TODAY)
            told.add(str(refused.value))
        assert len(told) == 1

    @pytest.mark.parametrize(("day", "opens"), [(UNTIL, True), (UNTIL + DAY, False)])
    def test_a_token_is_good_to_its_last_day(
        self, log_place: LogPlace, clerk: writing.Token, day: date, opens: bool
    ) -> None:
        if opens:
            assert identify(log_place, "vanphong.CL.KT", clerk.text, day)
        else:
            with pytest.raises(
                AccessError, match=r"hết hạn ngày 31/05/2020.*daihoi user token vanphong\.CL\.KT"
            ):
                identify(log_place, "vanphong.CL.KT", clerk.text, day)

    def test_replacing_ends_the_tokens_before(self, log_place: LogPlace, clerk: writing.Token) -> None:
        second = writing.issue_token(log_place, "vanphong.CL.KT", UNTIL, ACT, replace=False)
        assert identify(log_place, "vanphong.CL.KT", clerk.text, TODAY)
        third = writing.issue_token(log_place, "vanphong.CL.KT", UNTIL, ACT, replace=True)
        for old in (clerk, second):
            with pytest.raises(AccessError, match="đã bị thay"):
                identify(log_place, "vanphong.CL.KT", old.text, TODAY)
        assert identify(log_place, "vanphong.CL.KT", third.text, TODAY)

    def test_a_disabled_account_is_out_at_once_and_for_good(
        self, log_place: LogPlace, clerk: writing.Token
    ) -> None:
        writing.disable(log_place, "vanphong.CL.KT", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="đã bị khóa từ ngày 02/03/2020"):
            identify(log_place, "vanphong.CL.KT", clerk.text, TODAY)
        for again in (
            lambda: writing.issue_token(log_place, "vanphong.CL.KT", UNTIL, ACT, replace=False),
            lambda: writing.give(log_place, "vanphong.CL.KT", CLERK, ACT),
            lambda: writing.disable(log_place, "vanphong.CL.KT", ACT, ADMINISTERING),
            lambda: writing.register(log_place, "VanPhong.CL.KT", UNTIL, ACT),
        ):
            with pytest.raises(AccessError):
                again()


class TestSecrets:
    def test_no_secret_lies_in_any_file(self, log_place: LogPlace, clerk: writing.Token) -> None:
        if isinstance(log_place, Path):
            files = [file for file in log_place.parent.rglob("*") if file.is_file()]
            assert log_place in files
            stored = b"".join(file.read_bytes() for file in files)
        else:
            stored = str(content(log_place)).encode()
        assert b"vanphong.CL.KT" in stored
        assert clerk.text.split("_", 1)[1].encode() not in stored

    def test_tokens_differ_and_are_long(self, log_place: LogPlace, administrator: writing.Token) -> None:
        issued = {writing.issue_token(log_place, "quantri", UNTIL, ACT, replace=False).text for _ in range(8)}
        secrets = {text.split("_", 1)[1] for text in issued}
        assert len(secrets) == 8
        assert {len(secret) for secret in secrets} == {43}  # 256 bits in base64

    def test_guessing_is_slow(self, log_place: LogPlace, monkeypatch: pytest.MonkeyPatch) -> None:
        """argon2id with at least 64 MiB and 3 passes, the second choice of RFC 9106."""
        monkeypatch.undo()
        writing.register(log_place, "quantri", UNTIL, ACT, "administrator")
        ((stored,),) = rows(log_place, "select secret_hash from access_token")
        found = argon2.extract_parameters(stored)
        assert (found.type, found.memory_cost >= 65536, found.time_cost >= 3) == (argon2.Type.ID, True, True)

    def test_a_stored_hash_that_was_damaged_lets_nobody_in(
        self, log_place: LogPlace, clerk: writing.Token
    ) -> None:
        with behind_the_back(log_place) as run:
            run("update access_token set secret_hash = '' where number = 2")
        with pytest.raises(AccessError, match="Không nhận ra"):
            identify(log_place, "vanphong.CL.KT", clerk.text, TODAY)


class TestGrants:
    def test_what_was_given_is_listed_with_who_gave_it(
        self, log_place: LogPlace, clerk: writing.Token
    ) -> None:
        first, second = accounts(log_place)
        assert (first.login, [record.grant.role for record in first.grants]) == ("quantri", ["administrator"])
        assert [(r.number, r.grant, r.actor) for r in second.grants] == [(2, CLERK, "quantri")]

    def test_taking_back_ends_a_right_today_and_keeps_the_row(
        self, log_place: LogPlace, clerk: writing.Token
    ) -> None:
        assert writing.take_back(log_place, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING) == 1
        (record,) = accounts(log_place)[1].grants
        assert record.grant.revoked_on == TODAY
        assert not record.grant.holds_on(TODAY)

    def test_it_can_be_given_again(self, log_place: LogPlace, clerk: writing.Token) -> None:
        writing.take_back(log_place, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        writing.give(log_place, "vanphong.CL.KT", CLERK, ACT)
        assert [record.grant.holds_on(TODAY) for record in accounts(log_place)[1].grants] == [False, True]

    @pytest.mark.parametrize(
        ("role", "unit_code"), [("clerk", "CL"), ("reader", "CL.KT"), ("clerk", "cl.kt")]
    )
    def test_what_was_not_given_cannot_be_taken_back(
        self, log_place: LogPlace, clerk: writing.Token, role: str, unit_code: str
    ) -> None:
        with pytest.raises(AccessError, match="không có quyền"):
            writing.take_back(log_place, "vanphong.CL.KT", role, unit_code, ACT, ADMINISTERING)

    def test_the_same_grant_twice_is_refused(self, log_place: LogPlace, clerk: writing.Token) -> None:
        with pytest.raises(AccessError, match="đã có đúng quyền này"):
            writing.give(log_place, "vanphong.CL.KT", CLERK, ACT)

    def test_nobody_gets_rights_without_an_account(self, log_place: LogPlace, clerk: writing.Token) -> None:
        with pytest.raises(UnknownCodeError, match=r"vanphong\.CL\.KT"):
            writing.give(log_place, "vanphong.CL.KX", CLERK, ACT)


class TestNobodyIsLockedOut:
    def test_the_first_account_has_to_be_an_administrator(self, log_place: LogPlace) -> None:
        with pytest.raises(AccessError, match="--administrator"):
            writing.register(log_place, "vanphong", UNTIL, ACT)
        assert not has_accounts(log_place)

    def test_only_the_first_account_comes_with_a_role(
        self, log_place: LogPlace, administrator: writing.Token
    ) -> None:
        with pytest.raises(AccessError, match="bỏ --administrator"):
            writing.register(log_place, "vanphong", UNTIL, ACT, "administrator")
        assert [account.login for account in accounts(log_place)] == ["quantri"]

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
        self, log_place: LogPlace, administrator: writing.Token, second: Grant | None
    ) -> None:
        """Somebody who administers from today on and without an end has to be left."""
        writing.register(log_place, "nguoi2", UNTIL, ACT)
        if second:
            writing.give(log_place, "nguoi2", second, ACT)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.take_back(log_place, "quantri", "administrator", "*", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.disable(log_place, "quantri", ACT, ADMINISTERING)
        first = accounts(log_place)[0]
        assert first.disabled_on is None
        assert first.grants[0].grant.holds_on(TODAY)
        assert identify(log_place, "quantri", administrator.text, TODAY)

    def test_one_of_two_administrators_may_go(
        self, log_place: LogPlace, administrator: writing.Token
    ) -> None:
        writing.register(log_place, "nguoi2", UNTIL, ACT)
        writing.give(log_place, "nguoi2", Grant("administrator", "*", TODAY), ACT)
        writing.disable(log_place, "quantri", ACT, ADMINISTERING)
        with pytest.raises(AccessError, match="không còn người quản trị"):
            writing.disable(log_place, "nguoi2", ACT, ADMINISTERING)


class TestNothingIsForgotten:
    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize(
        "statement",
        [
            "update {0} set actor = 'x'",
            "delete from {0}",
            "insert into {0} select * from {0} where true on conflict (number) do update set actor = 'x'",
        ],
    )
    def test_the_database_refuses(
        self, log_place: LogPlace, clerk: writing.Token, table: str, statement: str
    ) -> None:
        writing.take_back(log_place, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        with pytest.raises(APPEND_ONLY, match="append-only"):
            execute(log_place, statement.format(table))

    @pytest.mark.parametrize("table", TABLES)
    def test_a_file_refuses_to_be_overwritten(self, tmp_path: Path, table: str) -> None:
        path = tmp_path / "log.db"
        writing.register(path, "quantri", UNTIL, ACT, "administrator")
        writing.register(path, "vanphong.CL.KT", UNTIL, ACT)
        writing.disable(path, "vanphong.CL.KT", ACT, ADMINISTERING)
        with pytest.raises(APPEND_ONLY, match="append-only"):
            execute(path, f"replace into {table} select * from {table} where number = 1")

    def test_a_failure_half_way_leaves_nothing(
        self, log_place: LogPlace, administrator: writing.Token, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: int) -> str:
            raise OSError("no randomness")

        monkeypatch.setattr(writing.secrets, "token_urlsafe", fail)
        with pytest.raises((StoreError, OSError)):
            writing.register(log_place, "vanphong", UNTIL, ACT)
        assert [account.login for account in accounts(log_place)] == ["quantri"]

    def test_the_events_of_the_log_are_untouched(self, log_place: LogPlace) -> None:
        EventLog.open(log_place).close()
        writing.register(log_place, "quantri", UNTIL, ACT, "administrator")
        with EventLog.open_existing(log_place) as log:
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
        self, log_place: LogPlace, clerk: writing.Token, statement: str
    ) -> None:
        writing.take_back(log_place, "vanphong.CL.KT", "clerk", "CL.KT", ACT, ADMINISTERING)
        assert verify(log_place).is_whole
        with behind_the_back(log_place) as run:
            run(statement)
        assert not verify(log_place).is_whole

    def test_another_programs_database_is_left_alone(self, log_place: LogPlace) -> None:
        if isinstance(log_place, Path):
            log_place.parent.mkdir()
        else:
            execute(log_place, "create schema daihoi")
        execute(
            log_place,
            "create table account (id integer, login text)",
            "insert into account values (1, 'quantri')",
        )
        before = content(log_place)
        assert not has_accounts(log_place)
        with pytest.raises(StoreError, match="chương trình khác"):
            writing.register(log_place, "quantri", UNTIL, ACT, "administrator")
        assert content(log_place) == before

    @pytest.mark.parametrize(
        "content", [b"not a database at all, " * 99, b"SQLite format 3\x00" + b"\xff" * 4096]
    )
    def test_a_broken_file_is_told_and_not_taken_for_no_accounts(
        self, tmp_path: Path, content: bytes
    ) -> None:
        file = tmp_path / "log.db"
        file.write_bytes(content)
        with pytest.raises(StoreError):
            has_accounts(file)

    def test_one_of_many_who_take_the_same_code_gets_it(
        self, log_place: LogPlace, administrator: writing.Token
    ) -> None:
        got: list[str] = []

        def take(login: str) -> None:
            try:
                writing.register(log_place, login, UNTIL, ACT)
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
        assert [account.number for account in accounts(log_place)] == [1, 2]
