"""``daihoi new`` as it is typed: its own configuration where there is none, never the one that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide_steps import run_command

ASKED = 'daihoi new phuong_b_2025 --unit PB --name "Đảng bộ phường B" --level ward --start 01/07/2025'


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DAIHOI_CONFIG", "DAIHOI_DATA", "DAIHOI_OUT", "DAIHOI_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_from_an_empty_folder_to_a_campaign_that_is_listed(empty_folder: Path) -> None:
    code, printed = run_command(f"{ASKED} --opening 18/08/2025 --branches 12")
    assert code == 0, printed
    assert "Đã lập đợt phuong_b_2025: 13 đơn vị." in printed
    assert "chậm nhất 30/08/2025" in printed
    code, printed = run_command("daihoi campaigns")
    assert code == 0
    assert "phuong_b_2025" in printed
    assert "cam_le_2020" not in printed


def test_a_second_campaign_goes_into_the_same_configuration(empty_folder: Path) -> None:
    run_command(f"{ASKED} --opening 18/08/2025 --branches 12")
    calendar = empty_folder / "config" / "calendars" / "vietnam.yaml"
    calendar.write_text(f"# sửa tay\n{calendar.read_text(encoding='utf-8')}", encoding="utf-8")
    other = ASKED.replace("phuong_b", "phuong_c").replace("PB", "PC")
    code, printed = run_command(f"{other} --opening 18/08/2025 --branches 3")
    assert code == 0, printed
    assert "Đã lập thư mục cấu hình" not in printed
    assert calendar.read_text(encoding="utf-8").startswith("# sửa tay")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--opening 31/06/2025 --branches 3", "31/06/2025"),
        ("--branches 3", "--opening"),
        ("--opening 18/08/2025 --branches 0", "--branches"),
        ("--opening 18/08/2025", "chưa có đơn vị trực thuộc"),
        ("--opening 18/08/2025 --units khong-co.csv", "khong-co.csv: không có tệp này"),
        ("--opening 03/09/2025 --branches 3", "[--opening]"),
    ],
)
def test_what_cannot_be_is_refused_with_exit_code_2(empty_folder: Path, options: str, told: str) -> None:
    code, printed = run_command(f"{ASKED} {options}")
    assert (code, told in printed) == (2, True), printed
    assert not (empty_folder / "config").exists()


def test_the_same_code_is_not_taken_twice(empty_folder: Path) -> None:
    run_command(f"{ASKED} --opening 18/08/2025 --branches 12")
    code, printed = run_command(f"{ASKED} --opening 18/08/2025 --branches 3")
    assert code == 2
    assert "không ghi đè" in printed


def test_a_refusal_leaves_a_configuration_of_ones_own_alone(empty_folder: Path) -> None:
    run_command(f"{ASKED} --opening 18/08/2025 --branches 12")
    other = ASKED.replace("phuong_b", "phuong_c").replace("PB", "PC")
    code, _ = run_command(f"{other} --opening 18/08/2025 --branches 3 --structure khong_co")
    assert code == 2
    assert (empty_folder / "config" / "campaigns" / "phuong_b_2025" / "units.csv").is_file()


def test_units_of_one_name_are_remarked_on_and_notes_are_kept(empty_folder: Path) -> None:
    rows = "Chi bộ khu phố Nam,\nChi bộ khu phố Bắc,mượn hội trường: # xem\nchi bộ  khu phố Nam,\n"
    (empty_folder / "chi-bo.csv").write_text(f"Tên chi bộ,Ghi chú\n{rows}", encoding="utf-8")
    code, printed = run_command(f"{ASKED} --opening 18/08/2025 --units chi-bo.csv")
    assert code == 0, printed
    assert "2 đơn vị cùng tên «Chi bộ khu phố Nam»: PB.01, PB.03" in printed
    written = (empty_folder / "config" / "campaigns" / "phuong_b_2025" / "campaign.yaml").read_text("utf-8")
    assert "#   PB.02 Chi bộ khu phố Bắc: mượn hội trường: # xem\n" in written
    assert run_command("daihoi validate phuong_b_2025")[0] == 0


def test_a_date_that_is_not_said_of_what_is_asked_about(empty_folder: Path) -> None:
    code, printed = run_command(ASKED.replace("--start", "--date"))
    assert code == 2
    assert "không có tùy chọn «--date». Ngày bắt đầu công việc: --start" in printed
