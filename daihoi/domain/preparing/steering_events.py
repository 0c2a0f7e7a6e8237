"""From the directive to the opening: the documents that oblige, and the days between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.steering_reading import congress, has_met, working_days_after
from daihoi.domain.preparing.steering_symbols import kind_of
from daihoi.domain.record import shown

OPENING = "khai mạc"
LEADING_KINDS = ("directive", "plan", "circular")
"""Kinds of issued documents that set the work of others going."""


@dataclass(frozen=True)
class Step:
    """One event on the way to the opening.

    Attributes:
        day: when it was, or is expected.
        what: Vietnamese, as the table names it.
        name: shorter, as sentences name it.
        body: who issued or held it.
        role: Vietnamese word for what it is.
        is_plan: the plan of the campaign, from which days are counted.
    """

    day: date
    what: str
    name: str
    body: str
    role: str
    is_plan: bool = False


def event_table(preparation: Preparation) -> WorkTable:
    """Every event with the days since the one before it, and since the plan."""
    steps = events(preparation) if preparation.of("issued_documents") else []
    plan = plan_step(steps)
    rows: list[Sequence[Cell]] = []
    for place, step in enumerate(steps):
        before = steps[place - 1] if place else None
        rows.append(
            (
                place + 1,
                step.day,
                step.what,
                step.body,
                step.role,
                *_apart(preparation, before, step),
                *_apart(preparation, plan if plan and plan.day <= step.day else None, step),
            )
        )
    return WorkTable(
        "can-cu-va-moc",
        "Căn cứ, kế hoạch và khoảng cách đến khai mạc",
        (
            *("TT", "Ngày", "Văn bản, sự kiện", "Cơ quan", "Là gì"),
            *("Cách mục trước (ngày)", "Cách mục trước (ngày làm việc)"),
            *("Từ kế hoạch (ngày)", "Từ kế hoạch (ngày làm việc)"),
        ),
        rows,
        notes=(
            "Ngày làm việc: không kể ngày đầu, kể ngày cuối; để trống khi lịch không có năm ấy.",
            "† giả định, không nêu trong nguồn",
        ),
    )


def event_findings(preparation: Preparation) -> Iterator[str]:
    """How long from directive to plan, and from plan to opening."""
    steps = events(preparation) if _is_asked(preparation) else []
    plan = plan_step(steps)
    if plan is None:
        return
    directive = next(
        (step for step in reversed(steps) if step.role == "chỉ thị" and step.day <= plan.day), None
    )
    if directive:
        yield _sentence(preparation, directive, plan)
    opening = next((step for step in steps if step.role == OPENING), None)
    if opening and opening.day >= plan.day:
        yield _sentence(preparation, plan, opening)


def plan_ask(preparation: Preparation) -> Iterator[Ask]:
    """The plan of the campaign has to stand in the register: days are counted from it."""
    campaign = preparation.campaign
    if _is_asked(preparation) and plan_step(events(preparation)) is None:
        what = f"ghi kế hoạch {campaign.plan_number} ngày {shown(campaign.plan_date)} vào sổ văn bản"
        yield Ask(campaign.root.code, what)


def events(preparation: Preparation) -> list[Step]:
    """The events of the campaign's root, by day; legal bases, plan, circulars, conferences, opening."""
    root = preparation.campaign.root
    found = [_document_step(preparation, one) for one in _leading(preparation)]
    found += [
        Step(day, marked(one.text("name"), one), one.text("name"), one.text("chair"), "hội nghị")
        for one in preparation.entries.of("meetings", root.code)
        if one.text("meeting_kind") == "dissemination" and (day := one.day("held_on"))
    ]
    found += _openings(preparation)
    return sorted(found, key=lambda step: step.day)


def _openings(preparation: Preparation) -> Iterator[Step]:
    """The opening as planned, and as held or expected where that is another day."""
    root = preparation.campaign.root
    start = congress(preparation.assessment, root).start
    if has_met(preparation.assessment, root):
        yield Step(start, "Khai mạc đại hội", "khai mạc đại hội", root.name, OPENING)
        return
    planned = root.planned_congress_date
    if planned:
        name = "khai mạc đại hội theo kế hoạch"
        yield Step(planned, name.capitalize(), name, root.name, OPENING)
    if start != planned:
        name = "khai mạc sớm nhất theo những gì đã báo"
        yield Step(start, name.capitalize(), name, root.name, OPENING)


def plan_step(steps: Sequence[Step]) -> Step | None:
    """The plan of the campaign among events; None when it is not registered."""
    return next((step for step in steps if step.is_plan), None)


def _is_asked(preparation: Preparation) -> bool:
    """Whether the root, whose events these are, is among the units asked about."""
    return preparation.units is None or preparation.campaign.root.code in preparation.units


def _leading(preparation: Preparation) -> Iterator[Entry]:
    for one in preparation.entries.of("issued_documents", preparation.campaign.root.code):
        is_leading = kind_of(one) in LEADING_KINDS and not one.text("number").startswith("chưa rõ số")
        if one.text("role") == "basis" or is_leading or _is_plan(preparation, one):
            yield one


def _is_plan(preparation: Preparation, document: Entry) -> bool:
    campaign = preparation.campaign
    return document.day("issued_on") == campaign.plan_date and (
        document.text("number") == campaign.plan_number or campaign.plan_number.startswith("…")
    )


def _document_step(preparation: Preparation, document: Entry) -> Step:
    register = preparation.entries.registers["issued_documents"]
    code = kind_of(document)
    kind = register.by_code["document_kind"].shown(code) if code else "văn bản"
    is_plan = _is_plan(preparation, document)
    name = f"{kind} {document.text('number')}"
    subject = document.text("subject")
    what = f"{name[0].upper()}{name[1:]}" + (f" {subject[0].lower()}{subject[1:]}" if subject else "")
    day = document.day("issued_on") or date.min
    return Step(day, marked(what, document), name, document.text("body"), kind, is_plan)


def _apart(preparation: Preparation, first: Step | None, last: Step) -> tuple[Cell, Cell]:
    if first is None or first is last:
        return None, None
    return (last.day - first.day).days, working_days_after(preparation.campaign, first.day, last.day)


def _sentence(preparation: Preparation, first: Step, last: Step) -> str:
    days, working = _apart(preparation, first, last)
    told = f"Từ {first.name} ({shown(first.day)}) đến {last.name} ({shown(last.day)}): {days} ngày"
    return f"{told}, {working} ngày làm việc." if working is not None else f"{told}."
