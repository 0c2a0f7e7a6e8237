"""Draws one chart on request, without Prefect and without publishing."""

from __future__ import annotations

from pathlib import Path

from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import overview, pace
from daihoi.domain.unit_plan import unit_plan
from daihoi.errors import system_reason
from daihoi.publishing import PublishError
from reports import pages


def write_chart(assessment: Assessment, kind: str, unit: str | None, folder: Path) -> list[Path]:
    """Writes a chart as PNG and PDF.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        PublishError: the folder cannot be written.
    """
    if kind == "gantt":
        files = pages.gantt_files([unit_plan(assessment, unit or assessment.campaign.root.code)])
    elif kind == "overview":
        files = pages.overview_files(overview(assessment))
    else:
        files = pages.pace_files(pace(assessment))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise PublishError(
            f"Không ghi được vào «{folder}»: {system_reason(error)}. Chọn thư mục khác bằng --output."
        ) from error
    return [folder / name for name in sorted(files)]
