"""Units in parts: every unit in exactly one, no district divided, parts about equal."""

from __future__ import annotations

import pytest

from daihoi.domain.parts import part_of
from daihoi.domain.units import UnitTree
from daihoi.loading import find_config, load_campaign
from tests.domain.conftest import CONFIG


def tree() -> UnitTree:
    """Cẩm Lệ: its tree of units as configured."""
    return load_campaign(find_config(CONFIG), "cam_le_2020").tree


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 100])
def test_every_unit_is_in_exactly_one_part(parts: int) -> None:
    found = [code for part in range(parts) for code in part_of(tree(), part, parts)]
    assert len(found) == len(set(found))
    assert set(found) == set(tree().by_code)


@pytest.mark.parametrize("parts", [2, 3, 7])
def test_no_organisation_is_divided(parts: int) -> None:
    shared = [part_of(tree(), part, parts) for part in range(parts)]
    for child in tree().children["CL"]:
        below = tree().subtrees([child.code])
        assert sum(bool(below & part) for part in shared) == 1


def test_two_parts_are_about_equal_and_the_same_every_time() -> None:
    sizes = [len(part_of(tree(), part, 2)) for part in range(2)]
    assert abs(sizes[0] - sizes[1]) <= 2
    assert part_of(tree(), 0, 2) == part_of(tree(), 0, 2)


def test_more_parts_than_organisations_leave_some_empty() -> None:
    assert part_of(tree(), 99, 100) == frozenset()
    assert "CL" in part_of(tree(), 0, 100)


@pytest.mark.parametrize(("part", "parts"), [(-1, 2), (2, 2), (0, 0), (1, -1)])
def test_a_part_that_is_not_there_is_refused(part: int, parts: int) -> None:
    with pytest.raises(ValueError, match="part"):
        part_of(tree(), part, parts)
