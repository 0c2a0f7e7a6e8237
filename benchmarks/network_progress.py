"""What has happened in a random network by its status date."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Ints, Links
from daihoi.domain.schedule import Actuals
from daihoi.domain.structure import LinkType

UNDER_WAY = 0.08
"""Share of the levels that is under way at the status date; chance puts as much out of turn."""


class Plan(Protocol):
    """What of a random network is needed here."""

    @property
    def start(self) -> int: ...  # noqa: D102  # the first day
    @property
    def duration_days(self) -> Ints: ...  # noqa: D102
    @property
    def calendar(self) -> NDArray[np.int8]: ...  # noqa: D102
    @property
    def table(self) -> DayTable: ...  # noqa: D102
    def worked(self, day: Ints) -> Ints: ...  # noqa: D102


def draw_actuals(
    rng: np.random.Generator, plan: Plan, place: NDArray[np.float64], reached: float, now: int
) -> Actuals:
    """Lower levels are mostly finished, some of the next begun, a few of both out of turn.

    Args:
        rng: where chance comes from.
        plan: the activities.
        place: level of each activity as a share of all levels, 0 to 1.
        reached: the share that the status date has reached.
        now: first day after the status date.
    """
    size, days = place.size, plan.duration_days
    drawn = place + rng.normal(0, UNDER_WAY, size)
    begun = plan.start + ((now - plan.start) * np.clip(place / reached, 0, 0.9)).astype(np.int32)
    start = plan.worked(np.minimum(begun + rng.integers(-3, 6, size), now - 8).astype(np.int32))
    is_started = (drawn < reached + UNDER_WAY) & (start < now)
    is_finished = is_started & ((drawn < reached) | (days == 0))  # an instant is over when it has begun
    finish = _finishes(rng, plan, start, now)
    left = np.where(is_started & ~is_finished, rng.integers(1, 8, size), np.where(is_finished, 0, days))
    return Actuals(
        np.where(is_started, start, NO_DAY).astype(np.int32),
        np.where(is_finished, finish, NO_DAY).astype(np.int32),
        left.astype(np.int32),
    )


def _finishes(rng: np.random.Generator, plan: Plan, start: Ints, now: int) -> Ints:
    """Exclusive finishes: about what was planned after the start, and before ``now``."""
    table, own, days = plan.table, plan.calendar, plan.duration_days
    took = np.maximum(days + rng.integers(-1, 3, days.size), 1)
    done = np.minimum(table.working_before[own, start] + took, table.working_before[own, now])
    return np.where(days == 0, start, table.end_of[own, done]).astype(np.int32)


def settled_links(links: Links, row: NDArray[np.int8], actuals: Actuals) -> Links:
    """The links without what MPXJ has no sound rule for beside work that has begun (``EXPLAINED``)."""
    before, after = links.predecessor, links.successor
    began, ended = actuals.is_started, actuals.is_finished
    touched = began[before] | began[after]
    kind = links.type.copy()
    kind[touched & (kind == LinkType.SF)] = LinkType.FS
    kind[ended[before] & (kind == LinkType.FF)] = LinkType.FS
    kind[ended[after] & (kind == LinkType.SS)] = LinkType.FS
    is_fs, is_ss = kind == LinkType.FS, kind == LinkType.SS
    runs_off = ~began[after] & (links.lag_days > 0) & (links.calendar == row[after])
    keeps = runs_off & ended[before] & is_fs
    keeps |= runs_off & began[before] & ~ended[before] & is_ss & (row[before] == row[after])
    keeps |= ~is_ss & ~ended[before] & ~began[after]
    keeps |= ~is_ss & ~began[before] & ~ended[after]
    lag = np.where(touched & ~keeps, 0, links.lag_days).astype(np.int32)
    kind[touched & is_ss & (lag == 0) & (row[before] != row[after])] = LinkType.FS
    calendar = np.where(lag == 0, row[after], links.calendar).astype(np.int8)
    return replace(links, type=kind, lag_days=lag, calendar=calendar)
