"""Cron expressions: what is refused, and the next moment, as anyone finds it with a calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from daihoi.intake.cron_text import cron_fault, next_time
from daihoi.service import words

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2020, 3, 2, 6, 0, tzinfo=HERE)  # 2 March 2020 was a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 6 * * *", "2020-03-03 06:00"),  # 06:00 itself is over
        ("1 6 * * *", "2020-03-02 06:01"),
        ("*/15 * * * *", "2020-03-02 06:15"),
        ("0 6 * * 1-5", "2020-03-03 06:00"),
        ("0 6 * * 5", "2020-03-06 06:00"),
        ("0 6 * * 0", "2020-03-08 06:00"),
        ("0 6 * * 7", "2020-03-08 06:00"),
        ("30 22 31 * *", "2020-03-31 22:30"),
        ("0 0 29 2 *", "2024-02-29 00:00"),
        ("0 0 1 1 *", "2021-01-01 00:00"),
        ("0 8,14 * * *", "2020-03-02 08:00"),
        ("0 0 10 * 3", "2020-03-04 00:00"),  # the 10th or a Wednesday, whichever comes first
        ("5-10/5 5 * * *", "2020-03-03 05:05"),
    ],
)
def test_the_next_moment(text: str, expected: str) -> None:
    assert f"{next_time(text, MONDAY):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "text",
    ["", "0 6 * *", "0 6 * * * *", "60 6 * * *", "0 24 * * *", "0 6 0 * *", "0 6 * 13 *", "0 6 * * 8",
     "a 6 * * *", "0 6-5 * * *", "*/0 6 * * *", "0 6 30 2 *", "0 6 31 4,6,9,11 *", "0 6 * * MON", "@daily",
     "-1 6 * * *", "0 6 * * 1-", "0 6 ,1 * *", "0  6 * *"],
)  # fmt: skip
def test_what_cannot_be_is_refused(text: str) -> None:
    assert cron_fault(text)
    with pytest.raises(ValueError, match=r".*"):
        next_time(text, MONDAY)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0 6 * * *", "06:00 hằng ngày"),
        ("30 22 * * 1-5", "22:30 thứ Hai đến thứ Sáu"),
        ("0 7 * * 0,6", "07:00 Chủ nhật, thứ Bảy"),
        ("*/15 * * * *", "mỗi 15 phút"),
        ("900", "mỗi 15 phút"),
        ("45", "mỗi 45 giây"),
        ("0 6 1 * *", "cron 0 6 1 * *"),
        ("FREQ=DAILY", "FREQ=DAILY"),
    ],
)
def test_schedules_in_words(text: str, told: str) -> None:
    assert words.schedule(text) == told
