"""The published report holds what ``daihoi report`` writes; published again, not a byte changes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from daihoi.assessing import open_assessment, prepared
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows.requests import ReportRequest
from flows.written_report import write_report
from reports.office.files import office_files

CAMPAIGN, DAY, FORMS = "quan_9_2020", date(2020, 8, 21), ("docx", "xlsx")


def published(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Files of the report with the moment they were written."""
    files = sorted((folder / CAMPAIGN / DAY.isoformat() / "van-ban").iterdir())
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_the_same_as_the_command_writes_and_a_second_run_changes_no_byte(workspace: Path) -> None:
    places = Workspace.from_environment()
    import_campaign_reports(places, CAMPAIGN)
    request = ReportRequest(campaign=CAMPAIGN, status_date=DAY, forms=list(FORMS))
    assert write_report(request).is_new
    first = published(places.out)
    preparation = prepared(places, open_assessment(places, CAMPAIGN, DAY))
    written = office_files(preparation, None, FORMS, Path(places.config))
    stem = f"bao-cao_{CAMPAIGN}_{DAY.isoformat()}"
    for form, content in zip(FORMS, written, strict=True):
        assert first[f"{stem}.{form}"][0] == content
    with zipfile.ZipFile(io.BytesIO(first[f"{stem}.docx"][0])) as packed:
        assert "khen 14 tập thể, 17 cá nhân, tổng số 31." in packed.read("word/document.xml").decode()  # S4
    assert not write_report(request).is_new
    assert published(places.out) == first
