"""Cron expressions of five fields, as far as people in an office need them: numbers, ranges, lists, steps."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

FIELDS = (("phút", 0, 59), ("giờ", 0, 23), ("ngày", 1, 31), ("tháng", 1, 12), ("thứ", 0, 7))
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_DAYS = 8 * 366  # 29 February may be that far away
_PART = re.compile(r"(\*|([0-9]{1,2})(-([0-9]{1,2}))?)(/([0-9]{1,2}))?")
_EVERY = "*"


def cron_fault(text: str) -> str:
    """What is wrong with a cron expression, in Vietnamese; empty when it is sound.

    Beyond the form: every number lies within its field, and there is a day on which it comes true.
    """
    words = text.split()
    if len(words) != len(FIELDS):
        return f"có {len(words)} phần, cần 5: phút giờ ngày tháng thứ"
    values = []
    for word, (name, least, most) in zip(words, FIELDS, strict=True):
        found = _values(word, least, most)
        if found is None:
            return f"phần {name} «{word}» không phải số, khoảng hay danh sách số từ {least} đến {most}"
        values.append(found)
    return _never(words, values)


def next_time(text: str, after: datetime) -> datetime:
    """The first moment later than ``after`` at which a sound cron expression comes true, in the same zone.

    A day has to be one of the days of the month and one of the weekdays; where both are restricted either
    is enough, as cron does it.

    Raises:
        ValueError: the expression is not sound.
    """
    if cron_fault(text):
        raise ValueError(text)
    words = text.split()
    found = [
        _values(word, least, most) or set() for word, (_, least, most) in zip(words, FIELDS, strict=True)
    ]
    minutes, hours = sorted(found[0]), sorted(found[1])
    for days in range(_MOST_DAYS):
        day = date(after.year, after.month, after.day) + timedelta(days=days)
        if _is_day(day, words, found):
            times = (time(hour, minute, tzinfo=after.tzinfo) for hour in hours for minute in minutes)
            moments = (datetime.combine(day, at) for at in times)
            moment = next((moment for moment in moments if moment > after), None)
            if moment is not None:
                return moment
    raise ValueError(text)


def _is_day(day: date, words: list[str], found: list[set[int]]) -> bool:
    is_of_month, is_weekday = day.day in found[2], bool({day.isoweekday(), day.isoweekday() % 7} & found[4])
    is_either = not words[2].startswith(_EVERY) and not words[4].startswith(_EVERY)
    is_day = is_of_month or is_weekday if is_either else is_of_month and is_weekday
    return day.month in found[3] and is_day


def _values(word: str, least: int, most: int) -> set[int] | None:
    """The numbers that a field stands for; None when it cannot be read."""
    found: set[int] = set()
    for part in word.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            return None
        first = least if match[1] == _EVERY else int(match[2])
        last = most if match[1] == _EVERY or (match[6] and not match[4]) else int(match[4] or match[2])
        step = int(match[6] or 1)
        if not (least <= first <= last <= most and step):
            return None
        found.update(range(first, last + 1, step))
    return found


def _never(words: list[str], values: list[set[int]]) -> str:
    """Days of the month that no month of the list has; a weekday beside them comes true by itself."""
    is_possible = any(day <= _DAYS_OF_MONTH[month - 1] for month in values[3] for day in values[2])
    if words[4] == _EVERY and not is_possible:
        return f"ngày «{words[2]}» không có trong tháng «{words[3]}»"
    return ""
