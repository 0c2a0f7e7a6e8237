"""Where documents are: rounds, what remains, who has received them, and programmes as their ground."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.preparing.documents import review
from daihoi.loading import load_campaign
from tests.drafting.entries import (
    COMMENT,
    CONFIG,
    LINK,
    PROGRAMME,
    RECEIPT,
    REPORT,
    REVIEWED,
    ROUND,
    SENT,
    TARGET,
    VERSION,
    Registers,
    drafted,
)


def table(found: Review, code: str) -> WorkTable:
    return next(one for one in found.tables if one.code == code)


def row_of(found: Review, code: str, title: str, value: object) -> dict[str, object]:
    """The row of a table with this value in a column, by titles."""
    shown = table(found, code)
    place = list(shown.columns).index(title)
    row = next(row for row in shown.rows if row[place] == value)
    return dict(zip(shown.columns, row, strict=True))


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return drafted(tmp_path)


def test_which_round_we_are_in_and_what_remains(registers: Registers) -> None:
    found = review(registers.at("6-10", ["D"]))
    row = row_of(found, "bieu-van-kien", "Văn kiện", REPORT)
    assert row["Bản mới nhất"] == "dự thảo lần 1"
    assert row["Ban chấp hành"] == "lần 1 (05/06/2020)"
    assert row["Gửi xuống góp ý"] == "08/06/2020"
    assert row["Còn phải làm"] == "cho ý kiến lần 2; bản chính thức; gửi đại biểu"
    assert any("trước khi xong còn: cho ý kiến lần 2, bản chính thức" in text for text in found.findings)


@pytest.mark.parametrize(
    ("register", "part", "column", "left"),
    [
        ("comment_rounds", "ban chấp hành", "Ban chấp hành", ""),
        ("comment_rounds", "ban thường vụ", "Ban thường vụ", ""),
        ("drafts_sent", "", "Gửi xuống góp ý", ""),
        ("document_plans", "", "Hạn bản chính thức", ""),
        ("document_versions", "", "Bản mới nhất", "chưa có bản nào"),
    ],
)
def test_each_figure_comes_from_its_entry(
    registers: Registers, register: str, part: str, column: str, left: str
) -> None:
    before = row_of(review(registers.at("6-10")), "bieu-van-kien", "Văn kiện", REPORT)[column]
    registers.forget(register, "D", part)
    after = row_of(review(registers.at("6-10")), "bieu-van-kien", "Văn kiện", REPORT)[column]
    assert (before != after, after) == (True, left)


def test_the_picture_of_an_earlier_day_knows_nothing_of_later_ones(registers: Registers) -> None:
    row = row_of(review(registers.at("6-4")), "bieu-van-kien", "Văn kiện", REPORT)
    assert (row["Ban thường vụ"], row["Ban chấp hành"]) == ("lần 1 (04/06/2020)", "")
    assert (
        row["Còn phải làm"]
        == "cho ý kiến lần 1, 2; gửi xuống đơn vị trực thuộc góp ý; bản chính thức; gửi đại biểu"
    )


def test_a_finished_document_has_nothing_left(registers: Registers) -> None:
    registers.tell(
        "comment_rounds",
        ROUND,
        f"D,{REPORT},ban thường vụ,lần 2,dự thảo lần 1,15/06/2020",
        f"D,{REPORT},ban chấp hành,lần 2,dự thảo lần 1,16/06/2020",
    )
    registers.tell("document_versions", VERSION, f"D,{REPORT},bản chính thức,18/06/2020")
    registers.tell("drafts_sent", SENT, f"D,{REPORT},bản chính thức,đại biểu dự đại hội,19/06/2020")
    found = review(registers.at("6-19"))
    row = row_of(found, "bieu-van-kien", "Văn kiện", REPORT)
    assert (row["Còn phải làm"], row["Gửi đại biểu"]) == ("", "19/06/2020")
    assert not [ask for ask in found.asks if ask.unit_code == "D"]


def test_the_next_step_is_asked_for_and_late_ones_are_called_late(registers: Registers) -> None:
    early = [ask for ask in review(registers.at("6-10")).asks if ask.unit_code == "D"]
    assert [(ask.what, ask.due, ask.is_late) for ask in early] == [
        (f"{REPORT}: cho ý kiến lần 2", date(2020, 6, 19), False)
    ]
    late = [ask for ask in review(registers.at("6-22")).asks if ask.unit_code == "D"]
    assert [(ask.what, ask.is_late) for ask in late] == [
        (f"{REPORT}: cho ý kiến lần 2", True),
        (f"{REPORT}: bản chính thức", True),
    ]


def test_a_unit_that_says_nothing_is_asked_for_its_plan(tmp_path: Path) -> None:
    found = review(Registers(tmp_path).at("6-10", ["D.B"]))
    assert [ask.unit_code for ask in found.asks] == ["D.B"]
    assert "sổ kế hoạch văn kiện" in found.asks[0].what
    assert found.tables == []


class TestSendingDown:
    @pytest.fixture
    def sent(self, registers: Registers) -> Registers:
        registers.tell("draft_receipts", RECEIPT, f"D.A,{REPORT},dự thảo lần 1,08/06/2020,có")
        registers.tell("draft_receipts", RECEIPT, f"D.B,{REPORT},dự thảo lần 1,09/06/2020,không")
        return registers.tell(
            "comments", COMMENT, f"D.A,1,D,{REPORT},I,Nhân dân,đại hội,Rút gọn,10/06/2020",
            f"D.A,2,D,{REPORT},I,Nhân dân,đại hội,Thêm số liệu,10/06/2020",
        )  # fmt: skip

    def test_who_has_received_and_who_has_commented(self, sent: Registers) -> None:
        found = review(sent.at("6-10"))
        rows = [row_of(found, "bieu-gui-gop-y-d", "Đơn vị nhận", sent.campaign.tree.by_code[code].name)
                for code in ("D.A", "D.B", "D.C")]  # fmt: skip
        assert [row["Tình trạng"] for row in rows] == ["đã góp ý", "đã nhận, chưa góp ý", "chưa nhận"]
        assert [row["Số ý kiến"] for row in rows] == [2, 0, 0]
        assert any("đã nhận 2/3 (66,67%), đã góp ý 1/3 (33,33%)" in text for text in found.findings)

    def test_without_its_receipt_a_unit_has_not_received(self, sent: Registers) -> None:
        found = review(sent.forget("draft_receipts", "D.B").at("6-10"))
        assert any("đã nhận 1/3" in text for text in found.findings)

    def test_comments_prove_that_it_arrived(self, sent: Registers) -> None:
        found = review(sent.forget("draft_receipts", "D.A").at("6-10"))
        assert any("đã nhận 2/3" in text for text in found.findings)

    def test_without_its_comments_it_has_not_commented(self, sent: Registers) -> None:
        found = review(sent.forget("comments", "D.A").at("6-10"))
        assert any("đã góp ý 0/3 (0,00%)" in text for text in found.findings)

    def test_a_congress_that_does_not_discuss_the_draft_is_named(self, sent: Registers) -> None:
        text = next(text for text in review(sent.at("6-10")).findings if "Chương trình đại hội" in text)
        assert text.endswith(": D.B")

    def test_each_is_asked_for_what_it_owes_and_late_after_the_day(self, sent: Registers) -> None:
        on_the_day = {ask.unit_code: ask for ask in review(sent.at("6-12")).asks if ask.unit_code != "D"}
        assert sorted(on_the_day) == ["D.B", "D.C"]
        assert "sổ nhận văn kiện" in on_the_day["D.C"].what
        assert "sổ ý kiến góp ý" in on_the_day["D.B"].what
        assert not any(ask.is_late for ask in on_the_day.values())
        assert all(ask.is_late for ask in review(sent.at("6-13")).asks if ask.unit_code in on_the_day)

    def test_one_unit_alone_sees_its_own_row(self, sent: Registers) -> None:
        found = review(sent.at("6-10", ["D.C"]))
        assert len(table(found, "bieu-gui-gop-y-d").rows) == 1


class TestProgrammes:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Registers:
        own = [f"D,01/06/2020,QU-0{n},của đơn vị,Chương trình {n}" for n in (1, 2)]
        above = [f"D,01/06/2020,TU-0{n},của cấp trên,Chương trình {n}" for n in (1, 2, 3)]
        links = ["D,01/06/2020,QU-01,TU-01", "D,01/06/2020,QU-01,TU-02", "D,01/06/2020,QU-02,TU-02"]
        return (
            Registers(tmp_path)
            .tell("programmes", PROGRAMME, *own, *above)
            .tell("programme_links", LINK, *links)
            .tell("programme_reviews", REVIEWED, "D,08/06/2020,QU-01,đã tổng kết,08/06/2020",
                  "D.A,05/06/2020,QU-01,đã tổng kết,05/06/2020")
        )  # fmt: skip

    def test_many_to_many_from_the_units_below_up(self, kept: Registers) -> None:
        found = review(kept.at("6-10"))
        row = row_of(found, "bieu-chuong-trinh-d", "Mã", "QU-01")
        assert row["Gắn với chương trình cấp trên"] == "TU-01, TU-02"
        assert row["Đơn vị trực thuộc đã tổng kết"] == "1/3 (33,33%)"
        assert row["Trạng thái"] == "đã tổng kết"
        assert any("2 chương trình gắn với 2/3 chương trình của cấp trên" in text for text in found.findings)

    def test_what_holds_the_draft_back_is_named(self, kept: Registers) -> None:
        found = review(kept.at("6-10"))
        assert any("còn chờ tổng kết QU-02" in text for text in found.findings)
        asked = [ask.what for ask in found.asks]
        assert any("TU-03" in what for what in asked)
        assert any("QU-02" in what for what in asked)
        assert not any("QU-01" in what for what in asked)

    def test_a_review_that_is_taken_away_is_missing(self, kept: Registers) -> None:
        found = review(kept.forget("programme_reviews", "D", "QU-01").at("6-10"))
        assert any("còn chờ tổng kết QU-01, QU-02" in text for text in found.findings)

    def test_targets_are_counted_by_result(self, tmp_path: Path) -> None:
        rows = [
            "D,03/06/2020,1,Thu,105%,vượt",
            "D,03/06/2020,2,Chi,100%,đạt",
            "D,03/06/2020,10,Rừng,,chưa rà soát",
        ]
        registers = Registers(tmp_path).tell("targets", TARGET, *rows)
        found = review(registers.at("6-10"))
        assert any("rà soát 3 chỉ tiêu" in t and "1 chưa rà soát, 1 vượt, 1 đạt" in t for t in found.findings)
        assert [row[0] for row in table(found, "bieu-chi-tieu-d").rows] == [1, 2, 10]


def of_campaign(folder: Path, code: str, day: date, without: str = "") -> Registers:
    """The registers of documents that a campaign comes with, less the rows with a text."""
    registers = Registers(folder, load_campaign(CONFIG, code), day)
    for path in sorted((CONFIG.root / "campaigns" / code / "registers").glob("[23]?_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        kept = [row for row in rows if not (without and any(without == cell for cell in row))]
        lines = [",".join(f'"{cell}"' for cell in row[1:]) for row in kept]
        if lines:
            registers.tell(rows[0][0], ",".join(head[2:]), *lines)
    return registers


class TestTheArticles:
    """S1, S2 and S3: the figures that they state about documents."""

    def test_s2_three_programmes_eight_of_the_city_seventeen_targets(self, tmp_path: Path) -> None:
        registers = of_campaign(tmp_path, "long_bien_2019", date(2019, 10, 28))
        found = review(_of_2019(registers))
        assert any("3 chương trình gắn với 8/8 chương trình của cấp trên" in text for text in found.findings)
        assert any("rà soát 17 chỉ tiêu" in text for text in found.findings)
        assert any("chưa đủ điều kiện dự thảo báo cáo chính trị" in text for text in found.findings)
        assert len(table(found, "bieu-chi-tieu-lb").rows) == 17

    @pytest.mark.parametrize(
        ("cell", "gone", "instead"),
        [
            ("17", "rà soát 17 chỉ tiêu", "rà soát 16 chỉ tiêu"),
            ("TU-08", "8/8 chương trình của cấp trên", "7/7 chương trình của cấp trên"),
        ],
    )
    def test_s2_each_figure_comes_from_its_row(
        self, tmp_path: Path, cell: str, gone: str, instead: str
    ) -> None:
        findings = " ".join(
            review(_of_2019(of_campaign(tmp_path, "long_bien_2019", date(2019, 10, 28), cell))).findings
        )
        assert (gone in findings, instead in findings) == (False, True)

    def test_s3_first_round_is_over_and_the_draft_goes_down_by_31_march(self, tmp_path: Path) -> None:
        registers = of_campaign(tmp_path, "cam_le_2020", date(2020, 3, 2))
        found = review(registers.at("3-2"))
        row = row_of(found, "bieu-van-kien", "Văn kiện", REPORT)
        assert row["Bản mới nhất"] == "dự thảo lần 1 †"
        assert str(row["Ban chấp hành"]).startswith("lần 1")
        state = registers.entries.find("document_plans", "CL", REPORT)
        assert state
        assert state.day("send_due") == date(2020, 3, 31)
        after = of_campaign(tmp_path, "cam_le_2020", date(2020, 3, 2), "ban chấp hành")
        assert row_of(review(after.at("3-2")), "bieu-van-kien", "Văn kiện", REPORT)["Ban chấp hành"] == ""

    def test_s1_complete_and_sent_to_all_delegates(self, tmp_path: Path) -> None:
        found = review(of_campaign(tmp_path, "ngo_quyen_2020", date(2020, 7, 14)).at("7-14"))
        assert [row[9] for row in table(found, "bieu-van-kien").rows] == ["", ""]
        without = of_campaign(tmp_path, "ngo_quyen_2020", date(2020, 7, 14), "đại biểu dự đại hội")
        assert [row[9] for row in table(review(without.at("7-14")), "bieu-van-kien").rows] == [
            "gửi đại biểu"
        ] * 2


def _of_2019(registers: Registers):  # type: ignore[no-untyped-def]  # a Preparation of another year
    from daihoi.domain.assessment import assess
    from daihoi.domain.preparing.base import Preparation
    from daihoi.domain.record import Snapshot

    day = date(2019, 10, 28)
    assessment = assess(registers.campaign, Snapshot(registers.campaign.code, day, 0, "", ()))
    return Preparation(assessment, registers.entries)
