"""Skeletons of the documents that selected units are working on now."""

from __future__ import annotations

from daihoi.assessing import open_preparation
from daihoi.domain.assessment import Assessment
from daihoi.drafting.producing import Drafted, produce_all
from daihoi.drafting.selecting import drafting_units
from daihoi.drafting.template import load_templates
from daihoi.loading import find_config
from daihoi.workspace import Workspace
from reports.office.form import load_form
from tasks.planning import Selection
from tasks.watching import watched_task


@watched_task("Lập khung dự thảo văn kiện")
def draft_skeletons(assessment: Assessment, selection: Selection) -> list[Drafted]:
    """The next draft of each document that is drafted in numbers, for units whose drafting is under way.

    Makes what is missing and leaves the rest: a second run writes nothing, an edited file stays.
    """
    if selection.level not in assessment.campaign.structure.by_code:
        return []
    units = drafting_units(assessment, selection.level, selection.units)
    if not units:
        return []
    workspace, edition = Workspace.from_environment(), assessment.edition
    root, known_at = find_config(workspace.config).root, edition.known_seq or None
    numbered = [one for one in load_templates(root).values() if one.is_numbered]
    preparation = open_preparation(workspace, edition.campaign_code, edition.status_date, known_at)
    return produce_all(preparation, units, numbered, load_form(root), workspace.out)
