"""Cases scheduled by a person in Primavera P6 23.12, in whole days.

In P6 an activity without successors may finish with the project, so every activity gets the last early
finish as its deadline here, or its own «finish on or before» where that comes first. P6 reads a
constraint date as midnight: «on or before 12-1» lets work end on the last working day before it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from daihoi.domain.calendars import WorkCalendar
from tests.domain.networks import Actual, Answer, Made, after, make_network
from tests.domain.oracles import read_oracle

CLAIMED = {
    "01-fs-chain",
    "02-ss-with-lag",
    "03-ff-with-lag",
    "04-sf-edge-case",
    "05-negative-float",
    "06-multiple-calendars",
    "07-ontario-holidays",
    "08-in-progress-retained-logic",
    "09-completed-successor",
    "10-out-of-sequence-progress",
    "11-mandatory-start-finish",
    "12-snet-fnlt",
}
NOT_CLAIMED = {
    "13-alap": "there is no «as late as possible»: everything lies as early as it may. With no float in this "
    "case the dates agree all the same, which shows nothing about ALAP",
}
FIRST, LAST = date(2025, 11, 1), date(2027, 12, 31)
START_ON_OR_AFTER, FINISH_ON_OR_BEFORE = "CS_MSOA", "CS_MEOB"
START_ON, FINISH_ON = "CS_MSO", "CS_MEO"


def _calendars(case: dict[str, Any]) -> list[WorkCalendar]:
    return [
        WorkCalendar(
            code,
            code,
            FIRST,
            LAST,
            weekend=frozenset(range(7)) - {n - 1 for n in written["work_days"]},
            days_off={date.fromisoformat(d): "holiday" for d in written["holidays"]},
        )
        for code, written in case["opts"]["cal_map"].items()
    ]


def _constraint(case: dict[str, Any], kind: str) -> dict[str, date]:
    found = ((a["code"], a.get("constraint")) for a in case["activities"])
    return {code: date.fromisoformat(c["date"]) for code, c in found if c and c["type"] == kind}


def _made(case: dict[str, Any]) -> Made:
    specs = []
    for activity in case["activities"]:
        waits = [
            f"{r['from_code']}:{r['type']}" + (f"{r['lag_days']:+}" if r["lag_days"] else "")
            for r in case["relationships"]
            if r["to_code"] == activity["code"]
        ]
        head = f"{activity['code']}:{activity['duration_days']}@{activity['clndr_id']}"
        specs.append(head + ("<" + ",".join(waits) if waits else ""))
    start = date.fromisoformat(case["opts"]["projectStart"])
    floors = _constraint(case, START_ON_OR_AFTER)
    calendars = _calendars(case)
    return make_network(
        *specs, calendars=calendars, floors=floors, start=start, fixed_starts=_fixed(case, calendars)
    )


def _fixed(case: dict[str, Any], calendars: list[WorkCalendar]) -> dict[str, date]:
    """Mandatory starts, and the starts from which mandatory finishes are met."""
    fixed = _constraint(case, START_ON)
    for activity in case["activities"]:
        if (finish := _constraint(case, FINISH_ON).get(activity["code"])) is not None:
            own = next(c for c in calendars if c.code == activity["clndr_id"])
            before = (after(finish, -n) for n in range(1, 100))
            worked = [day for day in before if own.is_working_day(day)]
            fixed[activity["code"]] = worked[activity["duration_days"] - 1]
    return fixed


def _actuals(case: dict[str, Any]) -> dict[str, Actual]:
    day = date.fromisoformat
    return {
        a["code"]: Actual(
            day(a["actual_start"]),
            day(a["actual_finish"]) if "actual_finish" in a else None,
            a.get("remaining_duration", 0),
        )
        for a in case["activities"]
        if "actual_start" in a
    }


def _answer(case: dict[str, Any]) -> Answer:
    made, actuals = _made(case), _actuals(case)
    status_date = after(date.fromisoformat(case["opts"]["dataDate"]), -1)
    early = made.schedule({}, actuals, status_date)
    last = after(max(early.early(name).end for name in made.names), -1)
    finish = _constraint(case, FINISH_ON_OR_BEFORE)
    deadlines = {name: min(last, after(finish.get(name, date.max), -1)) for name in made.names}
    return made.schedule(deadlines, actuals, status_date)


def _p6_day(text: str) -> date:
    match = re.match(r"\d{4}-\d\d-\d\d", text)
    assert match, text
    return date.fromisoformat(match[0])


def _cases() -> dict[str, dict[str, Any]]:
    return {case["case"]: case for case in read_oracle("p6-cases.json")["cases"]}


@pytest.mark.parametrize("name", sorted(CLAIMED))
def test_dates_and_float_are_those_of_p6(name: str) -> None:
    case = _cases()[name]
    answer = _answer(case)
    for code, p6 in case["p6"].items():
        early, late = answer.early(code), answer.late(code)
        assert late is not None
        assert (early.start, early.last_day) == (_p6_day(p6["es"]), _p6_day(p6["ef"])), code
        assert (late[0], after(late[1], -1)) == (_p6_day(p6["ls"]), _p6_day(p6["lf"])), code
        # P6 leaves the float of finished work empty; here it is nothing.
        assert answer.total_float(code) == int(p6["tf"] or 0), code
        assert answer.free_float(code) == int(p6["ff"] or 0), code


def test_every_case_is_claimed_or_explained() -> None:
    assert set(_cases()) == CLAIMED | set(NOT_CLAIMED)
