"""``daihoi new``: a campaign from an office's list; what is refused is refused before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from daihoi.errors import DaihoiError, InputErrors, UnknownCodeError
from daihoi.loading import ConfigDir, find_config, load_campaign
from daihoi.starting.asked import Asked
from daihoi.starting.folder import start_campaign
from daihoi.starting.own_config import own_config

SHIPPED = Path(__file__).parents[2] / "config"
HEADER = "STT,Tên chi bộ,Số đảng viên,Ngày đại hội,Bầu trực tiếp"
LIST = f"{HEADER}\n1,Chi bộ Trạm Y tế,7,24/07/2025,x\n2,Chi bộ Công an,31,25/07/2025,\n"

Ask = Callable[..., Asked]


@pytest.fixture
def config(tmp_path: Path) -> ConfigDir:
    return own_config(find_config(SHIPPED), tmp_path / "config")


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """What a ward asks for, with a list of two branches unless told otherwise."""

    def made(text: str = LIST, **other: object) -> Asked:
        path = tmp_path / "chi-bo.csv"
        path.write_text(text, encoding="utf-8")
        told: dict[str, object] = {
            **{"campaign": "an_khe_2025", "unit": "AK", "name": "Đảng bộ phường An Khê", "level": "ward"},
            **{"opening": date(2025, 8, 18), "start": date(2025, 7, 1), "plan_number": "01-KH/ĐU"},
            **{"plan_date": date(2025, 7, 1), "units_file": path},
        }
        return Asked(**(told | other))  # type: ignore[arg-type]  # a table of arguments

    return made


def test_a_list_becomes_a_campaign_that_loads(config: ConfigDir, ask: Ask) -> None:
    start_campaign(config, ask())
    campaign = load_campaign(config, "an_khe_2025")
    clinic, police = campaign.tree.children["AK"]
    assert (clinic.code, clinic.name, clinic.member_count) == ("AK.01", "Chi bộ Trạm Y tế", 7)
    assert (clinic.is_direct_election, police.is_direct_election) == (True, False)
    assert police.planned_congress_date == date(2025, 7, 25)
    assert campaign.root.planned_congress_date == date(2025, 8, 18)
    assert campaign.term == "2025–2030"
    assert campaign.title == "Đại hội Đảng bộ phường An Khê, nhiệm kỳ 2025–2030"


def test_deadlines_are_those_of_the_directive(config: ConfigDir, ask: Ask) -> None:
    """Chỉ thị 45-CT/TW of 14 April 2025: wards before 31 August; branches assumed to be through in July."""
    found = {d.level: d for d in start_campaign(config, ask()).campaign.deadlines}
    assert found["ward"].last_day == date(2025, 8, 30)
    assert not found["ward"].basis.is_assumed
    assert found["branch"].last_day == date(2025, 7, 31)


def test_names_that_begin_like_a_formula_are_read_back_as_they_were(config: ConfigDir, ask: Ask) -> None:
    text = f"{HEADER}\n1,- Chi bộ 1,7,24/07/2025,\n2,=Chi bộ 2,31,25/07/2025,\n"
    below = start_campaign(config, ask(text)).campaign.tree.children["AK"]
    assert [unit.name for unit in below] == ["- Chi bộ 1", "=Chi bộ 2"]


def test_a_number_of_members_that_no_branch_has_is_refused_at_its_cell(config: ConfigDir, ask: Ask) -> None:
    text = f"{HEADER}\n1,Chi bộ 1,{'9' * 5000},24/07/2025,\n"
    with pytest.raises(InputErrors, match="không phải số đếm"):
        start_campaign(config, ask(text))


def test_a_deadline_never_lies_after_the_congress_that_waits(config: ConfigDir, ask: Ask) -> None:
    found = start_campaign(config, ask(opening=date(2025, 7, 30))).campaign
    branch = next(d for d in found.deadlines if d.level == "branch")
    assert (branch.last_day, branch.basis.is_assumed) == (date(2025, 7, 29), True)
    assert any("29/07/2025" in line for line in found.assumptions)


def test_a_number_of_branches_will_do_and_is_marked_as_assumed(config: ConfigDir, ask: Ask) -> None:
    campaign = start_campaign(config, ask(units_file=None, branches=12)).campaign
    below = campaign.tree.children["AK"]
    assert [unit.code for unit in below] == [f"AK.{number:02}" for number in range(1, 13)]
    assert all(unit.basis.is_assumed and unit.planned_congress_date is None for unit in below)
    assert "tên và số lượng đơn vị trực thuộc" in campaign.assumptions


def test_a_workbook_with_codes_levels_and_parents(config: ConfigDir, ask: Ask, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Mã", "Tên đơn vị", "Cấp", "Trực thuộc", "Ngày dự kiến", "Đại hội điểm"],
        ["TX.A", "Đảng bộ phường A", "cơ sở", "TX", date(2020, 5, 20), "x"],
        ["TX.A.1", "Chi bộ 1", "chi bộ", "TX.A", date(2020, 3, 20), None],
    ):
        book.active.append(row)
    book.save(tmp_path / "ds.xlsx")
    asked = ask(
        **{"unit": "TX", "name": "Đảng bộ thị xã", "level": "district", "units_file": tmp_path / "ds.xlsx"},
        **{"opening": date(2020, 8, 5), "start": date(2019, 11, 1), "plan_date": date(2019, 11, 1)},
    )
    campaign = start_campaign(config, asked).campaign
    assert campaign.structure.code == "four_level_2020"
    assert campaign.rules.code == "chi_thi_35_2019"
    assert campaign.tree.unit("TX.A").is_pilot
    assert campaign.tree.unit("TX.A.1").parent_code == "TX.A"


def test_names_that_look_like_yaml_or_formulas_stay_names(config: ConfigDir, ask: Ask) -> None:
    name = 'Đảng bộ phường "1: #2", {a}'
    campaign = start_campaign(config, ask(f'{HEADER}\n1,"=1+1, {{b}}",7,,\n', name=name)).campaign
    assert name in campaign.title
    assert campaign.root.name == name
    assert campaign.tree.unit("AK.01").name.endswith("=1+1, {b}")


def test_what_is_there_is_not_written_over(config: ConfigDir, ask: Ask) -> None:
    started = start_campaign(config, ask())
    before = (started.folder / "units.csv").read_bytes()
    with pytest.raises(DaihoiError, match="không ghi đè"):
        start_campaign(config, ask(f"{HEADER}\n1,Chi bộ khác,1,,\n"))
    assert (started.folder / "units.csv").read_bytes() == before


ROWS = {
    "no name": ("1,,7,24/07/2025,", "chi-bo.csv:2 [cột «Tên chi bộ»]: ô để trống"),
    "no such day": ("1,Chi bộ,7,30/02/2025,", "chi-bo.csv:2 [cột «Ngày đại hội»]"),
    "day without a year": ("1,Chi bộ,7,24/7,", "cột «Ngày đại hội»"),
    "members in words": ("1,Chi bộ,bảy,24/07/2025,", "«bảy» không phải số đếm"),
    "members below zero": ("1,Chi bộ,-7,24/07/2025,", "«-7» không phải số đếm"),
    "a mark nobody knows": ("1,Chi bộ,7,24/07/2025,không", "«không» không được nhận"),
    "after the deadline": ("1,Chi bộ,7,05/08/2025,", "chi-bo.csv:2 [cột planned_congress_date]"),
    "before the start": ("1,Chi bộ,7,24/06/2025,", "trước khi đợt bắt đầu 01/07/2025"),
}


@pytest.mark.parametrize(("row", "told"), ROWS.values(), ids=ROWS)
def test_a_bad_cell_of_the_list_is_named(config: ConfigDir, ask: Ask, row: str, told: str) -> None:
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(f"{HEADER}\n{row}\n"))
    assert told in str(caught.value)
    assert config.campaign_codes() == []


LISTS = {
    "unknown column": ("Tên chi bộ,Điện thoại\nA,1\n", "không biết cột «Điện thoại»"),
    "no names": ("STT,Số đảng viên\n1,2\n", "thiếu cột «Tên đơn vị»"),
    "column twice": ("Tên chi bộ,Tên đơn vị\nA,B\n", "có hai lần"),
    "code twice": ("Mã,Tên\nAK.01,A\nAK.01,B\n", "mã «AK.01» dùng hai lần: đã dùng ở dòng 2"),
    "code of the root": ("Mã,Tên\nAK,A\n", "là mã của đơn vị mở đại hội"),
    "code in small letters": ("Mã,Tên\nak.01,A\n", "mã «ak.01» không hợp lệ"),
    "unknown level": ("Tên,Cấp\nA,huyện\n", "«huyện» không phải một cấp"),
    "no such parent": ("Tên,Cấp trên\nA,XX\n", "đơn vị cấp trên «XX» không có trong danh sách"),
    "header alone": ("Tên chi bộ\n", "chỉ có dòng tiêu đề"),
}


@pytest.mark.parametrize(("text", "told"), LISTS.values(), ids=LISTS)
def test_a_list_that_cannot_be_used_is_refused(config: ConfigDir, ask: Ask, text: str, told: str) -> None:
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(text))
    assert told in str(caught.value)
    assert config.campaign_codes() == []


OPTIONS = {
    "capitals in the code": ({"campaign": "An Khê"}, "mã đợt «An Khê»"),
    "a way out of the folder": ({"campaign": "../x"}, "mã đợt «../x»"),
    "unit code": ({"unit": "an khê"}, "[--unit]"),
    "no name": ({"name": "  "}, "[--name]: để trống"),
    "a broken name": ({"name": "Đảng bộ\u0007"}, "[--name]: có ký tự không in được U+0007"),
    "congress before the work": ({"opening": date(2025, 6, 1)}, "[--opening]"),
    "plan before the work": ({"plan_date": date(2025, 6, 1)}, "[--start]"),
    "list and number": ({"branches": 3}, "vừa có danh sách vừa có số lượng"),
    "neither": ({"units_file": None}, "chưa có đơn vị trực thuộc"),
    "no such level": ({"level": "khu phố"}, "không có cấp «khu phố»"),
    "level of another structure": ({"level": "ward", "structure": "four_level_2020"}, "trong cơ cấu"),
    "level of two structures": ({"level": "branch"}, "chọn một bằng --structure"),
    "after what the rule allows": ({"opening": date(2025, 9, 3)}, "[--opening]"),
    "no rules then": (
        {"start": date(2015, 1, 5), "plan_date": date(2015, 1, 5), "opening": date(2015, 8, 3)},
        "có 0 bộ quy định về cấp «ward»",
    ),
    "beyond the calendar": (
        {"start": date(2027, 1, 5), "plan_date": date(2027, 1, 5), "opening": date(2027, 8, 3)},
        "nằm ngoài lịch",
    ),
}


@pytest.mark.parametrize(("other", "told"), OPTIONS.values(), ids=OPTIONS)
def test_a_bad_option_is_named(config: ConfigDir, ask: Ask, other: dict[str, object], told: str) -> None:
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(**other))
    assert told in str(caught.value)
    assert config.campaign_codes() == []


def test_all_mistakes_are_told_at_once(config: ConfigDir, ask: Ask) -> None:
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(f"{HEADER}\n1,,bảy,30/02/2025,\n2,B,,24/7,y\n"))
    assert len(caught.value.problems) == 5
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(campaign="A", unit="a", name="", branches=2))
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("other", [{"level": "khu phố"}, {"unit": "a"}, {"level": "khu phố", "unit": "a"}])
def test_a_wrong_option_hides_no_mistake_in_the_list(
    config: ConfigDir, ask: Ask, other: dict[str, object]
) -> None:
    with pytest.raises(InputErrors) as caught:
        start_campaign(config, ask(f"{HEADER}\n1,,7,30/02/2025,\n", **other))
    assert len(caught.value.problems) == 2 + len(other)


@pytest.mark.parametrize("word", ["ward", "phường", "Phường", "phuong", "xã, phường", "xã", "đặc khu"])
def test_a_level_may_be_called_by_its_name(config: ConfigDir, ask: Ask, word: str) -> None:
    started = start_campaign(config, ask(level=word))
    assert started.campaign.root.level == "ward"


@pytest.mark.parametrize("option", ["structure", "ruleset"])
def test_a_code_that_names_nothing_gets_a_suggestion(config: ConfigDir, ask: Ask, option: str) -> None:
    near = {"structure": "two_tier_2026", "ruleset": "chi_thi_45_2026"}[option]
    with pytest.raises(UnknownCodeError, match="Có phải ý là"):
        start_campaign(config, ask(**{option: near}))


def test_a_configuration_of_ones_own_has_no_samples(config: ConfigDir, tmp_path: Path) -> None:
    assert config.campaign_codes() == []
    assert (config.root / "structures" / "two_tier_2025" / "ward.yaml").is_file()
    with pytest.raises(DaihoiError, match="đã có"):
        own_config(find_config(SHIPPED), tmp_path / "config")
