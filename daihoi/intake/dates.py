"""Reads a date as people in Vietnam write it, and refuses whatever could be read in two ways."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from daihoi.errors import DaihoiError

FORMS = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"
_FULL = "ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"
_EACH = "mỗi ô một ngày: ngày đầu ở Bắt đầu, ngày cuối ở Kết thúc"
LAST_MONTH = 12
"""A day up to this number could be taken for a month."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"(?:ngày )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_LONG = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")
_LONG_SIGN = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})[/.-]([0-9]{4})")
_SHORT_YEAR = re.compile(r"(?:ngày )?[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}")
_NO_YEAR = re.compile(r"(?:ngày )?[0-9]{1,2}(?:[/.-]| tháng )[0-9]{1,2}")
_NO_DAY = re.compile(r"(?:tháng )?[0-9]{1,2}(?:[/.-]| năm )[0-9]{4}|(?:quý|quí) .*")
_RANGE = re.compile(r"(?:từ )?(?:ngày )?[0-9]{1,2}\S* ?(?:đến|tới|và|,|–|—|->|~) ?(?:ngày )?[0-9].*")


class DateError(DaihoiError):
    """A value that is no date, or no single one: ``what`` was read, ``remedy`` says what to write."""

    def __init__(self, what: str, remedy: str = FORMS) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} → {remedy}")


def read_date(value: object) -> date:
    """The date that a text or a spreadsheet cell holds; day before month, always.

    Args:
        value: ``2020-03-02``, ``2/3/2020``, ``02-03-2020``, ``2.3.2020``, ``ngày 02/3/2020``, ``ngày 2
            tháng 3 năm 2020``, or a date from a cell.

    Raises:
        DateError: anything else: two-digit years, no year, no day, several days, a
            day that does not exist, a number, a time of day.
    """
    if isinstance(value, datetime):
        return _day_of(value)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise DateError(f"ô chứa {_number(value)}, không phải ngày", f"định dạng ô là ngày, hoặc {FORMS}")
    return _from_text(value.strip())


def _number(value: object) -> str:
    return f"số {value:.15g}" if isinstance(value, float) else f"«{value}»"


def _day_of(value: datetime) -> date:
    if value.time() != time():
        raise DateError(f"ô chứa cả giờ: {value:%d/%m/%Y %H:%M}", "chỉ ghi ngày, không ghi giờ")
    return value.date()


def _from_text(text: str) -> date:
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if match := _ISO.fullmatch(words):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(words):
        day, _, month, year = match.groups()
    elif match := _LONG.fullmatch(words) or _LONG_SIGN.fullmatch(words):
        day, month, year = match.groups()
    else:
        raise _unclear(text, words)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateError(f"«{text}» không có trong lịch (ngày {day} tháng {month} năm {year})") from None


def _unclear(text: str, words: str) -> DateError:
    """Why a text is no single day."""
    if _SHORT_YEAR.fullmatch(words):
        return DateError(f"«{text}» chỉ có hai chữ số năm", "ghi đủ bốn chữ số năm, ví dụ 02/03/2020")
    if _NO_YEAR.fullmatch(words):
        return DateError(f"«{text}» không có năm", _FULL)
    if _NO_DAY.fullmatch(words):
        return DateError(f"«{text}» không nói rõ ngày nào", _FULL)
    if _RANGE.fullmatch(words):
        return DateError(f"«{text}» là nhiều ngày", _EACH)
    return DateError(f"«{text:.60}» không phải ngày")
