"""Emulation: 200 days, works finished of those registered, works overdue, who registered nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from daihoi.domain.preparing.emulation import review
from daihoi.domain.preparing.emulation_drives import drives_of

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

QUAN_9 = "quan_9_2020"
REVIEW_DAY = date(2020, 8, 21)
PARK, DIGITAL = "Công viên khu phố 2", "Số hóa hồ sơ đảng viên"


def test_the_drive_lasts_200_days(prepared: Prepare) -> None:
    """S4 names the 200 days; 15 March to 30 September, both counted, are 17 + 30 + 31 + 30 + 31 + 31 + 30."""
    (drive,) = drives_of(prepared(QUAN_9, REVIEW_DAY))
    assert drive.days == 17 + 30 + 31 + 30 + 31 + 31 + 30 == 200


def test_three_of_five_registered_works_are_finished(prepared: Prepare) -> None:
    found = review(prepared(QUAN_9, REVIEW_DAY))
    assert "5 nơi đăng ký 5 công trình, hoàn thành 3/5; 1 quá hạn." in found.findings[0]
    assert "ngày thứ 160, còn 40 ngày" in found.findings[0]
    assert list(found.tables[0].totals)[2:] == [5, 3, "60,00", 2, 1, 0]


def test_without_a_work_there_is_one_less(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(QUAN_9, REVIEW_DAY), lambda one: one.text("work") == PARK)
    found = review(seen)
    assert "4 nơi đăng ký 4 công trình, hoàn thành 3/4." in found.findings[0]


def test_a_work_without_a_day_of_its_own_has_until_the_end_of_the_drive(prepared: Prepare) -> None:
    seen = prepared(QUAN_9, REVIEW_DAY)
    asked = {ask.what: (ask.unit_code, ask.due, ask.is_late) for ask in review(seen).asks}
    of_park = asked[f"hoàn thành công trình «{PARK}» (sổ công trình thi đua)"]
    of_digital = asked[f"hoàn thành công trình «{DIGITAL}» (sổ công trình thi đua)"]
    assert of_park == ("Q9.P02", date(2020, 7, 31), True)
    assert of_digital == ("Q9", date(2020, 9, 30), False)


def test_a_finished_work_is_no_longer_asked_for(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, REVIEW_DAY)
    park = seen.entries.find("emulation_works", "Q9.P02", PARK)
    assert park is not None
    done = {**park.values, "state": "finished", "finished_on": date(2020, 8, 20)}
    found = review(including(seen, replace(park, values=done)))
    assert "hoàn thành 4/5." in found.findings[0]
    assert not any(PARK in ask.what for ask in found.asks)


def test_a_dropped_work_counts_for_nothing_but_is_shown(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, REVIEW_DAY)
    park = seen.entries.find("emulation_works", "Q9.P02", PARK)
    assert park is not None
    dropped = replace(park, values={**park.values, "state": "dropped", "result": "không có đất"})
    found = review(including(seen, dropped))
    assert "4 nơi đăng ký 4 công trình, hoàn thành 3/4." in found.findings[0]
    assert list(found.tables[0].totals)[2:] == [4, 3, "75,00", 1, 0, 1]
    (row,) = (row for row in found.tables[1].rows if str(row[2]).startswith(PARK))
    assert (row[6], row[8]) == ("thôi không làm", "không có đất")


def test_who_called_for_the_drive_urges_those_that_registered_nothing(prepared: Prepare) -> None:
    """43 grassroots organisations, 4 of which registered a work."""
    found = review(prepared(QUAN_9, REVIEW_DAY))
    assert any(told.startswith("Chưa đăng ký công trình nào: 39 nơi") for told in found.findings)
    (ask,) = (ask for ask in found.asks if "đôn đốc" in ask.what)
    assert (ask.unit_code, ask.due) == ("Q9", date(2020, 9, 30))


def test_a_unit_that_registered_nothing_is_asked_itself(prepared: Prepare) -> None:
    (ask,) = review(prepared(QUAN_9, REVIEW_DAY, "Q9.P03")).asks
    assert ask.unit_code == "Q9.P03"
    assert ask.what.startswith("đăng ký công trình vào «Thi đua 200 ngày chào mừng đại hội»")


def test_after_the_end_what_is_unfinished_is_overdue(prepared: Prepare) -> None:
    found = review(prepared(QUAN_9, date(2020, 10, 1)))
    assert "đã kết thúc" in found.findings[0]
    assert "2 quá hạn" in found.findings[0]
    assert not any("đăng ký" in ask.what for ask in found.asks)


def test_before_it_is_called_there_is_no_drive(prepared: Prepare) -> None:
    assert review(prepared(QUAN_9, date(2020, 3, 14))).findings == []


def test_without_the_drive_there_is_nothing(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(QUAN_9, REVIEW_DAY), lambda one: one.register == "emulation_drives")
    found = review(seen)
    assert (list(found.findings), list(found.tables), list(found.asks)) == ([], [], [])
