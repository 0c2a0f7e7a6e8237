"""Whether an approval still stands: what changed of the thing approved since the approver saw it.

An approval is about what its giver had before them: the campaign's events up to a number. What was told
later about the dossier re-opens the gate when it changes what was approved:

- a correction, always;
- a statement that was taken back although the approver had it;
- a report that the work was not over when it was approved.

A late report of work that was over by the day of the approval only says what the approval took for
granted: most units report the steps of their preparation long after they took them.
"""

from __future__ import annotations

from collections.abc import Iterable

from daihoi.domain.record import Event, EventKind


def is_approval(event: Event) -> bool:
    """Whether an event of a gate says that the superior approved: an approval, or one with a mended date."""
    said = event.statement
    return said.kind in (EventKind.APPROVE, EventKind.CORRECT) and said.actual_finish is not None


def approved_upto(approval: Event) -> int:
    """Number of the last event of the campaign that the approver had before them.

    As the approval states it; else everything before the approval. A correction of an approval (of its
    day or its document) approves nothing anew.
    """
    if approval.statement.approves is not None:
        return approval.statement.approves
    return (approval.corrects or approval.seq) - 1


def changed_since(approval: Event, pieces: Iterable[Event], voids: Iterable[Event] = ()) -> Event | None:
    """The first event that changed what was approved; None while the approval stands.

    Args:
        approval: the current event of the gate; see ``is_approval``.
        pieces: the current events of what it approves.
        voids: events that took back statements about what it approves.
    """
    upto = approved_upto(approval)
    changes = [piece for piece in pieces if _changes(piece, approval, upto)]
    changes += [void for void in voids if void.seq > upto and (void.corrects or 0) <= upto]
    return min(changes, key=lambda event: event.seq, default=None)


def answered(rejection: Event, pieces: Iterable[Event]) -> Event | None:
    """The first event about a dossier that came after it was sent back; None for none."""
    later = [piece for piece in pieces if piece.seq > rejection.seq]
    return min(later, key=lambda event: event.seq, default=None)


def _changes(piece: Event, approval: Event, upto: int) -> bool:
    if piece.seq <= upto:
        return False
    said, approved_on = piece.statement, approval.statement.actual_finish
    if said.kind is EventKind.CORRECT or approved_on is None:
        return True
    if said.actual_finish:
        return said.actual_finish > approved_on
    return said.effective_date >= approved_on
