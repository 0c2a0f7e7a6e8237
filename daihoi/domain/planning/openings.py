"""On which day a congress opens: what was decided, planned or asked about; and counting back from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.domain.campaign import Campaign, Deadline, FixedDate
from daihoi.domain.expansion import Expansion
from daihoi.domain.network import Network
from daihoi.domain.replanned import Replanned
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError


class OpeningKind(StrEnum):
    """Where an opening day comes from."""

    ASKED = "asked"
    REPORTED = "reported"
    FIXED = "fixed"
    PLANNED = "planned"
    DEADLINE = "deadline"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Opening:
    """The opening day of a unit's congress.

    Attributes:
        day: the first day of the congress.
        closing: its last day.
        kind: where the day comes from.
        deadline: the deadline it was taken from, for ``DEADLINE``.
    """

    day: date
    closing: date
    kind: OpeningKind
    deadline: Deadline | None = None


def decided_day(campaign: Campaign, unit: Unit) -> tuple[date, OpeningKind] | None:
    """The day set by decision for a unit's congress, else the planned one; None when there is neither."""
    for new in campaign.replans:
        if new.start and new.unit_code == unit.code and decides_opening(campaign, new):
            return new.start, OpeningKind.FIXED
    for fixed in campaign.fixed_dates:
        if fixed.unit_code == unit.code and decides_opening(campaign, fixed):
            return fixed.start, OpeningKind.FIXED
    planned = unit.planned_congress_date
    return (planned, OpeningKind.PLANNED) if planned else None


def decides_opening(campaign: Campaign, fixed: FixedDate | Replanned) -> bool:
    """Whether a decided day is that of a congress; it then overrules the planned one."""
    level = campaign.structure.by_code[campaign.tree.by_code[fixed.unit_code].level]
    return fixed.activity == level.congress.code


def named(unit: Unit) -> str:
    """Name and code: several units may share a name (Vietnamese)."""
    return f"{unit.name} ({unit.code})"


def congress_number(expansion: Expansion, unit: Unit) -> int:
    """The number of a unit's congress."""
    return expansion.number(unit.code, expansion.blocks[unit.level].level.congress.code)


def opening_on(expansion: Expansion, unit: Unit, day: date, kind: OpeningKind) -> Opening:
    """A congress that opens on a day.

    Raises:
        CalendarRangeError: the day lies before the campaign, outside the calendars, or congresses are
            suspended then.
    """
    campaign, table = expansion.campaign, expansion.table
    network, number = expansion.current_network, congress_number(expansion, unit)
    if not campaign.start_date <= day < table.date(table.horizon - int(network.duration_days[number])):
        raise CalendarRangeError(
            f"Ngày khai mạc {day:%d/%m/%Y} của «{unit.name}» nằm ngoài khoảng tính được "
            f"({campaign.start_date:%d/%m/%Y} – {table.date(table.horizon - 1):%d/%m/%Y}): chọn ngày khác."
        )
    closing = table.date(finish_when_opened(network, expansion, number, day)) - ONE_DAY
    _refuse_suspended(expansion, number, unit, day, closing)
    return Opening(day, closing, kind)


def finish_when_opened(network: Network, expansion: Expansion, number: int, day: date) -> int:
    """Exclusive day number on which a congress that opens on a day is over."""
    table, row = expansion.table, int(network.calendar[number])
    before = int(table.working_before[row, table.day(day)])
    return int(table.end_of[row, before + int(network.duration_days[number])])


def last_opening(expansion: Expansion, unit: Unit) -> Opening | None:
    """The last day on which a congress may open to close within its deadline; None without deadline."""
    deadline = expansion.campaign.deadline_of(unit)
    if deadline is None:
        return None
    day = opening_to_close_by(expansion, unit, deadline.last_day)
    return Opening(day, deadline.last_day, OpeningKind.DEADLINE, deadline)


def opening_to_close_by(expansion: Expansion, unit: Unit, last_day: date) -> date:
    """The last day on which a congress may open to be over by the end of a day."""
    table, number = expansion.table, congress_number(expansion, unit)
    network = expansion.current_network
    row, end = int(network.calendar[number]), table.day(last_day) + 1
    place = int(table.working_before[row, end]) - int(network.duration_days[number])
    return table.date(int(table.day_of[row, max(place, 0)]))


def _refuse_suspended(expansion: Expansion, number: int, unit: Unit, day: date, closing: date) -> None:
    table, row = expansion.table, int(expansion.current_network.calendar[number])
    for first, until in table.pauses[row]:
        opens, resumed = table.day(day), table.date(until)
        if opens >= until or table.day(closing) < first:
            continue
        pause = f"({table.date(first):%d/%m/%Y} – {resumed - ONE_DAY:%d/%m/%Y})"
        if opens >= first:
            what, earlier = f"Ngày khai mạc {day:%d/%m/%Y} của «{unit.name}» rơi vào", ""
        else:
            what = (
                f"Đại hội «{unit.name}» khai mạc {day:%d/%m/%Y}, bế mạc {closing:%d/%m/%Y}: "
                "những ngày cuối chồng lên"
            )
            earlier = f"sớm hơn, để bế mạc trước {table.date(first):%d/%m/%Y}, hoặc "
        raise CalendarRangeError(
            f"{what} thời gian tạm hoãn {pause}: chọn ngày khai mạc {earlier}từ {resumed:%d/%m/%Y}, "
            f"ví dụ --opening {resumed:%d/%m/%Y}."
        )


def days_before(expansion: Expansion, opening: date, count: int) -> date:
    """T−n: the day from which, itself included, ``count`` working days lie before the opening.

    Raises:
        CalendarRangeError: the calendar does not reach back so far.
    """
    table, row = expansion.table, working_row(expansion)
    place = int(table.working_before[row, table.day(opening)]) - count
    if place < 0:
        raise CalendarRangeError(
            f"{count} ngày làm việc trước {opening:%d/%m/%Y} nằm trước ngày đầu của lịch "
            f"({table.epoch:%d/%m/%Y}): ghi số ngày nhỏ hơn, hoặc bổ sung lịch."
        )
    return table.date(int(table.day_of[row, place])) if count else opening


def days_after(campaign: Campaign, closing: date, count: int) -> date:
    """The ``count``-th working day after a day, as periods «kể từ ngày bế mạc» are counted."""
    return campaign.working_calendar.add_working_days(closing, count)


def days_to(campaign: Campaign, day: date, opening: date) -> int:
    """The n of T−n: working days from ``day``, itself included, up to the opening; negative after it."""
    return campaign.working_calendar.working_days_between(day, opening)


def working_row(expansion: Expansion) -> int:
    """Where the working calendar stands in the day table."""
    return expansion.table.codes.index(expansion.campaign.working_calendar.code)
