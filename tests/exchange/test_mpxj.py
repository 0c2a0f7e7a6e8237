"""Cẩm Lệ in MPXJ, which knows nothing of us: it reads our dates, and comes to them by itself.

The expected side is the assessment; what is compared with it was read and computed by Java.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daihoi.assessing import open_assessment
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.record import Snapshot
from daihoi.domain.schedule import Schedule
from daihoi.exchange.mspdi.writer import write_mspdi
from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace

ROOT = Path(__file__).parents[2]
HAS_JAVA = shutil.which("java") and all(importlib.util.find_spec(name) for name in ("mpxj", "jpype"))
pytestmark = pytest.mark.skipif(not HAS_JAVA, reason="needs Java and the packages mpxj and jpype1")


@dataclass(frozen=True)
class Case:
    """An assessment, the UIDs of its activities, and what MPXJ says about its file."""

    assessment: Assessment
    read: dict[str, Any]
    rescheduled: dict[str, Any]
    calendars: dict[str, Any]

    def activities(self) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
        """Number, what was read, what was rescheduled; numbers by unit and activity, not by UID."""
        for uid, task in self.read.items():
            if task["activity"] and task["kind"] != "việc ngoài tệp":
                number = self.assessment.expansion.number(task["unit"], task["activity"])
                yield number, task, self.rescheduled[uid]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Case]:
    """The whole plan on the day before it starts, and one ward with its branches on 2 March 2020."""
    campaign = load_campaign(find_config(ROOT / "config"), "cam_le_2020")
    eve = campaign.start_date - timedelta(days=1)
    plan = assess(campaign, Snapshot(campaign.code, eve, 0, "", ()))
    folder = tmp_path_factory.mktemp("mpxj")
    workspace = Workspace(ROOT / "config", folder / "data", folder / "out")
    import_campaign_reports(workspace, campaign.code)
    progressed = open_assessment(workspace, campaign.code, date(2020, 3, 2))
    write_mspdi(folder / "plan.xml", plan)
    write_mspdi(folder / "ward.xml", progressed, "CL.KT")
    answers = ask(folder / "plan.xml", folder / "ward.xml")
    return Case(plan, **answers[0]), Case(progressed, **answers[1])


def ask(*paths: Path) -> list[dict[str, Any]]:
    script = Path(__file__).with_name("mpxj_answers.py")
    command = [sys.executable, str(script), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


@pytest.fixture
def plan(cases: tuple[Case, Case]) -> Case:
    return cases[0]


@pytest.fixture
def progressed(cases: tuple[Case, Case]) -> Case:
    return cases[1]


def instant(text: str) -> date:
    """The exclusive day of a moment: 17:00 belongs to the day, 08:00 is before it."""
    at = datetime.fromisoformat(text)
    assert (at.hour, at.minute) in {(8, 0), (17, 0)}
    return at.date() + timedelta(days=at.hour == 17)


def differing(case: Case, schedule: Schedule, of: str, names: tuple[str, str]) -> list[Any]:
    """Activities whose dates are others than a schedule's. Empty ones are compared as moments of work."""
    table, network = case.assessment.expansion.table, case.assessment.expansion.network
    found = []
    for number, read, rescheduled in case.activities():
        task = {"read": read, "rescheduled": rescheduled}[of]
        ours = [table.date(schedule.start[number]), table.date(schedule.finish[number])]
        theirs = [instant(task[name]) for name in names]
        if ours[0] == ours[1]:
            row = table.working_before[network.calendar[number]]
            ours, theirs = ([int(row[table.day(day)]) for day in days] for days in (ours, theirs))
        if ours != theirs:
            found.append((task["unit"], task["activity"], ours, theirs))
    return found


def test_every_activity_is_there_once(plan: Case) -> None:
    numbers = [number for number, _, _ in plan.activities()]
    assert sorted(numbers) == list(range(len(plan.assessment.expansion.network)))


