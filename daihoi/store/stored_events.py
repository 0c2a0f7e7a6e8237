"""Events of a snapshot in brief: read whole and made into objects only when somebody looks at one.

A city has hundreds of thousands of current events. Whoever computes needs some of their columns; whoever
shows or compares them needs objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.record import ActivityKey, Event
from daihoi.domain.told import NOT_SAID, Told
from daihoi.errors import StoreError

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

OPTIONAL = {"actual_start", "actual_finish", "percent"}
"""Those of them in which nothing may stand."""

_SEQ, _UNIT, _ACTIVITY = 0, 1, 2


Columns = list[list[str]]
"""Values of the columns of ``BRIEF`` as text, empty for none; one list each."""


class StoredEvents(Sequence[Event]):
    """Events in the order of their units and activities.

    Args:
        columns: what is read at once, in any order of events.
        whole: gets the events with some numbers from the log, in any order.

    Raises:
        StoreError: the columns are not of one length: a code in the log holds what no code may.
    """

    def __init__(self, columns: Columns, whole: Callable[[Sequence[int]], Iterable[Event]]) -> None:
        if len({len(column) for column in columns}) > 1:
            raise StoreError("Sổ ghi có mã đơn vị hoặc mã công việc lạ: chạy daihoi db verify.")
        order = _order(columns[_UNIT], columns[_ACTIVITY])
        self._columns = [[*map(column.__getitem__, order)] for column in columns]
        self._seqs = [*map(int, self._columns[_SEQ])]
        self._whole = whole

    @cached_property
    def _events(self) -> Sequence[Event]:
        found = {event.seq: event for event in self._whole(self._seqs)}
        return [found[seq] for seq in self._seqs]

    def __len__(self) -> int:
        return len(self._seqs)

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
        return [*zip(self._columns[_UNIT], self._columns[_ACTIVITY], strict=True)]

    def told(self) -> Told:
        """The columns, without making a single event."""
        _, unit_code, activity, kind, effective, start, finish, percent, certainty = self._columns
        return Told(
            unit_code,
            activity,
            np.array(effective, "datetime64[D]"),
            np.array([day or "NaT" for day in start], "datetime64[D]"),
            np.array([day or "NaT" for day in finish], "datetime64[D]"),
            np.array([int(one) if one else NOT_SAID for one in percent], np.int8),
            np.array([one == "reject" for one in kind], bool),
            np.array([one == "assumed" for one in certainty], bool),
            np.array(self._seqs, np.int64),
        )


def _order(unit_codes: Sequence[str], activities: Sequence[str]) -> list[int]:
    """Places of events in the order of their units and activities.

    There are few different codes: their ranks are sorted many times faster than pairs of texts.
    """
    ranks = [_ranks(codes) for codes in (activities, unit_codes)]
    places: list[int] = np.lexsort(ranks).tolist()
    return places


def _ranks(codes: Sequence[str]) -> NDArray[np.int64]:
    rank = {code: number for number, code in enumerate(sorted(set(codes)))}
    return np.fromiter(map(rank.__getitem__, codes), np.int64, len(codes))
