"""When a scheduled run has nothing to do, and on which day the week's report is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from daihoi import clock
from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows import resting
from flows.requests import ProgressRequest
from flows.resting import DAY_OFF, NOT_UNDER_WAY, NOTHING_REPORTED, nominal_report_day, reason_to_rest
from tests.flows.conftest import CONFIG

FRIDAY = 4


def at(monkeypatch: pytest.MonkeyPatch, day: date, *, is_scheduled: bool = True) -> None:
    run = SimpleNamespace(auto_scheduled=True) if is_scheduled else None
    monkeypatch.setattr(resting, "scheduled_run", lambda: run)
    monkeypatch.setattr(clock, "today", lambda: day)


def reason(*, on_days_off: bool = True, day: date | None = None) -> str | None:
    found = reason_to_rest(ProgressRequest(campaign="cam_le_2020", status_date=day), on_days_off=on_days_off)
    assert found is None or (found.is_completed() and found.message)
    return found.name if found else None


@pytest.fixture
def recorded(workspace: Path) -> None:
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 3, 2), None),  # a Monday
        (date(2020, 2, 29), DAY_OFF),  # a Saturday
        (date(2020, 3, 1), DAY_OFF),
        (date(2020, 1, 24), DAY_OFF),  # Tết
        (date(2020, 4, 30), DAY_OFF),
        (date(2019, 10, 24), NOT_UNDER_WAY),  # it starts on 25 October
        (date(2021, 1, 27), None),  # 180 days after its last deadline, 31 July 2020
        (date(2021, 1, 28), NOT_UNDER_WAY),
        (date(2031, 3, 3), NOT_UNDER_WAY),  # beyond the calendar
    ],
)
def test_the_schedule_rests_when_there_is_nothing_to_publish(
    recorded: None, monkeypatch: pytest.MonkeyPatch, day: date, why: str | None
) -> None:
    at(monkeypatch, day)
    assert reason() == why


def test_approvals_are_looked_after_on_days_off_too(recorded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2020, 3, 1))
    assert reason(on_days_off=False) is None


def test_nothing_is_computed_before_anybody_reported(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_campaign_reports(Workspace.from_environment(), "ngo_quyen_2020")
    at(monkeypatch, date(2020, 3, 2))
    assert reason() == NOTHING_REPORTED


def test_without_a_log_nothing_is_computed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2020, 3, 2))
    assert reason() == NOTHING_REPORTED


def test_who_starts_a_run_by_hand_wants_it_to_run(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2020, 3, 1), is_scheduled=False)
    assert reason() is None


@pytest.mark.parametrize(
    ("day", "weekday", "due"),
    [
        (date(2020, 3, 6), FRIDAY, date(2020, 3, 6)),
        (date(2020, 3, 9), FRIDAY, date(2020, 3, 6)),  # a machine that was off on Friday makes it on Monday
        (date(2020, 3, 12), FRIDAY, date(2020, 3, 6)),
        (date(2020, 5, 4), FRIDAY, date(2020, 5, 4)),  # Friday 1 May is a day off: Monday is due
        (
            date(2020, 1, 30),
            FRIDAY,
            date(2020, 1, 30),
        ),  # Friday 24 January is Tết, to the 29th
        (date(2020, 1, 23), FRIDAY, date(2020, 1, 17)),
        (date(2020, 3, 2), 0, date(2020, 3, 2)),
    ],
)
def test_the_day_of_the_weeks_report(day: date, weekday: int, due: date) -> None:
    calendar = load_campaign(find_config(CONFIG), "cam_le_2020").working_calendar
    assert nominal_report_day(calendar, weekday, day) == due
