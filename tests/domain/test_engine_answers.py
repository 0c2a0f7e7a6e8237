"""Schedules against answers worked out by hand on a calendar: one CSV row per activity.

June 2020 begins on a Monday. ``five`` is Monday to Friday, ``seven`` every day, and nothing starts before
1 June unless ``not_earlier`` says so. Dates are last days; ``late_*`` and ``float`` are empty where nothing
is to be late for.
"""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest

from tests.domain.networks import Actual, Answer, after, day, make_network

ANSWERS = sorted((Path(__file__).parent / "answers").glob("engine_*.csv"))
Row = dict[str, str]


def _cases() -> list[object]:
    cases: list[object] = []
    for path in ANSWERS:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for case, group in itertools.groupby(rows, key=lambda row: row["case"]):
            cases.append(pytest.param(list(group), id=f"{path.stem}: {case}"))
    return cases


def _days(rows: list[Row], column: str) -> dict[str, date]:
    return {_name(row): day(row[column]) for row in rows if row[column]}


def _name(row: Row) -> str:
    return row["activity"].split(":")[0]


def _actual(row: Row) -> Actual:
    finish = day(row["actual_finish"]) if row["actual_finish"] else None
    return Actual(day(row["actual_start"]), finish, int(row["remaining"] or 0))


def _answer(rows: list[Row]) -> Answer:
    status = rows[0]["status_date"]
    return make_network(*(row["activity"] for row in rows), floors=_days(rows, "not_earlier")).schedule(
        deadlines=_days(rows, "deadline"),
        actuals={_name(row): _actual(row) for row in rows if row["actual_start"]},
        status_date=day(status) if status else None,
    )


def _dates(row: Row, start: str, finish: str) -> tuple[date, date] | None:
    """First day and exclusive end. A milestone is written ``end of <day>``: after it, before the next."""
    if row[finish] == "":
        return None
    if row[start].startswith("end of "):
        instant = after(day(row[start].removeprefix("end of ")), 1)
        return instant, instant
    return day(row[start]), after(day(row[finish]), 1)


@pytest.mark.parametrize("rows", _cases())
def test_hand_computed_schedule(rows: list[Row]) -> None:
    answer = _answer(rows)
    for row in rows:
        name = _name(row)
        total_float = int(row["float"]) if row["float"] else None
        early = answer.early(name)
        assert (early.start, early.end) == _dates(row, "start", "finish"), name
        assert answer.late(name) == _dates(row, "late_start", "late_finish"), name
        assert answer.total_float(name) == total_float, name
