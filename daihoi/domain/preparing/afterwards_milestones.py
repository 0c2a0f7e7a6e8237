"""Milestones of other work, such as elections of people's councils, that the preparation has to fit (F26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.steering_reading import (
    STATE_WORDS,
    kept_by_units,
    state_of,
    working_days_after,
)
from daihoi.domain.record import shown
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState

REGISTER = "milestones"
RELATIONS = {
    "before": "phải xong trước mốc",
    "after": "chỉ làm sau mốc",
    "beside": "chuẩn bị cùng với mốc",
}


@dataclass(frozen=True)
class Milestone:
    """A milestone and the work that has to fit it.

    Attributes:
        entry: as registered.
        day: when it is.
        work: Vietnamese name of the work; empty when none is named.
        span: its days, actual or expected; None when no work is named.
        is_broken: the work ends on or after a day that it should precede, or starts before one that it
            should follow.
        state: Vietnamese word for where the work stands.
    """

    entry: Entry
    day: date
    work: str
    span: Span | None
    is_broken: bool
    state: str


def milestones(preparation: Preparation) -> list[Milestone]:
    """The milestones of the units asked about, by day."""
    found = [_milestone(preparation, one) for one in kept_by_units(preparation, REGISTER)]
    return sorted(found, key=lambda one: (one.day, one.entry.key))


def milestone_table(preparation: Preparation) -> WorkTable:
    """When each is, how far off, and how the work stands to it."""
    rows = [(place, *_row(preparation, one)) for place, one in enumerate(milestones(preparation), start=1)]
    columns = (
        *("TT", "Mốc", "Ngày", "Còn (ngày làm việc)", "Cơ quan quyết định", "Việc liên quan", "Quan hệ"),
        *("Việc từ", "Việc đến", "Mức độ", "Khớp"),
    )
    return WorkTable(
        "moc-ngoai", "Mốc ngoài đại hội", columns, rows, notes=("† giả định, không nêu trong nguồn",)
    )


def milestone_findings(preparation: Preparation) -> Iterator[str]:
    """The next milestone, and those that the work does not fit."""
    found = milestones(preparation)
    for one in found:
        if one.is_broken and one.span:
            days = f"từ {shown(one.span.start)} đến {shown(one.span.last_day)}"
            relation = RELATIONS[one.entry.text("relation")]
            yield f"«{one.work}» ({days}) không khớp mốc «{one.entry.key}» ngày {shown(one.day)}: {relation}."
    coming = next((one for one in found if one.day > preparation.status_date), None)
    if coming:
        yield f"Mốc ngoài sắp tới: {marked(coming.entry.key, coming.entry)}, ngày {shown(coming.day)}."


def milestone_asks(preparation: Preparation) -> Iterator[Ask]:
    """Work that does not fit its milestone."""
    for one in milestones(preparation):
        if one.is_broken:
            whom = one.entry.text("body") or "cấp trên"
            what = f"dời «{one.work}» cho khớp mốc «{one.entry.key}», hoặc xin ý kiến {whom}"
            yield Ask(one.entry.unit_code, what, one.day)


def _milestone(preparation: Preparation, entry: Entry) -> Milestone:
    day, activity = entry.day("falls_on") or date.max, entry.text("activity")
    if not activity:
        return Milestone(entry, day, "", None, is_broken=False, state="")
    assessment, unit = preparation.assessment, preparation.campaign.tree.by_code[entry.unit_code]
    number = assessment.expansion.number(unit.code, activity)
    state, span = state_of(assessment, unit, activity), assessment.span(assessment.current, number)
    is_broken = state is not ActivityState.NOT_APPLICABLE and _breaks(entry.text("relation"), span, day)
    return Milestone(
        entry, day, assessment.expansion.template(number).name, span, is_broken, STATE_WORDS[state]
    )


def _breaks(relation: str, span: Span, day: date) -> bool:
    if relation == "before":
        return span.last_day >= day
    return relation == "after" and span.start <= day


def _row(preparation: Preparation, one: Milestone) -> Sequence[Cell]:
    left = None
    if one.day > preparation.status_date:
        left = working_days_after(preparation.campaign, preparation.status_date, one.day)
    relation = RELATIONS[one.entry.text("relation")]
    fits = ("không khớp" if one.is_broken else "khớp") if one.span and relation != RELATIONS["beside"] else ""
    return (
        marked(one.entry.key, one.entry),
        one.day,
        left,
        one.entry.text("body"),
        one.work,
        relation,
        one.span.start if one.span else None,
        one.span.last_day if one.span else None,
        one.state,
        fits,
    )
