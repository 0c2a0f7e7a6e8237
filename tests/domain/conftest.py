"""The real campaign, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.loading import find_config, load_campaign

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def cam_le() -> Campaign:
    return load_campaign(find_config(CONFIG), "cam_le_2020")


@pytest.fixture(scope="session")
def working(cam_le: Campaign) -> WorkCalendar:
    return cam_le.calendars["working"]
