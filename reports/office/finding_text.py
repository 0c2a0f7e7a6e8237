"""What the reviews of the workstreams found, in their own words, under the heading they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from daihoi.domain.preparing.base import Review
from reports.office.document import Block, Heading, Paragraph, plain
from reports.office.facts import ReportFacts

STEERING = "steering"
REVIEWS: Mapping[str, tuple[str, ...]] = {
    STEERING: ("steering", "supervision", "inspections", "previous_term", "changes"),
    "documents": ("documents",),
    "feedback": ("feedback",),
    "personnel": ("personnel",),
    "approval": ("submissions",),
    "logistics": ("readiness",),
    "communications": ("communications", "emulation"),
    "congress": ("progress", "pilots", "delegates", "congresses"),
    "follow_up": ("afterwards",),
}
"""Workstream of the structure → reviews told under its heading, in this order."""

FIRST_ONLY = frozenset({"progress"})
"""Of these only the first finding: how far the units further below are, the pace says already.

Nothing at all as long as the pace counts the units directly below.
"""


def finding_blocks(facts: ReportFacts, workstream: str) -> list[Block]:
    """The findings under the heading of a workstream of the structure; none where nothing was found."""
    by_name = {one.workstream: one for one in facts.workstreams.reviews}
    heading = plain(facts.campaign.structure.workstreams.get(workstream, ""))
    return [
        block
        for name in REVIEWS.get(workstream, ())
        if name in by_name and not (name in FIRST_ONLY and _is_told_by_pace(facts))
        for block in _told(facts, by_name[name], heading)
    ]


def _is_told_by_pace(facts: ReportFacts) -> bool:
    """The pace counts the units directly below too; once all are through, the finding says since when."""
    return facts.counts_own_children and not facts.pace.count.is_complete


def other_blocks(facts: ReportFacts, headings: Collection[str], place: int) -> Iterator[Block]:
    """Findings that no heading of this unit's level takes in, under headings of their own.

    Args:
        facts: of the report.
        headings: codes of the workstreams of the structure that have a heading.
        place: number of the next heading.
    """
    told = {name for code in headings for name in REVIEWS.get(code, ())}
    left = [one for one in facts.workstreams.reviews if one.workstream not in told]
    for number, review in enumerate(left, start=place):
        yield Heading(f"{number}- {plain(review.title)}", 2)
        yield from _told(facts, review, plain(review.title))


def _told(facts: ReportFacts, review: Review, heading: str) -> Iterator[Block]:
    """Every finding as an item; the first says what it is about, unless the heading above has said it."""
    findings = review.findings[:1] if review.workstream in FIRST_ONLY else review.findings
    for place, finding in enumerate(findings):
        lead = "" if place or plain(review.title) == heading else f"{plain(review.title)}:"
        said = own_voice(plain(finding), plain(facts.unit.name)).rstrip(".")
        yield Paragraph(f"{said if lead else _capital(said)}.", lead=lead, is_item=True)


def own_voice(finding: str, name: str) -> str:
    """A finding without the name that it opens with, when that is the unit whose report it is."""
    for mark in (": ", " – ", ", "):
        if finding.startswith(f"{name}{mark}"):
            return finding.removeprefix(f"{name}{mark}")
    return finding


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
