"""Links between activities as columns, and the words of arrays of day numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.structure import LinkType

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
