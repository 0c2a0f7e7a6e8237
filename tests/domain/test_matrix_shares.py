"""Activities gathered by ward, in the district of ``test_matrix``."""

from __future__ import annotations

import pytest

from daihoi.domain.matrix_shares import ShareMatrix, ShareRow, share_matrix
from daihoi.domain.record import Statement
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import assessed, held, make_district
from tests.domain.test_matrix import OTHERS


def made(status_date: str = "6-5", *more: Statement, level: str = "branch") -> ShareMatrix:
    return share_matrix(assessed(make_district(), status_date, *OTHERS, *more), level)


def counts(row: ShareRow, code: str) -> tuple[int, int, int, int]:
    place = [cell.code for cell in row.cells].index(code)
    cell = row.cells[place]
    return cell.total, cell.done, cell.inferred, row.required[place]


def test_one_row_per_organisation_that_has_such_units_the_worst_first() -> None:
    """D.C has no branches; both of D.A's will be late."""
    found = made()
    assert [(row.unit.code, row.units, row.late) for row in found.rows] == [("D.A", 2, 2), ("D.B", 1, 0)]
    assert (found.level_name, found.row_level_name) == ("chi bộ", "phường")


def test_cells_count_the_units_below_and_the_total_counts_all() -> None:
    """Planned congresses are on the 11th: drafts have to be over on the 5th, and one of three is."""
    found = made()
    assert counts(found.rows[0], "b_draft") == (2, 0, 0, 2)
    assert counts(found.rows[1], "b_draft") == (1, 1, 0, 1)
    assert counts(found.total, "b_draft") == (3, 1, 0, 3)
    assert [row.lacking for row in (*found.rows, found.total)] == [2, 0, 2]


def test_what_is_not_due_yet_is_not_required() -> None:
    assert counts(made().total, "b_submit") == (3, 0, 0, 0)


def test_held_congresses_are_counted_and_their_steps_inferred() -> None:
    found = made("6-12", held("D.B.1", "b_congress", "6-11"))
    (row,) = (row for row in found.rows if row.unit.code == "D.B")
    assert (row.held, counts(row, "b_approval")[1:3], found.total.held) == (1, (0, 1), 1)


def test_a_level_directly_below_the_root_has_a_total_only() -> None:
    found = made(level="ward")
    assert (list(found.rows), found.total.units, found.total.overdue) == ([], 3, 1)


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(UnknownCodeError, match="cấp «city»"):
        made(level="city")
