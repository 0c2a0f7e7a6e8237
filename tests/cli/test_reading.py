"""Commands that only read: what they say, and that Prefect is never there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import ROOT, Program

COMMANDS = ["run", "status", "validate", "import", "log", "chart", "campaigns", "check", "why", "baseline"]
STATUS = ("status", "cam_le_2020", "--status-date", "2020-03-02")


def test_help_teaches_every_command_with_an_example(program: Program) -> None:
    shown = program("--help").stdout
    for command in (
        "run",
        "status",
        "validate",
        "import",
        "log",
        "chart",
        "campaigns",
        "check",
        "why",
        "baseline",
    ):
        assert f" {command} " in shown
        assert f"daihoi {command}" in program(command, "--help").stdout.replace("\n", " ")


def test_campaigns_are_listed_with_their_plan(program: Program) -> None:
    shown = program("campaigns").stdout
    assert "cam_le_2020" in shown
    assert "86-KH/QU, 15/11/2019" in shown


def test_a_sound_campaign_is_described(program: Program) -> None:
    shown = program("validate", "cam_le_2020").stdout
    assert "235 chi bộ, 45 cơ sở, 1 quận" in shown
    assert "«hoàn thành trước ngày 10-6-2020», chậm nhất 09/06/2020" in shown


def test_status_gives_the_figures_of_the_article(reported: Program) -> None:
    shown = " ".join(reported(*STATUS).stdout.split())
    for words in (
        "121/235 (51,49%)",
        "36/36",
        "3/3",
        "82/196 (41,84%)",
        "114",
        "21 ngày làm việc",
        "5,43",
        "275",
        "không quá 300",
        "993 đảng viên",
    ):
        assert words in shown
    assert "Giả định:" in shown


def test_status_a_week_earlier_counts_only_what_had_been_held(reported: Program) -> None:
    """Counted by hand in the report files: 4 + 9 + 25 + 35 rows up to 24 February."""
    shown = reported("status", "cam_le_2020", "--status-date", "24/02/2020").stdout
    assert "73/235" in shown


def test_status_as_known_after_the_first_file(reported: Program) -> None:
    shown = reported(*STATUS, "--known-at", "4").stdout
    assert "4/235 (1,70%)" in shown
    assert "Sổ ghi đến số 4 ·" in shown


def test_status_before_anything_was_recorded_says_what_to_do(program: Program, tmp_path: Path) -> None:
    done = program(*STATUS)
    assert done.returncode == 2
    assert "daihoi" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_log_of_a_unit_names_day_and_certainty(reported: Program) -> None:
    shown = reported("log", "cam_le_2020", "--unit", "CL", "--activity", "district_plan").stdout
    assert "15/11/2019" in shown
    assert "nguồn nêu" in shown
    assert "district_plan" not in shown


def test_the_log_may_be_asked_for_an_activity_by_its_name(reported: Program) -> None:
    by_code = reported("log", "cam_le_2020", "--activity", "branch_congress").stdout
    assert "Đại hội" in by_code
    assert reported("log", "cam_le_2020", "--activity", "đại hội chi bộ").stdout == by_code


def test_a_config_folder_without_campaigns_is_named(program: Program, tmp_path: Path) -> None:
    done = program("campaigns", DAIHOI_CONFIG=str(tmp_path / "none"))
    assert done.returncode == 2
    assert str(tmp_path / "none") in done.stderr.replace("\n", "")


def test_reading_works_while_prefect_cannot_be_imported(reported: Program, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "prefect.py").write_text("raise RuntimeError('not to be imported')\n")
    path = f"{hidden}:{ROOT}"
    assert "121/235" in reported(*STATUS, PYTHONPATH=path).stdout
