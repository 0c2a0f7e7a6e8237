"""Wrong entries about documents: each refused with the place, the value, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drafting.entries import (
    LINK,
    PLAN,
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


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return drafted(tmp_path)


WRONG = [
    # versions
    ("document_versions", VERSION, f"D,{REPORT},dự thảo lần 3,10/06/2020",
     ["[cột «Bản»]", "«dự thảo lần 3» khi chưa có «dự thảo lần 2»"]),
    ("document_versions", VERSION, f"D.A,{REPORT},bản chính thức,10/06/2020",
     ["bản chính thức khi chưa có dự thảo nào", "ghi dự thảo lần 1 trước"]),
    ("document_versions", VERSION, f"D,{REPORT},dự thảo lần 2,02/06/2020",
     ["02/06/2020 trước «dự thảo lần 1» (03/06/2020)", "từ 03/06/2020 trở đi"]),
    ("document_versions", VERSION, f"D,{REPORT},đề cương,20/06/2020",
     ["20/06/2020 sau «dự thảo lần 1» (03/06/2020)"]),
    ("document_versions", VERSION, f"D,{REPORT},bản chính thức,22/06/2020",
     ["bản chính thức khi mới cho ý kiến 1/2 lần", "nêu Lý do làm trước"]),
    ("document_versions", VERSION, "D,báo cáo tài chính,dự thảo lần 1,03/06/2020",
     ["«báo cáo tài chính»", "«báo cáo chính trị», «báo cáo kiểm điểm»"]),
    ("document_versions", VERSION, f"D,{REPORT},dự thảo lần 2,31/12/2020",
     ["31/12/2020", "chưa đến"]),
    ("document_versions", VERSION + ",Số liệu đến ngày", f"D,{REPORT},dự thảo lần 2,10/06/2020,09/06/2020",
     ["10/06/2020 sau ngày của số liệu 09/06/2020"]),
    # rounds
    ("comment_rounds", ROUND, f"D,{REPORT},ban chấp hành,lần 3,dự thảo lần 1,10/06/2020",
     ["ban chấp hành cho ý kiến lần 3 khi chưa có lần 2"]),
    ("comment_rounds", ROUND, f"D,{REPORT},ban thường vụ,lần 2,dự thảo lần 2,10/06/2020",
     ["chưa có «dự thảo lần 2»", "đang có: dự thảo lần 1"]),
    ("comment_rounds", ROUND, f"D,{REPORT},ban thường vụ,lần 2,dự thảo lần 1,02/06/2020",
     ["«dự thảo lần 1» đến 03/06/2020 mới có"]),
    ("comment_rounds", ROUND, f"D,{REPORT},ban thường vụ,lần 2,dự thảo lần 1,03/06/2020",
     ["03/06/2020 trước lần 1 của ban thường vụ (04/06/2020)"]),
    ("comment_rounds", ROUND, f"D,{REPORT},ban chấp hành,lần 2,dự thảo lần 1,10/06/2020",
     ["ban thường vụ chưa cho ý kiến lần 2"]),
    # sending
    ("drafts_sent", SENT, f"D,{REPORT},dự thảo lần 1,đại biểu dự đại hội,09/06/2020",
     ["gửi đại biểu «dự thảo lần 1»", "gửi đại biểu bản chính thức"]),
    ("drafts_sent", SENT, f"D,{REPORT},dự thảo lần 1,cấp trên,02/06/2020",
     ["«dự thảo lần 1» đến 03/06/2020 mới có"]),
    ("drafts_sent", SENT, f"D,{REPORT},dự thảo lần 1,cấp trên,09/06/2020,05/06/2020",
     ["05/06/2020 trước Ngày gửi (09/06/2020)"]),
    # receipts
    ("draft_receipts", RECEIPT, f"D.A,{REPORT},dự thảo lần 1,05/06/2020",
     ["05/06/2020 trước ngày D gửi (08/06/2020)"]),
    ("draft_receipts", RECEIPT, f"D.A.1,{REPORT},dự thảo lần 1,09/06/2020",
     ["D.A chưa gửi xuống báo cáo chính trị, dự thảo lần 1", "sổ gửi của D.A"]),
    ("draft_receipts", RECEIPT, f"D,{REPORT},dự thảo lần 1,09/06/2020", ["D không có cấp trên"]),
    # plans
    ("document_plans", PLAN, "D,nghị quyết đại hội,01/06/2020,2,09/06/2020,05/06/2020",
     ["05/06/2020 trước Hạn dự thảo lần 1 (09/06/2020)"]),
    ("document_plans", PLAN, "D,nghị quyết đại hội,01/06/2020,6", ["số 6 quá lớn", "không quá 5"]),
    # targets
    ("targets", TARGET, "D,03/06/2020,1,Thu ngân sách,,đạt", ["để trống khi Kết quả là «đạt»"]),
    ("targets", TARGET, "D,03/06/2020,mười,Thu ngân sách,105%,đạt", ["«mười» không phải số đếm"]),
]  # fmt: skip


@pytest.mark.parametrize(("register", "columns", "row", "words"), WRONG, ids=[row[3][0] for row in WRONG])
def test_a_wrong_row_is_refused(
    registers: Registers, register: str, columns: str, row: str, words: list[str]
) -> None:
    before = len(registers.statements)
    refusal = registers.refusal(register, columns, row)
    assert [word for word in words if word not in refusal] == [], refusal
    assert "bang.csv:2" in refusal
    assert len(registers.statements) == before


def test_a_branch_sends_nothing_down(tmp_path: Path) -> None:
    registers = Registers(tmp_path).tell(
        "document_versions", VERSION, f"D.A.1,{REPORT},dự thảo lần 1,03/06/2020"
    )
    refusal = registers.refusal(
        "drafts_sent", SENT, f"D.A.1,{REPORT},dự thảo lần 1,đơn vị trực thuộc,08/06/2020"
    )
    assert "D.A.1 không có đơn vị trực thuộc" in refusal


def test_a_later_round_does_not_go_back_to_an_older_draft(registers: Registers) -> None:
    registers.tell("document_versions", VERSION, f"D,{REPORT},dự thảo lần 2,09/06/2020")
    registers.tell("comment_rounds", ROUND, f"D,{REPORT},ban thường vụ,lần 2,dự thảo lần 2,10/06/2020")
    refusal = registers.refusal(
        "comment_rounds", ROUND, f"D,{REPORT},ban thường vụ,lần 3,dự thảo lần 1,11/06/2020"
    )
    assert "lần 3 xem bản cũ hơn bản đã xem ở lần 2" in refusal
    assert "từ «dự thảo lần 2» trở đi" in refusal


def test_the_order_holds_within_one_table_too(tmp_path: Path) -> None:
    refusal = Registers(tmp_path).refusal(
        "document_versions",
        VERSION,
        f"D,{REPORT},dự thảo lần 1,05/06/2020",
        f"D,{REPORT},dự thảo lần 2,04/06/2020",
    )
    assert "04/06/2020 trước «dự thảo lần 1» (05/06/2020)" in refusal


class TestProgrammesAsAGate:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Registers:
        rows = ["D,01/06/2020,QU-01,của đơn vị,Một", "D,01/06/2020,TU-01,của cấp trên,Trên"]
        return Registers(tmp_path).tell("programmes", PROGRAMME, *rows)

    def test_no_draft_before_the_review(self, kept: Registers) -> None:
        row = f"D,{REPORT},dự thảo lần 1,10/06/2020"
        refusal = kept.refusal("document_versions", VERSION, row)
        assert "dự thảo lần 1 ngày 10/06/2020 khi chưa tổng kết xong: QU-01" in refusal
        kept.tell("programme_reviews", REVIEWED, "D,08/06/2020,QU-01,đã tổng kết,08/06/2020")
        assert len(kept.tell("document_versions", VERSION, row).statements) == 4

    def test_nor_on_a_day_before_it_was_done(self, kept: Registers) -> None:
        kept.tell("programme_reviews", REVIEWED, "D,12/06/2020,QU-01,đã tổng kết,12/06/2020")
        assert "QU-01" in kept.refusal("document_versions", VERSION, f"D,{REPORT},dự thảo lần 1,10/06/2020")

    def test_unless_somebody_says_why(self, kept: Registers) -> None:
        columns = f"{VERSION},Lý do làm trước"
        kept.tell(
            "document_versions", columns, f"D,{REPORT},dự thảo lần 1,10/06/2020,Thông báo 5-TB/QU cho phép"
        )
        assert kept.entries.of("document_versions", "D")

    def test_other_documents_do_not_wait(self, kept: Registers) -> None:
        kept.tell("document_versions", VERSION, "D,báo cáo kiểm điểm,dự thảo lần 1,10/06/2020")
        assert kept.entries.of("document_versions", "D")

    @pytest.mark.parametrize(
        ("register", "columns", "row", "words"),
        [
            ("programme_links", LINK, "D,01/06/2020,QU-09,TU-01", "«QU-09» không có trong sổ"),
            ("programme_links", LINK, "D,01/06/2020,TU-01,QU-01", "không phải chương trình của đơn vị"),
            ("programme_links", LINK, "D.A,01/06/2020,QU-01,TU-01", "trong sổ của D.A"),
            ("programme_reviews", REVIEWED, "D,08/06/2020,QU-01,đã tổng kết,", "để trống khi Trạng thái"),
            (
                "programme_reviews",
                REVIEWED,
                "D,08/06/2020,QU-01,đã tổng kết,09/06/2020",
                "sau ngày của số liệu",
            ),
            ("programme_reviews", REVIEWED, "D,08/06/2020,QU-01,xong rồi,08/06/2020", "«xong rồi»"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, kept: Registers, register: str, columns: str, row: str, words: str
    ) -> None:
        assert words in kept.refusal(register, columns, row)

    def test_a_unit_reviews_programmes_of_those_above_it_only(self, kept: Registers) -> None:
        kept.tell("programmes", PROGRAMME, "D.B,01/06/2020,ĐU-01,của đơn vị,Phường B")
        kept.tell("programme_reviews", REVIEWED, "D.A,08/06/2020,QU-01,đang tổng kết,")
        refusal = kept.refusal("programme_reviews", REVIEWED, "D.A,08/06/2020,ĐU-01,đang tổng kết,")
        assert "«ĐU-01» không có trong sổ" in refusal
