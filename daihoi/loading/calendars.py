"""``config/calendars/*.yaml`` → calendars."""

from __future__ import annotations

from datetime import date

from daihoi.domain.calendars import WorkCalendar
from daihoi.intake.config_text import vn
from daihoi.intake.yaml_file import Section
from daihoi.loading.basis import read_basis

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def read_calendars(top: Section) -> tuple[dict[str, WorkCalendar], frozenset[str]]:
    """Calendar code → calendar, in file order; and the codes that may be named, none when in doubt."""
    calendars: dict[str, WorkCalendar] = {}
    codes: set[str] = set()
    are_sure = True
    for section in top.sections("calendars", required=True):
        before = len(section.problems)
        code = section.code("code")
        are_sure = are_sure and len(section.problems) == before
        if code in codes and code:
            section.note("code", f"lịch «{code}» khai hai lần", "giữ một lịch, hoặc đổi mã")
        calendar = _read_calendar(section, code)
        if calendar is not None and code not in codes:
            _check_same_period(section, calendar, next(iter(calendars.values()), calendar))
            calendars[code] = calendar
        codes.add(code)
    if "working" not in codes:
        top.note("calendars", "chưa có lịch «working» (ngày làm việc)", "thêm lịch có «code: working»")
    top.finish()
    return calendars, frozenset(codes if are_sure and "working" in codes else ())


def _read_calendar(section: Section, code: str) -> WorkCalendar | None:
    """The calendar, or None when the period it covers is not known."""
    name, first, last = section.text("name"), section.day("first"), section.day("last")
    if section.has("basis"):
        read_basis(section.section("basis"))
    weekend = _read_weekend(section)
    off = _days(section, "days_off")
    swapped = _days(section, "swapped_working_days")
    section.finish()
    for day, item in swapped.items():
        _check_swapped(item, day, weekend, off, first)
    if date.min in (first, last):
        return None
    if last < first:
        section.note(
            "last", f"lịch kết thúc {vn(last)}, trước khi bắt đầu {vn(first)}", "sửa «first» hoặc «last»"
        )
        return None
    for day, item in [*off.items(), *swapped.items()]:
        if not first <= day <= last:
            item.note(
                "date",
                f"ngày {vn(day)} nằm ngoài lịch ({vn(first)} – {vn(last)})",
                "sửa ngày, hoặc mở rộng «first», «last»",
            )
    names = {day: item.text("name") for day, item in off.items()}
    return WorkCalendar(code, name, first, last, weekend, names, frozenset(swapped))


def _read_weekend(section: Section) -> frozenset[int]:
    """The weekdays off; none when any of them is not understood."""
    texts = section.texts("weekend")
    unknown = [text for text in texts if text not in WEEKDAYS]
    for text in unknown:
        section.note("weekend", f"thứ «{text}» không được nhận", f"dùng {', '.join(WEEKDAYS)}")
    return frozenset() if unknown else frozenset(WEEKDAYS[text] for text in texts)


def _days(section: Section, key: str) -> dict[date, Section]:
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
            item.note("date", f"ngày {vn(day)} đã khai ở dòng {found[day].line}", "giữ một dòng")
        elif day != date.min:
            found[day] = item
    return found


def _check_swapped(
    item: Section, day: date, weekend: frozenset[int], off: dict[date, Section], first: date
) -> None:
    """A day worked in exchange is a weekend day; the day it is worked for is named among the days off."""
    if weekend and day.weekday() not in weekend:
        item.note("date", f"ngày {vn(day)} vốn là ngày làm việc", "ngày làm bù phải là ngày nghỉ cuối tuần")
    if day in off:
        item.note(
            "date",
            f"ngày {vn(day)} vừa là ngày làm bù vừa là ngày nghỉ (dòng {off[day].line})",
            "giữ một trong hai",
        )
    free = item.optional_day("for")
    if free not in {None, date.min} and free not in off and free >= first:
        item.note(
            "for", f"ngày được nghỉ {vn(free)} không có trong «days_off»", "thêm ngày này vào «days_off»"
        )


def _check_same_period(section: Section, calendar: WorkCalendar, other: WorkCalendar) -> None:
    """Days of different calendars are set against each other, so all cover the same period."""
    for key, own, wanted in (("first", calendar.first, other.first), ("last", calendar.last, other.last)):
        if own != wanted:
            section.note(
                key,
                f"«{key}» của lịch «{calendar.code}» là {vn(own)}, của lịch «{other.code}» là {vn(wanted)}",
                "các lịch trong một tệp phải phủ cùng một khoảng thời gian",
            )
