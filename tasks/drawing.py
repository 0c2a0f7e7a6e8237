"""Drawing the charts of a report. matplotlib is imported only when a chart is really drawn."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.assessment import Assessment
from daihoi.domain.cascade import cascade
from daihoi.domain.congress_calendar import congress_calendar
from daihoi.domain.counting import lowest_level
from daihoi.domain.line_of_balance import line_of_balance
from daihoi.domain.matrix import matrix
from daihoi.domain.matrix_shares import share_matrix
from daihoi.domain.overview import units_of_interest
from daihoi.domain.reasons import Reasons
from daihoi.domain.results import Overview, Pace
from daihoi.domain.unit_plan import unit_plan
from tasks.watching import watched_task

Files = Mapping[str, bytes]
MAX_MATRIX_UNITS = 300
"""Some six sheets; a level of more units is looked at in the interactive page, or gathered."""


@watched_task("Vẽ tổng quan")
def draw_overview_page(overview: Overview) -> Files:
    """The overview page as PNG and PDF."""
    from reports import pages

    return pages.overview_files(overview)


@watched_task("Vẽ đường lũy tiến")
def draw_pace_page(pace: Pace) -> Files:
    """The S-curve as PNG and PDF."""
    from reports import pages

    return pages.pace_files(pace)


@watched_task("Vẽ Gantt các đơn vị cần chú ý")
def draw_gantts(assessment: Assessment, overview: Overview) -> Files:
    """The Gantt of the root, of the pilots, and of the units most at risk."""
    from reports import pages

    return pages.gantt_files(unit_plan(assessment, code) for code in units_of_interest(overview))


@watched_task("Vẽ ma trận tình trạng")
def draw_matrices(assessment: Assessment) -> Files:
    """What is done, gathered by organisation, as PNG and PDF; unit by unit as sheets to print."""
    from reports import pages

    shares = pages.share_files(share_matrix(assessment, lowest_level(assessment).code))
    blocks = assessment.expansion.blocks
    few = [level for level in blocks if 1 < blocks[level].units.size <= MAX_MATRIX_UNITS]
    sheets = pages.matrix_sheets(matrix(assessment, few[0])) if few else {}
    return {**shares, **sheets}


@watched_task("Vẽ cân đối các bước")
def draw_balances(assessment: Assessment) -> Files:
    """The line of balance of every level with more than one unit, as PNG and PDF."""
    from reports import pages

    levels = [code for code, block in assessment.expansion.blocks.items() if block.units.size > 1]
    return pages.balance_files(line_of_balance(assessment, level) for level in levels)


@watched_task("Vẽ lịch đại hội")
def draw_congress_calendar(assessment: Assessment) -> Files:
    """The days of the congresses as PNG and PDF."""
    from reports import pages

    return pages.calendar_files(congress_calendar(assessment))


@watched_task("Vẽ chuỗi việc của cấp trên")
def draw_cascade(assessment: Assessment) -> Files:
    """What decides the day of the root's congress, as PNG and PDF."""
    from reports import pages

    return pages.cascade_files(cascade(Reasons(assessment), assessment.campaign.root.code))
