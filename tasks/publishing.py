"""Drawing pages and publishing editions. matplotlib is imported only when a chart is really drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import units_of_interest
from daihoi.domain.results import Overview, Pace
from daihoi.domain.unit_plan import unit_plan
from daihoi.editions import level_name, publish_edition
from daihoi.publishing import Published
from tasks.planning import Selection
from tasks.watching import watched_task

Files = Mapping[str, bytes]
MAX_CHOSEN_GANTTS = 10


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


@watched_task("Vẽ Gantt các đơn vị được chọn")
def draw_chosen_gantts(assessment: Assessment, selection: Selection) -> Files:
    """The Gantt of each unit that was named, if they are few; nothing when a whole level was asked for."""
    from reports import pages

    chosen = selection.units[:MAX_CHOSEN_GANTTS]
    return pages.gantt_files(unit_plan(assessment, code) for code in chosen)


@watched_task("Ghi các số chính")
def write_key_figures(overview: Overview, pace: Pace) -> Files:
    """The finding and the key figures, for people and for other programs."""
    from reports import figures

    return figures.key_figure_files(overview, pace)


@watched_task("Công bố báo cáo tiến độ")
def publish_report(assessment: Assessment, pages: Sequence[Files], known_at: int | None) -> Published:
    """Makes the progress report visible in one step."""
    files = {name: content for page in pages for name, content in page.items()}
    return publish_edition(assessment, "bao-cao", files, known_at, is_report=True)


@watched_task("Công bố danh mục việc")
def publish_worklist(
    assessment: Assessment,
    selection: Selection,
    steps: Sequence[pd.DataFrame],
    gantts: Files,
    known_at: int | None,
) -> Published:
    """Makes the worklist of a level, or of the selected units, visible in one step."""
    from reports import worklists

    files = {**worklists.worklist_files(pd.concat(steps), assessment.edition), **gantts}
    name = level_name(selection.level, selection.units)
    return publish_edition(assessment, name, files, known_at)
