"""Broken configurations, one mistake each and a few with many: the whole message is fixed beforehand.

A case is a folder of ``tests/data/broken``: the files that differ from ``tests/data/config``, and
``expect.txt`` with every line that a clerk is to see.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir, load_campaign

DATA = Path(__file__).resolve().parents[1] / "data"
CASES = sorted(path.name for path in (DATA / "broken").iterdir())
LINE = re.compile(r"(?P<file>[\w./]+)(?P<line>:[1-9]\d*)?( \[cột \w+\])?: (?P<what>.+) → (?P<remedy>.+)")
WHOLE_FILE = ("tệp trống", "không có tệp này", "không mở được tệp này", "tệp lớn")
Refused = Callable[[ConfigDir], list[str]]
Changed = Callable[[str, str, str], ConfigDir]


def expected(case: str) -> list[str]:
    return (DATA / "broken" / case / "expect.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_every_mistake_is_named(case: str, config: ConfigDir, refused: Refused) -> None:
    shutil.copytree(
        DATA / "broken" / case, config.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expect.txt")
    )
    assert refused(config) == expected(case)


@pytest.mark.parametrize("case", CASES)
def test_every_line_has_place_and_remedy(case: str, config: ConfigDir) -> None:
    for text in expected(case):
        match = LINE.fullmatch(text)
        assert match, text
        assert (config.root / match["file"]).is_file()
        assert match["line"] or match["what"].startswith(WHOLE_FILE), text


@pytest.mark.parametrize("case", CASES)
def test_a_case_differs_from_the_sound_configuration(case: str) -> None:
    folder = DATA / "broken" / case
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "expect.txt"]
    assert files
    for path in files:
        assert path.read_bytes() != (DATA / "config" / path.relative_to(folder)).read_bytes()


def test_a_single_mistake_makes_a_single_line() -> None:
    """But for a misspelt name (what is missing, what is there instead) and what comes several times."""
    many = {case for case in CASES if len(expected(case)) > 1 and not case.startswith("several_")}
    assert many == {
        "units_column_twice",
        "units_column_unknown",
        "workstream_misspelt_key",
        "yaml_anchor_and_alias",
        "yaml_dash_missing",
        "yaml_key_misspelt",
    }


def test_the_message_counts_and_lists_all_lines(changed: Changed) -> None:
    changed("campaigns/complete/campaign.yaml", "total: 340", "total: 0")
    config = changed("calendars/small.yaml", "{date: 2020-09-02,", "{date: 2020-09-31,")
    with pytest.raises(ConfigErrors) as caught:
        load_campaign(config, "complete")
    heading, *lines = str(caught.value).splitlines()
    assert heading == "Cấu hình đợt «complete» chưa dùng được (2 lỗi):"
    assert lines == [
        "  calendars/small.yaml:20: «date»: ngày «2020-09-31» không có trong lịch → sửa thành ngày có thật",
        "  campaigns/complete/campaign.yaml:39: «total: 0» nhỏ hơn 1 → viết số nguyên từ 1 trở lên",
    ]


NO_FILE = "không có tệp này → tạo tệp, hoặc sửa tên ở nơi nhắc đến nó"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("campaigns/complete/units.csv", f"campaigns/complete/units.csv: {NO_FILE}"),
        (
            "structures/four_small/branch.yaml",
            "structures/four_small/structure.yaml:16: cấp «branch» chưa có tệp branch.yaml "
            "→ Các mã có: city, district, grassroots.",
        ),
        (
            "structures/four_small/structure.yaml",
            "campaigns/complete/campaign.yaml:6: không có tệp structures/four_small/structure.yaml "
            "→ Các mã có: (chưa có mã nào).",
        ),
        (
            "rulesets/small_rules.yaml",
            "campaigns/complete/campaign.yaml:7: không có tệp rulesets/small_rules.yaml "
            "→ Các mã có: (chưa có mã nào).",
        ),
        (
            "calendars/small.yaml",
            "campaigns/complete/campaign.yaml:8: không có tệp calendars/small.yaml "
            "→ Các mã có: (chưa có mã nào).",
        ),
    ],
)
def test_a_missing_file_is_the_only_thing_said(
    file: str, line: str, config: ConfigDir, refused: Refused
) -> None:
    (config.root / file).unlink()
    assert refused(config) == [line]


def test_a_folder_in_place_of_a_file(config: ConfigDir, refused: Refused) -> None:
    units = config.root / "campaigns/complete/units.csv"
    units.unlink()
    units.mkdir()
    assert refused(config) == [
        "campaigns/complete/units.csv: không mở được tệp này → xem lại quyền đọc, và đó có phải là tệp không"
    ]


def test_a_yaml_file_of_more_than_a_mebibyte(config: ConfigDir, refused: Refused) -> None:
    rules = config.root / "rulesets/small_rules.yaml"
    size = rules.stat().st_size
    rules.write_text(rules.read_text("utf-8") + "#" * ((1 << 20) + 1 - size), "utf-8")
    assert refused(config) == [
        "rulesets/small_rules.yaml: tệp lớn 1.048.577 byte → tệp không quá 1.048.576 byte"
    ]


def test_a_yaml_file_of_exactly_a_mebibyte_is_read(config: ConfigDir) -> None:
    rules = config.root / "rulesets/small_rules.yaml"
    rules.write_text(rules.read_text("utf-8") + "#" * ((1 << 20) - rules.stat().st_size), "utf-8")
    assert load_campaign(config, "complete").rules.code == "small_rules"


def test_a_thousand_bad_rows_are_all_listed(config: ConfigDir, refused: Refused) -> None:
    units = config.root / "campaigns/complete/units.csv"
    rows = [
        f"TP.B.P2.{n},Chi bộ {n},branch,TP.B.P2,residential,,,,31/03/2020,assumed,Ví dụ" for n in range(1000)
    ]
    units.write_text(units.read_text("utf-8") + "\n".join(rows) + "\n", "utf-8")
    lines = refused(config)
    assert len(lines) == 1000
    assert lines[-1].startswith("campaigns/complete/units.csv:1017 [cột planned_congress_date]: «31/03/2020»")


def test_suggestions_stop_when_a_whole_column_is_wrong(config: ConfigDir, refused: Refused) -> None:
    units = config.root / "campaigns/complete/units.csv"
    rows = [f"TP.B.P2.{n},Chi bộ {n},branch,TP.B.P22,residential,,,,,assumed,Ví dụ" for n in range(30)]
    units.write_text(units.read_text("utf-8") + "\n".join(rows) + "\n", "utf-8")
    lines = refused(config)
    assert len(lines) == 30
    assert sum("Có phải ý là «TP.B.P2" in line for line in lines) == 20
    assert lines[-1].endswith("«TP.B.P22» không có trong danh sách → ghi một mã có trong cột unit_code")
