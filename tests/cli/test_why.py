"""``daihoi why``: what a coordinator reads when asked why a congress is late."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program

WHY = ("why", "cam_le_2020")
ON = ("--status-date", "2020-03-02")


def words(text: str) -> str:
    return " ".join(text.split())


def test_all_that_will_be_late_with_the_cause_and_who_waits(reported: Program) -> None:
    shown = words(reported(*WHY, *ON).stdout)
    assert "13 đại hội sẽ trễ hạn" in shown
    assert "Chi bộ khu dân cư 2 (CL.HP.02)" in shown
    assert "«Tiếp thu kế hoạch; chi ủy phân công»: không chờ ai" in shown
    assert "Cấp trên đang chờ: Đảng bộ phường Hòa Phát (còn chịu được 16 ngày làm việc)" in shown
    assert "daihoi why cam_le_2020 CL.HP.02 --status-date 2020-03-02" in shown
    assert "Giả định:" in shown


def test_the_chain_of_one_unit_from_branch_to_ward(reported: Program) -> None:
    """2 April 2020 is a day off (Giỗ Tổ): approved on the 1st, prepared from the 3rd on."""
    shown = words(reported(*WHY, "CL.HP", *ON).stdout)
    assert "Đảng bộ phường Hòa Phát (CL.HP): đại hội dự kiến theo tiến độ hiện tại 04/06/2020" in shown
    assert "Đảng ủy cơ sở duyệt 30/03/2020 01/04/2020" in shown
    assert "03/04/2020 07/04/2020" in shown


def test_an_unknown_unit_is_refused_with_a_suggestion(reported: Program) -> None:
    done = reported(*WHY, "CL.HPP", *ON)
    assert done.returncode == 2
    assert "CL.HP" in done.stderr


@pytest.mark.parametrize(
    "wrong", [("--status-date", "3/3"), ("--known-at", "2000"), ("--status-date", "2035-01-01")]
)
def test_a_wrong_date_or_number_is_refused(reported: Program, wrong: tuple[str, str]) -> None:
    done = reported(*WHY, *wrong)
    assert done.returncode == 2
    assert "Lỗi" in done.stderr


def test_before_anything_is_reported_it_speaks_of_the_plan(program: Program) -> None:
    shown = words(program(*WHY, *ON).stdout)
    assert "Số liệu đến hết ngày 24/10/2019" in shown  # the eve of the campaign
    assert "không đại hội nào trễ hạn" in shown
    assert "Sổ ghi chưa có báo cáo nào" in shown
