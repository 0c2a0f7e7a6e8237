"""Official letters, notices, minutes, reports of results: the right head, the unit's figures, open blanks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.domain.campaign import Delegates
from daihoi.domain.structure import Basis, Certainty
from daihoi.drafting.keeping import Outcome
from daihoi.drafting.producing import NotIssuedError, produce, produce_all
from daihoi.drafting.template import load_templates
from daihoi.errors import ConfigErrors
from tests.domain.campaigns import make_district
from tests.drafting.entries import CONFIG, Registers, drafted
from tests.drafting.test_skeletons import FORM, TEMPLATES, text_of, written
from tests.reports.office_cases import cam_le_prepared, renamed

STRUCTURE = "Cơ quan,Giai đoạn,Số lượng,Nữ,Trẻ,Tham gia lần đầu,Số liệu đến ngày"
SHARES = "Cơ quan,Giai đoạn,Tỷ lệ nữ (%),Tỷ lệ trẻ (%),Số liệu đến ngày"
LETTERS = {
    "comment_letter": ("", "Số …………-CV/QU"),
    "congress_notice": ("THÔNG BÁO", "Số …………-TB/QU"),
    "minutes": ("BIÊN BẢN", "Số …………-BB/ĐH"),
    "result_report": ("BÁO CÁO", "Số …………-BC/QU"),
    "submission": ("TỜ TRÌNH", "Số …………-TTr/QU"),
}


@pytest.mark.parametrize("document", LETTERS)
def test_number_and_day_are_left_open_and_the_archive_line_stands(document: str) -> None:
    lines = text_of(written(cam_le_prepared(), "CL", document)).split("\n")
    type_, number = LETTERS[document]
    assert number in lines[3:5]  # below one or two lines of the name of the issuing body
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in lines
    assert "………, ngày … tháng … năm ……" in lines
    assert type_ in lines
    assert "Nơi nhận:" in lines
    assert any(line.startswith("- Lưu ") for line in lines)


def test_a_letter_has_its_subject_below_the_number_and_no_word_for_its_type() -> None:
    """HD 36-HD/VPTW: «trích yếu» of a «công văn» stands under its number, in slanted type of 12 points."""
    lines = text_of(written(cam_le_prepared(), "CL", "comment_letter")).split("\n")
    head = lines[: lines.index("ĐẢNG CỘNG SẢN VIỆT NAM")]
    assert (
        " ".join(head[4:])
        .partition("lần 1 ")[2]
        .startswith("V/v góp ý dự thảo văn kiện trình Đại hội đại biểu Đảng bộ quận Cẩm Lệ")
    )
    assert not {"BÁO CÁO", "CÔNG VĂN", "-----"} & set(lines)
    assert "Kính gửi: Các chi bộ, đảng bộ trực thuộc Đảng bộ quận Cẩm Lệ" in lines


def test_the_request_for_approval_has_its_figures() -> None:
    text = text_of(written(cam_le_prepared(), "CL", "submission"))
    assert "275, đại diện cho" in text  # S3
    assert "0/45 tổ chức đảng trực thuộc đã tổ chức đại hội" in text


def test_the_plan_for_the_committee_stands_in_the_request(tmp_path: Path) -> None:
    registers = drafted(tmp_path)
    registers.tell("committee_structure", STRUCTURE, "D,cấp ủy,phương án,39,8,4,14,03/06/2020")
    text = text_of(written(registers.at("6-10"), "D", "submission"))
    # 8/39 = 20,51…; 4/39 = 10,25…; 14/39 = 35,89…
    assert (
        "39 đồng chí, trong đó nữ 8/39 (20,51%), trẻ 4/39 (10,26%), tham gia lần đầu 14/39 (35,90%)" in text
    )
    fewer = registers.forget("committee_structure", "D").at("6-10")
    assert "39" not in text_of(written(fewer, "D", "submission"))


def test_shares_that_a_source_prints_come_with_a_comma(tmp_path: Path) -> None:
    """S4 writes «46.15%» and «23,08%» in one sentence."""
    registers = Registers(tmp_path)
    registers.tell("committee_structure", SHARES, 'D,cấp ủy,kết quả bầu,46.15%,"23,08%",08/06/2020')
    text = text_of(written(registers.at("6-10"), "D", "result_report"))
    assert "Cấp ủy đã bầu: nữ 46,15%, trẻ 23,08%." in text


def test_the_letter_names_the_last_day_for_comments(tmp_path: Path) -> None:
    text = text_of(written(drafted(tmp_path).at("6-10"), "D", "comment_letter"))
    assert "trước hết ngày 12/06/2020." in text
    bare = text_of(written(Registers(tmp_path).at("6-10"), "D", "comment_letter"))
    assert "trước hết ngày …………." in bare


@pytest.mark.parametrize("document", ["result_report", "minutes"])
def test_who_was_called_and_who_came_is_taken_from_the_register(tmp_path: Path, document: str) -> None:
    registers = Registers(tmp_path)
    bare = text_of(written(registers.at("6-10"), "D", document))
    assert "có mặt: …………." in bare
    columns = "Khai mạc,Bế mạc,Đại biểu triệu tập,Đại biểu có mặt,Số liệu đến ngày"
    registers.tell("sessions", columns, "D,08/06/2020,09/06/2020,150,148,10/06/2020")
    text = text_of(written(registers.at("6-10"), "D", document))
    assert "triệu tập: 150" in text
    assert "có mặt: 148." in text


@pytest.mark.parametrize("document", ["congress_notice", "submission"])
def test_delegates_are_those_decided_else_called_else_expected(tmp_path: Path, document: str) -> None:
    expected = Delegates(130, Basis(Certainty.ASSUMED, "Dự kiến khi lập đợt"))
    registers = Registers(tmp_path, replace(make_district(), delegates=expected))
    assert "130 (dự kiến)" in text_of(written(registers.at("6-10"), "D", document))
    registers.tell(
        "sessions",
        "Khai mạc,Bế mạc,Đại biểu triệu tập,Số liệu đến ngày",
        "D,08/06/2020,09/06/2020,128,03/06/2020",
    )
    assert "128" in text_of(written(registers.at("6-10"), "D", document))
    registers.tell("delegate_total", "Tổng,Số liệu đến ngày", "D,129,03/06/2020")
    assert "129" in text_of(written(registers.at("6-10"), "D", document))


def test_a_resolution_tells_how_many_came(tmp_path: Path) -> None:
    registers = Registers(tmp_path)
    columns = "Khai mạc,Bế mạc,Đại biểu triệu tập,Đại biểu có mặt,Số liệu đến ngày"
    registers.tell("sessions", columns, "D,08/06/2020,09/06/2020,150,148,10/06/2020")
    assert "có 148 đại biểu dự." in text_of(written(registers.at("6-10"), "D", "resolution"))


class TestBranches:
    """What is not for a branch: «thông báo» (QĐ 66-QĐ/TW, điều 9), delegates, organisations below it."""

    @pytest.fixture
    def registers(self, tmp_path: Path) -> Registers:
        return Registers(tmp_path, renamed(make_district(), {"D.A.1": "Chi bộ 1", "D.A": "Đảng bộ A"}))

    @pytest.mark.parametrize("document", sorted(set(TEMPLATES) - {"congress_notice", "comment_letter"}))
    def test_its_papers_speak_of_members(self, registers: Registers, document: str) -> None:
        text = text_of(written(registers.at("6-10"), "D.A.1", document))
        assert "trực thuộc" not in text
        assert "thẩm tra" not in text
        assert "Ban thường vụ" not in text
        guests = ("Đại biểu khách", "đại biểu dự đại hội cấp trên")
        told = " ".join(line for line in text.split("\n") if not any(guest in line for guest in guests))
        assert "đại biểu" not in told.lower()

    @pytest.mark.parametrize("document", ["result_report", "minutes", "submission"])
    def test_those_of_the_committee_above_speak_of_delegates(
        self, registers: Registers, document: str
    ) -> None:
        form = "Hình thức đại hội,Số nội dung,Nhiệm kỳ,Bầu bí thư,Số liệu đến ngày"
        row = "D.A,đại hội đại biểu,bốn nội dung,5 năm,cấp ủy bầu,03/06/2020"
        registers.tell("congress_forms", form, row)
        assert "đại biểu" in text_of(written(registers.at("6-10"), "D.A", document)).lower()

    def test_numbers_stay_in_order_where_a_point_is_left_out(self, registers: Registers) -> None:
        def numbered(unit: str) -> list[str]:
            lines = text_of(written(registers.at("6-10"), unit, "submission")).split("\n")
            return [line[:2] for line in lines if line[:1].isdigit()]

        assert numbered("D.A") == ["1.", "2.", "3.", "4.", "5."]
        assert numbered("D.A.1") == ["1.", "2.", "3.", "4."]

    def test_a_letter_to_those_below_is_refused(self, registers: Registers, tmp_path: Path) -> None:
        seen = registers.at("6-10")
        with pytest.raises(NotIssuedError, match="không có tổ chức đảng trực thuộc"):
            produce(seen, seen.campaign.tree.unit("D.A.1"), TEMPLATES["comment_letter"], FORM, tmp_path)

    def test_it_is_refused_with_the_rule(self, registers: Registers, tmp_path: Path) -> None:
        seen = registers.at("6-10")
        unit = seen.campaign.tree.unit("D.A.1")
        with pytest.raises(NotIssuedError, match=r"Chi bộ 1 không ban hành thông báo .*66-QĐ/TW"):
            produce(seen, unit, TEMPLATES["congress_notice"], FORM, tmp_path)
        assert not list(tmp_path.glob("**/*.docx"))

    def test_other_documents_and_other_units_go_on(self, registers: Registers, tmp_path: Path) -> None:
        seen = registers.at("6-10")
        units = [seen.campaign.tree.unit(code) for code in ("D.A.1", "D.A")]
        wanted = [TEMPLATES["congress_notice"], TEMPLATES["minutes"]]
        made = produce_all(seen, units, wanted, FORM, tmp_path)
        assert [(one.unit_code, one.document, one.outcome) for one in made] == [
            ("D.A.1", "minutes", Outcome.NEW),
            ("D.A", "congress_notice", Outcome.NEW),
            ("D.A", "minutes", Outcome.NEW),
        ]


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        ("thong_bao", 'not_for_source: "Quy định', 'not_for_sourc: "Quy định', "not_for_source"),
        ("cong_van_gop_y", "\nletter: true", "\nletter: có", "«letter: có» không được nhận"),
        ("cong_van_gop_y", "\nletter: true\n", "\n", "thiếu «type»"),
        (
            "cong_van_gop_y",
            "\nletter: true",
            "\nletter: true\ntype: CÔNG VĂN",
            "khóa «type» không có trong mẫu",
        ),
        ("to_trinh", "when: members", "when: member", "không có trường hợp «member»"),
        ("bao_cao_ket_qua", "{elected}", "{electd}", "không có trường «{electd}»"),
    ],
)
def test_a_wrong_letter_is_refused(tmp_path: Path, file: str, before: str, after: str, words: str) -> None:
    text = (CONFIG.root / f"templates/van_ban/{file}.yaml").read_text("utf-8")
    assert before in text
    folder = tmp_path / "templates/van_ban"
    folder.mkdir(parents=True)
    (folder / f"{file}.yaml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ConfigErrors) as refused:
        load_templates(tmp_path)
    assert words in str(refused.value)
    assert f"{file}.yaml" in str(refused.value)
