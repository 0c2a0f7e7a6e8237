"""What the log says of gates: the word of the superior, and what came to their dossiers afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.approvals_dossier import dossiers
from daihoi.domain.approvals_reopening import answered, approved_upto, changed_since, is_approval
from daihoi.domain.expansion import Expansion
from daihoi.domain.record import ActivityKey, Event, EventKind, Snapshot


@dataclass(frozen=True, slots=True)
class GateRecord:
    """A gate that somebody spoke of.

    Attributes:
        event: its current event.
        later: the event that re-opened an approved gate, or that answered a rejection; None for neither.
    """

    event: Event
    later: Event | None = None

    @property
    def is_approved(self) -> bool:
        """The superior approved, and nothing of what they approved has changed since."""
        said = self.event.statement
        return said.actual_finish is not None and not self.is_reopened

    @property
    def is_reopened(self) -> bool:
        """The superior approved, and something of what they approved has changed since."""
        return self.later is not None and is_approval(self.event)

    @property
    def is_sent_back(self) -> bool:
        """The superior sent the dossier back, and nothing has answered that: the unit has to act."""
        return self.event.statement.kind is EventKind.REJECT and self.later is None


def gate_records(
    expansion: Expansion, snapshot: Snapshot, told: Mapping[int, Event], seqs: NDArray[np.int64]
) -> Mapping[int, GateRecord]:
    """Activity number → record, of every gate that somebody spoke of.

    Args:
        expansion: the network.
        snapshot: what was known.
        told: activity number → current event, of gates.
        seqs: int64 number of the current event of each activity; 0 for none.
    """
    if not told:  # most campaigns have none for months; then nothing is looked up
        return {}
    pieces = {
        gate: (
            codes,
            np.array([block.level.position[code] - block.level.position[gate] for code in codes], int),
        )
        for block in expansion.blocks.values()
        for gate, codes in dossiers(block.level).items()
    }
    voids = _voids_by_activity(snapshot)
    found = {}
    for number, event in told.items():
        codes, places = pieces[event.statement.activity]
        keys = [(event.statement.unit_code, code) for code in codes]
        # Most dossiers have not changed: their events are not even looked at.
        is_newer = (seqs[number + places] > _looked_at(event)).any()
        is_void = bool(voids) and any(key in voids for key in keys)
        found[number] = GateRecord(
            event, _later(event, keys, snapshot, voids) if is_newer or is_void else None
        )
    return found


def _looked_at(event: Event) -> int:
    """Number up to which what is said of a dossier changes nothing about an act."""
    return approved_upto(event) if is_approval(event) else event.seq


def _later(
    event: Event, keys: Iterable[ActivityKey], snapshot: Snapshot, voids: Mapping[ActivityKey, list[Event]]
) -> Event | None:
    known = list(keys)
    current = [piece for key in known if (piece := snapshot.by_activity.get(key)) and not _is_void(piece)]
    if is_approval(event):
        return changed_since(event, current, (void for key in known for void in voids.get(key, ())))
    return answered(event, current) if event.statement.kind is EventKind.REJECT else None


def _voids_by_activity(snapshot: Snapshot) -> Mapping[ActivityKey, list[Event]]:
    found: dict[ActivityKey, list[Event]] = {}
    for event in voids_of(snapshot):
        found.setdefault(event.statement.key, []).append(event)
    return found


def voids_of(snapshot: Snapshot) -> Iterator[Event]:
    """What was taken back, of statements about days up to the status date."""
    return (event for event in snapshot.voids if event.statement.effective_date <= snapshot.status_date)


def _is_void(event: Event) -> bool:
    return event.statement.kind is EventKind.VOID
