"""Every review of steering, pilots and the time after: of every campaign, of a part of it, and of nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from daihoi.domain.entries import Entries
from daihoi.domain.preparing import afterwards, inspections, pilots, previous_term, steering, supervision
from daihoi.domain.preparing.base import Review
from tests.data.articles import SEEN

if TYPE_CHECKING:
    from tests.preparing.conftest import Prepare

REVIEWS = [one.review for one in (steering, supervision, inspections, pilots, previous_term, afterwards)]


def check(review: Review, units: set[str]) -> None:
    """Tables are rectangles with names of their own; sentences end; whoever is asked is there."""
    codes = [table.code for table in review.tables]
    assert len(codes) == len(set(codes))
    assert all(code.isascii() for code in codes)
    for table in review.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert len(table.totals) in (0, len(table.columns))
        assert len(set(table.columns)) == len(table.columns)
    assert all(finding.endswith(".") and finding[0] == finding[0].upper() for finding in review.findings)
    assert {ask.unit_code for ask in review.asks} <= units


@pytest.mark.parametrize("code", SEEN)
def test_reviews_are_whole_for_all_units_for_one_and_without_entries(prepared: Prepare, code: str) -> None:
    seen = prepared(code, SEEN[code])
    units = {unit.code for unit in seen.campaign.tree.units}
    child = seen.campaign.tree.children[seen.campaign.root.code][0].code
    empty = replace(seen, entries=Entries(seen.entries.registers))
    for review in REVIEWS:
        check(review(seen), units)
        check(review(prepared(code, SEEN[code], child)), units)
        check(review(empty), units)


@pytest.mark.parametrize("code", SEEN)
def test_the_same_knowledge_gives_the_same_review(prepared: Prepare, code: str) -> None:
    seen = prepared(code, SEEN[code])
    assert [review(seen) for review in REVIEWS] == [review(seen) for review in REVIEWS]


@pytest.mark.parametrize("code", SEEN)
def test_without_entries_only_what_the_schedule_knows_is_said(prepared: Prepare, code: str) -> None:
    seen = prepared(code, SEEN[code])
    empty = replace(seen, entries=Entries(seen.entries.registers))
    silent = [supervision.review, inspections.review, previous_term.review, afterwards.review]
    assert all(not review(empty).findings and not review(empty).tables for review in silent)
    assert [ask.unit_code for ask in steering.review(empty).asks] == [seen.campaign.root.code]  # the plan
