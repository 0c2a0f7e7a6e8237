"""Which backups are given up: the newest of the last days, weeks and months stay, and the newest of all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from daihoi.store.thinning import thin


def backup(folder: Path, day: date, time: str = "223000", number: str = "") -> str:
    """A backup as the program names it, with the text beside it."""
    folder.mkdir(exist_ok=True)
    name = f"daihoi-{day:%Y%m%d}-{time}{number}.db"
    (folder / name).touch()
    (folder / f"{name}.txt").touch()
    return name


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.db")}


@pytest.fixture
def half_a_year(tmp_path: Path) -> Path:
    """A backup each night from 1 January to 30 June 2020, a Tuesday."""
    for number in range(182):
        backup(tmp_path, date(2020, 1, 1) + timedelta(days=number))
    return tmp_path


def test_days_weeks_and_months_are_kept(half_a_year: Path) -> None:
    removed = thin(half_a_year, daily=3, weekly=3, monthly=3)
    kept = [
        "0630", "0629", "0628",  # three days
        "0621",  # Sundays end weeks: 30 June and 28 June stand for the last two
        "0531", "0430",  # June's last is the 30th
    ]  # fmt: skip
    assert left(half_a_year) == {f"daihoi-2020{day}-223000.db" for day in kept}
    assert len(removed) == 182 - len(kept)
    assert len(list(half_a_year.glob("*.txt"))) == len(kept)
    assert list(removed) == sorted(removed)


def test_of_one_day_the_newest_is_kept(tmp_path: Path) -> None:
    day = date(2020, 3, 2)
    for time, number in (("120000", ""), ("223000", ""), ("223000", "-2"), ("223000", "-10"), ("080000", "")):
        backup(tmp_path, day, time, number)
    thin(tmp_path, daily=1, weekly=0, monthly=0)
    assert left(tmp_path) == {"daihoi-20200302-223000-10.db"}


@pytest.mark.parametrize("numbers", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_the_newest_is_never_given_up(half_a_year: Path, numbers: tuple[int, int, int]) -> None:
    thin(half_a_year, *numbers)
    assert left(half_a_year) == {"daihoi-20200630-223000.db"}


def test_a_machine_that_was_off_for_a_month_loses_nothing_that_counts(tmp_path: Path) -> None:
    old = {backup(tmp_path, date(2020, 1, day)) for day in (6, 7, 8)}
    new = backup(tmp_path, date(2020, 3, 2))
    assert thin(tmp_path, daily=4, weekly=0, monthly=0) == ()
    assert left(tmp_path) == {*old, new}


def test_what_it_did_not_name_is_left_alone(half_a_year: Path) -> None:
    others = {
        "daihoi-20200101-000000-truoc-nang-cap.db", "ban-sao-cua-toi.db", "daihoi.db", "daihoi-2020.db",
        ".dang-sao-luu-x.db", "daihoi-20200101-000000.db.cu",
    }  # fmt: skip
    for name in others:
        (half_a_year / name).touch()
    thin(half_a_year, 1, 0, 0)
    assert others <= {path.name for path in half_a_year.iterdir()}


@pytest.mark.parametrize("folder", ["khong-co", "."])
def test_without_backups_nothing_happens(tmp_path: Path, folder: str) -> None:
    assert thin(tmp_path / folder, 1, 1, 1) == ()
