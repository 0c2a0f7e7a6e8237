"""Every level flow of every campaign, run again: no event is added, no file written, no byte changed.

Each campaign is asked about one of its days of interest (docs/cases.md), with all its tables recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_campaign_reports
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from flows.campaign import LEVELS
from flows.preparation import review_preparation
from flows.reconcile import reconcile_approvals
from flows.requests import LevelRequest, ProgressRequest

CONFIG = Path(__file__).parents[2] / "config"
DAYS = {
    "cam_le_2020": date(2020, 3, 2),
    "hai_phong_2024": date(2024, 8, 30),
    "hai_phong_2025": date(2025, 7, 28),
    "long_bien_2019": date(2019, 10, 28),
    "ngo_quyen_2020": date(2020, 5, 27),
    "quan_9_2020": date(2020, 8, 21),
}
LEVELS_OF = {
    "cam_le_2020": ("branch", "grassroots", "district"),
    "hai_phong_2024": ("branch", "grassroots", "district", "city"),
    "hai_phong_2025": ("branch", "ward", "city"),
    "long_bien_2019": ("branch", "grassroots", "district"),
    "ngo_quyen_2020": ("grassroots", "district"),
    "quan_9_2020": ("grassroots", "district"),
}
SMALL = ("ngo_quyen_2020", "quan_9_2020")
"""Campaigns whose every gate and workstream is reviewed in a moment."""

PAIRS = [(campaign, level) for campaign, levels in LEVELS_OF.items() for level in levels]

Found = tuple[dict[str, tuple[str, int]], tuple[int, str]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One installation in which all campaigns have their reports recorded."""
    folder = tmp_path_factory.mktemp("twice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAIHOI_CONFIG", str(CONFIG))
        patch.setenv("DAIHOI_DATA", str(folder / "data"))
        for campaign in DAYS:
            import_campaign_reports(Workspace.from_environment(), campaign)
    return folder


@pytest.fixture
def installed(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAIHOI_CONFIG", str(CONFIG))
    monkeypatch.setenv("DAIHOI_DATA", str(recorded / "data"))
    monkeypatch.setenv("DAIHOI_OUT", str(recorded / "out"))
    return recorded


def found(folder: Path) -> Found:
    """Every published file with its bytes and the moment it was written; the end of the log."""
    files = {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted((folder / "out").rglob("*"))
        if path.is_file()
    }
    with EventLog.open_existing(folder / "data" / "daihoi.db") as log:
        return files, log.head()


def first_unit(campaign: str, level: str) -> str:
    return load_campaign(find_config(CONFIG), campaign).tree.of_level(level)[0].code


def test_no_campaign_and_no_level_is_left_out() -> None:
    """A campaign that is added has to be added here."""
    config = find_config(CONFIG)
    assert set(config.campaign_codes()) == set(DAYS)
    for code, levels in LEVELS_OF.items():
        units = load_campaign(config, code).tree.units
        assert set(levels) == {unit.level for unit in units}, code


@pytest.mark.parametrize(("campaign", "level"), PAIRS, ids=[f"{c}-{lv}" for c, lv in PAIRS])
def test_a_level_flow_run_again_does_nothing(installed: Path, campaign: str, level: str) -> None:
    asked = LevelRequest(campaign=campaign, status_date=DAYS[campaign], units=[first_unit(campaign, level)])
    assert LEVELS[level](asked).is_new
    before = found(installed)
    assert any(path.endswith("viec.csv") for path in before[0])
    assert not LEVELS[level](asked).is_new
    assert found(installed) == before


@pytest.mark.parametrize("campaign", SMALL)
@pytest.mark.parametrize("flow", [reconcile_approvals, review_preparation])
def test_the_flows_beside_the_levels_run_again_do_nothing(
    installed: Path, campaign: str, flow: Callable[[ProgressRequest], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skeletons for a hundred wards take long: tests/drafting has them, here those above are begun."""
    monkeypatch.setattr("flows.preparation.DRAFTING_LEVELS", ("district", "city"))
    asked = ProgressRequest(campaign=campaign, status_date=DAYS[campaign])
    flow(asked)
    before = found(installed)
    flow(asked)
    assert found(installed) == before
