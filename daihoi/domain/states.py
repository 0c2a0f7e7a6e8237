"""The states of an activity, as every table, chart and worklist of the program uses them."""

from __future__ import annotations

from enum import IntEnum


class ActivityState(IntEnum):
    """Where an activity stands at the status date.

    ``NOT_APPLICABLE``: the unit does not have this activity.
    ``NOT_YET_POSSIBLE``: something it waits for is not finished (or not started, for SS).
    ``POSSIBLE``: nothing holds it back, and nobody has reported a start.
    ``IN_PROGRESS``: reported as started.
    ``WAITING_FOR_APPROVAL``: a gate whose dossier is in; only a person with a document can move it on.
    ``OVERDUE``: not done, and the last day on which it could be done without breaking a deadline that it
    leads to has passed: its late finish in the frozen plan (its planned finish, where that was later).
    ``UNREPORTED``: nobody reported it, but something that can only follow it has started. Inferred, and
    marked as such on every page; an unreported gate is never counted as approved.
    ``DONE``: reported as finished (a gate: approved, with its document).
    """

    NOT_APPLICABLE = 0
    NOT_YET_POSSIBLE = 1
    POSSIBLE = 2
    IN_PROGRESS = 3
    WAITING_FOR_APPROVAL = 4
    OVERDUE = 5
    UNREPORTED = 6
    DONE = 7


OPEN_STATES = (
    ActivityState.NOT_YET_POSSIBLE,
    ActivityState.POSSIBLE,
    ActivityState.IN_PROGRESS,
    ActivityState.WAITING_FOR_APPROVAL,
    ActivityState.OVERDUE,
)
