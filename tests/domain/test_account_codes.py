"""Codes of accounts: offices and chosen words pass, names and numbers of people do not."""

from __future__ import annotations

import pytest

from daihoi.domain.access import AccessError, NameParts
from daihoi.domain.account_codes import refuse_personal
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix
from tests.domain.test_access import CONFIG


@pytest.fixture(scope="module")
def names() -> NameParts:
    return load_access_matrix(ConfigDir(CONFIG)).names


@pytest.mark.parametrize(
    "code",
    [
        "vanphong.CL", "vanphong.CL.KT.07", "bantochuc_2025", "quantri", "danguy.NQ", "thanhuy-HP", "qtv",
        "vanphong.CL.LE", "kiemtra2", "chibo05.CL.HP", "lechan.VP", "ngoquyen", "BTC.HP", "chuyenvien3",
    ],
)  # fmt: skip
def test_offices_and_words_pass(code: str, names: NameParts) -> None:
    assert refuse_personal(code, names) is None


@pytest.mark.parametrize(
    "code",
    [
        "Nguyễn Văn An", "nguyễnvănan", "nguyen van an", "nguyen.van.an", "nguyen_an", "an.nguyen",
        "An.Nguyen", "NguyenVanAn", "nguyenvanan", "TRAN.THI.BINH", "tranthib", "le-thi-c", "PhamHuuDuc",
        "vanphong.nguyen.an",
        "LeVanB2", "AN.NGUYEN",
    ],
)  # fmt: skip
def test_what_looks_like_a_name_is_refused(code: str, names: NameParts) -> None:
    with pytest.raises(AccessError):
        refuse_personal(code, names)


@pytest.mark.parametrize(
    "code",
    [
        "u079085001234",
        "u079.085.001.234",
        "cb12345678",
        "d0905123456",
        "sn19800203",
        "s-02-03-80",
        "a1b2c3d4e5f6",
    ],
)
def test_what_looks_like_a_number_of_a_person_is_refused(code: str, names: NameParts) -> None:
    with pytest.raises(AccessError, match="chữ số"):
        refuse_personal(code, names)


@pytest.mark.parametrize(
    "code",
    [
        "", "a", "ab", "x" * 41, ".abc", "abc.", "a..b", "1abc", "a b", "a/b", "a;b", "a'b", "a\nb", "a\x00b",
        "../etc", "*", "--all", "аdmin", "nguoi-dieu-hanh", "Reports", "cli", "Nguoi-Dieu-Hanh", "a@b.vn",
    ],
)  # fmt: skip
def test_misspelt_and_reserved_codes_are_refused(code: str, names: NameParts) -> None:
    with pytest.raises(AccessError):
        refuse_personal(code, names)


@pytest.mark.parametrize("code", ["Trần Thị Canary", "tran.thi.canary", "u079085001234"])
def test_a_refusal_does_not_repeat_what_was_typed(code: str, names: NameParts) -> None:
    with pytest.raises(AccessError) as refused:
        refuse_personal(code, names)
    assert "canary" not in str(refused.value).lower()
    assert "0790" not in str(refused.value)
