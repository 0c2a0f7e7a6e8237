"""What current events say, as columns: a city has hundreds of thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.record import Event, EventKind
from daihoi.domain.structure import Certainty

Days = NDArray[np.datetime64]
NOT_SAID = -1


@dataclass(frozen=True)
class Told:
    """Columns over the events of a snapshot, in its order.

    Attributes:
        unit_code: codes of the units.
        activity: codes of the activities.
        effective: the days that the events are about, ``datetime64[D]``.
        start: actual starts; ``NaT`` where none was stated.
        finish: actual finishes, inclusive; ``NaT`` where none was stated.
        percent: int8 0–100; ``NOT_SAID`` where none was stated.
        is_rejected: bool, the dossier was sent back.
        is_assumed: bool, the report itself is marked as assumed.
        seq: int64 places in the log.
    """

    unit_code: Sequence[str]
    activity: Sequence[str]
    effective: Days
    start: Days
    finish: Days
    percent: NDArray[np.int8]
    is_rejected: NDArray[np.bool_]
    is_assumed: NDArray[np.bool_]
    seq: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.unit_code)


@runtime_checkable
class InColumns(Protocol):
    """Events that know their columns without being made one by one."""

    def told(self) -> Told:
        """The columns."""


def told(events: Sequence[Event]) -> Told:
    """The columns of a snapshot's events."""
    if isinstance(events, InColumns):
        return events.told()
    said = [event.statement for event in events]
    return Told(
        [one.unit_code for one in said],
        [one.activity for one in said],
        np.array([one.effective_date for one in said], "datetime64[D]"),
        np.array([one.actual_start for one in said], "datetime64[D]"),
        np.array([one.actual_finish for one in said], "datetime64[D]"),
        np.array([NOT_SAID if one.percent is None else one.percent for one in said], np.int8),
        np.array([one.kind is EventKind.REJECT for one in said], bool),
        np.array([one.certainty is Certainty.ASSUMED for one in said], bool),
        np.array([event.seq for event in events], np.int64),
    )
