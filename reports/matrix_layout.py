"""Where the rows and columns of a status matrix lie, and how it is cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from daihoi.domain.matrix import Matrix, MatrixActivity, MatrixRow
from reports import tokens
from reports.shapes import Box
from reports.sheet import Sheet

MOST_ON_A4, MOST_ON_A3 = 28, 60
HIGHEST_ROW = 7.2
TOTAL_HEIGHT, TOTAL_GAP = 10.4, 1.6
WORKSTREAM_HEIGHT = 8.2
WIDEST_CELL = 16.0
_GROUP_GAP, _CELL_GAP = 1.8, 0.7
_FLOAT, _DATE, _OVERDUE = 12.0, 14.0, 11.0
_NAME, _PARENT = 50.0, 34.0


@dataclass(frozen=True)
class MatrixPage:
    """The rows of one page.

    Attributes:
        number: from 1.
        of: how many pages there are.
        rows: what it shows.
    """

    number: int
    of: int
    rows: Sequence[MatrixRow]


@dataclass(frozen=True)
class MatrixLayout:
    """Positions in millimetres.

    Attributes:
        top: upper edge of the line of totals.
        first: upper edge of the first row.
        row: height of a row.
        rows: how many there are.
        name: left end of names.
        name_room: width for them.
        parent: left end of the names of the units above; None where all rows have the same one.
        parent_room: width for them.
        columns: left and right ends of the cells of each activity.
        date: right end of the congress dates; ``spare``, ``overdue``: right ends of those columns.
    """

    top: float
    first: float
    row: float
    rows: int
    name: float
    name_room: float
    parent: float | None
    parent_room: float
    columns: Sequence[tuple[float, float]]
    date: float
    spare: float
    overdue: float

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        return self.first + self.row * self.rows

    def middle(self, place: int) -> float:
        """Middle of a row."""
        return self.first + (place + 0.5) * self.row

    def cell(self, place: int, column: int) -> Box:
        """The box of a cell."""
        left, right = self.columns[column]
        top = self.first + place * self.row
        air = min(0.55, self.row * 0.09)
        return left, top + air, right, top + self.row - air


def paginate(matrix: Matrix) -> list[MatrixPage]:
    """All rows on one page as long as A4 holds them, else pages of at most 60; one empty page for none."""
    rows, most = list(matrix.rows), rows_per_page(len(matrix.rows))
    parts = [rows[start : start + most] for start in range(0, len(rows), most)] or [[]]
    return [MatrixPage(number, len(parts), part) for number, part in enumerate(parts, start=1)]


def rows_per_page(rows: int) -> int:
    """How many of so many rows a page takes."""
    return MOST_ON_A4 if rows <= MOST_ON_A4 else MOST_ON_A3


def page_size(rows: int) -> tuple[float, float]:
    """A4 as long as all rows fit on one page of it, else A3 upright; both are equally wide."""
    return tokens.A4_LANDSCAPE if rows <= MOST_ON_A4 else tokens.A3_PORTRAIT


def has_parents(matrix: Matrix) -> bool:
    """Whether the rows lie below different units, so that each has to name its own."""
    return len({shown.unit.parent_code for shown in matrix.rows}) > 1


def lay_out(
    activities: Sequence[MatrixActivity],
    rows: tuple[int, int],
    sheet: Sheet,
    top: float,
    lowest: float,
    *,
    has_parents: bool,
) -> MatrixLayout:
    """Distributes rows between ``top`` and ``lowest``; they are as high on the last page as on the first.

    Args:
        activities: the columns.
        rows: on this page, and in all.
        sheet: the page.
        top: upper edge of the line of totals.
        lowest: where the last row has to end.
        has_parents: keeps room for the names of the units above.
    """
    first = top + TOTAL_HEIGHT + TOTAL_GAP
    row = min(HIGHEST_ROW, (lowest - first) / max(min(rows[1], rows_per_page(rows[1])), 1))
    cells = sheet.left + 1.0 + _NAME + (_PARENT if has_parents else 0.0)
    right = sheet.right - _DATE - _FLOAT - _OVERDUE
    columns = _columns(activities, cells, right)
    after = columns[-1][1] if columns else cells
    return MatrixLayout(
        top=top,
        first=first,
        row=row,
        rows=rows[0],
        name=sheet.left + 1.0,
        name_room=_NAME - 2.5,
        parent=cells - _PARENT if has_parents else None,
        parent_room=_PARENT - 2.5,
        columns=columns,
        date=after + _DATE,
        spare=after + _DATE + _FLOAT,
        overdue=after + _DATE + _FLOAT + _OVERDUE,
    )


def workstreams(activities: Sequence[MatrixActivity]) -> list[tuple[str, int, int]]:
    """Runs of activities of one workstream: its name, the first column and the last."""
    runs: list[tuple[str, int, int]] = []
    for column, activity in enumerate(activities):
        if runs and runs[-1][0] == activity.workstream:
            runs[-1] = (activity.workstream, runs[-1][1], column)
        else:
            runs.append((activity.workstream, column, column))
    return runs


def _columns(activities: Sequence[MatrixActivity], left: float, right: float) -> list[tuple[float, float]]:
    """Cells of equal width; a wider gap where another workstream begins."""
    gaps = [
        _CELL_GAP if before.workstream == after.workstream else _GROUP_GAP
        for before, after in pairwise(activities)
    ]
    breadth = min(WIDEST_CELL, (right - left - sum(gaps)) / max(len(activities), 1))
    columns, x = [], left
    for gap in [*gaps, 0.0][: len(activities)]:
        columns.append((x, x + breadth))
        x += breadth + gap
    return columns
