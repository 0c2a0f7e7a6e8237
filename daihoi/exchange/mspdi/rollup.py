"""Units as summary tasks: the order they are written in, and the dates of all that lies below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import Ints
from daihoi.domain.units import Unit, UnitTree
from daihoi.exchange.mspdi.columns import Columns

_FAR = np.int32(2**30)


@dataclass(frozen=True)
class Outlined:
    """A unit in the outline: its number like ``1.3.2``, and its depth, 1 for the highest."""

    unit: Unit
    number: str
    depth: int


def outline(tree: UnitTree, top: Unit, own_rows: Callable[[Unit], int]) -> Iterator[Outlined]:
    """A unit and all below it, each before its children, children in file order.

    Args:
        tree: all units.
        top: the highest unit wanted.
        own_rows: how many rows a unit has of its own; its children are numbered after them.
    """
    waiting = [Outlined(top, "1", 1)]
    while waiting:
        at = waiting.pop()
        yield at
        below = enumerate(tree.children[at.unit.code], start=own_rows(at.unit) + 1)
        children = [Outlined(child, f"{at.number}.{place}", at.depth + 1) for place, child in below]
        waiting.extend(reversed(children))


@dataclass(frozen=True)
class Rollup:
    """Per place of a unit in the tree, over its own activities and those of all units below it.

    Attributes:
        start: first day.
        finish: exclusive last day.
        planned_start: the same in the frozen plan.
        planned_finish: the same in the frozen plan.
        percent: share done, weighted by the durations of activities, as MS Project counts it.
    """

    start: Ints
    finish: Ints
    planned_start: Ints
    planned_finish: Ints
    percent: Ints

    @classmethod
    def of(cls, assessment: Assessment, columns: Columns) -> Rollup:
        """Rolls an assessment's activities up; those that a unit does not have count for nothing."""
        expansion, baseline = assessment.expansion, assessment.baseline
        size, has = len(expansion.campaign.tree.units), expansion.is_applicable
        unit = expansion.unit_of[has]

        def extreme(operation: np.ufunc, values: Ints, first: np.int32) -> Ints:
            found: Ints = np.full(size, first, np.int32)
            operation.at(found, unit, values[has])
            return _climb(expansion.campaign.tree, found, operation)

        whole = extreme(np.add, columns.duration_days, np.int32(0))
        done = extreme(np.add, columns.duration_days * columns.percent, np.int32(0))
        return cls(
            extreme(np.minimum, columns.start, _FAR),
            extreme(np.maximum, columns.finish, -_FAR),
            extreme(np.minimum, baseline.start, _FAR),
            extreme(np.maximum, baseline.finish, -_FAR),
            done // np.maximum(whole, 1),
        )


def _climb(tree: UnitTree, found: Ints, operation: np.ufunc) -> Ints:
    """Carries the value of every unit to all units above it, lowest first."""
    values = found.tolist()
    for at in reversed(list(outline(tree, tree.root, lambda _: 0))):
        if at.unit.parent_code:
            place, above = tree.index[at.unit.code], tree.index[at.unit.parent_code]
            values[above] = int(operation(values[above], values[place]))
    return np.array(values, np.int32)
