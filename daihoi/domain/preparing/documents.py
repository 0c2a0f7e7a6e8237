"""The workstream of documents: versions and rounds, programmes as their ground, drafts sent down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from daihoi.domain.preparing import programmes, sending
from daihoi.domain.preparing.base import Ask, Preparation, Review, WorkTable, late, marked
from daihoi.domain.preparing.documents_state import (
    BELOW,
    COMMITTEE,
    DELEGATES,
    MEMBERS,
    PLANS,
    ROUNDS,
    STANDING,
    DocumentState,
    all_documents,
    words,
)
from daihoi.domain.preparing.documents_words import (
    NO_VERSION,
    ratio,
    remaining,
    rounds_of,
    steps_left,
    told,
    version_of,
)
from daihoi.domain.record import shown
from daihoi.domain.units import Unit

WORKSTREAM = "documents"
States = Mapping[str, Sequence[DocumentState]]
PLAN_REGISTERS = "document_plans, document_versions"


def review(preparation: Preparation) -> Review:
    """Where every document is, what remains, who has received it, and whether its ground is laid."""
    found = all_documents(preparation.entries)
    states = {unit.code: found[unit.code] for unit in preparation.chosen() if unit.code in found}
    parts = (programmes.part(preparation), sending.part(preparation))
    return Review(
        WORKSTREAM,
        "Văn kiện",
        [*_findings(preparation, states), *(text for part in parts for text in part.findings)],
        [*_tables(preparation, states), *(table for part in parts for table in part.tables)],
        [*_asks(preparation, states), *(ask for part in parts for ask in part.asks)],
    )


def tops(preparation: Preparation) -> list[Unit]:
    """The units asked about that have none above them among those asked about."""
    codes = {unit.code for unit in preparation.chosen()}
    return [unit for unit in preparation.chosen() if unit.parent_code not in codes]


def _findings(preparation: Preparation, states: States) -> Iterator[str]:
    order = words(preparation.entries, ROUNDS, "round")
    for unit in tops(preparation):
        if unit.code not in states:
            yield f"{unit.name}: sổ văn kiện chưa ghi kế hoạch hay phiên bản nào"
        for state in states.get(unit.code, ()):
            yield f"{unit.name} – {told(state, order)}"
    yield from _counts_below(preparation, states)


def _counts_below(preparation: Preparation, states: States) -> Iterator[str]:
    """How many units of each level below have drafted; nothing for levels that no entry speaks of."""
    above = {unit.code for unit in tops(preparation)}
    for level in preparation.campaign.structure.levels:
        units = [unit for unit in preparation.chosen(level.code) if unit.code not in above]
        drafted = sum(any(state.is_drafted for state in states.get(unit.code, ())) for unit in units)
        if drafted:
            yield f"Cấp {level.short_name}: {ratio(drafted, len(units))} đơn vị đã có dự thảo văn kiện"


def _tables(preparation: Preparation, states: States) -> Iterator[WorkTable]:
    rows = [
        [number, *row]
        for number, row in enumerate(
            (_row(preparation, state) for told_ones in states.values() for state in told_ones), 1
        )
    ]
    if not rows:
        return
    yield WorkTable(
        "bieu-van-kien",
        "Tình hình xây dựng văn kiện",
        [
            "TT", "Đơn vị", "Văn kiện", "Bản mới nhất", "Ngày", "Ban thường vụ", "Ban chấp hành",
            "Gửi xuống góp ý", "Gửi đại biểu", "Còn phải làm", "Hạn bản chính thức",
        ],
        rows,
        notes=[
            "Ban chấp hành: ở chi bộ là hội nghị đảng viên. Còn phải làm: theo kế hoạch văn kiện.",
            "† giả định, nguồn không nêu.",
        ],
    )  # fmt: skip


def _row(preparation: Preparation, state: DocumentState) -> list[str | int | None]:
    order = words(preparation.entries, ROUNDS, "round")
    below, delegates = state.sent_to(BELOW), state.sent_to(DELEGATES)
    latest = state.latest
    version = marked(version_of(state), latest) if latest else NO_VERSION
    committee = rounds_of(state, COMMITTEE, order) or rounds_of(state, MEMBERS, order)
    days = (
        latest.day("made_on") if latest else None,
        below.day("sent_on") if below else None,
        delegates.day("sent_on") if delegates else None,
        state.due("final_due"),
    )
    made, sent, handed, due = (shown(day) if day else "" for day in days)
    standing = rounds_of(state, STANDING, order)
    name = preparation.campaign.tree.by_code[state.unit_code].name
    left = "; ".join(remaining(state))
    return [name, state.name, version, made, standing, committee, sent, handed, left, due]


def _asks(preparation: Preparation, states: States) -> Iterator[Ask]:
    for unit in tops(preparation):
        if not any(state.plan for state in states.get(unit.code, ())):
            yield Ask(unit.code, f"ghi kế hoạch xây dựng văn kiện vào {preparation.entries.called(PLANS)}")
    for unit_code, found in states.items():
        for state in found:
            yield from _ask(preparation, unit_code, state)


def _ask(preparation: Preparation, unit_code: str, state: DocumentState) -> Iterator[Ask]:
    """The next step of a document, and the later ones that are late."""
    for place, (what, due) in enumerate(steps_left(state)):
        is_late = late(due, preparation.status_date)
        if place == 0 or is_late:
            yield Ask(unit_code, f"{state.name}: {what}", due, is_late)
