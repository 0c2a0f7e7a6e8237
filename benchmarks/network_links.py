"""The links of a random network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.features import EVERYDAY, Features, Scheduler
from daihoi.domain.links import Flags, Ints, Links
from daihoi.domain.structure import LinkType

PER_ACTIVITY = 1.7
SPREAD = 4
"""A link leads at most this many levels up, so that levels stay what they are called."""
LAGS = (-4, -2, -1, 1, 1, 2, 3, 5, 7, 20)


def draw_links(
    rng: np.random.Generator, level: Ints, row: NDArray[np.int8], days: Ints, features: Features
) -> Links:
    """Links from lower levels to higher ones, one at most between two activities.

    Args:
        rng: where chance comes from.
        level: of each activity, in ascending order.
        row: calendar of each activity.
        days: duration of each activity.
        features: what is wanted.
    """
    predecessor, successor = _pairs(rng, level)
    count = predecessor.size
    kind = rng.choice(np.array(features.types, np.int8), count)
    if LinkType.FS in features.types:
        kind[rng.random(count) < 0.5] = LinkType.FS  # the usual one
    lag = np.zeros(count, np.int32)
    if features.lags:
        has_lag = rng.random(count) < 0.35
        lag[has_lag] = rng.choice(LAGS, int(has_lag.sum()))
    counted = row[successor].copy()
    if features.elapsed:
        counted[(lag != 0) & (rng.random(count) < 0.25)] = EVERYDAY
    links = Links(predecessor, successor, kind, lag, counted)
    return links if features.sound_for is None else sound_links(links, row, days, features.sound_for)


def _pairs(rng: np.random.Generator, level: Ints) -> tuple[Ints, Ints]:
    successor = rng.integers(0, level.size, int(level.size * PER_ACTIVITY))
    top = np.searchsorted(level, level[successor])  # all below lie on lower levels
    bottom = np.searchsorted(level, level[successor] - SPREAD)
    has_below = top > bottom
    successor = successor[has_below]
    predecessor = rng.integers(bottom[has_below], top[has_below])
    pairs = np.unique(np.stack([predecessor, successor]), axis=1).astype(np.int32)
    return pairs[0], pairs[1]


def sound_links(links: Links, row: NDArray[np.int8], days: Ints, scheduler: Scheduler) -> Links:
    """The links without what MPXJ has no sound rule for; each exception stands in ``EXPLAINED``."""
    before, after, kind = links.predecessor, links.successor, links.type.copy()
    crosses = row[before] != row[after]
    touches_milestone = (days[before] == 0) | (days[after] == 0)
    leaves_start = (kind == LinkType.SS) | (kind == LinkType.SF)
    binds_finish = (kind == LinkType.FF) | (kind == LinkType.SF)
    is_elapsed = (links.calendar == EVERYDAY) & (row[after] != EVERYDAY)
    lag = links.lag_days.copy()
    lag[is_elapsed & (binds_finish | touches_milestone)] = 0
    between_moments = crosses & (days[after] == 0) & (leaves_start | (days[before] == 0))
    kept: Flags = ~between_moments
    if scheduler == Scheduler.MICROSOFT:
        lag[(crosses | is_elapsed) & leaves_start] = 0
    else:
        has_many_calendars = bool((row != row[:1]).any())
        lag[(binds_finish | (days[after] == 0)) & (lag < 0) & has_many_calendars] = 0
        lag[(kind == LinkType.SS) & (lag < 0)] = 0
        is_momentary = (days[after] == 0) & (leaves_start | (days[before] == 0))
        is_momentary |= (kind == LinkType.FF) & (lag == 0) & (days[before] == 0)
        kept &= ~(is_momentary & has_many_calendars)
        kept &= ~(binds_finish & crosses)
        kept &= ~((kind == LinkType.SS) & (crosses | touches_milestone) & (lag == 0))
    calendar = np.where(lag == 0, row[after], links.calendar).astype(np.int8)
    columns = replace(links, lag_days=lag, calendar=calendar)
    return only(columns, kept)


def only(links: Links, kept: Flags) -> Links:
    """Some of the links, in their order."""
    return Links(
        links.predecessor[kept],
        links.successor[kept],
        links.type[kept],
        links.lag_days[kept],
        links.calendar[kept],
    )
