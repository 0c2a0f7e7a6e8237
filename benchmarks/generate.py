"""Campaigns of any size, the same for the same size: a city of districts, grassroots organisations, branches.

``python -m benchmarks.generate 10000 FOLDER`` writes a configuration with one campaign of about 10,000
activities that every command of the program accepts.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from daihoi.loading.unit_rows import COLUMNS

CAMPAIGN = "generated"
BRANCHES_PER_GRASSROOTS = 9
GRASSROOTS_PER_DISTRICT = 45
ACTIVITIES_PER_BRANCH_GROUP = 14 * BRANCHES_PER_GRASSROOTS + 17  # branches of one organisation, and itself

HEAD = """\
# Đợt đại hội sinh ra để đo, không phải số liệu thật.
campaign: generated
title: Đợt đại hội sinh ra để đo
term: 2020–2025
structure: four_level_2020
ruleset: chi_thi_35_2019
calendar: vietnam
plan: {number: 01-KH/TU, date: 2019-06-28}
start_date: 2019-05-31
deadlines:
  - {level: branch, words: trong tháng 3-2020, last_day: 2020-03-31, certainty: assumed, source: sinh ra}
  - {level: grassroots, words: trước 10-6-2020, last_day: 2020-06-09, certainty: assumed, source: sinh ra}
  - {level: district, words: cuối tháng 8-2020, last_day: 2020-08-30, certainty: assumed, source: sinh ra}
  - {level: city, words: cuối tháng 10-2020, last_day: 2020-10-30, certainty: assumed, source: sinh ra}
"""


def write_config(folder: Path, source: Path, activities: int) -> Path:
    """Writes a configuration with a campaign of about ``activities`` activities; returns its folder."""
    for name in ("structures", "rulesets", "calendars"):
        shutil.copytree(source / name, folder / name, dirs_exist_ok=True)
    campaign = folder / "campaigns" / CAMPAIGN
    campaign.mkdir(parents=True, exist_ok=True)
    (campaign / "campaign.yaml").write_text(HEAD, "utf-8")
    with (campaign / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_units(max(1, round(activities / ACTIVITIES_PER_BRANCH_GROUP))))
    return folder


def held_branches(activities: int) -> Iterator[tuple[str, date]]:
    """Branches whose congress was held by 2 March 2020, with the day: every second one, in turn."""
    for row in _units(max(1, round(activities / ACTIVITIES_PER_BRANCH_GROUP))):
        place = row[0].rsplit(".", 1)[-1]
        if row[2] == "branch" and int(place) % 2:
            yield row[0], date(2020, 2, 3) + timedelta(days=int(place) * 2)


def branch_codes(activities: int) -> Iterator[str]:
    """Codes of all branches, in the order of ``units.csv``."""
    rows = _units(max(1, round(activities / ACTIVITIES_PER_BRANCH_GROUP)))
    return (row[0] for row in rows if row[2] == "branch")


def _units(groups: int) -> Iterator[tuple[str, ...]]:
    """Rows of ``units.csv``: ``groups`` grassroots organisations with their branches, and all above."""
    yield _row("TP", "Đảng bộ thành phố", "city", "", "2020-10-20")
    for group in range(groups):
        district, place = divmod(group, GRASSROOTS_PER_DISTRICT)
        above = f"TP.{district + 1}"
        if place == 0:
            yield _row(above, f"Đảng bộ quận {district + 1}", "district", "TP", "2020-07-28")
        code = f"{above}.{place + 1}"
        planned = date(2020, 5, 11) + timedelta(days=place % 26)
        yield _row(code, f"Đảng bộ phường {place + 1}", "grassroots", above, planned.isoformat())
        for branch in range(BRANCHES_PER_GRASSROOTS):
            day = date(2020, 2, 17) + timedelta(days=(place + 4 * branch) % 40)
            yield _row(f"{code}.{branch + 1}", f"Chi bộ {branch + 1}", "branch", code, day.isoformat())


def _row(code: str, name: str, level: str, parent: str, planned: str) -> tuple[str, ...]:
    return (code, name, level, parent, "generated", "", "", "", planned, "assumed", "sinh ra")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("activities", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, default=Path("config"))
    given = parser.parse_args()
    print(f"Đã ghi {write_config(given.folder, given.source, given.activities)}")


if __name__ == "__main__":
    main()
