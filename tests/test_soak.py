"""The soak sees what goes wrong, its clerks hand in what they say they do; two of its days for real."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("time_machine")

from benchmarks.generate import CAMPAIGN
from benchmarks.soak_clerks import Clerks, Handed, Work
from benchmarks.soak_clock import VIETNAM, Clock, vietnamese
from benchmarks.soak_course import course
from benchmarks.soak_day import Days
from benchmarks.soak_intake import take
from benchmarks.soak_measures import Measure, Seconds, growth
from benchmarks.soak_place import installation
from benchmarks.soak_post import Post
from benchmarks.soak_service import Ended, Service
from daihoi import clock as wall
from daihoi.workspace import Workspace

ROOT = Path(__file__).parents[1]
TUESDAY = date(2020, 3, 3)
SMALL = 143  # one organisation with nine branches, and what is above them


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = installation(tmp_path / "soak", ROOT / "config", SMALL, "http://127.0.0.1:9/")
    for name, folder in (("CONFIG", made.config), ("DATA", made.data), ("OUT", made.out)):
        monkeypatch.setenv(f"DAIHOI_{name}", str(folder))
    return made


# The clock


def test_the_clock_of_the_program_is_where_it_was_moved_and_comes_back() -> None:
    before = wall.now()
    with Clock(vietnamese(date(2019, 7, 1), datetime.min.time())) as clock:
        assert wall.today() == date(2019, 7, 1)
        clock.to(datetime(2019, 12, 31, 23, 30, tzinfo=VIETNAM))
        assert wall.today() == date(2019, 12, 31)
        assert wall.now() - datetime(2019, 12, 31, 16, 30, tzinfo=UTC) < timedelta(minutes=1)
        with pytest.raises(ValueError, match="lies before"):
            clock.to(datetime(2019, 12, 31, 23, 29, tzinfo=VIETNAM))
    assert timedelta(0) <= wall.now() - before < timedelta(minutes=5)


# Memory

TORN = """
import os
from benchmarks.soak_memory import give_back, keep_level
from daihoi.service.health import usage

def used():
    return usage([os.getpid()]).memory_bytes // 2**20

keep_level()
before = used()
kept = []
for _ in range(1500):
    big = bytearray(100_000)
    kept.append((bytes(700), big))  # what stays lies between what goes
