"""The reports of a generated province: what its branches said by 2 March 2020, recorded in a log."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.generate import (
    ACTIVITIES_PER_BRANCH_GROUP,
    BRANCHES_PER_GRASSROOTS,
    CAMPAIGN,
    branch_codes,
    held_branches,
    write_config,
)

HEADER = ("Mã đơn vị", "Việc", "Bắt đầu", "Kết thúc", "Tỷ lệ (%)", "Căn cứ", "Nguồn")
SOURCE = Path(__file__).parents[1] / "config"
STATUS_DATE, PLANNED = date(2020, 3, 2), date(2020, 1, 6)
SILENT_ONE_IN = 20
"""So many branches say nothing in time: a province always has some."""

IMPORT = (
    "from daihoi.workspace import Workspace; from daihoi.recording import import_campaign_reports as record"
)


def prepared(folder: Path, branches: int) -> tuple[Path, Path]:
    """Configuration and data folder of a campaign of about so many branches; made where they are not."""
    config, data = folder / "config", folder / "data"
    if not (folder / "recorded").exists():
        activities = -(-branches // BRANCHES_PER_GRASSROOTS) * ACTIVITIES_PER_BRANCH_GROUP
        write_config(config, SOURCE, activities)
        for file in SOURCE.glob("*.yaml"):
            (config / file.name).write_bytes(file.read_bytes())
        for name in ("registers", "templates", "workstreams"):
            _link(SOURCE / name, config / name)
        _write_reports(config / "campaigns" / CAMPAIGN / "reports", activities)
        _record(config, data)
        (folder / "recorded").touch()
    return config, data


def _link(of: Path, place: Path) -> None:
    if of.exists() and not place.exists():
        place.symlink_to(of)


def _write_reports(folder: Path, activities: int) -> None:
    """One file: congresses that were held, and the preparation of most branches that were not."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "2020-03-02_chi_bo.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(_rows(activities))


def _rows(activities: int) -> Iterator[tuple[str, ...]]:
    """Plans of all branches that are not silent, and the congresses of those that had theirs."""
    held = dict(held_branches(activities))
    for number, code in enumerate(branch_codes(activities)):
        if number % SILENT_ONE_IN == 0:
            continue
        yield _row(code, "branch_plan", PLANNED)
        if held.get(code, date.max) <= STATUS_DATE:
            yield _row(code, "branch_congress", held[code])


def _row(code: str, activity: str, day: date) -> tuple[str, ...]:
    then = f"{day:%d/%m/%Y}"
    return code, activity, then, then, "100", "giả định", "sinh ra"


def _record(config: Path, data: Path) -> None:
    """Imports in a process of its own, as a coordinator would have done before."""
    program = f"{IMPORT}; record(Workspace.from_environment(), {CAMPAIGN!r})"
    told = {**os.environ, "DAIHOI_CONFIG": str(config), "DAIHOI_DATA": str(data)}
    subprocess.run([sys.executable, "-c", program], env=told, check=True)
