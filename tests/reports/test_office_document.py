"""What the progress report says: facts of Cẩm Lệ on 2-3-2020, and campaigns at their extremes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import overview, pace
from daihoi.errors import ConfigErrors, UnknownCodeError
from reports.office.composing import finding
from reports.office.document import Blank, Heading, TableBlock, plain
from reports.office.form import FILE, load_form
from tests.domain.campaigns import DEADLINES, assessed, held, make_campaign, make_district, said
from tests.drafting.entries import Registers
from tests.reports.office_cases import (
    CONFIG,
    cam_le,
    cam_le_prepared,
    document,
    facts_of,
    form,
    table,
    text_of,
)


def nothing_reported() -> Assessment:
    return assessed(make_district(), "6-10")


def test_head_of_the_district() -> None:
    made = document(cam_le())
    assert made.issuer == "Quận ủy Cẩm Lệ"
    assert made.number.endswith("-BC/QU")
    assert made.signs == "T/M BAN THƯỜNG VỤ"
    assert set(made.superior) == {"…"}  # the campaign does not know the city
    assert made.subject == "tiến độ chuẩn bị đại hội đảng các cấp quận Cẩm Lệ, nhiệm kỳ 2020–2025"
    assert re.fullmatch(r"Số liệu đến hết ngày 02/03/2020; sổ ghi đến số \d+, mốc [0-9a-f]{12}", made.footer)


def test_head_of_a_ward_and_of_a_branch() -> None:
    ward, branch = document(cam_le(), "CL.HP"), document(cam_le(), "CL.HP.02")
    assert (ward.superior, ward.issuer) == ("Quận ủy Cẩm Lệ", "Đảng ủy phường Hòa Phát")
    assert ward.signs.startswith("T/M …")  # with or without a standing committee: the clerk knows
    assert (branch.superior, branch.issuer) == ("Đảng ủy phường Hòa Phát", "Chi bộ khu dân cư 2")
    assert branch.signs == "T/M CHI BỘ"


def test_figures_of_the_district() -> None:
    said_ = text_of(document(cam_le()))
    for fact in (
        "Thực hiện Kế hoạch số 86-KH/QU ngày 15/11/2019, Quận ủy Cẩm Lệ báo cáo",
        "Đã tổ chức 121/235 (51,49%) chi bộ, thấp hơn kế hoạch 19.",
        "Đảng bộ phường Khuê Trung (36/36), Đảng bộ Quân sự quận (3/3) đã xong",
        "các nơi còn lại 82/196 (41,84%)",
        "Còn 114 trong 21 ngày làm việc đến 31/03: cần 5,43 mỗi ngày",
        "Đảng bộ phường Khuê Trung (36/36 chi bộ đã đại hội, 993 đảng viên, đại hội dự kiến 14/04/2020)",
        "275 đại biểu (theo cấu hình của đợt, chưa ghi sổ), quy định không quá 300",
        "Đảng bộ Công an quận",
    ):
        assert fact in said_, fact


def test_congresses_by_level() -> None:
    rows = table(document(cam_le()), "Bảng 1").rows
    assert rows[0] == ["Chi bộ", "235", "121", "51,49", "140", "−19", "31/03/2020", "21", "13"]
    assert [row[:3] for row in rows[1:]] == [["Cơ sở", "45", "0"], ["Quận", "1", "0"]]


def test_who_is_late_and_why() -> None:
    rows = table(document(cam_le()), "Bảng 2").rows
    assert rows[0][:6] == ["1", "Đảng bộ phường Hòa Phát", "3/25", "−8", "8", "8"]
    assert rows[0][6] == "8 nơi: chưa báo bắt đầu «Tiếp thu kế hoạch; chi ủy phân công»"
    assert "Đảng bộ phường Khuê Trung" not in [row[1] for row in rows]  # all of its branches are through


def test_the_next_days_count_what_is_left() -> None:
    facts = facts_of(cam_le())
    coming = facts.outlook
    assert (coming.first, coming.last) == (date(2020, 3, 3), date(2020, 4, 1))
    assert [(week.first.isoweekday(), week.last.isoweekday()) for week in coming.weeks[1:-1]] == [(1, 7)] * 3
    # 114 are left; 13 of them will be late, on 8-4, and that is after the 30 days.
    assert sum(week.expected["branch"] for week in coming.weeks) == 114 - 13
    assert [deadline.last_day for _, deadline in coming.deadlines] == [date(2020, 3, 31)]


def test_annexes_of_the_district() -> None:
    made = document(cam_le_prepared())
    names = {annex.name: annex.table.title.split("\n")[0] for annex in reversed(made.annexes)}
    assert list(reversed(names))[:5] == [f"Phụ lục {n}" for n in (1, 2, 3, 4, 5)]
    assert names["Phụ lục 3"] == "CƠ CẤU CẤP ỦY, PHƯƠNG ÁN TRƯỚC KHI DUYỆT"
    assert names["Phụ lục 4"].startswith("LỊCH ĐẠI HỘI")
    assert names["Phụ lục 5"] == "THEO DÕI HỒ SƠ DUYỆT"
    units = table(made, "BIỂU TIẾN ĐỘ ĐẠI HỘI")
    assert len(units.rows) == 45
    assert list(units.total)[10:12] == ["121/235", "51,49"]
    military = next(row for row in units.rows if row[1] == "Đảng bộ Quân sự quận")
    assert (military[10], military[11], military[13]) == ("3/3", "100,00", "")
    assert military[12].startswith("Ủy viên Ban Thường vụ")  # from the register of supervision
    days = [row[3] for row in table(made, "LỊCH ĐẠI HỘI").rows]
    assert days[:2] == ["07/04/2020", "14/04/2020"]


def test_without_registers_what_they_would_tell_is_left_to_the_clerk() -> None:
    labels = [block.label for block in document(cam_le()).blocks if isinstance(block, Blank)]
    told = [block.label for block in document(cam_le_prepared()).blocks if isinstance(block, Blank)]
    assert labels[:2] == [
        "Số văn bản lãnh đạo, chỉ đạo đã ban hành:",
        "Tiểu ban, tổ giúp việc; phân công phụ trách:",
    ]
    assert not set(labels[:2]) & set(told)
    assert "Đã lập 3 tiểu ban." in text_of(document(cam_le_prepared()))  # S3
    assert "tiểu ban." not in text_of(document(cam_le()))


def test_findings_stand_under_the_heading_of_their_workstream() -> None:
    lines = text_of(document(cam_le_prepared())).split("\n")
    documents = next(place for place, line in enumerate(lines) if "Báo cáo kiểm điểm: dự thảo lần 1" in line)
    heads = [line for line in lines[:documents] if line[:1].isdigit() and "- " in line[:4]]
    assert heads[-1] == "2- Văn kiện"
    assert [line for line in lines if "275" in line] == [
        "Đại biểu: 275 đại biểu, quy định không quá 300; chưa ghi phân bổ."
    ]  # once, though the campaign knows the number too


def test_no_table_is_wider_than_its_page() -> None:
    made = document(cam_le_prepared())
    for block in (block for block in made.blocks if isinstance(block, TableBlock)):
        assert sum(column.width for column in block.columns) <= 160, block.title
    for annex in made.annexes:
        assert sum(column.width for column in annex.table.columns) == 267, annex.number
        for row in (*annex.table.rows, annex.table.total):
            assert len(row) in {0, 1, len(annex.table.columns)}, row


def test_the_whole_campaign_is_counted_as_everywhere_else() -> None:
    facts = facts_of(cam_le())
    assert facts.overview == overview(cam_le())
    assert facts.pace == pace(cam_le())
    assert sum(work.states.get(state, 0) for work in facts.work for state in work.states) == 3995 - 18


def test_a_ward_counts_its_own_branches_only() -> None:
    facts = facts_of(cam_le(), "CL.KT")
    assert [(level.level.code, level.count.total, level.count.held) for level in facts.levels] == [
        ("branch", 36, 36),
        ("grassroots", 1, 0),
    ]
    assert facts.levels[1].deadline is not None
    assert facts.levels[1].deadline.last_day == date(2020, 4, 15)  # its own, as a pilot
    assert facts.overview.delegates is None  # 275 attend the district's congress, not the ward's
    assert "Đã tổ chức đủ 36/36 chi bộ." in text_of(document(cam_le(), "CL.KT"))


def test_a_branch_reports_on_itself() -> None:
    made = document(cam_le(), "CL.HP.02")
    said_ = text_of(made)
    assert "sau hạn 5 ngày làm việc" in said_
    assert "Cấp dưới:" not in said_
    assert made.annexes[0].table.title.startswith("BIỂU TIẾN ĐỘ CÔNG VIỆC")
    assert "BIỂU TIẾN ĐỘ ĐẠI HỘI" not in "".join(annex.table.title for annex in made.annexes)


def test_the_finding_never_leaves_out_the_units_own_congress() -> None:
    """All branches are through, and the ward is late: both are said first."""
    done = [held("W", "w_plan", "6-2"), held("W", "w_direct", "6-11")]
    done += [held(f"W.{n}", "b_congress", "6-11") for n in (1, 2)]
    told = finding(facts_of(assessed(make_campaign(), "6-18", *done)))
    assert told.startswith("Đã tổ chức đủ 2/2 chi bộ. Đại hội Đơn vị W: theo tiến độ hiện tại")
    # From Friday 19 on: finalize 19 to 23, congress 24 and 25; due on 19.
    assert "đại hội ngày 24/06/2020, sau hạn 4 ngày làm việc." in told


WITH_RATIFICATION = (
    "w_plan:2",
    "w_finalize:3<w_plan",
    "w_congress:2*@everyday<w_finalize",
    "w_ratification:10!<w_congress",
)


def test_a_ratification_of_which_the_superior_has_nothing_yet_is_not_said_to_be_handed_in() -> None:
    campaign = make_campaign(units=("W",), ward=WITH_RATIFICATION, deadlines={"ward": DEADLINES["ward"]})
    over = [said("W", "w_congress", "6-18", start="6-17", finish="6-18")]
    over += [held("W", name, "6-12") for name in ("w_plan", "w_finalize")]
    made = document(assessed(campaign, "6-18", *over))
    assert "Còn 1 việc: Việc w_ratification (chờ duyệt, chưa trình)." in text_of(made)
    assert "đã trình" not in text_of(made)
    (row,) = [row for row in table(made, "BIỂU TIẾN ĐỘ CÔNG VIỆC").rows if "Việc w_ratification" in row]
    assert "Chờ duyệt, chưa trình" in row
    sent = said("W", "w_ratification", "6-22", start="6-22")
    made = document(assessed(campaign, "6-22", *over, sent))
    assert "Còn 1 việc: Việc w_ratification (chờ duyệt)." in text_of(made)
    assert "«Việc w_ratification» (đã trình, " in text_of(made)
    (row,) = [row for row in table(made, "BIỂU TIẾN ĐỘ CÔNG VIỆC").rows if "Việc w_ratification" in row]
    assert {"22/06/2020", "Chờ duyệt"} <= set(row)


def test_findings_and_table_of_congresses_count_the_same_units() -> None:
    told = assessed(make_campaign(), "6-12", *(held(code, "b_congress", "6-11") for code in ("W.1", "W.2")))
    made = document(told)
    assert len(table(made, "KẾT QUẢ ĐẠI HỘI").rows) == 2
    assert "2 đại hội đã xong: 0 đã báo cáo kết quả" in text_of(made)


def test_which_congress_it_is_stands_in_the_title(tmp_path: Path) -> None:
    names = Registers(tmp_path).tell(
        "congress_names", "Đại hội lần thứ,Số liệu đến ngày", "D.A,XII,03/06/2020"
    )
    made = document(names.at("6-10"), "D.A")
    assert made.subject == "tiến độ chuẩn bị đại hội Đơn vị D.A lần thứ XII, nhiệm kỳ 2020–2025"


def test_unknown_unit() -> None:
    with pytest.raises(UnknownCodeError):
        facts_of(cam_le(), "CL.XX")


def test_nothing_reported_yet() -> None:
    made = document(nothing_reported())
    said_ = text_of(made)
    assert made.footer.endswith("sổ ghi chưa có báo cáo nào")
    assert "Đã tổ chức 0/3 (0,00%) chi bộ" in said_
    assert "Đã xong:" not in said_


def test_one_unit_all_done() -> None:
    campaign = make_campaign(units=("W",), deadlines={"ward": DEADLINES["ward"]})
    told = assessed(
        campaign,
        "6-22",
        *(held("W", name, "6-18") for name in ("w_plan", "w_finalize")),
        said("W", "w_congress", "6-18", start="6-17", finish="6-18"),
    )
    made = document(told)
    assert "Đại hội đã tổ chức từ 17/06 đến 18/06/2020." in text_of(made)
    assert "Việc chậm của đơn vị báo cáo: không có." in text_of(made)


@pytest.mark.parametrize(
    ("branches", "topic"), [(("W.1",), "tiến độ chuẩn bị"), (("W.1", "W.2"), "kết quả tổ chức")]
)
def test_once_all_congresses_are_held_it_is_their_result_that_is_told(
    branches: tuple[str, ...], topic: str
) -> None:
    ward = said("W", "w_congress", "6-18", start="6-17", finish="6-18")
    told = assessed(make_campaign(), "6-22", ward, *(held(code, "b_congress", "6-11") for code in branches))
    made = document(told)
    assert made.subject.startswith(f"{topic} ")
    assert f"báo cáo {topic} đại hội, số liệu đến hết ngày 22/06/2020" in text_of(made)


def test_a_campaign_without_deadlines() -> None:
    said_ = text_of(document(assessed(make_district(deadlines={}), "6-10")))
    assert "Hạn đến trong kỳ" not in said_
    assert "(chưa có hạn)" in said_


def test_headings_and_blanks_for_the_clerk() -> None:
    blocks = document(cam_le()).blocks
    first = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert [text.split("-")[0] for text in first] == ["I", "II", "III", "IV", "V"]
    proposals = blocks.index(next(b for b in blocks if isinstance(b, Heading) and b.text.startswith("V-")))
    assert isinstance(blocks[proposals + 1], Blank)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Chi bo\u0323\u0302", "Chi bộ"),
        ("a\u202eb\u200f", "ab"),
        ("một\nhai\tba\x07 ", "một hai ba"),
        ("\ud800", ""),
    ],
)
def test_names_are_made_plain(name: str, seen: str) -> None:
    assert plain(name) == seen


@pytest.mark.parametrize(
    ("unit", "issuer", "symbol"),
    [
        ("Đảng bộ quận Cẩm Lệ", "Quận ủy Cẩm Lệ", "QU"),
        ("Đảng bộ thành phố Đà Nẵng", "Thành ủy Đà Nẵng", "TU"),
        ("Đảng bộ huyện Hòa Vang", "Huyện ủy Hòa Vang", "HU"),
        ("Đảng bộ phường Hòa An", "Đảng ủy phường Hòa An", "ĐU"),
        ("Chi bộ Tòa án", "Chi bộ Tòa án", "CB"),
        ("Đảng bộ", "Đảng bộ", None),
        ("Tổ đảng số 1", "Tổ đảng số 1", None),
    ],
)
def test_issuing_bodies(unit: str, issuer: str, symbol: str | None) -> None:
    name, body = form().body_of(unit)
    assert (name, body.symbol if body else None) == (issuer, symbol)


def edited(folder: Path, old: str, new: str) -> Path:
    path = folder / FILE
    path.parent.mkdir(parents=True)
    text = (CONFIG / FILE).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("left: 30", "left: ba mươi", "không phải số nguyên"),
        ("left: 30", "left: 0", "nhỏ hơn 1"),
        ("left: 30", "lef: 30", "«lef»"),
        ("word: Times New Roman", "word:", "thiếu «word»"),
        ("symbol: BC", "", "thiếu «symbol»"),
        ("certainty: assumed", "certainty: chắc", "«certainty: chắc» không được nhận"),
        ("bodies:", "body:", "«bodies»"),
        ("annexes:", "annex:", "«annexes»"),
        ("  - units ", "  - work ", "«work» viết 2 lần"),
        ("name: Đảng bộ tỉnh, ", "", "thiếu «name»"),
    ],
)
def test_a_broken_form_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigErrors) as refused:
        load_form(edited(tmp_path, old, new))
    assert told in str(refused.value)
    assert FILE in str(refused.value)


def test_a_form_of_ones_own_is_used(tmp_path: Path) -> None:
    assert load_form(edited(tmp_path, "left: 30", "left: 35")).margins["left"] == 35


def test_a_configuration_without_a_form_takes_the_installed_one(tmp_path: Path) -> None:
    assert load_form(tmp_path) == form()
