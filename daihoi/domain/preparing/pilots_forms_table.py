"""The form of every congress: members or delegates, contents, term, how the secretary is elected (F12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.pilots_forms import expected_form, threshold, usual_term
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.units import Unit

REGISTER = "congress_forms"
FORMS = {"members": "đại hội đảng viên", "delegates": "đại hội đại biểu"}
CONTENTS = {"four": "bốn", "three": "ba", "two": "hai"}
TERMS = {"half": "2,5 năm", "full": "5 năm"}
SECRETARY = {"committee": "cấp ủy bầu", "direct": "đại hội bầu trực tiếp", "appointed": "cấp trên chỉ định"}
USUAL = "theo lệ thường"
UNKNOWN = "chưa rõ (thiếu số đảng viên)"


def form_tables(preparation: Preparation) -> list[WorkTable]:
    """How many of each form per level; units above the lowest level one by one, where it is known."""
    listed = [unit for unit in preparation.chosen() if _is_listed(preparation, unit)]
    rows = [(place, *_row(preparation, unit)) for place, unit in enumerate(listed, start=1)]
    columns = (
        *("TT", "Đơn vị", "Số đảng viên", "Hình thức", "Số nội dung", "Nhiệm kỳ", "Bầu bí thư"),
        *("Căn cứ", "Văn bản cho phép"),
    )
    notes = ("«Theo lệ thường»: theo số đảng viên và cấp; đơn vị làm khác thì ghi vào sổ hình thức đại hội.",)
    summary = WorkTable(
        "hinh-thuc-tong-hop",
        "Hình thức đại hội theo cấp",
        ("Cấp", "Hình thức", "Nhiệm kỳ", "Bầu bí thư", "Số đơn vị"),
        _summary(preparation),
    )
    return [summary, WorkTable("hinh-thuc-dai-hoi", "Hình thức đại hội", columns, rows, notes=notes)]


def form_findings(preparation: Preparation) -> Iterator[str]:
    """Who elects the secretary directly, and who departs from the four contents."""
    direct = [unit for unit in preparation.chosen() if unit.is_direct_election]
    if direct:
        yield f"{len(direct)} đơn vị bầu trực tiếp bí thư tại đại hội: {names(direct)}."
    fewer = [one for one in preparation.of(REGISTER) if one.text("contents") != "four"]
    if fewer:
        tree = preparation.campaign.tree.by_code
        units = [tree[one.unit_code] for one in fewer if one.unit_code in tree]
        yield f"{len(units)} đại hội có ba hoặc hai nội dung: {names(units)}."


def form_asks(preparation: Preparation) -> Iterator[Ask]:
    """Units that elect the secretary directly and have not written down how and by whose leave."""
    book = preparation.entries.called(REGISTER)
    for unit in preparation.chosen():
        if unit.is_direct_election and preparation.entries.find(REGISTER, unit.code) is None:
            yield Ask(
                unit.code,
                f"ghi hình thức đại hội bầu trực tiếp bí thư, kèm văn bản cho phép ({book})",
            )


def _is_listed(preparation: Preparation, unit: Unit) -> bool:
    """Branches are many and alike, and where nothing is known there is nothing to list."""
    is_lowest = preparation.campaign.structure.by_code[unit.level].rank == 0
    is_known = expected_form(preparation.campaign, unit) is not None
    return (
        (is_known and not is_lowest)
        or unit.is_direct_election
        or preparation.entries.find(REGISTER, unit.code) is not None
    )


def _row(preparation: Preparation, unit: Unit) -> Sequence[Cell]:
    told = preparation.entries.find(REGISTER, unit.code)
    form, contents, term, secretary = _form(preparation, unit, told)
    return (
        unit.name,
        unit.member_count,
        form,
        contents,
        term,
        secretary,
        marked(told.text("why") or "đã ghi sổ", told) if told else _why(preparation, unit),
        told.text("permit") if told else "",
    )


def _form(preparation: Preparation, unit: Unit, told: Entry | None) -> tuple[str, str, str, str]:
    if told is not None:
        return (
            FORMS[told.text("form")],
            CONTENTS[told.text("contents")],
            TERMS[told.text("term")],
            SECRETARY[told.text("secretary")],
        )
    form = expected_form(preparation.campaign, unit)
    secretary = SECRETARY["direct" if unit.is_direct_election else "committee"]
    return FORMS[form] if form else UNKNOWN, "bốn", TERMS[usual_term(preparation.campaign, unit)], secretary


def _why(preparation: Preparation, unit: Unit) -> str:
    most = threshold(preparation.campaign, unit)
    return f"{USUAL} (từ {most} đảng viên: đại biểu)" if most else USUAL


def _summary(preparation: Preparation) -> list[Sequence[Cell]]:
    counts: Counter[tuple[int, str, str, str]] = Counter()
    for unit in preparation.chosen():
        told = preparation.entries.find(REGISTER, unit.code)
        form, _, term, secretary = _form(preparation, unit, told)
        counts[-preparation.campaign.structure.by_code[unit.level].rank, form, term, secretary] += 1
    levels = preparation.campaign.structure.levels
    return [
        (levels[-rank].short_name, form, term, way, n)
        for (rank, form, term, way), n in sorted(counts.items())
    ]
