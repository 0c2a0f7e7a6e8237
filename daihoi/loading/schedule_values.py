"""Values of a schedule as configuration files write them: cron expressions, weekdays, time zones, bounds."""

from __future__ import annotations

import zoneinfo

from daihoi.intake.cron_text import cron_fault
from daihoi.intake.yaml_file import Section

WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
CRON_REMEDY = 'viết «phút giờ ngày tháng thứ», ví dụ "0 6 * * 1-5": 6 giờ sáng thứ Hai đến thứ Sáu'


def read_number(section: Section, key: str, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``."""
    number = section.integer(key, least=least)
    if number > most:
        section.note(key, f"«{key}: {number}» lớn hơn {most}", f"viết số nguyên từ {least} đến {most}")
        return most
    return number


def read_cron(section: Section, key: str) -> str:
    """A cron expression of five fields."""
    text = section.text(key)
    fault = cron_fault(text) if text else ""
    if fault:
        section.note(key, f"«{key}: {text}»: {fault}", CRON_REMEDY)
    return " ".join(text.split())


def read_weekday(section: Section, key: str) -> int:
    """A day of the week by its English name; Monday is 0."""
    return section.choice(key, WEEKDAYS)


def read_time_zone(section: Section, key: str) -> str:
    """The IANA name of a time zone that this machine knows."""
    name = section.text(key)
    if name and not _is_known(name):
        remedy = "viết tên như Asia/Ho_Chi_Minh; tên ấy cũng không được thì cài gói tzdata"
        section.note(key, f"múi giờ «{name}» không có trên máy này", remedy)
    return name


def _is_known(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
