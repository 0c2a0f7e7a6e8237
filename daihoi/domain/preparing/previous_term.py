"""This term beside the one before: earlier or later, more or fewer (F22, table 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.steering_documents import issued
from daihoi.domain.preparing.steering_reading import congress, kept_by_units, state_of, unit_name
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import STEPS

REGISTER = "previous_term"
MONTHS = 12
Now = date | int | None


def review(preparation: Preparation) -> Review:
    """Every measure that the previous term is known by, beside the same of this term."""
    entries = kept_by_units(preparation, REGISTER)
    rows = [(place, *_row(preparation, one)) for place, one in enumerate(entries, start=1)]
    table = WorkTable(
        "bieu-10-nhiem-ky-truoc",
        "Biểu 10. So sánh với nhiệm kỳ trước",
        ("TT", "Đơn vị", "Điều so sánh", "Nhiệm kỳ trước", "Nhiệm kỳ này", "Chênh lệch"),
        rows,
        notes=(
            "Hai ngày được so sau khi cộng số năm cách nhau; theo tháng vì nguồn thường chỉ nêu tháng.",
            "† giả định, không nêu trong nguồn",
        ),
    )
    return Review(
        "previous_term",
        "So với nhiệm kỳ trước",
        list(_findings(preparation, entries)),
        [compact(table)] if rows else [],
        [],
    )


def months_earlier(then: date, years_apart: int, now: date) -> int:
    """Months by which ``now`` is earlier in its term than ``then`` was in its own; negative: later."""
    return (then.year + years_apart - now.year) * MONTHS + then.month - now.month


def _row(preparation: Preparation, one: Entry) -> Sequence[Cell]:
    now = _now(preparation, one)
    then: Cell = one.day("day_then") or one.values.get("count_then")
    name = unit_name(preparation.campaign, one.unit_code)
    return name, marked(_measure(preparation, one), one), then, now, _difference(one, now)


def _findings(preparation: Preparation, entries: Sequence[Entry]) -> Iterator[str]:
    for one in entries:
        now = _now(preparation, one)
        if isinstance(now, date) and _difference(one, now):
            words = f"{_measure(preparation, one)} ngày {shown(now)}"
            yield f"{words[0].upper()}{words[1:]}, {_difference(one, now)} so với nhiệm kỳ trước."
        elif now is not None and _difference(one, now):
            words = f"{_measure(preparation, one)}: {now}"
            yield f"{words[0].upper()}{words[1:]}, {_difference(one, now)} so với nhiệm kỳ trước."


def _difference(one: Entry, now: Now) -> str:
    """In words; empty when one of the two is not known."""
    then = one.day("day_then")
    if isinstance(now, date) and then:
        months = months_earlier(then, one.count("years_apart"), now)
        return f"{'sớm hơn' if months > 0 else 'muộn hơn'} {abs(months)} tháng" if months else "cùng tháng"
    if isinstance(now, int) and "count_then" in one.values:
        more = now - one.count("count_then")
        return f"{'nhiều hơn' if more > 0 else 'ít hơn'} {abs(more)}" if more else "bằng nhau"
    return ""


def _now(preparation: Preparation, one: Entry) -> Now:
    return _MEASURES[one.text("measure")](preparation, one.unit_code)


def _measure(preparation: Preparation, one: Entry) -> str:
    return preparation.entries.registers[REGISTER].by_code["measure"].shown(one.text("measure"))


def _documents_start(preparation: Preparation, unit_code: str) -> Now:
    """Start of the first work on documents, when it has been reported."""
    unit = preparation.campaign.tree.by_code[unit_code]
    for activity in preparation.campaign.structure.by_code[unit.level].activities:
        if activity.step == STEPS[1] and _has_begun(state_of(preparation.assessment, unit, activity.code)):
            number = preparation.assessment.expansion.number(unit_code, activity.code)
            return preparation.assessment.span(preparation.assessment.current, number).start
    return None


def _has_begun(state: ActivityState) -> bool:
    return state in (ActivityState.DONE, ActivityState.IN_PROGRESS, ActivityState.UNREPORTED)


def _plan_issued(preparation: Preparation, unit_code: str) -> Now:
    """The day of the campaign's plan, as the register of documents has it."""
    campaign = preparation.campaign
    days = [
        one.day("issued_on")
        for one in issued(preparation, unit_code)
        if one.text("number") == campaign.plan_number
    ]
    return next(iter(days), None)


def _opening(preparation: Preparation, unit_code: str) -> Now:
    return congress(preparation.assessment, preparation.campaign.tree.by_code[unit_code]).start


def _congress_days(preparation: Preparation, unit_code: str) -> Now:
    return congress(preparation.assessment, preparation.campaign.tree.by_code[unit_code]).days


def _documents_issued(preparation: Preparation, unit_code: str) -> Now:
    return len(issued(preparation, unit_code))


def _subcommittees(preparation: Preparation, unit_code: str) -> Now:
    return sum(one.text("body_kind") == "subcommittee" for one in preparation.entries.of("bodies", unit_code))


def _lower_congresses(preparation: Preparation, unit_code: str) -> Now:
    return len(preparation.campaign.tree.children[unit_code])


def _delegates(preparation: Preparation, unit_code: str) -> Now:
    campaign = preparation.campaign
    return campaign.delegates.total if campaign.delegates and unit_code == campaign.root.code else None


_MEASURES: Mapping[str, Callable[[Preparation, str], Now]] = {
    "documents_start": _documents_start,
    "plan_issued": _plan_issued,
    "congress_opening": _opening,
    "congress_days": _congress_days,
    "documents_issued": _documents_issued,
    "subcommittees": _subcommittees,
    "lower_congresses": _lower_congresses,
    "delegates": _delegates,
}
"""Measure → what it is in this term; None while that is not known."""
