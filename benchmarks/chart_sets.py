"""Sets of charts: every unit of a city as SVG and as one book, all of a district, the whole site of a city.

Each is measured in a process of its own; what processes that it starts take counts as well.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import ACTIVITIES_PER_BRANCH_GROUP, CAMPAIGN, held_branches, write_config

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.record import Statement

CONFIG = Path(__file__).parents[1] / "config"
STATUS_DATE = date(2020, 3, 2)
UNITS = 2_500
UNITS_PER_GROUP = 10
CITY_BRANCHES = 20_000
BRANCHES_PER_GROUP = UNITS_PER_GROUP - 1
DISTRICT = "cam_le_2020"

Measured = tuple[int, int]
"""How many were made, and their bytes."""


def measured(way: str) -> dict[str, float]:
    """CPU and wall seconds, the most memory of any one process, and size; reading the plan is not counted."""
    make, given = SETS[way]
    assessment = given()
    began, before = time.perf_counter(), _cpu()
    count, size = make(assessment)
    return {
        "count": count,
        "cpu": _cpu() - before,
        "wall": time.perf_counter() - began,
        "kib": size / 1024,
        "mib": max(_usage(who).ru_maxrss for who in _WHO) / 1024,
    }


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _usage(who: int) -> resource.struct_rusage:
    return resource.getrusage(who)


def _cpu() -> float:
    return sum(_usage(who).ru_utime + _usage(who).ru_stime for who in _WHO)


def _of_units() -> Assessment:
    return _generated(UNITS // UNITS_PER_GROUP)


def _city() -> Assessment:
    return _generated(round(CITY_BRANCHES / BRANCHES_PER_GROUP))


def _generated(groups: int) -> Assessment:
    """A city in which every second branch has held its congress."""
    from daihoi.domain.assessment import assess
    from daihoi.domain.record import Event, Snapshot
    from daihoi.loading import ConfigDir, load_campaign

    activities = groups * ACTIVITIES_PER_BRANCH_GROUP
    with tempfile.TemporaryDirectory() as folder:
        campaign = load_campaign(ConfigDir(write_config(Path(folder), CONFIG, activities)), CAMPAIGN)
    recorded = datetime(2020, 3, 2, tzinfo=UTC)
    held = enumerate(held_branches(activities), start=1)
    events = [Event(seq, recorded, "đo", 1, 1, None, _held(code, day), "") for seq, (code, day) in held]
    return assess(campaign, Snapshot(CAMPAIGN, STATUS_DATE, len(events), "0" * 64, events))


def _held(code: str, day: date) -> Statement:
    from daihoi.domain.record import EventKind, Statement

    return Statement(code, "branch_congress", EventKind.REPORT, day, day, day, 100)


def _district() -> Assessment:
    """Cẩm Lệ with everything that its units reported."""
    from daihoi.assessing import open_assessment
    from daihoi.recording import import_campaign_reports
    from daihoi.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(CONFIG, Path(folder, "data"), Path(folder, "out"))
        import_campaign_reports(workspace, DISTRICT)
        return open_assessment(workspace, DISTRICT, STATUS_DATE)


def _plans(assessment: Assessment) -> Measured:
    """What the charts are made from, without drawing any: the part of the others that is not drawing."""
    from daihoi.domain.unit_plan import unit_plan

    return len([unit_plan(assessment, unit.code) for unit in assessment.campaign.tree.units]), 0


def _svg(assessment: Assessment) -> Measured:
    from daihoi.domain.unit_plan import unit_plan
    from reports.svg.unit_gantt import unit_gantt_svg

    sizes = [len(unit_gantt_svg(unit_plan(assessment, unit.code))) for unit in assessment.campaign.tree.units]
    return len(sizes), sum(sizes)


def _book(assessment: Assessment) -> Measured:
    from daihoi.domain.unit_plan import unit_plan
    from reports.books.binding import bind
    from reports.books.contents import Cover
    from reports.books.selection import leaves

    tree = assessment.campaign.tree
    found = leaves(tree, tree.units)
    units = ((leaf, unit_plan(assessment, leaf.unit.code)) for leaf in found)
    return len(found), len(bind(Cover(assessment.edition, "Toàn đợt"), units))


def _site(assessment: Assessment) -> Measured:
    """Everything that a progress run publishes: charts, interactive page, tables, and the page over them."""
    from benchmarks.report_files import report_files
    from daihoi import __version__
    from daihoi.domain.urgent_work import urgent_work
    from reports.website.facts import Report
    from reports.website.page import site_files

    seen, speed, files = report_files(assessment)
    report = Report(
        overview=seen,
        pace=speed,
        urgent=urgent_work(assessment),
        since=None,
        worklists={},
        files=files,
        program=__version__,
        config=assessment.campaign.fingerprint,
    )
    files |= site_files(report)
    if not {"index.html", "tuong-tac.html"} <= files.keys():
        raise RuntimeError("the site has no page to begin with")
    return len(files), sum(map(len, files.values()))


SETS: dict[str, tuple[Callable[[Assessment], Measured], Callable[[], Assessment]]] = {
    "plans": (_plans, _of_units),
    "svg": (_svg, _of_units),
    "book": (_book, _of_units),
    "district": (_site, _district),
    "site": (_site, _city),
}
"""Name → how it is made, and of which campaign."""
