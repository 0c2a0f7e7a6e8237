"""Problems of an input stand in the order in which one reads it."""

from __future__ import annotations

from daihoi.errors import InputErrors, Problem


def test_problems_are_told_by_line_and_from_left_to_right() -> None:
    cells = [(12, "A12"), (7, "AA7"), (7, "Z7"), (7, "C7"), (7, "C7")]
    error = InputErrors(Problem("so.xlsx", line, "sai", "sửa", cell) for line, cell in cells)
    assert [problem.cell for problem in error.problems] == ["C7", "Z7", "AA7", "A12"]
    assert "(4 lỗi)" in str(error)
