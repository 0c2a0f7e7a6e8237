"""A network of activities and links as columns, and its order of computation.

A network knows nothing of units or congresses: that is ``expansion``. It holds one row per activity and
one per link; a city has about 300,000 and 500,000 of them, so nothing here is an object per activity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.structure import LinkType
from daihoi.errors import CycleError

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

NO_DAY = np.int32(-(2**30))
"""Stands for «no such day» in arrays of day numbers; smaller than any day."""

NO_DEADLINE = np.int32(2**30)
"""Stands for «nothing to be late for» in arrays of day numbers; larger than any day."""


@dataclass(frozen=True)
class Links:
    """Links as columns of equal length.

    Attributes:
        predecessor: int32 activity numbers.
        successor: int32 activity numbers.
        type: int8 ``LinkType``.
        lag_days: int32, days of the calendar ``calendar``; negative is a lead.
        calendar: int8 row of the day table that counts the lag (the successor's unless said otherwise).
    """

    predecessor: Ints
    successor: Ints
    type: NDArray[np.int8]
    lag_days: Ints
    calendar: NDArray[np.int8]

    def __len__(self) -> int:
        return int(self.predecessor.size)

    @classmethod
    def join(cls, parts: Sequence[Links]) -> Links:
        """One table of several, in their order."""
        parts = [cls.none(), *parts]
        return cls(
            np.concatenate([part.predecessor for part in parts]),
            np.concatenate([part.successor for part in parts]),
            np.concatenate([part.type for part in parts]),
            np.concatenate([part.lag_days for part in parts]),
            np.concatenate([part.calendar for part in parts]),
        )

    @classmethod
    def none(cls) -> Links:
        """A table without rows."""
        days, codes = np.zeros(0, np.int32), np.zeros(0, np.int8)
        return cls(days, days, codes, days, codes)

    @cached_property
    def binds_start(self) -> Flags:
        """Links that hold back the successor's start (FS, SS); the others hold back its finish."""
        flags: Flags = (self.type == LinkType.FS) | (self.type == LinkType.SS)
        return flags

    @cached_property
    def leaves_finish(self) -> Flags:
        """Links that leave from the predecessor's finish (FS, FF); the others leave from its start."""
        flags: Flags = (self.type == LinkType.FS) | (self.type == LinkType.FF)
        return flags


@dataclass(frozen=True)
class Network:
    """Activities as columns of equal length, and the links between them.

    Attributes:
        duration_days: int32 ≥ 0, days of the activity's calendar; 0 is a milestone. For a hammock the
            least it lasts.
        calendar: int8 row of the day table.
        is_hammock: starts when it may, ends with the last thing it waits for.
        floor: int32 day number before which it does not start; ``NO_DAY`` for none.
        ignores_status_date: passes its predecessors through without ever lying in the present (an
            activity that its unit does not have).
        links: see ``Links``.
        name_of: activity number → name for messages.
    """

    duration_days: Ints
    calendar: NDArray[np.int8]
    is_hammock: Flags
    floor: Ints
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


@dataclass(frozen=True)
class Batch:
    """The activities of one level of computation and the links into (forward) or out of (backward) them.

    Attributes:
        activities: numbers of the activities.
        links: rows of ``Links``, grouped by activity.
        starts: where each activity's group starts in ``links``, for ``ufunc.reduceat``; only activities
            that have a link appear, and ``linked`` tells which.
        linked: places in ``activities`` that have at least one link.
    """

    activities: NDArray[np.intp]
    links: NDArray[np.intp]
    starts: NDArray[np.intp]
    linked: NDArray[np.intp]


@dataclass(frozen=True)
class Order:
    """Batches for the forward pass, each after all it waits for, and for the backward pass reversed."""

    forward: tuple[Batch, ...]
    backward: tuple[Batch, ...]


def find_order(count: int, links: Links, name_of: Callable[[int], str] = str) -> Order:
    """Topological levels of a network: level 0 waits for nothing, level n for something in level n−1.

    Raises:
        CycleError: links wait for each other; the whole circle is named.
    """
    level = topological_levels(count, links.predecessor, links.successor)
    if (level < 0).any():
        raise CycleError([name_of(i) for i in find_cycle(links, level < 0)])
    forward = _batches(level, links.successor)
    backward = tuple(reversed(_batches(level, links.predecessor)))
    return Order(forward, backward)


def topological_levels(count: int, predecessor: Ints, successor: Ints) -> Ints:
    """Length of the longest chain of links into each activity; −1 on or behind a circle.

    Peels the network level by level; each link is looked at once.
    """
    level: Ints = np.full(count, -1, np.int32)
    waiting = np.bincount(successor, minlength=count)
    by_predecessor = np.argsort(predecessor, kind="stable")
    first = np.searchsorted(predecessor[by_predecessor], np.arange(count + 1))
    ready = np.flatnonzero(waiting == 0)
    depth = 0
    while ready.size:
        level[ready] = depth
        out = by_predecessor[_ranges(first[ready], first[ready + 1])]
        reached = successor[out]
        np.subtract.at(waiting, reached, 1)
        candidates = np.unique(reached)
        ready = candidates[waiting[candidates] == 0]
        depth += 1
    return level


def _ranges(first: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.intp]:
    """All integers of the half-open ranges, one after the other."""
    sizes = last - first
    offsets = np.repeat(first - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return (offsets + np.arange(offsets.size)).astype(np.intp)


def _batches(level: Ints, end: Ints) -> tuple[Batch, ...]:
    """One batch per level, with the links whose ``end`` activity lies in it, grouped by that activity."""
    depth = int(level.max(initial=-1)) + 1
    by_level = np.argsort(level, kind="stable")
    activity_bounds = np.searchsorted(level[by_level], np.arange(depth + 1))
    grouped = np.lexsort((end, level[end]))
    link_bounds = np.searchsorted(level[end][grouped], np.arange(depth + 1))
    batches = []
    for step in range(depth):
        activities = by_level[activity_bounds[step] : activity_bounds[step + 1]]
        links = grouped[link_bounds[step] : link_bounds[step + 1]]
        owners, starts = np.unique(end[links], return_index=True)
        batches.append(Batch(activities, links, starts, np.searchsorted(activities, owners)))
    return tuple(batches)


def find_cycle(links: Links, stuck: Flags) -> list[int]:
    """One circle among the activities that never became ready; its first activity is repeated at the end."""
    inside = stuck[links.predecessor] & stuck[links.successor]
    back: dict[int, int] = dict(
        zip(links.successor[inside].tolist(), links.predecessor[inside].tolist(), strict=True)
    )
    at = next(iter(back))
    seen: dict[int, int] = {}
    path: list[int] = []
    while at not in seen:
        seen[at] = len(path)
        path.append(at)
        at = back[at]
    circle = path[seen[at] :][::-1]
    return [*circle, circle[0]]
