"""Works of communications: what the articles name, by channel and period, and rows that are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from daihoi.domain import entry_checks
from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.preparing.communications import review
from daihoi.domain.preparing.communications_checks import CHECKS

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Refuse, Row, Without

QUAN_9, NGO_QUYEN, LONG_BIEN, CAM_LE = "quan_9_2020", "ngo_quyen_2020", "long_bien_2019", "cam_le_2020"
AUGUST, JULY, OCTOBER, MARCH = date(2020, 8, 21), date(2020, 7, 14), date(2019, 10, 28), date(2020, 3, 2)
SOCIAL = "Tuyên truyền trên mạng xã hội"


@pytest.fixture(autouse=True)
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of this register, whether or not they are among all checks already."""
    monkeypatch.setattr(entry_checks, "CHECKS", {**entry_checks.CHECKS, **CHECKS})


def table(found: Review, code: str) -> WorkTable:
    return next(one for one in found.tables if one.code == code)


def named(key: str, entries: list[Entry]) -> Entry:
    return next(one for one in entries if one.key == key)


def test_three_channels_of_quan_9(prepared: Prepare) -> None:
    """S4: «tuyên truyền bằng trực quan sinh động và trên Internet, trên mạng xã hội»."""
    found = review(prepared(QUAN_9, AUGUST))
    name = "Đảng bộ Quận 9"
    assert found.findings[0] == (
        f"{name}: đã xong 3/5 việc tuyên truyền (trước đại hội 3/3, sau đại hội 0/2)."
    )
    channels = {row[0]: list(row[1:]) for row in table(found, "bieu-tuyen-truyen-kenh").rows}
    assert [channels[one] for one in ("trực quan", "Internet, cổng thông tin", "mạng xã hội")] == [
        [1, 1, 0, 0]
    ] * 3
    assert list(table(found, "bieu-tuyen-truyen-kenh").totals) == ["Tổng cộng", 5, 3, 1, 1]


def test_without_its_entry_a_channel_is_gone(prepared: Prepare, without: Without) -> None:
    found = review(without(prepared(QUAN_9, AUGUST), lambda one: one.key == SOCIAL))
    assert "đã xong 2/4 việc" in found.findings[0]
    assert "mạng xã hội" not in found.findings[1]


def test_the_propaganda_board_is_to_tell_the_results(prepared: Prepare) -> None:
    """S4: «Giao Ban Tuyên giáo Quận ủy chủ trì […] tiếp tục tuyên truyền kết quả Đại hội»."""
    rows = table(review(prepared(QUAN_9, AUGUST)), "bieu-tuyen-truyen-q9").rows
    assert [row[4] for row in rows if str(row[1]).startswith("Tuyên truyền kết quả")] == [
        "Ban Tuyên giáo Quận ủy"
    ]


def test_before_during_and_after_in_ngo_quyen(prepared: Prepare) -> None:
    """S1: «tuyên truyền trước, trong và sau đại hội»; the streets are decorated by 14 July."""
    found = review(prepared(NGO_QUYEN, JULY))
    assert "(trước đại hội 1/1, trong đại hội 0/1, sau đại hội 0/1)" in found.findings[0]
    periods = [row[3] for row in table(found, "bieu-tuyen-truyen-nq").rows]
    assert periods == ["trước đại hội", "trong đại hội", "sau đại hội"]


def test_where_no_article_speaks_of_it_nothing_is_said(prepared: Prepare) -> None:
    found = review(prepared(CAM_LE, MARCH))
    assert (list(found.findings), list(found.tables), list(found.asks)) == ([], [], [])


def test_what_is_done_without_evidence_is_asked_for(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, AUGUST)
    asked = [ask.what for ask in review(seen).asks]
    wanted = f"nêu minh chứng của việc tuyên truyền «{SOCIAL}» (sổ việc tuyên truyền)"
    assert wanted in asked
    shown = named(SOCIAL, seen.entries.of("communications"))
    told = replace(shown, evidence_sha256="a" * 64)
    assert wanted not in [ask.what for ask in review(including(seen, told)).asks]


