"""What committees add up to above the single unit, and which sizes printed shares can come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.preparing.base import Cell, Preparation, WorkTable
from daihoi.domain.preparing.committees_state import PHASES, Committee
from daihoi.domain.preparing.committees_table import CODES, TARGETED, part_and_whole, percent
from daihoi.domain.preparing.structure_shares import Fit, share_of
from daihoi.domain.preparing.structure_shares_targets import (
    STANDING_WOMEN,
    TARGETS,
    WOMEN,
    YOUNG,
)


def rolled_up(preparation: Preparation, phase: str, those: Sequence[Committee]) -> WorkTable:
    """For every unit with committees directly below it: what those add up to, and how many miss a target."""
    tree = preparation.campaign.tree
    rows: list[Sequence[Cell]] = []
    for parent in tree.units:
        below = [one for one in those if one.unit.parent_code == parent.code]
        if below:
            told = f"{len(below)}/{len(tree.children[parent.code])}"
            rows.append((len(rows) + 1, f"Trực thuộc {parent.name}", told, *_summed(below), *_missing(below)))
    shares = [title for name in TARGETED.values() for title in (name, f"{name} %")]
    lacking = [f"Chưa đạt: {name}" for name in TARGETS.values()]
    return WorkTable(
        f"{CODES[phase]}-tong-hop",
        f"Tổng hợp cơ cấu cấp ủy của các đơn vị trực thuộc, {PHASES[phase]}",
        ("TT", "Các đơn vị", "Đã ghi", "Số lượng", *shares, *lacking),
        rows,
        notes=("Chưa đạt: số đơn vị, trong các đơn vị đã ghi.",),
    )


def sizes_table(those: Sequence[Committee], plans: Sequence[Committee]) -> WorkTable:
    """Where only shares are known: the sizes that they can come from, each with its counts."""
    rows = [(one.unit.name, *row) for one in those for row in _sizes(one, planned_size(one, plans))]
    return WorkTable(
        "bieu-3c-so-luong-khop-ty-le",
        "Số lượng cấp ủy khớp với tỷ lệ mà nguồn nêu",
        ("Đơn vị", "Số lượng", *(TARGETS[target].capitalize() for target in (WOMEN, YOUNG)), "Ghi chú"),
        rows,
        notes=("Tỷ lệ làm tròn đến chữ số đã in; chỉ những số lượng này cho ra đúng mọi tỷ lệ đã nêu.",),
    )


def planned_size(one: Committee, plans: Sequence[Committee]) -> Committee | None:
    """The plan of the same unit; None when there is none with a size."""
    return next((plan for plan in plans if plan.unit == one.unit and plan.size), None)


def _sizes(one: Committee, plan: Committee | None) -> Iterator[Sequence[Cell]]:
    for fit in one.fits:
        counts = dict(zip(one.printed, fit.counts, strict=True))
        note = f"theo phương án{' †' if plan.is_assumed else ''}" if plan and plan.size == fit.size else ""
        yield fit.size, counts.get(WOMEN), counts.get(YOUNG), note


def fit_words(one: Committee, fit: Fit) -> str:
    """«18 nữ, 9 trẻ»."""
    return ", ".join(
        f"{count} {TARGETS[target]}" for target, count in zip(one.printed, fit.counts, strict=True)
    )


def _summed(below: Sequence[Committee]) -> Iterator[Cell]:
    entries = [one.entry for one in below]
    yield sum(one.size or 0 for one in below)
    for target in TARGETED:
        part, whole = part_and_whole(entries, target)
        share = share_of(part, whole)
        yield part if share else None
        yield percent(share)


def _missing(below: Sequence[Committee]) -> Iterator[Cell]:
    """How many miss each target; None where none could be judged."""
    for target in (*TARGETED, STANDING_WOMEN):
        seen = [found for one in below for found in one.judged if found.target == target]
        yield sum(not found.is_met for found in seen) if seen else None
