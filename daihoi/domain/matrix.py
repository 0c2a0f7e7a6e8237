"""Units against activities: where every activity of a level stands, the units most at risk first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Deadline
from daihoi.domain.overview import working_days_to
from daihoi.domain.results import Edition
from daihoi.domain.spans import Span
from daihoi.domain.stamping import Block
from daihoi.domain.states import OPEN_STATES, ActivityState
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.errors import UnknownCodeError

Grid = NDArray[np.int32]
"""Numbers of activities, a row per unit and a column per activity of the level."""


@dataclass(frozen=True)
class MatrixActivity:
    """One column: an activity of the level, counted over the units shown.

    Attributes:
        code: activity code.
        name: Vietnamese name.
        workstream: Vietnamese name of its workstream.
        is_gate: closed only by a superior's document.
        is_congress: the congress itself.
        total: units that have the activity.
        done: units that reported it as done.
        inferred: units that did not report it although a later activity has started.
        overdue: units where it is overdue.
    """

    code: str
    name: str
    workstream: str
    is_gate: bool
    is_congress: bool
    total: int
    done: int
    inferred: int
    overdue: int


@dataclass(frozen=True)
class MatrixRow:
    """One unit.

    Attributes:
        unit: whose row it is.
        parent_name: name of the unit directly above; empty for the root.
        states: in the order of ``Matrix.activities``.
        congress: actual or expected days of its congress.
        is_held: its congress is reported as held.
        deadline: of its congress; None without one.
        float_days: working days from the congress to the deadline; None without deadline, or when held.
        overdue: activities that are overdue.
        remaining: activities that are neither reported as done nor inferred, overdue ones included.
    """

    unit: Unit
    parent_name: str
    states: Sequence[ActivityState]
    congress: Span
    is_held: bool
    deadline: Deadline | None
    float_days: int | None
    overdue: int
    remaining: int

    @property
    def is_late(self) -> bool:
        """Its congress will be after its deadline."""
        return self.float_days is not None and self.float_days < 0


@dataclass(frozen=True)
class Matrix:
    """The activities of one level in the units below one unit.

    Attributes:
        edition: what it rests on.
        above: the unit whose subtree is shown.
        level_code: of the units shown.
        level_name: its short Vietnamese name, e.g. «chi bộ».
        activities: the columns, workstream by workstream.
        rows: the units, most at risk first.
    """

    edition: Edition
    above: Unit
    level_code: str
    level_name: str
    activities: Sequence[MatrixActivity]
    rows: Sequence[MatrixRow]


def matrix(assessment: Assessment, level_code: str, above: str | None = None) -> Matrix:
    """The state of every activity of a level.

    Args:
        assessment: the campaign at a status date.
        level_code: whose activities.
        above: code of the unit whose subtree is shown; the whole campaign when None.

    Raises:
        UnknownCodeError: the campaign has no unit of that level, or no such unit.
    """
    campaign, blocks = assessment.campaign, assessment.expansion.blocks
    if level_code not in blocks:
        raise UnknownCodeError("cấp", level_code, blocks)
    unit = campaign.tree.unit(above) if above else campaign.root
    block = blocks[level_code]
    grid = unit_grid(assessment, block, unit)
    order = by_workstream(assessment, block)
    grid = grid[:, order]
    templates = [block.level.activities[place] for place in order]
    return Matrix(
        edition=assessment.edition,
        above=unit,
        level_code=level_code,
        level_name=block.level.short_name,
        activities=[
            count_activity(assessment, template, grid[:, column]) for column, template in enumerate(templates)
        ],
        rows=sorted((_row(assessment, numbers) for numbers in grid), key=_risk),
    )


def unit_grid(assessment: Assessment, block: Block, above: Unit) -> Grid:
    """The activities of the units of a level below one unit (or that unit itself), in template order."""
    tree, below = assessment.campaign.tree, assessment.campaign.tree.subtrees([above.code])
    is_inside = np.fromiter(
        (tree.units[place].code in below for place in block.units), bool, block.units.size
    )
    numbers = block.first + np.arange(block.units.size * block.width, dtype=np.int32)
    grid: Grid = numbers.reshape(-1, block.width)[is_inside]
    return grid


def by_workstream(assessment: Assessment, block: Block) -> list[int]:
    """Places of the activities in the template, those of a workstream side by side."""
    workstreams = list(assessment.campaign.structure.workstreams)
    return sorted(range(block.width), key=lambda n: workstreams.index(block.level.activities[n].workstream))


def count_activity(assessment: Assessment, template: ActivityTemplate, numbers: Grid) -> MatrixActivity:
    """One activity counted over the units that have it."""
    numbers = numbers[assessment.expansion.is_applicable[numbers]]
    state = assessment.state[numbers]
    return MatrixActivity(
        code=template.code,
        name=template.name,
        workstream=assessment.campaign.structure.workstreams[template.workstream],
        is_gate=template.kind is ActivityKind.GATE,
        is_congress=template.kind is ActivityKind.CONGRESS,
        total=int(numbers.size),
        done=int((state == ActivityState.DONE).sum()),
        inferred=int((state == ActivityState.UNREPORTED).sum()),
        overdue=int((state == ActivityState.OVERDUE).sum()),
    )


def _row(assessment: Assessment, numbers: Grid) -> MatrixRow:
    campaign, expansion = assessment.campaign, assessment.expansion
    unit = campaign.tree.units[int(expansion.unit_of[numbers[0]])]
    congress = expansion.number(unit.code, campaign.structure.by_code[unit.level].congress.code)
    span, deadline = assessment.span(assessment.current, congress), campaign.deadline_of(unit)
    is_held, state = bool(assessment.is_held[congress]), assessment.state[numbers]
    has_float = deadline is not None and not is_held
    return MatrixRow(
        unit=unit,
        parent_name=campaign.tree.by_code[unit.parent_code].name if unit.parent_code else "",
        states=[ActivityState(int(value)) for value in state],
        congress=span,
        is_held=is_held,
        deadline=deadline,
        float_days=(
            working_days_to(assessment, span.last_day, deadline.last_day) if has_float and deadline else None
        ),
        overdue=int((state == ActivityState.OVERDUE).sum()),
        remaining=int(np.isin(state, [int(s) for s in OPEN_STATES]).sum()),
    )


def _risk(row: MatrixRow) -> tuple[bool, int, int, int, int, str]:
    """Furthest after its deadline first, then most overdue, least float, most remaining; held ones last."""
    days = row.float_days
    late = min(days, 0) if days is not None else 0
    spare = days if days is not None else 10**6
    return row.is_held, late, -row.overdue, spare, -row.remaining, row.unit.code
