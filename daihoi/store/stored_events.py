"""Events of a snapshot in brief: read whole and made into objects only when somebody looks at one.

A city has hundreds of thousands of current events. Whoever computes needs some of their columns; whoever
shows or compares them needs objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, overload

import numpy as np

from daihoi.domain.record import ActivityKey, Event
from daihoi.domain.told import NOT_SAID, Told

BRIEF = (
    "seq",
    "unit_code",
    "activity",
    "kind",
    "effective_date",
    "actual_start",
    "actual_finish",
    "percent",
    "certainty",
)
"""Columns that are read at once."""


class StoredEvents(Sequence[Event]):
    """Events in the order of their units and activities.

    Args:
        rows: values of the columns of ``BRIEF``, in any order of rows.
        whole: gets the events with some numbers from the log, in any order.
    """

    def __init__(self, rows: list[Sequence[Any]], whole: Callable[[Sequence[int]], Iterable[Event]]) -> None:
        self._rows, self._whole = sorted(rows, key=itemgetter(1, 2)), whole

    @cached_property
    def _events(self) -> Sequence[Event]:
        found = {event.seq: event for event in self._whole([row[0] for row in self._rows])}
        return [found[row[0]] for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Event: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Event]: ...

    def __getitem__(self, place: int | slice) -> Event | Sequence[Event]:
        return self._events[place]

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to other sequences, which have none either

    def keys(self) -> Sequence[ActivityKey]:
        """Unit code and activity code of each, in order."""
        return [(row[1], row[2]) for row in self._rows]

    def told(self) -> Told:
        """The columns, without making a single event."""
        columns = list(zip(*self._rows, strict=True)) or [()] * len(BRIEF)
        seq, unit_code, activity, kind, effective, start, finish, percent, certainty = columns
        return Told(
            unit_code,
            activity,
            np.array(effective, "datetime64[D]"),
            np.array([day or "NaT" for day in start], "datetime64[D]"),
            np.array([day or "NaT" for day in finish], "datetime64[D]"),
            np.array([NOT_SAID if one is None else one for one in percent], np.int8),
            np.array([one == "reject" for one in kind], bool),
            np.array([one == "assumed" for one in certainty], bool),
            np.array(seq, np.int64),
        )
