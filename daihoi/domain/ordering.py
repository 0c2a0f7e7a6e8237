"""The order in which a network is computed: levels of activities, each after all that it waits for.

Activities are renumbered level by level, and links sorted by the activity they bind, so that a pass works
on slices of arrays: what a level needs lies side by side. Found once per network and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.links import Flags, Ints, Links
from daihoi.errors import CycleError

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Batch:
    """One level of a sweep: activities that depend only on levels done before, and their links.

    Attributes:
        activities: places in the order of computation.
        links: places in the sweep's links, grouped by activity.
        starts: where each activity's group of links starts, for ``ufunc.reduceat``.
        linked: places in ``activities`` of those that have links; the others have no group.
        lagged: places in ``links`` of those with a lag.
        binds_start: some of the links bind the start of an activity.
        binds_finish: some of the links bind the finish of an activity.
    """

    activities: slice
    links: slice
    starts: Places
    linked: Places
    lagged: Places
    binds_start: bool
    binds_finish: bool


@dataclass(frozen=True)
class Sweep:
    """One direction of computation: the links into (forward) or out of (backward) each activity.

    Attributes:
        rows: row of ``Links`` of each link, in the order of computation.
        far: where the other end of the link stands in an array of starts and finishes by turns: twice the
            place of the other activity, plus one for its finish.
        near_is_start: the link binds the start of the activity it is sorted by, else its finish.
        calendar: row of the day table that counts the lag.
        batches: level by level.
    """

    rows: Places
    far: Places
    near_is_start: Flags
    calendar: NDArray[np.int8]
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class Order:
    """Activities in the order of computation, with both sweeps.

    Attributes:
        numbers: place → number of the activity.
        places: number of the activity → place.
        forward: earliest levels first.
        backward: latest levels first.
    """

    numbers: Places
    places: Places
    forward: Sweep
    backward: Sweep


def find_order(count: int, links: Links, name_of: Callable[[int], str] = str) -> Order:
    """Topological levels of a network: level 0 waits for nothing, level n for something in level n−1.

    Raises:
        CycleError: links wait for each other; the whole circle is named.
    """
    level = topological_levels(count, links.predecessor, links.successor)
    if (level < 0).any():
        raise CycleError([name_of(i) for i in find_cycle(links, level < 0)])
    numbers = np.argsort(level, kind="stable")
    places = np.empty(count, np.intp)
    places[numbers] = np.arange(count)
    bounds = np.searchsorted(level[numbers], np.arange(int(level.max(initial=-1)) + 2))
    predecessor, successor = places[links.predecessor], places[links.successor]
    forward = _sweep(bounds, links, successor, 2 * predecessor + links.leaves_finish, links.binds_start)
    backward = _sweep(bounds, links, predecessor, 2 * successor + ~links.binds_start, ~links.leaves_finish)
    return Order(numbers, places, forward, _reversed(backward))


def topological_levels(count: int, predecessor: Ints, successor: Ints) -> Ints:
    """Length of the longest chain of links into each activity; −1 on or behind a circle.

    Peels the network level by level; each link is looked at once.
    """
    level: Ints = np.full(count, -1, np.int32)
    waiting = np.bincount(successor, minlength=count).astype(np.int32)
    by_predecessor = np.argsort(predecessor, kind="stable")
    reached_in_turn = successor[by_predecessor]
    first = np.zeros(count + 1, np.intp)
    np.cumsum(np.bincount(predecessor, minlength=count), out=first[1:])
    ready: Ints = np.flatnonzero(waiting == 0).astype(np.int32)
    depth = 0
    while ready.size:
        level[ready] = depth
        reached = reached_in_turn[_ranges(first[ready], first[ready + 1])]
        np.subtract.at(waiting, reached, 1)
        ready = _distinct(reached[waiting[reached] == 0])
        depth += 1
    return level


def _distinct(numbers: Ints) -> Ints:
    """Each number once, in order; by sorting, several times as fast as ``np.unique`` at a million."""
    numbers = np.sort(numbers)
    is_first = np.ones(numbers.size, bool)
    is_first[1:] = numbers[1:] != numbers[:-1]
    return numbers[is_first]


def _ranges(first: Places, last: Places) -> Places:
    """All integers of the half-open ranges, one after the other."""
    sizes = last - first
    offsets = np.repeat(first - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return (offsets + np.arange(offsets.size)).astype(np.intp)


def _sweep(bounds: Places, links: Links, near: Places, far: Places, near_is_start: Flags) -> Sweep:
    """Links sorted by the place of the activity they bind, cut into levels."""
    rows = np.argsort(near, kind="stable")
    near = near[rows]
    near_is_start, has_lag = near_is_start[rows], links.lag_days[rows] != 0
    cuts = np.searchsorted(near, bounds)
    is_first = np.ones(near.size, bool)
    is_first[1:] = near[1:] != near[:-1]
    batches = [
        _batch(a, b, i, j, near[i:j], is_first[i:j], near_is_start[i:j], has_lag[i:j])
        for a, b, i, j in zip(bounds[:-1], bounds[1:], cuts[:-1], cuts[1:], strict=True)
    ]
    return Sweep(rows, far[rows].astype(np.intp), near_is_start, links.calendar[rows], tuple(batches))


def _batch(
    a: int, b: int, i: int, j: int, near: Places, is_first: Flags, near_is_start: Flags, has_lag: Flags
) -> Batch:
    starts = np.flatnonzero(is_first)
    return Batch(
        activities=slice(a, b),
        links=slice(i, j),
        starts=starts,
        linked=near[starts] - a,
        lagged=np.flatnonzero(has_lag),
        binds_start=bool(near_is_start.any()),
        binds_finish=not near_is_start.all(),
    )


def _reversed(sweep: Sweep) -> Sweep:
    return replace(sweep, batches=tuple(reversed(sweep.batches)))


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
