"""The campaigns of the five articles, seen at a status date through configuration, import and log.

Attributes:
    SEEN: campaign → the day that its article speaks about.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from daihoi.assessing import open_assessment
from daihoi.recording import import_campaign_reports
from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.loading import find_config, load_campaign
from daihoi.workspace import Workspace

CONFIG = Path(__file__).resolve().parents[2] / "config"
SEEN: Mapping[str, date] = {
    "ngo_quyen_2020": date(2020, 7, 14),
    "long_bien_2019": date(2019, 10, 28),
    "cam_le_2020": date(2020, 3, 2),
    "quan_9_2020": date(2020, 8, 21),
    "hai_phong_2024": date(2024, 8, 1),
}

Row = dict[str, str]
Picture = Callable[[str, date], Assessment]


def configured(code: str) -> Campaign:
    """The campaign as it is configured."""
    return load_campaign(find_config(CONFIG), code)


def recorded(folder: Path, code: str, config: Path = CONFIG) -> Workspace:
    """A workspace of its own, with the reports of a campaign in its log."""
    workspace = Workspace(config, folder / "data", folder / "out")
    import_campaign_reports(workspace, code)
    return workspace


def picture_without(folder: Path, code: str, is_dropped: Callable[[Row], bool]) -> Assessment:
    """The picture of the article's day when the rows that ``is_dropped`` names were never reported."""
    config = folder / "config"
    shutil.copytree(CONFIG, config)
    for path in (config / "campaigns" / code / "reports").glob("*.csv"):
        rows = report_rows(path)
        kept = [row for row in rows if not is_dropped(row)]
        if not kept:
            path.unlink()
        elif len(kept) < len(rows):
            write_rows(path, kept)
    return open_assessment(recorded(folder, code, config), code, SEEN[code])


def report_rows(path: Path) -> list[Row]:
    """The rows of a file of reports, under their Vietnamese titles."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[Row]) -> None:
    """Writes a file of reports again."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def reports_of(code: str) -> list[Row]:
    """Every row that units of a campaign report; its registers are no reports."""
    folder = CONFIG / "campaigns" / code / "reports"
    return [row for path in sorted(folder.glob("*.csv")) for row in report_rows(path)]


def held(seen: Assessment, level: str) -> tuple[int, int]:
    """Congresses of a level that were reported as held, and all of them."""
    congresses = seen.expansion.congresses(level)
    return int(seen.is_held[congresses].sum()), int(congresses.size)


def state(seen: Assessment, unit: str, activity: str) -> ActivityState:
    """The state of an activity."""
    return ActivityState(int(seen.state[seen.expansion.number(unit, activity)]))


def dates(seen: Assessment, unit: str, activity: str) -> Span:
    """The actual dates of an activity, or those computed from the status date on."""
    return seen.span(seen.current, seen.expansion.number(unit, activity))


def planned(seen: Assessment, unit: str, activity: str) -> Span:
    """The dates of an activity in the plan that nothing has happened to."""
    return seen.span(seen.baseline, seen.expansion.number(unit, activity))
