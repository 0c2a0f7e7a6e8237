from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from daihoi.intake.dates import DateError, read_date
from daihoi.intake.tables import read_table

DAYS = st.dates(date(1930, 1, 1), date(2040, 12, 31))


@given(DAYS, st.sampled_from("/-."), st.booleans())
def test_day_first_is_read_back_as_written(day: date, sign: str, padded: bool) -> None:
    width = "02" if padded else ""
    text = f"{day.day:{width}}{sign}{day.month:{width}}{sign}{day.year}"
    assert read_date(text) == day


@given(DAYS)
def test_iso_is_read_back_as_written(day: date) -> None:
    assert read_date(day.isoformat()) == day


SPELLINGS = (
    "{0.day}/{0.month}/{0.year}",
    "{0.day:02}/{0.month:02}/{0.year}",
    "{0.day:02}/{0.month}/{0.year}",
    "{0.day}-{0.month}-{0.year}",
    "{0.day:02}.{0.month:02}.{0.year}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0:%Y-%m-%d}",
)


def test_no_day_of_a_century_is_read_as_another() -> None:
    first, last = date(1930, 1, 1).toordinal(), date(2040, 12, 31).toordinal()
    for number, ordinal in enumerate(range(first, last + 1)):
        day, chosen = date.fromordinal(ordinal), number % len(SPELLINGS)
        spellings = SPELLINGS if day.day <= 12 and number % 3 == 0 else SPELLINGS[chosen : chosen + 1]
        assert {read_date(form.format(day)) for form in spellings} == {day}


def test_no_date_cell_of_a_century_is_read_as_another(tmp_path: Path) -> None:
    days = [
        date.fromordinal(n) for n in range(date(1930, 1, 1).toordinal(), date(2041, 1, 1).toordinal(), 37)
    ]
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(0, 0, "Kết thúc")
        for row, day in enumerate(days, 1):
            sheet.write_datetime(row, 0, day, look)
    assert [read_date(row.cells[0]) for row in read_table(tmp_path / "t.xlsx").rows] == days


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2/3/2020", date(2020, 3, 2)),
        (" 05-07-2025 ", date(2025, 7, 5)),
        ("2025-07-05", date(2025, 7, 5)),
        ("29.2.2020", date(2020, 2, 29)),
        ("02/3/2020", date(2020, 3, 2)),
        ("02 / 03 / 2020", date(2020, 3, 2)),
        ("ngày 02/3/2020", date(2020, 3, 2)),
        ("ngày 2 tháng 3 năm 2020", date(2020, 3, 2)),
        ("Ngày 02 tháng 03 năm 2020", date(2020, 3, 2)),
        ("2 tháng 3 năm 2020", date(2020, 3, 2)),
        ("ngày 15 tháng 11-2019", date(2019, 11, 15)),
        ("nga\u0300y 2 tha\u0301ng 3 na\u0306m 2020", date(2020, 3, 2)),
        (date(2020, 3, 2), date(2020, 3, 2)),
        (datetime.combine(date(2020, 3, 2), time()), date(2020, 3, 2)),
    ],
)
def test_day_and_month_are_never_swapped(value: object, expected: date) -> None:
    assert read_date(value) == expected


FORMS = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"
FULL = "ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"
EACH = "mỗi ô một ngày: ngày đầu ở Bắt đầu, ngày cuối ở Kết thúc"
NO_SUCH = f"không có trong lịch (ngày 31 tháng 2 năm 2020) → {FORMS}"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3/3", "«3/3» không có năm → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"),
        ("2/3/20", "«2/3/20» chỉ có hai chữ số năm → ghi đủ bốn chữ số năm, ví dụ 02/03/2020"),
        ("3/13/2020", f"«3/13/2020» không có trong lịch (ngày 3 tháng 13 năm 2020) → {FORMS}"),
        ("30/2/2020", f"«30/2/2020» không có trong lịch (ngày 30 tháng 2 năm 2020) → {FORMS}"),
        ("2020-2-3", f"«2020-2-3» không phải ngày → {FORMS}"),
        ("2020/03/02", f"«2020/03/02» không phải ngày → {FORMS}"),
        ("2/3-2020", f"«2/3-2020» không phải ngày → {FORMS}"),
        ("tháng 3-2020", f"«tháng 3-2020» không nói rõ ngày nào → {FULL}"),
        ("3/2020", f"«3/2020» không nói rõ ngày nào → {FULL}"),
        ("quý I/2020", f"«quý I/2020» không nói rõ ngày nào → {FULL}"),
        ("tháng 8 năm 2019", f"«tháng 8 năm 2019» không nói rõ ngày nào → {FULL}"),
        ("27-5", f"«27-5» không có năm → {FULL}"),
        ("ngày 2 tháng 3", f"«ngày 2 tháng 3» không có năm → {FULL}"),
        ("từ 15 đến 17-7-2020", f"«từ 15 đến 17-7-2020» là nhiều ngày → {EACH}"),
        ("14 và 15-4-2020", f"«14 và 15-4-2020» là nhiều ngày → {EACH}"),
        ("14-15/4/2020", f"«14-15/4/2020» không phải ngày → {FORMS}"),
        ("ngày 31 tháng 2 năm 2020", f"«ngày 31 tháng 2 năm 2020» {NO_SUCH}"),
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
