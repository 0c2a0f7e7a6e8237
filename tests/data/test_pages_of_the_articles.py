"""Every page of the six campaigns, looked at by rule: nothing small, cut, or touching its neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from daihoi.cli.drawing import UNIT_KINDS, charts_of
from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import overview, units_of_interest
from tests.data.articles import Picture
from tests.reports.page_texts import PageTexts, faults

WATCHED = [
    ("ngo_quyen_2020", date(2020, 5, 27)),
    ("ngo_quyen_2020", date(2020, 7, 14)),
    ("long_bien_2019", date(2019, 10, 28)),
    ("cam_le_2020", date(2020, 3, 2)),
    ("quan_9_2020", date(2020, 8, 21)),
    ("hai_phong_2024", date(2024, 8, 1)),
    ("hai_phong_2025", date(2025, 7, 28)),
]
WHOLE = ("overview", "s-curve", "shares", "balance", "calendar", "matrix")


def units_shown(assessment: Assessment) -> list[str]:
    """Those of the report, and of every level the first and the last."""
    units = assessment.campaign.tree.units
    ends = []
    for level in assessment.expansion.blocks:
        codes = [unit.code for unit in units if unit.level == level]
        ends += [codes[0], codes[-1]]
    return list(dict.fromkeys([*units_of_interest(overview(assessment)), *ends]))


def pages(assessment: Assessment) -> Iterator[tuple[str, PageTexts]]:
    wanted = [(kind, assessment.campaign.root.code) for kind in WHOLE]
    shown = units_shown(assessment)
    wanted += [(kind, code) for kind in UNIT_KINDS if kind not in WHOLE for code in shown]
    for kind, code in wanted:
        for chart in charts_of(assessment, kind, code):
            for page in chart.draw(PageTexts):
                yield chart.name, page


@pytest.mark.parametrize(("campaign", "day"), WATCHED)
def test_nothing_on_a_page_is_small_cut_or_touching(picture: Picture, campaign: str, day: date) -> None:
    found = list(pages(picture(campaign, day)))
    assert len(found) > 10
    assert min(len(page.texts) for _, page in found) > 10
    assert [f"{name}: {fault}" for name, page in found for fault in faults(page)] == []
