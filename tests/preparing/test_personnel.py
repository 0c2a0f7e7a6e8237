"""Personnel: the figures of S2, S3, S4, each gone without its entry; what plans and procedures lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation, Review, WorkTable
from daihoi.domain.preparing.committees import review

QUAN_9, CAM_LE, NGO_QUYEN, LONG_BIEN = "quan_9_2020", "cam_le_2020", "ngo_quyen_2020", "long_bien_2019"
AFTER, BEFORE = date(2020, 8, 21), date(2020, 3, 2)


def table(found: Review, code: str) -> WorkTable:
    return next(one for one in found.tables if one.code == code)


def cells(found: WorkTable, name: str) -> dict[str, object]:
    """The row of a unit (or of the totals), by title."""
    row = next(row for row in (*found.rows, found.totals) if any(str(cell).startswith(name) for cell in row))
    return dict(zip(found.columns, row, strict=True))


def entry(preparation: Preparation, unit: str, body: str, phase: str) -> Entry:
    return next(
        one
        for one in preparation.entries.of("committee_structure", unit)
        if (one.text("body"), one.text("phase")) == (body, phase)
    )


def changed(one: Entry, **values: int | str | None) -> Entry:
    kept = {**one.values, **values}
    return replace(one, values={code: value for code, value in kept.items() if value is not None})


def asked(found: Review, unit: str) -> list[str]:
    return [ask.what for ask in found.asks if ask.unit_code == unit]


def is_result(one: Entry) -> bool:
    return (one.register, one.unit_code, one.text("phase")) == ("committee_structure", "Q9", "elected")


def test_the_shares_of_quan_9_against_their_targets(prepared):  # N9
    told = review(prepared(QUAN_9, AFTER)).findings
    assert told[0] == (
        "Đảng bộ Quận 9, kết quả bầu: nữ 46,15% / 15% (gấp 3,08 lần); trẻ 23,08% / 10% (gấp 2,31 lần): đạt."
    )
    assert told[2] == "Đảng bộ Quận 9: 100% nhân sự chủ chốt được duyệt đã trúng cử."


def test_the_sizes_that_both_shares_can_come_from(prepared):  # N9: 39 gives 18 and 9
    found = review(prepared(QUAN_9, AFTER))
    assert found.findings[1] == (
        "Đảng bộ Quận 9: tỷ lệ đã nêu chỉ khớp cấp ủy 13, 26, 39, 52 người; "
        "theo phương án 39 người † là 18 nữ, 9 trẻ."
    )
    rows = table(found, "bieu-3c-so-luong-khop-ty-le").rows
    assert [tuple(row[1:4]) for row in rows] == [(13, 6, 3), (26, 12, 6), (39, 18, 9), (52, 24, 12)]


def test_without_its_entry_the_figure_of_quan_9_is_gone(prepared, without):
    found = review(without(prepared(QUAN_9, AFTER), is_result))
    assert not any("46,15" in told or "23,08" in told for told in found.findings)
    assert asked(found, "Q9") == ["báo cơ cấu cấp ủy đã bầu (sổ cơ cấu cấp ủy)"]


def test_a_plan_of_another_size_contradicts_the_shares(prepared, including):
    seen = prepared(QUAN_9, AFTER)
    found = review(including(seen, changed(entry(seen, "Q9", "committee", "plan"), size=40)))
    assert "không khớp phương án 40 người †." in found.findings[1]


def test_with_a_size_the_counts_are_judged_not_the_printed_shares(prepared, including):
    """5 of 39 women are 12,82%: one short of the 6 that 15% of 39 (5,85) takes."""
    seen = prepared(QUAN_9, AFTER)
    one = changed(entry(seen, "Q9", "committee", "elected"), size=39, women=5, young=9, women_share=None)
    told = review(including(seen, one)).findings
    assert told[0].startswith("Đảng bộ Quận 9, kết quả bầu: nữ 5/39 (12,82%) / 15%; trẻ 9/39 (23,08%) / 10%")
    assert told[0].endswith(": chưa đạt nữ.")


def test_which_units_of_quan_9_miss_a_target(prepared):
    """By hand from the register: no women in two branches, 1 of 9 in the military, and so on."""
    found = review(prepared(QUAN_9, AFTER))
    told = "\n".join(found.findings)
    assert "43 cấp ủy đã ghi †, 8 chưa đạt." in told
    two = "Đảng bộ phường Long Trường; Chi bộ Chi cục Thống kê quận"
    assert f"Chưa đạt tỷ lệ trẻ, kết quả bầu: 2 đơn vị ({two})." in told
    project = "Đảng bộ Ban Quản lý dự án đầu tư xây dựng quận"
    assert f"Chưa đạt tỷ lệ đổi mới, kết quả bầu: 1 đơn vị ({project})." in told
    military = cells(table(found, "bieu-3b-co-cau-ket-qua"), "Đảng bộ Quân sự quận")
    assert (military["Nữ"], military["Nữ %"], military["Chưa đạt"]) == (1, "11,11", "nữ 1/9")


def test_the_units_below_are_added_up_without_the_unit_above(prepared):
    found = review(prepared(QUAN_9, AFTER))
    row = cells(table(found, "bieu-3b-co-cau-ket-qua-tong-hop"), "Trực thuộc Đảng bộ Quận 9")
    members = cells(table(found, "bieu-3b-co-cau-ket-qua"), "Tổng cộng")
    assert row["Đã ghi"] == "43/43"
    assert (row["Số lượng"], row["Nữ"]) == (members["Số lượng"], members["Nữ"]) == (353, 129)
    assert row["Nữ %"] == "36,54"  # 129 / 353 = 0,36544
    assert (row["Chưa đạt: nữ"], row["Chưa đạt: trẻ"], row["Chưa đạt: nữ trong ban thường vụ"]) == (3, 2, 2)


def test_a_standing_committee_without_women_is_named(prepared, including):
    seen = prepared(QUAN_9, AFTER)
    found = review(including(seen, changed(entry(seen, "Q9.P01", "standing", "elected"), women=0)))
    missing = "Chưa đạt tỷ lệ nữ trong ban thường vụ, kết quả bầu: 3 đơn vị"
    assert any(missing in told for told in found.findings)


def test_three_transfers_of_cam_le(prepared, without):  # S3
    seen = prepared(CAM_LE, BEFORE)
    told = "Đảng bộ quận Cẩm Lệ: điều động, phân công đã xong 3/3 trường hợp."
    assert told in review(seen).findings
    left = without(seen, lambda one: one.register == "cadre_moves" and one.text("move") == "transfer")
    assert told not in review(left).findings


def test_planning_reviewed_and_committees_filled_in_long_bien(prepared):  # S2
    told = review(prepared(LONG_BIEN, date(2019, 10, 28))).findings
    assert {
        "Đảng bộ quận Long Biên: rà soát quy hoạch đã xong.",
        "Đảng bộ quận Long Biên: kiện toàn cấp ủy đã xong.",
    } <= {*told}


def test_a_plan_is_told_how_many_more_reach_the_targets_before_its_congress(prepared):
    """1 of 15 young: 10% takes 2; 1 of 15 women: 15% takes 3; 4 of 15 new: a third takes 5."""
    found = review(prepared(CAM_LE, BEFORE))
    (pilot,) = [ask for ask in found.asks if ask.unit_code == "CL.KT" and "phương án" in ask.what]
    assert (pilot.what, pilot.due) == (
        "thêm 1 người trẻ vào phương án nhân sự mới đạt quy định",
        date(2020, 4, 14),
    )
    assert asked(found, "CL.CA") == ["thêm 2 nữ; 1 người lần đầu vào phương án nhân sự mới đạt quy định"]


def test_a_plan_that_meets_every_target_is_asked_nothing(prepared, including):
    seen = prepared(CAM_LE, BEFORE)
    one = changed(entry(seen, "CL.CA", "committee", "plan"), women=3, reelected=10, first_term=5)
    assert asked(review(including(seen, one)), "CL.CA") == []


def test_how_far_the_pilot_of_khue_trung_is(prepared):
    found = review(prepared(CAM_LE, BEFORE))
    told = next(told for told in found.findings if "giới thiệu nhân sự" in told)
    assert told == (
        "Đảng bộ phường Khuê Trung, giới thiệu nhân sự: tái cử đủ 5/5 bước (13/02/2020), chọn 11 người; "
        "lần đầu tham gia đến 4/5 bước (28/02/2020), chọn 8 người †."
    )
    assert any(
        what.startswith("họp bước 5: ban chấp hành (vòng lần đầu) (còn 1 bước)")
        for what in asked(found, "CL.KT")
    )


def test_without_the_last_step_the_procedure_is_less_far(prepared, without):
    def last(one: Entry) -> bool:
        return one.register == "nomination_steps" and one.effective_date == date(2020, 2, 28)

    told = review(without(prepared(CAM_LE, BEFORE), last)).findings
    assert any("đến 3/5 bước (25/02/2020)" in one for one in told)


def test_steps_missing_from_a_procedure_that_the_schedule_calls_done(prepared, without):
    def last(one: Entry) -> bool:
        return one.register == "nomination_steps" and one.effective_date == date(2019, 11, 28)

    found = review(without(prepared(NGO_QUYEN, date(2020, 7, 14)), last))
    assert any(
        what.startswith("quy trình đã báo xong mà sổ quy trình giới thiệu nhân sự còn thiếu: bước 5")
        for what in asked(found, "NQ")
    )


def test_chosen_and_listed_have_to_agree(prepared, including):
    """27 + 18 chosen; a list of 44 cannot be theirs."""
    seen = prepared(NGO_QUYEN, date(2020, 7, 14))
    assert not any("các bước chọn" in what for what in asked(review(seen), "NQ"))
    found = review(including(seen, changed(entry(seen, "NQ", "committee", "plan"), candidates=44)))
    assert any(
        what.startswith("các bước chọn 45 người, phương án ghi danh sách 44") for what in asked(found, "NQ")
    )


def test_ages_outside_the_usual_band_are_to_be_looked_at(prepared, including):
    """17 of 39 are 43,59%: within 40 to 50; 20 are 51,28%."""
    seen = prepared(NGO_QUYEN, date(2020, 7, 14))
    assert not any("cần xem" in told for told in review(seen).findings)
    one = changed(entry(seen, "NQ", "committee", "plan"), from_40_to_50=20, over_50=15)
    told = review(including(seen, one)).findings
    assert any("cần xem: 40–50 tuổi 20/39 (51,28%), quy định khoảng 40–50%." in one for one in told)


def test_the_term_before_stands_beside_the_plan(prepared):
    found = review(prepared(NGO_QUYEN, date(2020, 7, 14)))
    row = table(found, "bieu-3a-co-cau-phuong-an-do-tuoi").rows[0]
    assert row[-1] == "39 / 41 (-2)"


def test_what_dossiers_lack_and_until_when(prepared):
    found = review(prepared(CAM_LE, BEFORE))
    told = "Đảng bộ phường Khuê Trung: 18 hồ sơ nhân sự †, còn thiếu 2 giấy chứng nhận sức khỏe; "
    assert f"{told}7 kết luận về bảo vệ chính trị nội bộ." in found.findings
    papers = table(found, "bieu-3e-ho-so-nhan-su").rows
    assert [row[-2] for row in papers if str(row[1]).startswith("Đảng bộ phường Khuê Trung")] == [
        0,
        0,
        2,
        0,
        7,
    ]


def test_a_paper_that_nobody_counted_is_missing_for_everyone(prepared):
    told = review(prepared(CAM_LE, BEFORE)).findings
    assert any(
        "Chi bộ Tòa án" in one and one.endswith("còn thiếu 3 kết luận về bảo vệ chính trị nội bộ.")
        for one in told
    )


def test_complete_dossiers_are_asked_for_nothing(prepared):
    found = review(prepared(QUAN_9, AFTER))
    assert "Đảng bộ Quận 9: 45 hồ sơ nhân sự †, đủ giấy tờ." in found.findings
    assert not any("hồ sơ" in ask.what for ask in found.asks)


def test_dossiers_from_outside_are_due_15_working_days_before_the_opening(prepared, including):
    """Planned for 15-7-2020 (Wednesday), no holidays between: 15 working days before is 24-6."""
    seen = prepared(NGO_QUYEN, date(2020, 6, 25))
    values = {"part": "health", "needed": 2, "received": 1}
    one = Entry("outside_dossiers", "NQ", "giấy chứng nhận sức khỏe", values, date(2020, 6, 20))
    (ask,) = [ask for ask in review(including(seen, one)).asks if "ngoài đại biểu" in ask.what]
    assert (ask.due, ask.is_late) == (date(2020, 6, 24), True)
    assert "1 giấy chứng nhận sức khỏe" in ask.what
    assert "2 đơn ứng cử" in ask.what


def test_a_congress_that_did_not_elect_owes_no_result(prepared, including, without):
    seen = without(
        prepared(QUAN_9, AFTER),
        lambda one: one.unit_code == "Q9.P01" and one.register == "committee_structure",
    )
    assert any("báo cơ cấu" in what for what in asked(review(seen), "Q9.P01"))
    form = Entry("congress_forms", "Q9.P01", "", {"contents": "three"}, date(2020, 5, 12))
    assert asked(review(including(seen, form)), "Q9.P01") == []


def test_a_result_before_its_congress_is_questioned(prepared, including):
    seen = prepared(CAM_LE, BEFORE)
    one = entry(seen, "CL.KT", "committee", "plan")
    early = replace(one, key="cấp ủy | kết quả bầu", values={**one.values, "phase": "elected"})
    assert any("đại hội chưa báo xong" in what for what in asked(review(including(seen, early)), "CL.KT"))


@pytest.mark.parametrize("unit", ["CL.KT", "CL.CA"])
def test_only_the_units_asked_about(prepared, unit):
    found = review(prepared(CAM_LE, BEFORE, unit))
    assert {ask.unit_code for ask in found.asks} == {unit}
    assert not any("quận Cẩm Lệ" in told for told in found.findings)
