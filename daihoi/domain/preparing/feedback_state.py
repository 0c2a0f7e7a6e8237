"""Comments on a document with what was decided about each, near-duplicates together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.comment_groups import alike_groups
from daihoi.domain.preparing.feedback_checks import ANSWERS
from daihoi.domain.preparing.outlines import section_order
from daihoi.domain.preparing.sending_state import COMMENTS

ACCEPTED, PARTLY, REJECTED = "accepted", "partly", "rejected"
ALL_ALIKE = "all_alike"
AT_MEETINGS = ("congress", "conference")
Answers = Mapping[tuple[str, str, int], Entry]
"""Whose document, who commented, number of the comment → answer."""


@dataclass(frozen=True)
class CommentGroup:
    """Comments on one section that say nearly the same.

    Attributes:
        about: code of the unit whose document it is.
        document: code of the document.
        section: the section.
        comments: in the order of their giving; the first stands for all.
        answers: the answer of each; None where there is none.
    """

    about: str
    document: str
    section: str
    comments: Sequence[Entry]
    answers: Sequence[Entry | None]

    @property
    def meetings(self) -> int:
        """How many congresses and conferences it came from."""
        met = {(one.unit_code, one.text("setting")) for one in self.comments}
        return sum(setting in AT_MEETINGS for _, setting in met)

    @cached_property
    def decisions(self) -> Sequence[str]:
        """The decision about each comment; empty where there is none."""
        return [one.text("decision") if one else "" for one in self.answers]

    @property
    def unanswered(self) -> int:
        """How many comments nobody has decided about."""
        return sum(not decision for decision in self.decisions)


def answers_of(entries: Entries) -> Answers:
    """Every answer, by the comment that it is to."""
    return {(one.unit_code, one.text("from_unit"), one.count("number")): one for one in entries.of(ANSWERS)}


def comment_groups(preparation: Preparation, about: Iterable[str]) -> dict[str, list[CommentGroup]]:
    """Unit → comments on its documents, grouped within each section; sections in order, largest first."""
    wanted, answers = set(about), answers_of(preparation.entries)
    by_section: dict[tuple[str, str, str], list[Entry]] = {}
    for one in preparation.counted(COMMENTS):
        if one.text("about") in wanted:
            key = (one.text("about"), one.text("document"), one.text("section"))
            by_section.setdefault(key, []).append(one)
    found: dict[str, list[CommentGroup]] = {code: [] for code in sorted(wanted)}
    for key in sorted(by_section, key=lambda key: (*key[:2], section_order(key[2]), key[2])):
        found[key[0]] += _grouped(key, by_section[key], answers)
    return found


def _grouped(key: tuple[str, str, str], comments: Sequence[Entry], answers: Answers) -> list[CommentGroup]:
    told = sorted(comments, key=lambda one: (one.effective_date, one.unit_code, one.count("number")))
    groups = [
        CommentGroup(*key, alike, _answers(alike, answers))
        for places in alike_groups([one.text("content") for one in told])
        for alike in [[told[place] for place in places]]
    ]
    return sorted(groups, key=lambda group: -len(group.comments))  # stable: else as first given


def _answers(alike: Sequence[Entry], answers: Answers) -> list[Entry | None]:
    """Each comment's own answer, else the first one that was given for all that are alike."""
    own = [answers.get((one.text("about"), one.unit_code, one.count("number"))) for one in alike]
    for_all = [one for one in own if one and one.text("covers_alike") == ALL_ALIKE]
    common = min(for_all, key=lambda one: one.day("decided_on") or date.max, default=None)
    return [one or common for one in own]
