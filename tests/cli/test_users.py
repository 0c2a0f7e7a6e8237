"""``daihoi user`` as an administrator has it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from daihoi import clock
from daihoi.store.accounts import accounts
from tests.cli.signed_in import TOKEN, Office


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An administrator, a ward's clerk and a coordinator of the district; for tests that change nothing."""
    made = Office(tmp_path_factory.mktemp("office"))
    made.add("quantri")
    made.add("vanphong.CL.KT", ("clerk", "CL.KT", "--to", "31/12/2099"))
    made.add("bantochuc.CL", ("coordinator", "CL"))
    return made


@pytest.fixture
def office(shared: Office, tmp_path: Path) -> Office:
    """The same, for tests that change it."""
    return shared.copied(tmp_path)


def test_before_the_first_account_the_list_says_how_to_begin(empty: Office) -> None:
    done = empty.run("user", "list")
    assert done.code == 0
    assert "Chưa có tài khoản nào" in done.out
    assert "daihoi user add MÃ --administrator" in done.out


def test_the_first_account_is_asked_to_be_an_administrator(empty: Office) -> None:
    done = empty.run("user", "add", "vanphong.CL")
    assert (done.code, "--administrator" in done.error) == (2, True)
    assert empty.run("campaigns").code == 0  # still nobody has to sign in


def test_the_list_shows_who_has_which_right_where_until_when_and_from_whom(shared: Office) -> None:
    done = shared.as_("quantri", "user", "list")
    row = next(line for line in done.out.splitlines() if "vanphong.CL.KT" in line)
    assert row.split()[2:6] == ["2", "người", "báo", "cáo"]
    assert "CL.KT" in row.split()[6]
    assert "31/12/2099" in row
    assert row.split()[-1] == "quantri"
    first = next(line for line in done.out.splitlines() if "người quản trị" in line)
    assert first.split()[-1] == "nguoi-dieu-hanh"
    assert "3 tài khoản đang dùng." in done.out


def test_a_token_is_shown_once(office: Office) -> None:
    for arguments in (
        ("user", "list"),
        ("user", "list", "--all"),
        ("user", "revoke", "bantochuc.CL", "coordinator", "CL"),
    ):
        done = office.as_("quantri", *arguments)
        assert done.code == 0
        assert not TOKEN.search(done.out + done.error)


def test_a_right_that_was_taken_back_is_gone_at_once(office: Office) -> None:
    read = ("log", "cam_le_2020", "--unit", "CL.KT")
    assert office.as_("vanphong.CL.KT", *read).code == 0
    assert office.as_("quantri", "user", "revoke", "vanphong.CL.KT", "clerk", "CL.KT").code == 0
    done = office.as_("vanphong.CL.KT", *read)
    assert (done.code, "chưa có quyền nào hôm nay" in done.error) == (2, True)
    assert "thu hồi" in office.as_("quantri", "user", "list", "--all").out


def test_a_disabled_account_is_out(office: Office) -> None:
    assert office.as_("quantri", "user", "disable", "vanphong.CL.KT").code == 0
    done = office.as_("vanphong.CL.KT", "campaigns")
    assert (done.code, "đã bị khóa" in done.error) == (2, True)
    assert "1 tài khoản đã khóa" in office.as_("quantri", "user", "list").out


