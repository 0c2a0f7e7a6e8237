"""Table 3 of the progress report: the composition of the committees, a row per unit.

It has too many columns for one page, so it comes in two parts: what rules set targets for, and the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import ASSUMED_MARK, Cell, WorkTable, marked
from daihoi.domain.preparing.committees_state import ELECTED, PLAN, Committee
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.preparing.structure_shares import Share, share_of
from daihoi.domain.preparing.structure_shares_targets import (
    FIRST_TERM,
    RENEWAL,
    SHARE_RULES,
    STANDING,
    WOMEN,
    YOUNG,
    YOUNG_AGE,
    count_in,
    share_in,
)
from daihoi.domain.rule_values import rule_in_force

CODES = {PLAN: "bieu-3a-co-cau-phuong-an", ELECTED: "bieu-3b-co-cau-ket-qua"}
TITLES = {
    PLAN: "Biểu 3a. Cơ cấu cấp ủy, phương án trước khi duyệt",
    ELECTED: "Biểu 3b. Cơ cấu cấp ủy, kết quả bầu",
}
NUMBERS = {"prescribed": "Quy định", "candidates": "Danh sách", "size": "Số lượng"}
TARGETED = {WOMEN: "Nữ", YOUNG: "Trẻ", FIRST_TERM: "Lần đầu"}
AGES = {"under_40": "Dưới 40", "from_40_to_50": "40–50", "over_50": "Trên 50"}
OTHERS = {
    "ethnic": "Dân tộc",
    "religious": "Tôn giáo",
    "reelected": "Tái cử",
    "degree": "ĐH trở lên",
    "theory": "LLCT cao cấp",
}


def target_table(phase: str, those: Sequence[Committee]) -> WorkTable:
    """Table 3, first part: numbers, and what rules set targets for; counts only."""
    titles = ("TT", "Đơn vị", *NUMBERS.values(), *_with_shares(TARGETED), "BTV", "BTV nữ", "Chưa đạt")
    rows = [(number, *_target_row(one)) for number, one in enumerate(those, 1)]
    totals = _target_totals(those) if len(those) > 1 else ()
    notes = [*_rules_applied(those), *_marks(those)]
    return compact(WorkTable(CODES[phase], TITLES[phase], titles, rows, totals, notes), *titles[2:-1])


def detail_table(phase: str, those: Sequence[Committee]) -> WorkTable:
    """Table 3, second part: ages, origin, qualification, and the term before."""
    told = [one for one in those if any(_cells(one.entry, AGES) + _cells(one.entry, OTHERS)) or one.previous]
    titles = ("TT", "Đơn vị", "Số lượng", *_with_shares(AGES), *OTHERS.values(), "So nhiệm kỳ trước")
    rows = [(number, *_detail_row(one)) for number, one in enumerate(told, 1)]
    code, title = f"{CODES[phase]}-do-tuoi", f"{TITLES[phase]}: độ tuổi, thành phần, trình độ"
    totals = _detail_totals(told) if len(told) > 1 else ()
    return compact(WorkTable(code, title, titles, rows, totals, list(_marks(told))), *titles[2:])


def part_and_whole(entries: Iterable[Entry], column: str) -> tuple[int, int]:
    """Sums of a count and of the sizes, over the committees that state both."""
    pairs = [(count_in(entry, column), count_in(entry, "size")) for entry in entries]
    both = [(part, size) for part, size in pairs if part is not None and size]
    return sum(part for part, _ in both), sum(size for _, size in both)


def _with_shares(columns: Mapping[str, str]) -> list[str]:
    """A title for each count, and one for its share."""
    return [title for name in columns.values() for title in (name, f"{name} %")]


def _target_row(one: Committee) -> list[Cell]:
    shares = _shares(one.entry, TARGETED)
    standing = [count_in(one.standing, column) for column in ("size", WOMEN)]
    lacking = "; ".join(f"{miss.name} {miss.reached.partition(' (')[0]}" for miss in one.missed)
    return [marked(one.unit.name, one.entry), *_cells(one.entry, NUMBERS), *shares, *standing, lacking]


def _detail_row(one: Committee) -> list[Cell]:
    cells = [*_shares(one.entry, AGES), *_cells(one.entry, OTHERS)]
    return [marked(one.unit.name, one.entry), one.size, *cells, _compared(one)]


def _cells(entry: Entry, columns: Iterable[str]) -> list[Cell]:
    return [count_in(entry, column) for column in columns]


def _shares(entry: Entry, columns: Iterable[str]) -> Iterator[Cell]:
    """Each count with its share."""
    for column in columns:
        yield count_in(entry, column)
        yield percent(share_in(entry, column))


def _compared(one: Committee) -> Cell:
    """The size against that of the term before: «39 / 41 (-2)»."""
    before = count_in(one.previous, "size")
    if before is None or one.size is None:
        return None
    change = f" ({one.size - before:+d})" if one.size != before else ""
    return f"{one.size} / {before}{change}"


def _target_totals(those: Sequence[Committee]) -> Sequence[Cell]:
    entries = [one.entry for one in those]
    standing = [one.standing for one in those if one.standing]
    sums = [*(_sum(entries, column) for column in NUMBERS), *_summed_shares(entries, TARGETED)]
    missing = sum(bool(one.missed) for one in those)
    standing_sums = (_sum(standing, "size"), _sum(standing, WOMEN))
    return [None, "Tổng cộng", *sums, *standing_sums, f"{missing}/{len(those)} đơn vị"]


def _detail_totals(those: Sequence[Committee]) -> Sequence[Cell]:
    entries = [one.entry for one in those]
    others = [_sum(entries, column) for column in OTHERS]
    return [None, "Tổng cộng", _sum(entries, "size"), *_summed_shares(entries, AGES), *others, None]


def _summed_shares(entries: Sequence[Entry], columns: Iterable[str]) -> Iterator[Cell]:
    for column in columns:
        yield _sum(entries, column)
        yield percent(share_of(*part_and_whole(entries, column)))


def _sum(entries: Iterable[Entry], column: str) -> Cell:
    """None where nobody stated a count."""
    counts = [count for entry in entries if (count := count_in(entry, column)) is not None]
    return sum(counts) if counts else None


def percent(share: Share | None) -> Cell:
    """A share without its sign: the title of the column has it."""
    return str(share).removesuffix("%") if share else None


def _rules_applied(those: Sequence[Committee]) -> Iterator[str]:
    """The rules that the committees were judged by, each with how certain it is."""
    seen = [one for one in those if one.judged]
    wanted = _words(seen, (*SHARE_RULES.values(), RENEWAL, STANDING))
    if wanted:
        yield f"Quy định: {'; '.join((*wanted, *_words(seen, (YOUNG_AGE,))))}."


def _words(those: Sequence[Committee], names: Sequence[str]) -> list[str]:
    """Words of rules; those that are sure at one level and assumed at another are told as sure."""
    sure: dict[str, bool] = {}
    for one in those:
        for name in names:
            if rule := rule_in_force(one.campaign, name, one.unit):
                words = rule.rule.words
                sure[words] = sure.get(words, False) or not rule.rule.basis.is_assumed
    return [words if is_sure else f"{words} {ASSUMED_MARK}" for words, is_sure in sure.items()]


def _marks(those: Sequence[Committee]) -> Iterator[str]:
    if any(one.is_assumed for one in those):
        yield f"{ASSUMED_MARK} giả định, không nêu trong nguồn"
    unsized = [one for one in those if one.size is None]
    if unsized:
        shares = " và ".join(dict.fromkeys(TARGETED[code].lower() for one in unsized for code in one.printed))
        yield f"Nơi để trống số lượng: nguồn chỉ nêu tỷ lệ {shares}; không cộng vào tổng."