full = used()
kept = [small for small, _ in kept]
del big
gone = used()
LEAK
give_back()
print(before, full, gone, used())
"""
"""150 MB of pieces that are too small to be asked of the system one by one, torn by 1 MB that stays."""


def _torn(leak: str) -> tuple[int, int, int, int]:
    """MiB before, when full, after all was let go, and when what is free was given back."""
    command = (sys.executable, "-c", TORN.replace("LEAK", leak))
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    before, full, gone, given = map(int, done.stdout.split())
    return before, full, gone, given


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others give memory back by themselves")
def test_memory_that_is_free_is_given_back_though_small_things_stay_in_between() -> None:
    before, full, gone, given = _torn("")
    assert full - before > 130
    assert gone - before > 130, "the C library no longer keeps what is free: soak_memory is not needed"
    assert given - before < 20


def test_memory_that_is_in_use_stays_and_is_seen() -> None:
    before, _, _, given = _torn("leak = bytearray(b'x' * 60_000_000)")
    assert given - before > 50


# Clerks


def test_every_file_becomes_what_its_clerk_says(workspace: Workspace) -> None:
    """Three weeks in which most branches prepare their congresses, day by day against the real importer."""
    first = date(2019, 7, 1)
    clerks, what = Clerks(course(workspace, CAMPAIGN, first, 7), 7), []
    with Clock(vietnamese(first, datetime.min.time())) as clock:
        for day in range(245, 266):
            today = first + timedelta(days=day)
            clock.to(vietnamese(today, datetime.min.time()))
            taken = [(handed, take(workspace, handed)) for handed in clerks.hand_in(today)]
            assert [f"{handed.name}: {one.fault}" for handed, one in taken if one.fault] == []
            what += [one.what for _, one in taken]
    assert {*what} >= {"taken", "refused"}
    assert list((workspace.data.parent / "inbox").iterdir()) == []


def test_the_same_seed_gives_the_same_files_and_weekends_are_free() -> None:
    work = Work("TP.1.1", "grassroots_plan", TUESDAY, TUESDAY + timedelta(30), TUESDAY + timedelta(31))
    days = [TUESDAY + timedelta(days=number) for number in range(40)]
    files = [[[*clerks.hand_in(day)] for day in days] for clerks in (Clerks([work], 1), Clerks([work], 1))]
    assert files[0] == files[1]
    assert [day.weekday() for day, told in zip(days, files[0], strict=True) if not told] == [5, 6] * 5 + [5]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"adds": 3}, "2 events, not 3"),
        ({"refusal": "TP.1.99"}, "taken, though TP.1.99"),
        ({"text": "Sổ,Mã đơn vị\nSổ văn bản,TP\n"}, "refused: "),
    ],
    ids=["another number of events", "taken when it should be refused", "refused when it should be taken"],
)
def test_a_file_that_becomes_something_else_is_a_fault(
    change: dict[str, Any], fault: str, workspace: Workspace
) -> None:
    """A file that is right, of two documents, with another promise."""
    rows = "".join(f"Sổ văn bản,TP,{n}-QĐ/TU,03/03/2020,đã ban hành,Thường vụ,Về đại hội\n" for n in (1, 2))
    titles = "Sổ,Mã đơn vị,Số ký hiệu,Ngày ban hành,Vai trò,Cơ quan ban hành,Trích yếu\n"
    right = Handed("a.csv", titles + rows, 2)
    with Clock(vietnamese(TUESDAY, datetime.min.time())):
        assert take(workspace, replace(right, **change)).fault.startswith(fault)


# What is noticed


class Fake:
    """A service whose runs end as they are told, all of them in the morning."""

    def __init__(self, workspace: Workspace, *runs: Ended, left: tuple[str, ...] = ()) -> None:
        self.workspace, self._runs, self._left = workspace, [*runs], left

    def run_due(self) -> Iterator[Ended]:
        """Everything at once."""
        while self._runs:
            yield self._runs.pop()

    def left_turns(self) -> list[str]:
        """As told."""
        return [*self._left]


def done(work: str, state: str = "COMPLETED", *, is_scheduled: bool = True) -> Ended:
    return Ended(work, f"{work} · 07/03/2020", is_scheduled, state, f"{state.title()}: ", 0.1)


ALL = tuple(map(done, ("progress", "reconcile", "backup", "verify")))


@pytest.mark.parametrize(
    ("runs", "left", "told"),
    [
        (ALL, (), ""),
        (ALL[1:], (), "no scheduled run of progress"),
        ((*ALL[:3], done("verify", is_scheduled=False)), (), "no scheduled run of verify"),
        ((*ALL[:3], done("verify", "FAILED")), (), "verify · 07/03/2020: FAILED"),
        ((*ALL[:3], done("verify", "CRASHED")), (), "verify · 07/03/2020: CRASHED"),
        (ALL[:1] * 4, (), "no scheduled run of backup"),
        (ALL, ("daihoi-generated 1",), "the turn is still taken: daihoi-generated 1"),
    ],
    ids=["all is well", "none", "by hand", "failed", "crashed", "four of one", "a turn that is left"],
)
def test_a_day_on_which_something_goes_wrong_has_errors(
    runs: tuple[Ended, ...],
    left: tuple[str, ...],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is told at once: the other days may take hours."""
    saturday = date(2020, 3, 7)  # nobody hands anything in
    fake = cast(Service, Fake(Workspace(None, tmp_path / "data", tmp_path / "out"), *runs, left=left))
    with Clock(vietnamese(saturday, datetime.min.time())) as clock:
        days = Days(clock, fake, Clerks([], 1), Post())
        days.live(1, saturday)
    assert bool(days.tally.errors) == bool(told)
    assert any(told in error for error in days.tally.errors) == bool(told)
    assert [line.removeprefix("ERROR ") for line in capsys.readouterr().err.splitlines()] == days.tally.errors


def measured(day: int, **changes: Any) -> Measure:
    return replace(Measure(day, Seconds(9, 5, 3), 500, 250, *[1000] * 10), **changes)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ({}, []),
        ({"memory": 570}, []),
        ({"memory": 580}, ["memory grew 1.16"]),
        ({"server": 300}, ["memory of the server grew 1.20"]),
        ({"seconds": Seconds(99, 5, 3)}, []),
        ({"seconds": Seconds(9, 7, 6)}, ["processor time of a day grew 1.62"]),
        ({"prefect": 1499, "log": 9000, "out": 9000}, []),
        ({"prefect": 1600}, ["the database of Prefect grew 1.60"]),
        ({"memory": 1000, "server": 500}, ["memory grew 2.00", "memory of the server grew 2.00"]),
    ],
)
def test_what_grows_after_the_first_hundred_days_is_told(last: dict[str, Any], told: list[str]) -> None:
    """What grows before is what is being filled; time on the wall is the machine's, not the program's."""
    measures = [measured(1, memory=100), measured(100), measured(550, **last)]
    found = growth(measures)
    assert [one[: len(start)] for one, start in zip(found, told, strict=True)] == told


def test_a_short_soak_has_no_growth_to_tell() -> None:
    assert growth([measured(1), measured(5, memory=9000)]) == []


def test_two_days_for_real() -> None:
    """Prefect's server with the clock moved, schedules that fire, files, notices, backup, verification."""
    command = (sys.executable, "-m", "benchmarks.soak", "--days", "2", "--activities", str(SMALL))
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith(("| 1 |", "| 2 |"))]
    assert [row[9].partition(",")[0] for row in rows] == ["1", "2"]  # backups
    assert "0 errors" in done.stdout
