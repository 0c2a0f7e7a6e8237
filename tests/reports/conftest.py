"""The pages that most tests look at."""

from __future__ import annotations

import pytest

from daihoi.domain.results import Overview, Pace, UnitPlan
from tests.reports.sample_plans import make_plan
from tests.reports.samples import make_overview, make_pace


@pytest.fixture
def plan() -> UnitPlan:
    return make_plan()


@pytest.fixture
def overview() -> Overview:
    return make_overview()


@pytest.fixture
def pace() -> Pace:
    return make_pace()
