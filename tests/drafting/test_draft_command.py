"""``daihoi draft`` as a coordinator meets it, and what a level flow makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from daihoi.cli import drafting
from daihoi.cli.group import cli
from daihoi.drafting.keeping import Outcome
from daihoi.drafting.producing import produce_all
from daihoi.drafting.selecting import drafting_units
from daihoi.drafting.template import load_templates
from daihoi.errors import DaihoiError
from reports.office.form import load_form
from tests.domain.campaigns import assessed, make_district, said
from tests.drafting.entries import CONFIG, REPORT, VERSION, Registers

FOLDER = "out/cam_le_2020/van-ban/CL"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # a function
    monkeypatch.chdir(tmp_path)
    if drafting.draft.name not in cli.commands:
        monkeypatch.setitem(cli.commands, "draft", drafting.draft)

    def invoke(*arguments: str) -> Result:
        places = ["--config", str(CONFIG.root), "--data", "data", "--out", "out"]
        return CliRunner().invoke(
            cli, [*places, "draft", "cam_le_2020", *arguments, "--status-date", "2020-03-02"]
        )

    return invoke


def test_what_can_be_drafted_is_listed(run) -> None:  # type: ignore[no-untyped-def]  # see above
    shown = run("CL").output
    assert "political_report" in shown
    assert "dự thảo lần 1" in shown
    assert "daihoi draft cam_le_2020 CL MÃ" in shown


def test_a_draft_is_made_once_and_an_edited_one_is_left(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # see above
    path = tmp_path / FOLDER / "to-trinh-duyet-dai-hoi-lan-1.docx"
    assert "lập mới" in run("CL", "submission").output
    assert path.exists()
    assert "đã có, không đổi" in run("CL", "submission").output
    path.write_bytes(b"edited")
    assert "đã được sửa, để nguyên" in run("CL", "submission").output
    assert path.read_bytes() == b"edited"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("CL", "political_repot"), "political_report"),
        (("CL", "báo cáo"), "Không có khung văn bản «báo cáo»"),
        (("CL.XX", "submission"), "Không có đơn vị «CL.XX»"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_written(  # type: ignore[no-untyped-def]  # see above
    run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, DaihoiError)
    assert words in str(result.exception)
    assert not (tmp_path / "out").exists()


class TestALevelFlow:
    """Units of the level whose drafting is under way."""

    def test_only_units_that_are_drafting_and_only_those_selected(self) -> None:
        begun = [said(code, "w_plan", "6-1", start="6-1", percent=50) for code in ("D.A", "D.B")]
        assessment = assessed(make_district(), "6-1", *begun)
        assert [unit.code for unit in drafting_units(assessment, "ward")] == ["D.A", "D.B"]
        assert [unit.code for unit in drafting_units(assessment, "ward", ["D.B"])] == ["D.B"]
        assert drafting_units(assessment, "ward", ["D.C"]) == []
        assert drafting_units(assessment, "branch") == []

    def test_a_second_run_writes_nothing_and_finished_documents_are_left_out(self, tmp_path: Path) -> None:
        rows = [f"D.A,{REPORT},dự thảo lần 1,05/06/2020", f"D.A,{REPORT},bản chính thức,09/06/2020"]
        preparation = Registers(tmp_path).tell("document_versions", VERSION, *rows).at("6-10")
        units = [preparation.campaign.tree.unit(code) for code in ("D.A", "D.B")]
        found = load_templates(CONFIG.root)
        templates = [found["political_report"], found["resolution"]]
        form = load_form(CONFIG.root)
        first, second = (produce_all(preparation, units, templates, form, tmp_path) for _ in range(2))
        assert {one.outcome for one in first} == {Outcome.NEW}
        made = sorted(one.document for one in first if one.unit_code == "D.A")
        assert made == ["resolution"]
        assert len([one for one in first if one.unit_code == "D.B"]) == 2
        assert {one.outcome for one in second} == {Outcome.SAME}
