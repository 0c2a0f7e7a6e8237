"""Units against activities, gathered: of the units below each organisation, how many are through what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daihoi.domain.assessment import Assessment
from daihoi.domain.line_of_balance import required_finish
from daihoi.domain.matrix import Grid, MatrixActivity, by_workstream, count_activity, unit_grid
from daihoi.domain.network import Ints
from daihoi.domain.results import Edition
from daihoi.domain.stamping import Block
from daihoi.domain.units import Unit
from daihoi.errors import UnknownCodeError


@dataclass(frozen=True)
class ShareRow:
    """The units of a level below one organisation.

    Attributes:
        unit: the organisation.
        units: how many there are.
        held: how many reported their congress as held.
        late: how many will hold it after their deadline.
        cells: their activities, counted, in the order of ``ShareMatrix.activities``.
        required: of each activity, how many have to be done with it by the status date to keep the planned
            day of their congress.
    """

    unit: Unit
    units: int
    held: int
    late: int
    cells: Sequence[MatrixActivity]
    required: Sequence[int]

    @property
    def overdue(self) -> int:
        """Activities that are overdue."""
        return sum(cell.overdue for cell in self.cells)

    @property
    def lacking(self) -> int:
        """By how many activities the units are behind what is required, all activities together."""
        pairs = zip(self.cells, self.required, strict=True)
        return sum(max(required - cell.done - cell.inferred, 0) for cell, required in pairs)


@dataclass(frozen=True)
class ShareMatrix:
    """The activities of one level, gathered by the organisations directly below the root.

    Attributes:
        edition: what it rests on.
        root: the campaign's root.
        level_code: of the units counted.
        level_name: its short Vietnamese name, e.g. «chi bộ».
        row_level_name: short name of the level of the rows.
        total: all units together.
        rows: the organisations that have units of that level below them, most at risk first.
    """

    edition: Edition
    root: Unit
    level_code: str
    level_name: str
    row_level_name: str
    total: ShareRow
    rows: Sequence[ShareRow]

    @property
    def activities(self) -> Sequence[MatrixActivity]:
        """The columns, workstream by workstream, counted over the whole campaign."""
        return self.total.cells


def share_matrix(assessment: Assessment, level_code: str) -> ShareMatrix:
    """How many units of a level are through each activity, by organisation.

    Raises:
        UnknownCodeError: the campaign has no unit of that level.
    """
    campaign, blocks = assessment.campaign, assessment.expansion.blocks
    if level_code not in blocks:
        raise UnknownCodeError("cấp", level_code, blocks)
    block, finish = blocks[level_code], required_finish(assessment)
    children = campaign.tree.children[campaign.root.code]
    rows = [_row(assessment, block, unit, finish) for unit in children if unit.level != level_code]
    below = campaign.structure.below(campaign.structure.by_code[campaign.root.level])
    return ShareMatrix(
        edition=assessment.edition,
        root=campaign.root,
        level_code=level_code,
        level_name=block.level.short_name,
        row_level_name=below.short_name if below else "",
        total=_row(assessment, block, campaign.root, finish),
        rows=sorted((row for row in rows if row.units), key=_risk),
    )


def _row(assessment: Assessment, block: Block, unit: Unit, finish: Ints) -> ShareRow:
    grid = unit_grid(assessment, block, unit)
    order, congress = by_workstream(assessment, block), block.level.position[block.level.congress.code]
    congresses, current = grid[:, congress], assessment.current
    is_late = ~current.is_finished[congresses]
    is_late &= current.finish[congresses] > assessment.expansion.deadline[congresses]
    return ShareRow(
        unit=unit,
        units=int(grid.shape[0]),
        held=int(assessment.is_held[congresses].sum()),
        late=int(is_late.sum()),
        cells=[count_activity(assessment, block.level.activities[n], grid[:, n]) for n in order],
        required=[_required(assessment, grid[:, n], finish) for n in order],
    )


def _required(assessment: Assessment, numbers: Grid, finish: Ints) -> int:
    now = assessment.expansion.table.day(assessment.status_date) + 1
    return int((assessment.expansion.is_applicable[numbers] & (finish[numbers] <= now)).sum())


def _risk(row: ShareRow) -> tuple[int, int, int, str]:
    """Most late congresses first, then most overdue, furthest behind what is required."""
    return -row.late, -row.overdue, -row.lacking, row.unit.code