def test_dates_read_are_ours(plan: Case) -> None:
    assert differing(plan, plan.assessment.current, "read", ("start", "finish")) == []
    assert differing(plan, plan.assessment.baseline, "read", ("baseline_start", "baseline_finish")) == []


def test_rescheduling_gives_the_plan_again(plan: Case) -> None:
    assert differing(plan, plan.assessment.baseline, "rescheduled", ("start", "finish")) == []


def test_deadlines(plan: Case) -> None:
    campaign = plan.assessment.campaign
    for _, task, _ in plan.activities():
        unit = campaign.tree.unit(task["unit"])
        deadline = campaign.deadline_of(unit) if task["activity"].endswith("_congress") else None
        assert task["deadline"] == (f"{deadline.last_day}T17:00" if deadline else None)


def test_links(plan: Case) -> None:
    """Every link of ours is one of theirs, with type and lag, directly or by way of a waiting milestone."""
    expansion = plan.assessment.expansion
    links, codes = expansion.network.links, expansion.table.codes
    theirs: set[tuple[Any, ...]] = set()
    waits = {uid: task["links"] for uid, task in plan.read.items() if task["kind"] == "mốc chờ"}
    for number, task, _ in plan.activities():
        for predecessor, kind, lag, unit in task["links"]:
            if str(predecessor) in waits:
                ((predecessor, _, lag, unit),) = waits[str(predecessor)]
            read = plan.read[str(predecessor)]
            theirs.add((expansion.number(read["unit"], read["activity"]), number, kind, lag, unit))
    ours = {
        (int(p), int(s), ("FS", "SS", "FF", "SF")[t], float(lag), "ed" if on == "everyday" and lag else "d")
        for p, s, t, lag, on in zip(
            links.predecessor,
            links.successor,
            links.type,
            links.lag_days,
            [codes[c] for c in links.calendar],
            strict=True,
        )
    }
    same_calendar = {link for link in ours if link[4] == "ed"}
    assert not same_calendar  # Cẩm Lệ counts its lags in working days
    assert theirs == ours


def test_calendars(plan: Case) -> None:
    tet = [e for e in plan.calendars["Ngày làm việc"] if e[0].startswith("2020-01-2")]
    assert [(e[0], e[3]) for e in tet] == [(f"2020-01-{n}", False) for n in range(23, 30)]
    swapped = [e for e in plan.calendars["Ngày làm việc"] if e[3]]
    assert ["2019-05-04", "2019-05-04", "Làm bù", True] in swapped
    assert plan.calendars["Mọi ngày"] == []


def test_progress_is_read_and_rescheduled_alike(progressed: Case) -> None:
    current = progressed.assessment.current
    assert len(list(progressed.activities())) == 17 + 36 * 14
    assert differing(progressed, current, "read", ("start", "finish")) == []
    assert differing(progressed, current, "rescheduled", ("start", "finish")) == []


def test_actual_dates(progressed: Case) -> None:
    """All 36 branches of the pilot ward had held their congresses; the files of reports say when."""
    reported = {}
    for path in (ROOT / "config/campaigns/cam_le_2020/reports").glob("*_chi_bo.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reported |= {row["Mã đơn vị"]: row["Kết thúc"] for row in csv.DictReader(file) if row["Kết thúc"]}
    theirs = {
        task["unit"]: date.fromisoformat(task["actual_finish"][:10])
        for _, task, _ in progressed.activities()
        if task["activity"] == "branch_congress" and task["actual_finish"]
    }
    ours = {unit: day for unit, day in reported.items() if unit.startswith("CL.KT.")}
    assert {unit: f"{day:%d/%m/%Y}" for unit, day in theirs.items()} == ours
    assert len(theirs) == 36


def test_slack_comes_back_in_our_days(plan: Case) -> None:
    for number, task, _ in plan.activities():
        if (ours := plan.assessment.total_float_days(number)) is not None:
            assert task["total_slack_days"] == ours, task
