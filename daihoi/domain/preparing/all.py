"""Every workstream, in the order in which reports name them."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.preparing import (
    afterwards,
    committees,
    congresses,
    delegates,
    documents,
    feedback,
    inspections,
    pilots,
    previous_term,
    steering,
    supervision,
)
from daihoi.domain.preparing.base import Preparation, Review, Reviewer

REVIEWERS: Mapping[str, Reviewer] = {
    "steering": steering.review,
    "supervision": supervision.review,
    "inspections": inspections.review,
    "pilots": pilots.review,
    "documents": documents.review,
    "feedback": feedback.review,
    "personnel": committees.review,
    "delegates": delegates.review,
    "congresses": congresses.review,
    "afterwards": afterwards.review,
    "previous_term": previous_term.review,
}
"""ASCII name of a workstream → what reviews it."""


def reviews(preparation: Preparation) -> list[Review]:
    """What every workstream found."""
    return [review(preparation) for review in REVIEWERS.values()]
