"""Personnel, counts only: committees against the rules, nomination, dossiers, moves (F13, F14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from daihoi.domain.preparing import dossiers, nomination
from daihoi.domain.preparing.base import ASSUMED_MARK, Ask, Preparation, Review, WorkTable
from daihoi.domain.preparing.committees_asks import structure_asks
from daihoi.domain.preparing.committees_moves import move_asks, move_findings
from daihoi.domain.preparing.committees_rolled_up import fit_words, planned_size, rolled_up, sizes_table
from daihoi.domain.preparing.committees_state import ELECTED, PHASES, PLAN, Committee, committees
from daihoi.domain.preparing.committees_table import detail_table, target_table
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.structure_shares import read_share
from daihoi.domain.preparing.structure_shares_targets import TARGETS, count_in, middle_words

Found = Mapping[str, Sequence[Committee]]
"""Phase → the committees in it."""


def review(preparation: Preparation) -> Review:
    """Who misses a target, how far each procedure is, what dossiers lack; tables 3a to 3e."""
    found = {phase: committees(preparation, phase) for phase in PHASES}
    findings = [*_findings(preparation, found), *nomination.findings(preparation)]
    findings += [*dossiers.findings(preparation), *move_findings(preparation)]
    tables = [*_tables(preparation, found), *nomination.tables(preparation), *dossiers.tables(preparation)]
    asks: list[Ask] = [*structure_asks(preparation, found), *nomination.asks(preparation)]
    asks += [*dossiers.asks(preparation), *move_asks(preparation)]
    return Review("personnel", "Nhân sự cấp ủy", findings, [table for table in tables if table.rows], asks)


def _tables(preparation: Preparation, found: Found) -> Iterator[WorkTable]:
    for phase, those in found.items():
        yield target_table(phase, those)
        yield detail_table(phase, those)
        yield rolled_up(preparation, phase, those)
    yield sizes_table(found[ELECTED], found[PLAN])


def _findings(preparation: Preparation, found: Found) -> Iterator[str]:
    for phase, those in found.items():
        for one in those:
            if one.unit == preparation.campaign.root or len(those) == 1:
                yield from _own_findings(one, found)
        below = [one for one in those if one.unit != preparation.campaign.root]
        if len(below) > 1:
            yield from _missed_findings(phase, below)


def _own_findings(one: Committee, found: Found) -> Iterator[str]:
    if one.judged:
        told = "; ".join(map(str, one.judged))
        yield f"{one.unit.name}{_mark(one)}, {PHASES[one.phase]}: {told}{_verdict(one)}."
    if middle := middle_words(one.campaign, one.unit, one.entry):
        yield f"{one.unit.name}{_mark(one)}, {PHASES[one.phase]}, cần xem: {middle}."
    if one.fits:
        yield _fit_finding(one, planned_size(one, found[PLAN]))
    yield from _key_findings(one)


def _fit_finding(one: Committee, plan: Committee | None) -> str:
    """The sizes behind printed shares; with a planned size among them, the counts that it gives."""
    sizes = ", ".join(str(fit.size) for fit in one.fits)
    told = f"{one.unit.name}: tỷ lệ đã nêu chỉ khớp cấp ủy {sizes} người"
    fit = next((fit for fit in one.fits if plan and fit.size == plan.size), None)
    if plan is None:
        return f"{told}."
    if fit is None:
        return f"{told}, không khớp phương án {plan.size} người{_mark(plan)}."
    return f"{told}; theo phương án {plan.size} người{_mark(plan)} là {fit_words(one, fit)}."


def _key_findings(one: Committee) -> Iterator[str]:
    """Key personnel that the superior approved, and how many of them were elected."""
    approved, elected = count_in(one.entry, "key_approved"), count_in(one.entry, "key_elected")
    share = read_share(one.entry.text("key_share"))
    name = f"{one.unit.name}{_mark(one)}"
    if approved is not None and elected is not None:
        yield f"{name}: {elected}/{approved} nhân sự chủ chốt được duyệt đã trúng cử."
    elif share:
        yield f"{name}: {share} nhân sự chủ chốt được duyệt đã trúng cử."


def _missed_findings(phase: str, below: Sequence[Committee]) -> Iterator[str]:
    """Which units miss each target: the question of the superior before approval and after election."""
    mark = f" {ASSUMED_MARK}" if any(one.is_assumed for one in below) else ""
    short = [one for one in below if one.missed]
    words = "đạt mọi chỉ tiêu cơ cấu" if not short else f"{len(short)} chưa đạt"
    yield f"Đơn vị trực thuộc, {PHASES[phase]}: {len(below)} cấp ủy đã ghi{mark}, {words}."
    for target, name in TARGETS.items():
        missing = [one.unit for one in short if any(miss.target == target for miss in one.missed)]
        if missing:
            yield f"Chưa đạt tỷ lệ {name}, {PHASES[phase]}: {len(missing)} đơn vị ({names(missing)})."


def _verdict(one: Committee) -> str:
    return ": đạt" if not one.missed else f": chưa đạt {', '.join(miss.name for miss in one.missed)}"


def _mark(one: Committee) -> str:
    return f" {ASSUMED_MARK}" if one.is_assumed else ""
