"""What people are asked for about committees: plans before approval, results after election."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from daihoi.domain.preparing.base import Ask, Preparation
from daihoi.domain.preparing.committees_state import ELECTED, PLAN, Committee, opening_of
from daihoi.domain.preparing.nomination_state import has_begun_steps
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.steering_reading import has_met
from daihoi.domain.preparing.structure_shares_targets import PEOPLE, SHARE_RULES, WOMEN, rule_value
from daihoi.domain.units import Unit


def structure_asks(preparation: Preparation, found: Mapping[str, Sequence[Committee]]) -> Iterator[Ask]:
    """Plans to mend, plans and results that nobody registered, results before the congress."""
    yield from _plans_to_mend(preparation, found[PLAN])
    yield from _unregistered(preparation, found[PLAN], _owes_plan, "lập phương án cơ cấu cấp ủy")
    yield from _unregistered(preparation, found[ELECTED], _owes_result, "báo cơ cấu cấp ủy đã bầu")
    for one in found[ELECTED]:
        if not has_met(preparation.assessment, one.unit):
            what = "đã ghi kết quả bầu cấp ủy mà đại hội chưa báo xong: báo đại hội, hoặc hủy dòng ấy"
            yield Ask(one.unit.code, what)


def _plans_to_mend(preparation: Preparation, plans: Sequence[Committee]) -> Iterator[Ask]:
    """How many more reach each target; due before the congress opens."""
    for one in plans:
        lacking = [f"{miss.lacking} {PEOPLE[miss.target]}" for miss in one.missed if miss.lacking]
        if lacking and not has_met(preparation.assessment, one.unit):
            due = opening_of(preparation, one.unit)
            what = f"thêm {'; '.join(lacking)} vào phương án nhân sự mới đạt quy định"
            yield Ask(one.unit.code, what, due, due < preparation.status_date)


def _unregistered(
    preparation: Preparation,
    there: Sequence[Committee],
    owes: Callable[[Preparation, Unit], bool],
    what: str,
) -> Iterator[Ask]:
    """Units that owe an entry: a single one is asked itself, several through the unit above them."""
    known, book = {one.unit.code for one in there}, preparation.entries.called("committee_structure")
    lacking = [
        unit
        for unit in preparation.chosen()
        if unit.code not in known and _is_ruled(preparation, unit) and owes(preparation, unit)
    ]
    lacking.sort(key=lambda unit: unit.parent_code)
    for parent, group in groupby(lacking, key=lambda unit: unit.parent_code):
        units = list(group)
        if len(units) == 1:
            yield Ask(units[0].code, f"{what} ({book})")
        else:
            told = f"đôn đốc {len(units)} đơn vị trực thuộc {what} ({book}): {names(units)}"
            yield Ask(parent, told)


def _is_ruled(preparation: Preparation, unit: Unit) -> bool:
    """Whether the rule set says anything about the composition of this unit's committee."""
    return rule_value(preparation.campaign, unit, SHARE_RULES[WOMEN]) is not None


def _owes_plan(preparation: Preparation, unit: Unit) -> bool:
    """The nomination has begun, and the congress is still to come."""
    return has_begun_steps(preparation, unit) and not has_met(preparation.assessment, unit)


def _owes_result(preparation: Preparation, unit: Unit) -> bool:
    """The congress is held, and its contents (as far as told) include the election."""
    form = preparation.entries.find("congress_forms", unit.code)
    return has_met(preparation.assessment, unit) and (form is None or form.text("contents") == "four")
