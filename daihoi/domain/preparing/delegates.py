"""Delegates: how many, whether the rules allow it, and how they are shared out among the units below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import ASSUMED_MARK, Ask, Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.delegates_checks import cap_of
from daihoi.domain.preparing.openings import is_over
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

SESSIONS = "sessions"
THRESHOLD = "delegate_congress_from_members"
COLUMNS = (
    "TT",
    "Đơn vị",
    "Số đảng viên",
    "Đương nhiên",
    "Được bầu",
    "Chỉ định",
    "Tổng",
    "Dự khuyết",
    "Nữ",
    "Trẻ",
)
_COUNTS = ("members", "ex_officio", "elected", "appointed", "total", "substitutes", "women", "young")


def holds_delegate_congress(campaign: Campaign, unit: Unit) -> bool:
    """Whether delegates attend the congress of a unit rather than all members.

    The rule set says from how many members on (Chỉ thị 35: 200 at a grassroots organisation); a level for
    which it only has a cap always has delegates. Where members are not known, nothing is claimed.
    """
    threshold = rule_in_force(campaign, THRESHOLD, unit)
    if threshold is None or threshold.days is None:
        return cap_of(campaign, unit.code) is not None
    return unit.member_count is not None and unit.member_count >= threshold.days


def review(preparation: Preparation) -> Review:
    """Totals against their caps, allocations against their totals, and who has decided neither."""
    units = [unit for unit in preparation.chosen() if _concerns(preparation, unit)]
    tables = [table for unit in units if (table := _table(preparation, unit))]
    findings = [finding for unit in units for finding in _findings(preparation, unit)]
    asks = [ask for unit in units for ask in _asks(preparation, unit)]
    return Review("delegates", "Đại biểu", findings, tables, asks)


def total_of(preparation: Preparation, unit: Unit) -> tuple[int, bool] | None:
    """Delegates of a unit's congress and whether that is assumed: as decided, else as configured."""
    entry = preparation.entries.find("delegate_total", unit.code)
    if entry is not None:
        return entry.count("total"), entry.certainty is Certainty.ASSUMED
    planned = preparation.campaign.delegates
    if planned is None or unit != preparation.campaign.root:
        return None
    return planned.total, planned.basis.certainty is Certainty.ASSUMED


def _concerns(preparation: Preparation, unit: Unit) -> bool:
    has_entry = preparation.entries.find("delegate_total", unit.code) is not None
    return has_entry or holds_delegate_congress(preparation.campaign, unit)


def _allocated(preparation: Preparation, unit: Unit) -> list[Entry]:
    """The allocation of a unit's congress, in the order of the list of units."""
    places = preparation.campaign.tree.index
    entries = preparation.entries.of("delegate_allocation", unit.code)
    return sorted(entries, key=lambda entry: places.get(entry.text("below"), len(places)))


def _findings(preparation: Preparation, unit: Unit) -> Iterator[str]:
    total = total_of(preparation, unit)
    if total is None:
        return
    count, is_assumed = total
    mark = f" {ASSUMED_MARK}" if is_assumed else ""
    if preparation.entries.find("delegate_total", unit.code) is None:
        count, mark = _summoned(preparation, unit) or (count, f"{mark} (theo cấu hình của đợt, chưa ghi sổ)")
    cap = cap_of(preparation.campaign, unit.code)
    within = "" if cap is None else f", quy định không quá {cap}{'' if count <= cap else ': VƯỢT'}"
    shared = sum(entry.count("total") for entry in _allocated(preparation, unit))
    done = f"đã phân bổ {shared}" if shared else "chưa ghi phân bổ"
    left = f", còn {count - shared}" if 0 < shared < count else ""
    yield f"{unit.name}: {count} đại biểu{mark}{within}; {done}{left}."


def _summoned(preparation: Preparation, unit: Unit) -> tuple[int, str] | None:
    """How many the congress called, and where that stands: nearer to it than what was planned."""
    session = preparation.entries.find(SESSIONS, unit.code)
    count = session.count("summoned") if session else 0
    return (count, f" (triệu tập, theo {preparation.entries.called(SESSIONS)})") if count else None


def _asks(preparation: Preparation, unit: Unit) -> Iterator[Ask]:
    total, called = total_of(preparation, unit), preparation.entries.called
    if is_over(preparation, unit):
        return
    if total is None:
        yield Ask(unit.code, f"quyết định tổng số đại biểu ({called('delegate_total')})")
        return
    allocated = _allocated(preparation, unit)
    below = preparation.campaign.tree.children[unit.code]
    lacking = {child.code for child in below} - {entry.text("below") for entry in allocated}
    shared = sum(entry.count("total") for entry in allocated)
    if not allocated and below:
        what = f"phân bổ {total[0]} đại biểu cho {len(below)} đơn vị"
        yield Ask(unit.code, f"{what} ({called('delegate_allocation')})")
    elif allocated and shared != total[0]:
        what = f"phân bổ cộng lại {shared}, tổng số {total[0]}"
        over = shared - total[0]
        rest = f"; còn {len(lacking)} đơn vị chưa có dòng" if lacking else ""
        todo = f"thừa {over}, giảm phân bổ hoặc sửa tổng số" if over > 0 else f"thiếu {-over}{rest}"
        yield Ask(unit.code, f"{what}: {todo}")


def _table(preparation: Preparation, unit: Unit) -> WorkTable | None:
    allocated = _allocated(preparation, unit)
    if not allocated:
        return None
    names = preparation.campaign.tree.by_code
    rows: list[Sequence[Cell]] = []
    for number, entry in enumerate(allocated, 1):
        code = entry.text("below")
        name = names[code].name if code in names else code
        rows.append([number, marked(name, entry), *(_count(entry, column) for column in _COUNTS)])
    sums = [sum(entry.count(column) for entry in allocated) for column in _COUNTS]
    said = [any(column in entry.values for entry in allocated) for column in _COUNTS]
    totals: list[Cell] = [None, "Tổng cộng", *(sums[n] if said[n] else None for n in range(len(_COUNTS)))]
    notes = [f"{ASSUMED_MARK} giả định, không nêu trong nguồn"] * any(
        entry.certainty is Certainty.ASSUMED for entry in allocated
    )
    title = f"Biểu phân bổ đại biểu dự đại hội {unit.name}"
    return WorkTable(f"bieu-6-dai-bieu-{unit.code}", title, COLUMNS, rows, totals, notes)


def _count(entry: Entry, column: str) -> Cell:
    value = entry.values.get(column)
    return value if isinstance(value, int) else None
