"""Every workstream, in the order in which reports name them."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.preparing import congresses, delegates
from daihoi.domain.preparing.base import Preparation, Review, Reviewer

REVIEWERS: Mapping[str, Reviewer] = {
    "delegates": delegates.review,
    "congresses": congresses.review,
}
"""ASCII name of a workstream → what reviews it."""


def reviews(preparation: Preparation) -> list[Review]:
    """What every workstream found."""
    return [review(preparation) for review in REVIEWERS.values()]
