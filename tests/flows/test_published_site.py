"""What stands in the published folder after two reports, and what a run's page shows."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ArtifactCollection

from daihoi import assessing, editions, recording
from daihoi.loading import find_config, load_campaign
from daihoi.workspace import Workspace
from flows.progress import report_progress
from flows.requests import ProgressRequest
from tasks import artifacts
from tasks.artifacts import artifact_key, percent, picture_text, write_artifacts
from tasks.progress import compare_with_last
from tests.reports.samples import make_overview, make_pace, overview_row
from tests.reports.site_samples import png, read

FEB_24, MAR_2 = date(2020, 2, 24), date(2020, 3, 2)
HEADER = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Lý do\n"


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def stored(prefix: str) -> dict[str, ArtifactCollection]:
    with get_client(sync_client=True) as client:
        found = client.read_latest_artifacts(limit=200)
        return {str(a.key): a for a in found if str(a.key).startswith(prefix)}


@pytest.fixture
def out(workspace: Path, drawn_blank: None) -> Path:
    """Cẩm Lệ with its reports recorded; returns the campaign's published folder."""
    recording.import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    return workspace / "cam_le_2020"


def report(day: date, known_at: int | None = None) -> None:
    report_progress(ProgressRequest(campaign="cam_le_2020", status_date=day, known_at=known_at))


def publish_only(day: date) -> None:
    """A report as far as others look at it, without a run."""
    plan = assessing.open_assessment(Workspace.from_environment(), "cam_le_2020", day)
    editions.publish_report(plan, {"index.html": b""}, None, None)


def correct(file: Path) -> None:
    """One of the three branches of the military did not hold its congress in February."""
    row = "CL.QS.01,branch_congress,sửa,03/03/2020,03/03/2020,100,báo nhầm ngày\n"
    file.write_text(HEADER + row, "utf-8")
    workspace = Workspace.from_environment()
    campaign = load_campaign(find_config(workspace.config), "cam_le_2020")
    assert recording.import_file(workspace, campaign, file, actor="test").new_events == 1


def test_every_chart_is_really_drawn(workspace: Path) -> None:
    recording.import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    report(MAR_2)
    folder = workspace / "cam_le_2020" / "2020-03-02" / "bao-cao"
    page = read((folder / "index.html").read_bytes())
    assert page.values("img", "src") == [
        "tong-quan.png", "duong-luy-tien.png", "chuoi-viec-CL.png", "ma-tran-gop-branch.png",
        "can-doi-branch.png", "can-doi-grassroots.png", "lich-dai-hoi.png", "gantt-CL.png", "gantt-CL.KT.png",
        "gantt-CL.TA.png", "gantt-CL.HP.png", "gantt-CL.HTT.png", "gantt-CL.TP2.png",
    ]  # fmt: skip
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in page.values("img", "src"))
    assert all((folder / f"{name[:-4]}.pdf").is_file() for name in page.values("img", "src"))
    assert (folder / "ma-tran-CL-branch.pdf").is_file()
    assert all(size == "1754" for size in page.values("img", "width"))


def test_two_reports_and_the_pages_that_lead_to_them(out: Path) -> None:
    report(FEB_24)
    first = contents(out / "2020-02-24")
    report(MAR_2)
    assert contents(out / "2020-02-24") == first
    campaign = read((out / "index.html").read_bytes())
    assert campaign.values("a", "href")[-2:] == ["2020-03-02/index.html", "2020-02-24/index.html"]
    assert "url=bao-cao/index.html" in (out / "latest" / "index.html").read_text("utf-8")
    page = read((out / "latest" / "bao-cao" / "index.html").read_bytes())
    assert "Từ 24/02: +48 chi bộ" in page.text
    for target in [*page.values("a", "href"), *page.values("img", "src")]:
        # As browsers do, «..» goes up along the address, not to where the pointer leads.
        place = os.path.normpath(out / "2020-03-02" / "bao-cao" / target)
        assert target.startswith("#") or Path(place).is_file(), target
    manifest = json.loads((out / "2020-03-02" / "bao-cao" / "manifest.json").read_text("utf-8"))
    assert manifest["since"] == {"status_date": "2020-02-24", "known_seq": manifest["known_seq"]}
    assert set(manifest["files"]) >= {"index.html", "muc-luc.json", "tuong-tac.html", "viec-gap.csv"}


