"""Writing what is not drawn, and publishing editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from daihoi import __version__, editions
from daihoi.domain.assessment import Assessment
from daihoi.domain.results import Overview, Pace
from daihoi.domain.tree_rows import tree_rows
from daihoi.domain.unit_plan import unit_plan
from daihoi.domain.urgent_work import urgent_work
from daihoi.publishing import Published
from tasks.planning import Selection
from tasks.progress import Comparison
from tasks.watching import watched_task

Files = Mapping[str, bytes]
MAX_CHOSEN_GANTTS = 10


@watched_task("Ghi các số chính")
def write_key_figures(overview: Overview, pace: Pace) -> Files:
    """The finding and the key figures, for people and for other programs."""
    from reports import figures

    return figures.key_figure_files(overview, pace)


@watched_task("Ghi trang tương tác")
def write_interactive_page(assessment: Assessment, overview: Overview) -> Files:
    """The whole campaign in one page that needs no network."""
    from reports.interactive.page import interactive_files

    return interactive_files(tree_rows(assessment), overview, assessment.expansion)


@watched_task("Vẽ Gantt các đơn vị được chọn")
def draw_chosen_gantts(assessment: Assessment, selection: Selection) -> Files:
    """The Gantt of each unit that was named, if they are few; nothing when a whole level was asked for."""
    chosen = selection.units[:MAX_CHOSEN_GANTTS]
    if not chosen:
        return {}
    from reports import pages

    return pages.gantt_files(unit_plan(assessment, code) for code in chosen)


@watched_task("Công bố báo cáo tiến độ")
def publish_report(
    assessment: Assessment,
    overview: Overview,
    pace: Pace,
    comparison: Comparison,
    pages: Sequence[Files],
    known_at: int | None,
) -> Published:
    """Makes the report visible in one step, with the page that leads through it."""
    from reports.website.facts import Report
    from reports.website.page import site_files

    files = {name: content for page in pages for name, content in page.items()}
    report = Report(
        overview=overview,
        pace=pace,
        urgent=urgent_work(assessment),
        since=comparison.since,
        worklists=editions.published_worklists(assessment),
        files=files,
        program=__version__,
        config=assessment.campaign.fingerprint,
    )
    return editions.publish_report(assessment, {**files, **site_files(report)}, known_at, comparison.before)


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
    name = editions.level_name(selection.level, selection.units)
    return editions.publish_edition(assessment, name, files, known_at)
