"""What each workstream makes of schedule and registers: tables, and what people are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.assessing import open_entries
from daihoi.domain.assessment import Assessment
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.editions import publish_edition
from daihoi.publishing import Published
from daihoi.workspace import Workspace
from tasks.watching import watched_task

EDITION = "chuan-bi"


@watched_task("Xét các mảng chuẩn bị")
def review_workstreams(assessment: Assessment) -> Sequence[Review]:
    """Every workstream, with what the registers held when the assessment was made."""
    from daihoi.domain.preparing.all import reviews

    code, day = assessment.campaign.code, assessment.status_date
    entries = open_entries(Workspace.from_environment(), code, day, assessment.edition.known_seq)
    return reviews(Preparation(assessment, entries))


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
