from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.intake.dates import DateError, read_date

DAYS = st.dates(date(1930, 1, 1), date(2040, 12, 31))


@given(DAYS, st.sampled_from("/-."), st.booleans())
def test_day_first_is_read_back_as_written(day: date, sign: str, padded: bool) -> None:
    width = "02" if padded else ""
    text = f"{day.day:{width}}{sign}{day.month:{width}}{sign}{day.year}"
    assert read_date(text) == day


@given(DAYS)
def test_iso_is_read_back_as_written(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2/3/2020", date(2020, 3, 2)),
        (" 05-07-2025 ", date(2025, 7, 5)),
        ("2025-07-05", date(2025, 7, 5)),
        ("29.2.2020", date(2020, 2, 29)),
        (date(2020, 3, 2), date(2020, 3, 2)),
        (datetime.combine(date(2020, 3, 2), time()), date(2020, 3, 2)),
    ],
)
def test_day_and_month_are_never_swapped(value: object, expected: date) -> None:
    assert read_date(value) == expected


FORMS = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3/3", "«3/3» không có năm, có thể là tỷ số → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"),
        ("2/3/20", "«2/3/20» chỉ có hai chữ số năm → ghi đủ bốn chữ số năm, ví dụ 02/03/2020"),
        ("3/13/2020", f"«3/13/2020» không có trong lịch (ngày 3 tháng 13 năm 2020) → {FORMS}"),
        ("30/2/2020", f"«30/2/2020» không có trong lịch (ngày 30 tháng 2 năm 2020) → {FORMS}"),
        ("2020-2-3", f"«2020-2-3» không phải ngày → {FORMS}"),
        ("2020/03/02", f"«2020/03/02» không phải ngày → {FORMS}"),
        ("2/3-2020", f"«2/3-2020» không phải ngày → {FORMS}"),
        ("tháng 3-2020", f"«tháng 3-2020» không phải ngày → {FORMS}"),
        ("٢/٣/٢٠٢٠", f"«٢/٣/٢٠٢٠» không phải ngày → {FORMS}"),
        ("", f"«» không phải ngày → {FORMS}"),
        (43892.0, f"ô chứa số 43892, không phải ngày → định dạng ô là ngày, hoặc {FORMS}"),
        (True, f"ô chứa «True», không phải ngày → định dạng ô là ngày, hoặc {FORMS}"),
        (time(2, 3), f"ô chứa «02:03:00», không phải ngày → định dạng ô là ngày, hoặc {FORMS}"),
        (timedelta(1), f"ô chứa «1 day, 0:00:00», không phải ngày → định dạng ô là ngày, hoặc {FORMS}"),
        (
            datetime.combine(date(2020, 3, 2), time(10, 30)),
            "ô chứa cả giờ: 02/03/2020 10:30 → chỉ ghi ngày, không ghi giờ",
        ),
    ],
)
def test_what_is_no_single_date_is_refused(value: object, message: str) -> None:
    with pytest.raises(DateError) as caught:
        read_date(value)
    assert str(caught.value) == message
