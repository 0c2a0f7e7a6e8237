"""Calendars in MS Project: weeks, named days off, swapped Saturdays, pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Suspension
from daihoi.exchange.mspdi.calendars import calendars_xml, exceptions
from tests.domain.campaigns import STATED, assessed, make_campaign
from tests.domain.networks import day
from tests.exchange.project_files import exported

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)


def test_runs_of_days_off_and_swapped_days() -> None:
    calendar = WorkCalendar(
        "working",
        "Ngày làm việc",
        FIRST,
        LAST,
        days_off={
            date(2020, 4, 30): "Giải phóng",
            date(2020, 5, 1): "Lao động",
            date(2020, 5, 2): "Lao động",
        },
        swapped_working_days=frozenset({date(2020, 5, 9)}),
    )
    assert list(exceptions(calendar)) == [
        (date(2020, 4, 30), date(2020, 4, 30), ("Giải phóng", False)),
        (date(2020, 5, 1), date(2020, 5, 2), ("Lao động", False)),
        (date(2020, 5, 9), date(2020, 5, 9), ("Làm bù", True)),
    ]


def test_a_pause_swallows_the_days_off_inside_it() -> None:
    """MS Project refuses exceptions that overlap."""
    usual = WorkCalendar("c", "c", FIRST, LAST, days_off={date(2020, 4, 2): "Giỗ Tổ"})
    paused = usual.paused("c/x", [(date(2020, 4, 1), date(2020, 4, 4))])
    assert list(exceptions(paused)) == [(date(2020, 4, 1), date(2020, 4, 3), ("Tạm hoãn", False))]


def test_the_week_begins_on_sunday_and_names_are_unique() -> None:
    usual = WorkCalendar("c", "Lịch <A>", FIRST, LAST)
    root = ET.fromstring("".join(calendars_xml([usual, usual.paused("c/x", [(FIRST, LAST)])])))
    assert [c.findtext("Name") for c in root] == ["Lịch <A>", "Lịch <A> (c/x)"]
    worked = [d.findtext("DayWorking") for d in root[0].findall("WeekDays/WeekDay")]
    assert worked == ["0", "1", "1", "1", "1", "1", "0"]


def test_a_suspension_moves_congresses_on_a_calendar_of_their_own(tmp_path: Path) -> None:
    """From 17 to 24 June no ward holds its congress of two days, due on 17-18: it opens on Thursday 25."""
    stop = Suspension(day("6-18"), day("6-25"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    campaign = replace(make_campaign(), suspensions=(stop,))
    project = exported(tmp_path, assessed(campaign, "6-1"))
    congress = project.activity("W", "w_congress")
    assert congress["Start"] == "2020-06-25T08:00:00"
    assert congress["Finish"] == "2020-06-26T17:00:00"
    # Its first day alone would fit before the pause: without a hold MS Project would divide it.
    assert (congress["ConstraintType"], congress["ConstraintDate"]) == ("4", "2020-06-25T08:00:00")
    assert congress.baseline[0] == "2020-06-17T08:00:00"
    assert congress["CalendarUID"] != project.activity("W.1", "b_congress")["CalendarUID"]
