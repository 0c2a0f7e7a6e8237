"""Every command that the README shows a coordinator does what it says when it is typed as it stands there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from tests.guide_steps import run_command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ELSEWHERE = {"run": "tests/flows", "serve": "tests/served", "doctor": "tests/doctor: the machine decides"}
"""Commands that are tried where their kind is."""
NAMES_A_CAMPAIGN = re.compile(r" \w+_20\d\d|campaigns$")


def commands() -> list[str]:
    """The whole commands of the table for coordinators, in its order."""
    rows = [line for line in README.splitlines() if line.startswith("| ") and "`daihoi " in line]
    found = [command for row in rows for command in re.findall(r"`(daihoi [^`]+)`", row)]
    return [one for one in found if one.split()[1] not in ELSEWHERE and NAMES_A_CAMPAIGN.search(one)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which Cẩm Lệ has reported; the configuration in it may be written to."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "config", folder / "config")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("config", "data", "out"):
            patch.setenv(f"DAIHOI_{name.upper()}", str(folder / name))
        import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
        yield folder


def test_there_are_commands_to_try() -> None:
    assert len(commands()) >= 25
    assert {"form", "import", "report", "work"} <= {command.split()[1] for command in commands()}


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_works_as_it_stands(command: str, place: Path) -> None:
    if "import-plan" in command:  # a plan that a unit sends: here what the campaign itself gave out
        shutil.copy(place / "cam_le.xml", place / "ke_hoach.xml")
    code, said = run_command(command)
    assert code == (1 if "feasible" in command else 0), said
    assert said.strip()
    if "feasible" in command:
        assert "Không khả thi với giả thiết này" in said
