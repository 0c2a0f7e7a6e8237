"""One Gantt of many rows, drawn in several ways: as most people write it with matplotlib, and as we do."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.generate import CAMPAIGN

if TYPE_CHECKING:
    from daihoi.domain.results import ActivityRow, RowLink, UnitPlan

STATUS_DATE = date(2020, 3, 2)
DRAWINGS = ("naive PNG", "naive SVG", "matplotlib PNG", "ours PNG", "ours SVG")


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


def _row(place: int, rows: int) -> ActivityRow:
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


def _links(rows: int) -> Iterator[RowLink]:
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
