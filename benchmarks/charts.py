"""Charts: a straightforward matplotlib Gantt against ours; thousands of unit charts as SVG and as one book.

``python -m benchmarks.charts`` prints the tables of docs/measurements.md. CPU seconds (user and system) are
what counts, for other programs run on the same machine; the wall clock is given where somebody waits. Every
line runs in a process of its own, so that memory and caches of one do not count for the next.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import ACTIVITIES_PER_BRANCH_GROUP, CAMPAIGN, held_branches, write_config

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.results import UnitPlan

CONFIG = Path(__file__).parents[1] / "config"
STATUS_DATE = date(2020, 3, 2)
ROWS = (100, 1_000)
UNITS = 2_500
UNITS_PER_GROUP = 10
DRAWINGS = ("naive PNG", "naive SVG", "matplotlib PNG", "ours PNG", "ours SVG")
BULK = ("plans", "svg", "book")


def drawn(way: str, rows: int) -> dict[str, float]:
    """CPU seconds and size of one Gantt of ``rows`` rows; imports and fonts are warm, the chart is not."""
    plan = plan_of(rows)
    draw = _ways()[way]
    draw(plan_of(3))
    began = time.process_time()
    content = draw(plan)
    return {"cpu": time.process_time() - began, "kib": len(content) / 1024}


def plan_of(rows: int) -> UnitPlan:
    """A plan with ``rows`` activities one after another, each waiting for the one before it."""
    from daihoi.domain.results import Edition, UnitPlan, WorkstreamGroup
    from daihoi.domain.spans import Span
    from daihoi.domain.structure import Basis, Certainty
    from daihoi.domain.units import Unit

    activities = [_row(place, rows) for place in range(rows)]
    groups = [
        WorkstreamGroup(f"g{at}", f"Nhóm việc {at // 10 + 1}", 40, activities[at : at + 10])
        for at in range(0, rows, 10)
    ]
    last = Span(date(2020, 6, 2), date(2020, 6, 4))
    return UnitPlan(
        edition=Edition(CAMPAIGN, "Đợt đại hội sinh ra để đo", STATUS_DATE, 1, "0" * 64),
        unit=Unit("TP.1", "Đảng bộ quận 1", "district", "TP", "", Basis(Certainty.ASSUMED, "sinh ra")),
        level_name="Đảng bộ quận",
        path=["Đảng bộ thành phố"],
        groups=groups,
        links=list(_links(rows)),
        deadline=None,
        days_off={},
        done_pct=40,
        planned_pct=50,
        congress=(last, last),
        congress_float_days=None,
        blocking=[],
    )


def bulk(way: str) -> dict[str, float]:
    """CPU and wall seconds, peak memory, and size of the charts of all units of a generated city."""
    assessment = _city()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, cpu_began = time.perf_counter(), time.process_time()
    count, size = _bulk_ways()[way](assessment)
    return {
        "units": count,
        "cpu": time.process_time() - cpu_began,
        "wall": time.perf_counter() - began,
        "kib": size / 1024,
        "mib_before": before,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _row(place: int, rows: int) -> object:
    from daihoi.domain.results import ActivityRow
    from daihoi.domain.spans import Span
    from daihoi.domain.states import ActivityState

    start = date(2020, 1, 6) + timedelta(days=place * 140 // rows)
    percent = 100 if start < date(2020, 2, 10) else 40 if start < STATUS_DATE else 0
    return ActivityRow(
        code=f"a{place}",
        number=f"{place // 10 + 1}.{place % 10 + 1}",
        name=f"Việc chuẩn bị đại hội thứ {place + 1}",
        baseline=Span(start, start + timedelta(days=9)),
        current=Span(start + timedelta(days=2), start + timedelta(days=12)),
        percent=percent,
        state=ActivityState.DONE if percent == 100 else ActivityState.IN_PROGRESS,
        is_inferred=False,
        is_critical=place % 7 == 0 and percent < 100,
        total_float_days=None if percent == 100 else 3,
        late_end=None if percent == 100 else start + timedelta(days=16),
        variance_days=2,
    )


def _links(rows: int) -> Iterator[object]:
    from daihoi.domain.results import RowLink
    from daihoi.domain.structure import LinkType

    for place in range(1, rows):
        yield RowLink(f"a{place - 1}", f"a{place}", LinkType.FS, is_satisfied=place < rows // 3)


def _ways() -> dict[str, Callable[[UnitPlan], bytes]]:
    from reports.files import png
    from reports.pages import gantt_files
    from reports.svg.unit_gantt import unit_gantt_svg
    from reports.unit_gantt import draw_unit_gantt

    return {
        "naive PNG": lambda plan: _naive(plan, "png"),
        "naive SVG": lambda plan: _naive(plan, "svg"),
        "matplotlib PNG": lambda plan: png(draw_unit_gantt(plan)),
        "ours PNG": lambda plan: gantt_files([plan])[f"gantt-{plan.unit.code}.png"],
        "ours SVG": unit_gantt_svg,
    }


def _naive(plan: UnitPlan, kind: str) -> bytes:
    """A Gantt as most people write it: three ``barh`` and one ``text`` for every row, nothing else on it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.dates import date2num
    from matplotlib.figure import Figure

    rows = [row for group in plan.groups for row in group.rows]
    figure = Figure(figsize=(11.7, min(100.0, 1.0 + 0.18 * len(rows))))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.3, 0.05, 0.68, 0.9))
    for y, row in enumerate(rows):
        start, days = date2num(row.current.start), row.current.days
        axes.barh(
            y + 0.35, row.baseline.days, left=date2num(row.baseline.start), height=0.15, color="#A9B4BF"
        )
        axes.barh(y, days, left=start, height=0.5, color="#BBD3EA", edgecolor="#1F4E79")
        axes.barh(y, days * row.percent / 100, left=start, height=0.5, color="#1F4E79")
        axes.text(
            -0.01, y, row.name, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=8
        )
    axes.set_yticks([])
    axes.invert_yaxis()
    axes.xaxis_date()
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=150)
    return buffer.getvalue()


