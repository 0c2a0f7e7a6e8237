"""``daihoi new``: how long a term is comes from the rule set; texts are kept as everywhere; two at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from daihoi.errors import DaihoiError, InputErrors
from daihoi.loading import ConfigDir, find_config, load_campaign
from daihoi.starting.asked import Asked
from daihoi.starting.folder import start_campaign
from daihoi.starting.own_config import own_config

SHIPPED = Path(__file__).parents[2] / "config"
RULES = "rulesets/chi_thi_45_2025.yaml"


@pytest.fixture
def config(tmp_path: Path) -> ConfigDir:
    return own_config(find_config(SHIPPED), tmp_path / "config")


def asked(**other: str) -> Asked:
    told = {"name": "Đảng bộ phường An Khê", "plan_number": "01-KH/ĐU"} | other
    return Asked(
        campaign="an_khe_2025",
        unit="AK",
        level="ward",
        opening=date(2025, 8, 18),
        start=date(2025, 7, 1),
        plan_date=date(2025, 7, 1),
        branches=2,
        **told,
    )


def change(config: ConfigDir, old: str, new: str) -> None:
    path = config.root / RULES
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_years_of_a_term_are_those_of_the_rule_set(config: ConfigDir) -> None:
    change(
        config,
        "- rule: term_years\n    level: ward\n    value: 5",
        "- rule: term_years\n    level: ward\n    value: 4",
    )
    start_campaign(config, asked())
    campaign = load_campaign(config, "an_khe_2025")
    assert (campaign.term, campaign.title) == (
        "2025–2029",
        "Đại hội Đảng bộ phường An Khê, nhiệm kỳ 2025–2029",
    )


def test_a_term_that_is_named_counts(config: ConfigDir) -> None:
    change(config, "- rule: term_years\n    level: ward", "- rule: term_years\n    level: branch")
    start_campaign(config, asked(term="2025–2027"))
    assert load_campaign(config, "an_khe_2025").term == "2025–2027"


def test_without_a_rule_the_term_has_to_be_named(config: ConfigDir) -> None:
    change(config, "- rule: term_years\n    level: ward", "- rule: term_years\n    level: branch")
    with pytest.raises(InputErrors, match="không nêu nhiệm kỳ của cấp «ward»") as refused:
        start_campaign(config, asked())
    assert "--term" in str(refused.value)
    assert config.campaign_codes() == []


def test_texts_are_kept_in_one_spelling(config: ConfigDir) -> None:
    decomposed = "  Đa\u0309ng bô\u0323   phường An\u00a0Khê "
    start_campaign(config, asked(name=decomposed, plan_number=" 01-KH/ĐU "))
    campaign = load_campaign(config, "an_khe_2025")
    assert campaign.root.name == "Đảng bộ phường An Khê"
    assert campaign.plan_number == "01-KH/ĐU"


@pytest.mark.parametrize("sign", ["\u202e", "\u0007", "\ufffd"])
def test_what_cannot_be_printed_is_refused_by_its_option(config: ConfigDir, sign: str) -> None:
    with pytest.raises(InputErrors, match="ký tự không in được"):
        start_campaign(config, asked(title=f"Đại hội{sign}"))
    assert config.campaign_codes() == []


def test_of_two_at_once_one_makes_the_folder_and_the_other_is_refused(tmp_path: Path) -> None:
    folder, ended, start = tmp_path / "config", list[str](), threading.Barrier(2)

    def make() -> None:
        start.wait()
        try:
            own_config(find_config(SHIPPED), folder)
            ended.append("made")
        except DaihoiError:
            ended.append("refused")

    both = [threading.Thread(target=make) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(ended) == ["made", "refused"]
    assert [path.name for path in tmp_path.iterdir()] == ["config"]
    assert (folder / "structures" / "two_tier_2025" / "ward.yaml").is_file()


def test_too_many_delegates_are_told_of_the_option_not_of_a_file_nobody_has(config: ConfigDir) -> None:
    with pytest.raises(InputErrors) as refused:
        start_campaign(config, replace(asked(), delegates=320))
    assert "[--delegates]: 320 đại biểu, vượt trần 250" in str(refused.value)
    assert "campaign.yaml" not in str(refused.value)
    assert not (config.root / "campaigns" / "an_khe_2025").exists()
