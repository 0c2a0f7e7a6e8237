"""The written report for the superior, published like everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.assessing import prepared
from daihoi.domain.assessment import Assessment
from daihoi.editions import publish_edition
from daihoi.loading import find_config
from daihoi.publishing import Published
from daihoi.workspace import Workspace
from tasks.watching import watched_task

EDITION = "van-ban"
Files = Mapping[str, bytes]


@watched_task("Soạn báo cáo văn bản")
def compose_report(assessment: Assessment, unit: str | None, forms: Sequence[str]) -> Files:
    """The report in each form, under the names that ``daihoi report`` gives."""
    from reports.office.files import office_files

    workspace = Workspace.from_environment()
    whose = f"{assessment.campaign.code}_{unit}" if unit else assessment.campaign.code
    made = office_files(prepared(workspace, assessment), unit, forms, find_config(workspace.config).root)
    stem = f"bao-cao_{whose}_{assessment.status_date.isoformat()}"
    return {f"{stem}.{form}": content for form, content in zip(forms, made, strict=True)}


@watched_task("Công bố báo cáo văn bản")
def publish_written_report(
    assessment: Assessment, unit: str | None, files: Files, known_at: int | None
) -> Published:
    """Makes the files visible in one step."""
    return publish_edition(assessment, f"{EDITION}-{unit}" if unit else EDITION, files, known_at)