def _city() -> Assessment:
    """A city of about ``UNITS`` units in which every second branch has held its congress."""
    from daihoi.domain.assessment import assess
    from daihoi.domain.record import Event, EventKind, Snapshot, Statement
    from daihoi.loading import ConfigDir, load_campaign

    activities = UNITS // UNITS_PER_GROUP * ACTIVITIES_PER_BRANCH_GROUP
    with tempfile.TemporaryDirectory() as folder:
        campaign = load_campaign(ConfigDir(write_config(Path(folder), CONFIG, activities)), CAMPAIGN)
    recorded = datetime(2020, 3, 2, tzinfo=UTC)
    events = [
        Event(
            seq,
            recorded,
            "đo",
            1,
            1,
            None,
            Statement(code, "branch_congress", EventKind.REPORT, day, day, day, 100),
            "",
        )
        for seq, (code, day) in enumerate(held_branches(activities), start=1)
    ]
    return assess(campaign, Snapshot(CAMPAIGN, STATUS_DATE, len(events), "0" * 64, events))


def _bulk_ways() -> dict[str, Callable[[Assessment], tuple[int, int]]]:
    return {"plans": _plans_alone, "svg": _as_svg, "book": _as_book}


def _plans_alone(assessment: Assessment) -> tuple[int, int]:
    """What the charts are made from, without drawing any: the part of the others that is not drawing."""
    from daihoi.domain.unit_plan import unit_plan

    return sum(1 for unit in assessment.campaign.tree.units if unit_plan(assessment, unit.code)), 0


def _as_svg(assessment: Assessment) -> tuple[int, int]:
    from daihoi.domain.unit_plan import unit_plan
    from reports.svg.unit_gantt import unit_gantt_svg

    sizes = [len(unit_gantt_svg(unit_plan(assessment, unit.code))) for unit in assessment.campaign.tree.units]
    return len(sizes), sum(sizes)


def _as_book(assessment: Assessment) -> tuple[int, int]:
    from daihoi.domain.unit_plan import unit_plan
    from reports.books.binding import bind
    from reports.books.contents import Cover
    from reports.books.selection import leaves

    tree = assessment.campaign.tree
    found = leaves(tree, tree.units)
    units = ((leaf, unit_plan(assessment, leaf.unit.code)) for leaf in found)
    return len(found), len(bind(Cover(assessment.edition, "Toàn đợt"), units))


def _apart(*arguments: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(ran.stdout)
    return answer


def _print_drawings() -> None:
    print("| one Gantt | rows | CPU s | KiB | against naive |\n|---|---:|---:|---:|---:|")
    for rows in ROWS:
        naive: dict[str, float] = {}
        for way in DRAWINGS:
            got = _apart("--draw", way, "--rows", str(rows))
            whose, kind = way.split()
            naive.setdefault(kind, got["cpu"])
            ratio = "" if whose == "naive" else f"{naive[kind] / got['cpu']:.1f} ×"
            print(f"| {way} | {rows:,} | {got['cpu']:.3f} | {got['kib']:,.0f} | {ratio} |", flush=True)


def _print_bulk() -> None:
    print("\n| all units of a city | units | CPU s | of it drawing | wall s | KiB each | peak MiB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    plans = 0.0
    for way in BULK:
        got = _apart("--bulk", way)
        plans = plans or got["cpu"]
        drawing = got["cpu"] - plans
        print(
            f"| {way} | {got['units']:,.0f} | {got['cpu']:.1f} | {drawing:.1f} | {got['wall']:.1f} "
            f"| {got['kib'] / got['units']:.0f} | {got['mib']:,.0f} |",
            flush=True,
        )


def main() -> None:
    """Command line: without arguments both tables, else one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draw", choices=DRAWINGS)
    parser.add_argument("--rows", type=int, default=ROWS[0])
    parser.add_argument("--bulk", choices=BULK)
    given = parser.parse_args()
    if given.draw:
        print(json.dumps(drawn(given.draw, given.rows)))
    elif given.bulk:
        print(json.dumps(bulk(given.bulk)))
    else:
        print(f"{platform.machine()}, Python {platform.python_version()}\n")
        _print_drawings()
        _print_bulk()


if __name__ == "__main__":
    main()
