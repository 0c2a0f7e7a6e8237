"""docs/guide.md is true: in an empty folder every file, form and command of it does what the page says.

``python -m tests.guide_steps`` also does what takes a minute there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guide_steps import GUIDE, follow, missing_lines, steps


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a newcomer begins: no configuration, no log, nothing published."""
    monkeypatch.chdir(tmp_path)
    for name in ("DAIHOI_CONFIG", "DAIHOI_DATA", "DAIHOI_OUT", "DAIHOI_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_guide_does_what_it_says(empty_folder: Path) -> None:
    assert follow(GUIDE.read_text(encoding="utf-8"), with_long=False) == []
    assert (empty_folder / "bao-cao_an_khe_2025_2025-08-20.docx").stat().st_size > 10_000


def without_optional(page: str) -> str:
    """The page without what is marked ◇: whole steps, or the rest of one."""
    steps_told = re.split(r"(?m)^(?=## )", page)
    needed = [one for one in steps_told if not re.match(r"## \d+\. ◇", one)]
    return "".join(re.split(r"(?m)^◇ ", one)[0] for one in needed)


def test_the_steps_that_are_needed_lead_to_the_report_without_the_others(empty_folder: Path) -> None:
    page = GUIDE.read_text(encoding="utf-8")
    needed = without_optional(page)
    assert 4_000 < len(needed) < 0.8 * len(page)
    assert follow(needed, with_long=False) == []
    assert (empty_folder / "bao-cao_an_khe_2025_2025-08-20.docx").stat().st_size > 10_000


def test_the_guide_goes_from_nothing_to_the_report() -> None:
    typed = "".join(step.body for step in steps(GUIDE.read_text(encoding="utf-8")) if step.kind == "bash")
    wanted = [
        "new",
        "validate",
        "feasible",
        "check",
        "form",
        "import",
        "status",
        "draft",
        "work",
        "delegates",
    ]
    for command in [*wanted, "approvals", "report", "chart", "run"]:
        assert f"daihoi {command} " in typed


@pytest.mark.parametrize(
    ("told", "printed", "missing"),
    [
        ("a\n…\nc", "a\nb\nc\n", []),
        ("a … c", "a b\n c", []),
        ("c\na", "a\nb\nc\n", ["a"]),
        ("12/12", "11/12", ["12/12"]),
    ],
)
def test_what_is_shown_has_to_be_printed_in_that_order(told: str, printed: str, missing: list[str]) -> None:
    assert missing_lines(told, printed) == missing


def test_a_page_that_is_not_true_is_found_out(empty_folder: Path) -> None:
    page = "```bash 2\ndaihoi campaigns\n```\n\n```text\nkhông có dòng này\n```\n"
    ended, shown = follow(page, with_long=False)
    assert "ended with 0, not 2" in ended
    assert "không có dòng này" in shown
