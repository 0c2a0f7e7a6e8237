"""``config/calendars/*.yaml`` → calendars."""

from __future__ import annotations

from datetime import date

from daihoi.domain.calendars import WorkCalendar
from daihoi.intake.yaml_file import Section
from daihoi.loading.basis import read_basis

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def read_calendars(top: Section) -> dict[str, WorkCalendar]:
    """Calendar code → calendar, in file order."""
    calendars: dict[str, WorkCalendar] = {}
    for section in top.sections("calendars", required=True):
        code = section.text("code")
        if code in calendars:
            section.note("code", f"lịch «{code}» khai hai lần", "giữ một lịch, hoặc đổi mã")
        calendar = _read_calendar(section, code)
        if calendar is not None:
            calendars[code] = calendar
    top.finish()
    return calendars


def _read_calendar(section: Section, code: str) -> WorkCalendar | None:
    name, first, last = section.text("name"), section.day("first"), section.day("last")
    if section.has("basis"):
        read_basis(section.section("basis"))
    weekend = frozenset(_weekday(section, text) for text in section.texts("weekend"))
    off = _days(section, "days_off", first, last)
    swapped = _days(section, "swapped_working_days", first, last)
    for day, item in swapped.items():
        if weekend and day.weekday() not in weekend:
            item.note(
                "date", f"ngày {day:%d/%m/%Y} vốn là ngày làm việc", "ngày làm bù phải là ngày nghỉ cuối tuần"
            )
        if day in off:
            item.note("date", f"ngày {day:%d/%m/%Y} vừa là ngày nghỉ vừa là ngày làm bù", "giữ một trong hai")
    section.finish()
    if last < first:
        section.note("last", f"lịch kết thúc {last} trước khi bắt đầu {first}", "sửa «first» hoặc «last»")
        return None
    names = {day: item.text("name") for day, item in off.items()}
    return WorkCalendar(code, name, first, last, weekend, names, frozenset(swapped))


def _weekday(section: Section, text: str) -> int:
    if text not in WEEKDAYS:
        section.note("weekend", f"thứ «{text}» không được nhận", "dùng mon, tue, wed, thu, fri, sat, sun")
    return WEEKDAYS.get(text, 6)


def _days(section: Section, key: str, first: date, last: date) -> dict[date, Section]:
    """Date → the line that names it."""
    found: dict[date, Section] = {}
    for item in section.sections(key):
        day = item.day("date")
        if key == "days_off":
            item.text("name")
        else:
            item.optional_day("for")
            item.text("source", default="")
        item.finish()
        if day in found:
            item.note("date", f"ngày {day:%d/%m/%Y} khai hai lần trong «{key}»", "giữ một dòng")
        elif day != date.min and not first <= day <= last:
            item.note(
                "date",
                f"ngày {day:%d/%m/%Y} nằm ngoài {first} – {last}",
                "sửa ngày, hoặc mở rộng «first»/«last»",
            )
        found[day] = item
    return found