def test_reporting_again_changes_no_byte_and_earlier_knowledge_gets_no_door(out: Path) -> None:
    publish_only(FEB_24)
    report(MAR_2)
    before = contents(out)
    report(MAR_2)
    assert contents(out) == before
    known = json.loads((out / "2020-03-02" / "bao-cao" / "manifest.json").read_text("utf-8"))["known_seq"]
    report(date(2020, 3, 1), known)
    assert not (out / "2020-03-01" / "index.html").exists()
    assert (out / "2020-03-01" / f"bao-cao@{known}" / "index.html").is_file()
    assert "2020-03-01" not in (out / "index.html").read_text("utf-8")


def test_a_correction_is_told_apart_and_the_day_before_keeps_its_bytes(out: Path, tmp_path: Path) -> None:
    publish_only(FEB_24)
    first = contents(out / "2020-02-24")
    correct(tmp_path / "sua.csv")
    report(MAR_2)
    page = read((out / "2020-03-02" / "bao-cao" / "index.html").read_bytes())
    assert "73 → 120 trên 235; 48 mới tổ chức; 1 chi bộ báo cáo trước tính là đã tổ chức" in page.text
    assert contents(out / "2020-02-24") == first


@pytest.mark.parametrize("damage", ["{", "[]", '{"status_date": 3}', ""])
def test_a_damaged_manifest_is_no_report_to_compare_with(out: Path, damage: str) -> None:
    publish_only(FEB_24)
    (out / "2020-02-24" / "bao-cao" / "manifest.json").write_text(damage, "utf-8")
    plan = assessing.open_assessment(Workspace.from_environment(), "cam_le_2020", MAR_2)
    assert compare_with_last.fn(plan).before is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"known_seq": 10_000}, "biết nhiều hơn"),
        ({"head": "0" * 64}, "không phải sổ ghi này"),
        ({"config": "0" * 64}, "Cấu hình đã đổi"),
        ({"known_seq": -1}, "Không so sánh được: "),
    ],
)
def test_what_cannot_be_compared_is_said(out: Path, change: dict[str, object], words: str) -> None:
    publish_only(FEB_24)
    manifest = out / "2020-02-24" / "bao-cao" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), **change}), "utf-8")
    plan = assessing.open_assessment(Workspace.from_environment(), "cam_le_2020", MAR_2)
    since = compare_with_last.fn(plan).since
    assert since is not None
    assert words in since.reason
    assert (since.difference is None) == ("Cấu hình" not in words)


def test_the_page_of_a_run_shows_finding_figures_progress_and_charts(out: Path) -> None:
    report(MAR_2)
    found = stored("cam-le-2020-")
    assert {key.removeprefix("cam-le-2020-"): a.type for key, a in found.items()} == {
        "ket-luan": "markdown", "so-lieu": "table", "don-vi": "table", "tien-do": "progress",
        "tong-quan": "markdown", "gantt-cl": "markdown",
    }  # fmt: skip
    assert "121/235" in str(found["cam-le-2020-ket-luan"].data)
    assert found["cam-le-2020-tien-do"].data == 51.49
    assert "data:image/png;base64," in str(found["cam-le-2020-tong-quan"].data)
    assert all(len(str(artifact.data).encode()) < 1_000_000 for artifact in found.values())


def test_a_report_is_published_though_nothing_can_be_shown(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise RuntimeError("no server")

    for name in ("create_markdown_artifact", "create_table_artifact", "create_progress_artifact"):
        monkeypatch.setattr(artifacts, name, refused)
    report(MAR_2)
    assert (out / "2020-03-02" / "bao-cao" / "index.html").is_file()


def test_outside_a_run_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifacts, "create_markdown_artifact", lambda *_: pytest.fail("written"))
    assert write_artifacts.fn(make_overview(), make_pace(), [{"tong-quan.png": png()}]) == 0


@pytest.mark.parametrize(
    ("code", "key"), [("cam_le_2020", "cam-le-2020"), ("gantt-CL.KT", "gantt-cl-kt"), ("__x__", "x")]
)
def test_keys_are_what_prefect_takes(code: str, key: str) -> None:
    assert artifact_key(code) == key


def test_no_artifact_says_all_done_while_one_is_missing() -> None:
    assert percent(make_overview([overview_row(0, "A", 100_000, 99_999, 0)])) == 99.99
    assert percent(make_overview([overview_row(0, "A", 3, 3, 3)])) == 100.0
    assert percent(make_overview([])) == 0.0


def test_a_chart_that_is_too_large_is_named_instead() -> None:
    assert "base64" not in picture_text(b"x" * 700_000, "Tổng quan", "chốt")


def test_names_mean_nothing_to_markdown() -> None:
    shown = make_overview([overview_row(0, "[x](javascript:alert) <img src=x> **", 5, 0, 5)])
    text = artifacts.finding_text(shown, make_pace())
    assert "](" not in text
    assert "<img" not in text.replace("\\<img", "")
