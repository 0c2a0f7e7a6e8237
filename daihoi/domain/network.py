"""A network of activities and links as columns.

A network knows nothing of units or congresses: that is ``expansion``. It holds one row per activity and
one per link; a city has about 300,000 and 500,000 of them, so nothing here is an object per activity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints, Links
from daihoi.domain.ordering import Order, find_order

__all__ = ["NO_DAY", "NO_DEADLINE", "Flags", "Ints", "Links", "Network"]


@dataclass(frozen=True)
class Network:
    """Activities as columns of equal length, and the links between them.

    Attributes:
        duration_days: int32 ≥ 0, days of the activity's calendar; 0 is a milestone. For a hammock the
            least it lasts.
        calendar: int8 row of the day table.
        is_hammock: starts when it may, ends with the last thing it waits for.
        floor: int32 day number before which it does not start; ``NO_DAY`` for none.
        finish_floor: int32 exclusive day number before which it does not finish; ``NO_DAY`` for none.
        fixed_start: int32 day number on which it starts by decision, whatever its links say; ``NO_DAY``
            for none.
        is_whole: a pause of its calendar never divides it (a congress).
        ignores_status_date: passes its predecessors through without ever lying in the present (an
            activity that its unit does not have).
        links: see ``Links``.
        name_of: activity number → name for messages.
    """

    duration_days: Ints
    calendar: NDArray[np.int8]
    is_hammock: Flags
    floor: Ints
    finish_floor: Ints
    fixed_start: Ints
    is_whole: Flags
    ignores_status_date: Flags
    links: Links
    name_of: Callable[[int], str] = str

    def __len__(self) -> int:
        return int(self.duration_days.size)

    @cached_property
    def order(self) -> Order:
        """Levels of computation, found once per network.

        Raises:
            CycleError: links wait for each other; the whole circle is named.
        """
        return find_order(len(self), self.links, self.name_of)

    def changed(self, **columns: Ints | Flags | NDArray[np.int8]) -> Network:
        """The same network with other columns; links stay, and so does the order of computation.

        Args:
            columns: name of a column, not ``links`` → what stands there instead.
        """
        other = replace(self, **columns)  # type: ignore[arg-type]  # columns differ in their number type
        if "order" in self.__dict__:
            other.__dict__["order"] = self.order
        return other
