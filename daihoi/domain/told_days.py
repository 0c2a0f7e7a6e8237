"""What current events say, laid over the activities of a network as day numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DAY, Flags, Ints
from daihoi.domain.told import Days, Told


@dataclass(frozen=True)
class Laid:
    """One entry per activity of the network.

    Attributes:
        row: int64 place in the events; −1 where nothing was told.
        start: day numbers; ``NO_DAY`` for none.
        finish: the same, exclusive.
        percent: int8 0–100.
        seq: int64 place in the log; 0 where nothing was told.
        is_assumed: the report itself is marked as assumed.
    """

    row: NDArray[np.int64]
    start: Ints
    finish: Ints
    percent: NDArray[np.int8]
    seq: NDArray[np.int64]
    is_assumed: Flags

    @property
    def is_told(self) -> Flags:
        """Somebody reported on the activity."""
        flags: Flags = self.row >= 0
        return flags


def lay(expansion: Expansion, said: Told) -> Laid:
    """Lays events over a network; those on units or activities that it does not have are left aside."""
    size = len(expansion.network)
    numbers = _numbers(expansion, said)
    known = np.flatnonzero(numbers >= 0)
    row: NDArray[np.int64] = np.full(size, -1, np.int64)
    row[numbers[known]] = known
    at = np.flatnonzero(row >= 0)
    start, finish = _days(expansion, said)
    laid = Laid(
        row,
        np.full(size, NO_DAY, np.int32),
        np.full(size, NO_DAY, np.int32),
        np.zeros(size, np.int8),
        np.zeros(size, np.int64),
        np.zeros(size, bool),
    )
    laid.start[at], laid.finish[at] = start[row[at]], finish[row[at]]
    is_over = finish[row[at]] != NO_DAY
    laid.percent[at] = np.where(is_over, 100, np.maximum(said.percent[row[at]], 0))
    laid.seq[at], laid.is_assumed[at] = said.seq[row[at]], said.is_assumed[row[at]]
    return laid


def _numbers(expansion: Expansion, said: Told) -> NDArray[np.int64]:
    """The activity that each event speaks of; −1 for none of the network."""
    units, size = expansion.campaign.tree.units, len(said)
    codes = {code: place for place, code in enumerate(sorted(expansion.blocks))}
    position: dict[str, int] = {}
    level: dict[str, int] = {}
    for code, block in expansion.blocks.items():
        position |= block.level.position
        level |= dict.fromkeys(block.level.position, codes[code])
    level_of_unit = np.array([codes[unit.level] for unit in units], np.int64)
    index = expansion.campaign.tree.index
    place = np.fromiter((index.get(code, -1) for code in said.unit_code), np.int64, size)
    asked = np.fromiter((level.get(code, -1) for code in said.activity), np.int64, size)
    offset = np.fromiter((position.get(code, 0) for code in said.activity), np.int64, size)
    is_there = (place >= 0) & (asked >= 0)
    is_there[is_there] = level_of_unit[place[is_there]] == asked[is_there]
    numbers: NDArray[np.int64] = np.full(size, -1, np.int64)
    numbers[is_there] = expansion.first_of_unit[place[is_there]] + offset[is_there]
    return numbers


def _days(expansion: Expansion, said: Told) -> tuple[Ints, Ints]:
    """Start and exclusive finish of each event."""
    start, finish = _day_numbers(expansion, said.start), _day_numbers(expansion, said.finish)
    finish[finish != NO_DAY] += 1
    # Under way by the day of the report, at the latest.
    has_begun = (start == NO_DAY) & (finish == NO_DAY) & (said.percent > 0) & ~said.is_rejected
    start[has_begun] = _day_numbers(expansion, said.effective)[has_begun]
    return start, finish


def _day_numbers(expansion: Expansion, days: Days) -> Ints:
    is_there = ~np.isnat(days)
    numbers: Ints = np.full(days.size, NO_DAY, np.int32)
    numbers[is_there] = (days[is_there] - np.datetime64(expansion.table.epoch, "D")).astype(np.int64)
    return numbers