def test_a_lost_token_is_replaced(office: Office) -> None:
    done = office.as_("quantri", "user", "token", "vanphong.CL.KT", "--replace", "--days", "7")
    found = TOKEN.search(done.out)
    assert found, done.error
    old = office.as_("vanphong.CL.KT", "campaigns")
    assert (old.code, "đã bị thay" in old.error) == (2, True)
    office.tokens["vanphong.CL.KT"] = found[0]
    assert office.as_("vanphong.CL.KT", "campaigns").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "Nguyễn Văn An"), "không có dấu"),
        (("add", "nguyen.van.an"), "giống họ tên"),
        (("add", "cb079085001234"), "chữ số"),
        (("add", "QuanTri"), "Đã có tài khoản «quantri»"),
        (("add", "vanphong", "--administrator"), "bỏ --administrator"),
        (("add", "vanphong", "--days", "400"), "nhiều nhất 366 ngày"),
        (("add", "vanphong", "--days", "0"), "nằm ngoài khoảng"),
        (("add",), "thiếu «MÃ»"),
        (("grant", "vanphong.CL.KT", "clark", "CL.KT"), "Có phải ý là «clerk»"),
        (("grant", "vanphong.CL.KT", "clerk"), "cần một đơn vị"),
        (("grant", "vanphong.CL.KT", "clerk", "CL.KX"), "Không có đơn vị «CL.KX»"),
        (("grant", "vanphong.CL.KT", "auditor", "CL.KT"), "của toàn bản cài"),
        (("grant", "vanphong.CL.XX", "clerk", "CL.KT"), "Không có tài khoản"),
        (("grant", "vanphong.CL.KT", "clerk", "CL.KT", "--to", "2020-01-01"), "không có ngày nào"),
        (("grant", "vanphong.CL.KT", "clerk", "CL", "--from", "2/2/2099", "--to", "1/2/2099"), "đã qua"),
        (("grant", "vanphong.CL.KT", "clerk", "CL", "--from", "31/02/2099"), "--from"),
        (("grant", "quantri", "reader", "*"), "Không ai tự cấp"),
        (("grant", "QuanTri", "reader", "*"), "Không ai tự cấp"),
        (("revoke", "quantri", "administrator"), "Không ai tự cấp"),
        (("revoke", "vanphong.CL.KT", "clerk", "CL"), "không có quyền"),
        (("disable", "quantri"), "không còn người quản trị"),
        (("disable", "ai-do"), "Không có tài khoản"),
        (("token", "ai-do"), "Không có tài khoản"),
        (("rescue", "quantri"), "còn thẻ dùng được"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_changes_nothing(
    shared: Office, arguments: tuple[str, ...], told: str
) -> None:
    before = accounts(shared.log)
    done = shared.as_("quantri", "user", *arguments)
    assert done.code == 2
    assert told in done.error
    assert not TOKEN.search(done.out)
    assert accounts(shared.log) == before


class TestGivingRights:
    """A coordinator of the district gives rights below the district, and no others."""

    @pytest.mark.parametrize("unit_code", ["CL.KT", "CL.HP", "CL.KT.01"])
    def test_below(self, office: Office, unit_code: str) -> None:
        assert office.as_("bantochuc.CL", "user", "grant", "vanphong.CL.KT", "reader", unit_code).code == 0
        assert office.as_("bantochuc.CL", "user", "revoke", "vanphong.CL.KT", "reader", unit_code).code == 0

    @pytest.mark.parametrize(
        "grant",
        [
            ("vanphong.CL.KT", "reader", "CL"),
            ("vanphong.CL.KT", "reader", "*"),
            ("vanphong.CL.KT", "reader", "NQ"),
            ("vanphong.CL.KT", "auditor"),
            ("vanphong.CL.KT", "administrator"),
            ("vanphong.CL.KT", "administrator", "CL.KT"),
            ("bantochuc.CL", "clerk", "CL.KT"),
            ("quantri", "administrator"),
        ],
    )
    def test_nothing_else(self, shared: Office, grant: tuple[str, ...]) -> None:
        before = accounts(shared.log)
        for verb in ("grant", "revoke"):
            assert shared.as_("bantochuc.CL", "user", verb, *grant).code == 2
        assert accounts(shared.log) == before

    @pytest.mark.parametrize(
        "arguments", [("list",), ("add", "moi"), ("token", "quantri"), ("disable", "vanphong.CL.KT")]
    )
    @pytest.mark.parametrize("login", ["bantochuc.CL", "vanphong.CL.KT"])
    def test_accounts_are_for_the_administrator(
        self, shared: Office, login: str, arguments: tuple[str, ...]
    ) -> None:
        done = shared.as_(login, "user", *arguments)
        assert (done.code, done.out, "không được" in done.error) == (2, "", True)


class TestRescue:
    """No administrator has a token any more: the owner of the file lets one in again."""

    @pytest.fixture
    def locked(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
        monkeypatch.setattr(clock, "today", lambda: date(2999, 1, 1))
        return office

    def test_the_owner_gets_a_token_for_an_administrator(self, locked: Office) -> None:
        expired = locked.as_("quantri", "campaigns")
        assert (expired.code, "hết hạn" in expired.error) == (2, True)
        done = locked.run("user", "rescue", "quantri")
        found = TOKEN.search(done.out)
        assert found, done.error
        locked.tokens["quantri"] = found[0]
        assert locked.as_("quantri", "user", "list").code == 0

    def test_nobody_else_gets_one(self, locked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 987_654)
        done = locked.run("user", "rescue", "quantri")
        assert (done.code, "Chỉ chủ của tệp" in done.error) == (2, True)
        assert not TOKEN.search(done.out)

    @pytest.mark.parametrize("login", ["bantochuc.CL", "ai-do"])
    def test_only_for_an_administrator(self, locked: Office, login: str) -> None:
        done = locked.run("user", "rescue", login)
        assert (done.code, "Không có người quản trị" in done.error) == (2, True)
