"""What each workstream makes of schedule and registers: tables, and what people are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.assessing import open_entries, preparation_of
from daihoi.domain.assessment import Assessment
from daihoi.domain.preparing.base import Review
from daihoi.editions import publish_edition
from daihoi.publishing import Published
from daihoi.workspace import Workspace
from tasks.watching import watched_task

EDITION = "chuan-bi"


@watched_task("Xét các mảng chuẩn bị")
def review_workstreams(assessment: Assessment) -> Sequence[Review]:
    """Every workstream, with what the registers held when the assessment was made."""
    from daihoi.domain.preparing.all import reviews

    workspace, known = Workspace.from_environment(), assessment.edition.known_seq
    entries = open_entries(workspace, assessment.campaign.code, assessment.status_date, known)
    return reviews(preparation_of(workspace, assessment, entries, known))


@watched_task("Lập các biểu")
def write_work_tables(assessment: Assessment, found: Sequence[Review]) -> Mapping[str, bytes]:
    """A CSV per table, what people are asked for, and all tables in one workbook."""
    from reports.work_tables import work_files

    return work_files(found, assessment.edition)


@watched_task("Công bố các biểu")
def publish_work_tables(
    assessment: Assessment, files: Mapping[str, bytes], known_at: int | None
) -> Published:
    """Makes the tables visible in one step; the same tables a second time change nothing."""
    return publish_edition(assessment, EDITION, files, known_at)
