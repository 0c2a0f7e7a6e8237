"""Every workstream, in the order in which reports name them."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.preparing import (
    afterwards,
    changes,
    committees,
    communications,
    congresses,
    delegates,
    documents,
    emulation,
    feedback,
    inspections,
    pilots,
    previous_term,
    progress_tables,
    readiness,
    steering,
    submissions,
    supervision,
)
from daihoi.domain.preparing.base import Preparation, Review, Reviewer

REVIEWERS: Mapping[str, Reviewer] = {
    "progress": progress_tables.review,
    "steering": steering.review,
    "supervision": supervision.review,
    "inspections": inspections.review,
    "pilots": pilots.review,
    "documents": documents.review,
    "feedback": feedback.review,
    "personnel": committees.review,
    "delegates": delegates.review,
    "submissions": submissions.review,
    "readiness": readiness.review,
    "communications": communications.review,
    "congresses": congresses.review,
    "emulation": emulation.review,
    "afterwards": afterwards.review,
    "previous_term": previous_term.review,
    "changes": changes.review,
}
"""ASCII name of a workstream → what reviews it."""


def reviews(preparation: Preparation) -> list[Review]:
    """What every workstream found."""
    return [review(preparation) for review in REVIEWERS.values()]
