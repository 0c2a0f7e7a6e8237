"""The generated campaigns that measurements run on are campaigns like any other."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.generate import CAMPAIGN, held_branches, write_config
from daihoi.loading import ConfigDir, load_campaign

CONFIG = Path(__file__).parents[1] / "config"


def test_a_generated_campaign_is_sound_and_always_the_same(tmp_path: Path) -> None:
    """Seven organisations of nine branches under one district of one city, by arithmetic."""
    first = load_campaign(ConfigDir(write_config(tmp_path / "a", CONFIG, 1_000)), CAMPAIGN)
    again = load_campaign(ConfigDir(write_config(tmp_path / "b", CONFIG, 1_000)), CAMPAIGN)
    levels = Counter(unit.level for unit in first.tree.units)
    assert levels == {"city": 1, "district": 1, "grassroots": 7, "branch": 63}
    assert first.fingerprint == again.fingerprint


def test_the_held_branches_exist_and_are_held_in_time(tmp_path: Path) -> None:
    campaign = load_campaign(ConfigDir(write_config(tmp_path, CONFIG, 1_000)), CAMPAIGN)
    held = dict(held_branches(1_000))
    assert len(held) == 7 * 5
    assert all(campaign.tree.by_code[code].level == "branch" for code in held)
    assert max(held.values()) <= date(2020, 3, 2)
