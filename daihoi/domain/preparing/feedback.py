"""The workstream of feedback: who was asked, what they said, what was done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Preparation, Review, WorkTable, late
from daihoi.domain.preparing.documents_state import word, words
from daihoi.domain.preparing.documents_words import ratio
from daihoi.domain.preparing.feedback_checks import ANSWERS, FEEDBACK_ROUNDS
from daihoi.domain.preparing.feedback_state import CommentGroup, comment_groups
from daihoi.domain.preparing.feedback_tables import decided_words, given_table, sources_table, synthesis
from daihoi.domain.preparing.openings import is_over
from daihoi.domain.preparing.sending_state import COMMENTS
from daihoi.domain.units import Unit

WORKSTREAM = "feedback"
Grouped = Mapping[str, Sequence[CommentGroup]]


def review(preparation: Preparation) -> Review:
    """What was said about the documents of the units asked about, and by them about those above."""
    asked = preparation.chosen()
    codes = {unit.code for unit in asked}
    told = {one.text("about") for one in preparation.entries.of(COMMENTS)}
    grouped = comment_groups(preparation, _abouts(preparation, codes, told))
    owners = [unit for unit in asked if unit.code in grouped and unit.code in codes]
    return Review(
        WORKSTREAM,
        "Góp ý văn kiện",
        [text for unit in owners for text in _findings(preparation, unit, grouped[unit.code])],
        list(_tables(preparation, owners, grouped)),
        [ask for unit in owners for ask in _asks(preparation, unit, grouped[unit.code])],
    )


def _abouts(preparation: Preparation, codes: set[str], told: set[str]) -> list[str]:
    """Units asked about that have comments or were asking; units above them that they commented on."""
    asking = {one.unit_code for one in preparation.entries.of(FEEDBACK_ROUNDS)}
    above = {one.text("about") for one in preparation.of(COMMENTS)}
    return sorted(((told | asking) & codes) | above)


def _findings(preparation: Preparation, unit: Unit, groups: Sequence[CommentGroup]) -> Iterator[str]:
    comments = [one for group in groups for one in group.comments]
    if comments:
        units = len({one.unit_code for one in comments})
        decided = Counter(decision for group in groups for decision in group.decisions)
        yield (
            f"{unit.name}: {len(comments)} ý kiến từ {units} đơn vị, gộp thành {len(groups)} nội dung: "
            f"{decided_words(decided)}"
        )
        yield f"{unit.name}: đã xử lý {ratio(len(comments) - decided[''], len(comments))} ý kiến"
    yield from _below_told(preparation, unit, comments)
    rounds = preparation.entries.of(FEEDBACK_ROUNDS, unit.code)
    if rounds:
        asked, answered = (sum(one.count(column) for one in rounds) for column in ("asked", "answered"))
        yield f"{unit.name}: trả lời xin ý kiến {ratio(answered, asked)}"
        if left := _not_asked(preparation, rounds):
            yield f"{unit.name}: chưa lấy ý kiến {', '.join(left)}"


def _below_told(preparation: Preparation, unit: Unit, comments: Sequence[Entry]) -> Iterator[str]:
    """How many of the units directly below have commented; a unit's own say does not count."""
    below = {child.code for child in preparation.campaign.tree.children[unit.code]}
    spoke = below & {one.unit_code for one in comments}
    if spoke:
        yield f"{unit.name}: {ratio(len(spoke), len(below))} đơn vị trực thuộc đã góp ý"


def _not_asked(preparation: Preparation, rounds: Sequence[Entry]) -> list[str]:
    asked = {one.text("group") for one in rounds}
    names = words(preparation.entries, FEEDBACK_ROUNDS, "group")
    return [name for code, name in names.items() if code not in asked]


def _tables(preparation: Preparation, owners: Sequence[Unit], grouped: Grouped) -> Iterator[WorkTable]:
    for unit in owners:
        if grouped[unit.code]:
            yield synthesis(preparation, unit, grouped[unit.code])
        if table := sources_table(preparation, unit, grouped[unit.code]):
            yield table
    if given := list(_given(preparation, grouped)):
        yield given_table(preparation, given)


def _given(preparation: Preparation, grouped: Grouped) -> Iterator[tuple[Entry, Entry | None]]:
    """Comments of the units asked about on documents of units that are not: only then is the table new."""
    codes = {unit.code for unit in preparation.chosen()}
    for about, groups in grouped.items():
        for group in groups if about not in codes else ():
            for one, answer in zip(group.comments, group.answers, strict=True):
                if one.unit_code in codes:
                    yield one, answer


def _asks(preparation: Preparation, unit: Unit, groups: Sequence[CommentGroup]) -> Iterator[Ask]:
    left, called = sum(group.unanswered for group in groups), preparation.entries.called
    if left:
        waiting = sum(bool(group.unanswered) for group in groups)
        what = f"Tiếp thu, giải trình {left} ý kiến ({waiting} nội dung)"
        yield Ask(unit.code, f"{what}, ghi vào {called(ANSWERS)}")
    # Nobody is asked any more about the documents of a congress that is over.
    rounds = () if is_over(preparation, unit) else preparation.entries.of(FEEDBACK_ROUNDS, unit.code)
    for one in rounds:
        missing = one.count("asked") - one.count("answered")
        if missing:
            due = one.day("closes_on")
            what = f"{word(one, preparation.entries, 'group')}: {missing}/{one.count('asked')} chưa trả lời"
            yield Ask(
                unit.code,
                f"{what} ({one.key.rpartition(' | ')[0]})",
                due,
                late(due, preparation.status_date),
            )
    if rounds and (names := _not_asked(preparation, rounds)):
        otherwise = f"không lấy thì ghi Số nơi được hỏi là 0 ở {called(FEEDBACK_ROUNDS)}"
        yield Ask(unit.code, f"Lấy ý kiến {', '.join(names)}; {otherwise}")