def test_what_is_late_is_named_and_what_was_given_up_is_not(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, AUGUST)
    one = named("Tuyên truyền kết quả đại hội quận lần thứ VI", seen.entries.of("communications"))
    late = replace(one, values={**one.values, "due": date(2020, 8, 20)})
    found = review(including(seen, late))
    assert f"1 việc tuyên truyền quá hạn: {one.key}." in found.findings
    assert [ask.is_late for ask in found.asks if one.key in ask.what] == [True]
    on_the_day = replace(one, values={**one.values, "due": AUGUST})
    assert not any("quá hạn" in told for told in review(including(seen, on_the_day)).findings)
    dropped = replace(late, values={**late.values, "state": "dropped"})
    found = review(including(seen, dropped))
    assert "3/4 việc" in found.findings[0]
    assert not [ask for ask in found.asks if one.key in ask.what]


def test_counts_stand_beside_what_was_planned(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, AUGUST)
    one = named(SOCIAL, seen.entries.of("communications"))
    counted = replace(one, values={**one.values, "planned": 20, "made": 12, "measure": "tin, bài"})
    rows = table(review(including(seen, counted)), "bieu-tuyen-truyen-q9").rows
    assert [row[9] for row in rows if row[1] == SOCIAL] == ["12/20 tin, bài"]


GOOD: Row = {
    "Mã đơn vị": "NQ",
    "Việc tuyên truyền": "Phát thanh về đại hội",
    "Kênh": "truyền thanh cơ sở",
    "Thời kỳ": "trước đại hội",
    "Chủ trì": "Ban Tuyên giáo Quận ủy",
    "Hạn": "10/07/2020",
    "Tình trạng": "đã xong",
    "Ngày xong": "09/07/2020",
    "Sản phẩm": "bản tin",
    "Số lượng theo kế hoạch": "10",
    "Số lượng đã làm": "12",
    "Đơn vị tính": "bản tin",
    "Số liệu đến ngày": "14/07/2020",
}


def test_a_sound_row_is_taken(refused: Refuse) -> None:
    assert refused(NGO_QUYEN, "communications", GOOD) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Kênh": "điện báo"}, "«điện báo»"),
        ({"Kênh": ""}, "Kênh"),
        ({"Thời kỳ": "giữa đại hội"}, "«giữa đại hội»"),
        ({"Tình trạng": "xong rồi"}, "«xong rồi»"),
        ({"Tình trạng": "đang làm"}, "có ngày xong mà chưa xong"),
        ({"Ngày xong": "15/07/2020"}, "15/07/2020, sau ngày của số liệu 14/07/2020"),
        ({"Sản phẩm": ""}, "Sản phẩm"),
        ({"Tình trạng": "thôi không làm", "Ngày xong": ""}, "vì sao thôi"),
        ({"Số lượng đã làm": "-1"}, "«-1»"),
        ({"Số lượng đã làm": "mười hai"}, "«mười hai»"),
        ({"Số lượng theo kế hoạch": "1000001"}, "1000001"),
        ({"Đơn vị tính": ""}, "10 mà không rõ đơn vị tính"),
        ({"Tình trạng": "chưa làm", "Ngày xong": ""}, "chưa làm mà đã có 12"),
        ({"Hạn": "18/07/2020"}, "18/07/2020, đại hội bế mạc 17/07/2020"),
        ({"Thời kỳ": "sau đại hội", "Hạn": ""}, "09/07/2020, đại hội khai mạc 15/07/2020"),
        ({"Hạn": "32/07/2020"}, "«32/07/2020»"),
        ({"Chủ trì": "Nguyễn Văn An"}, "không phải chức danh, cơ quan"),
        ({"Sản phẩm": "bài của đồng chí Trần Thị Bình"}, "có tên người"),
        ({"Mã đơn vị": "NQX"}, "«NQX»"),
        ({"Việc tuyên truyền": "x" * 81}, "80"),
    ],
)
def test_a_wrong_row_is_refused_with_place_value_and_expectation(
    refused: Refuse, changed: dict[str, str], words: str
) -> None:
    told = refused(NGO_QUYEN, "communications", {**GOOD, **changed})
    assert any(words in one for one in told), told
    assert all(" → " in one and one.split(" → ")[1] for one in told)
