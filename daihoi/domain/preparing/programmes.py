"""Reviews of programmes and targets: the ground of the political report, from the grassroots up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.documents_state import POLITICAL_REPORT, document_state, word, words
from daihoi.domain.preparing.documents_words import Part, ratio
from daihoi.domain.preparing.programmes_state import (
    LINKS,
    NOT_REVIEWED,
    OWN,
    PROGRAMMES,
    REVIEWED,
    REVIEWS,
    SUPERIOR,
    TARGETS,
    is_reviewed,
    linked,
    programmes_of,
    unfinished_programmes,
)
from daihoi.domain.record import shown
from daihoi.domain.units import Unit


def part(preparation: Preparation) -> Part:
    """Programmes and targets of every unit that keeps them."""
    keepers = [unit for unit in preparation.chosen() if preparation.entries.of(PROGRAMMES, unit.code)]
    counted = [unit for unit in preparation.chosen() if preparation.entries.of(TARGETS, unit.code)]
    findings = [text for unit in keepers for text in _findings(preparation, unit)]
    findings += [_targets_told(preparation, unit) for unit in counted]
    tables = [programme_table(preparation, unit) for unit in keepers]
    tables += [target_table(preparation, unit) for unit in counted]
    asks = [ask for unit in keepers for ask in _asks(preparation, unit)]
    asks += [ask for unit in counted for ask in _target_asks(preparation, unit)]
    return Part(findings, tables, asks)


def _findings(preparation: Preparation, unit: Unit) -> Iterator[str]:
    entries = preparation.entries
    own, above = (programmes_of(entries, unit.code, owner) for owner in (OWN, SUPERIOR))
    missing = unfinished_programmes(entries, unit.code)
    tied = {one.text("superior") for one in entries.of(LINKS, unit.code)}
    yield (
        f"{unit.name}: {len(own)} chương trình gắn với {len(tied)}/{len(above)} chương trình của cấp trên; "
        f"đã tổng kết {ratio(len(own) - len(missing), len(own))}"
    )
    is_drafted = document_state(entries, unit.code, POLITICAL_REPORT).is_drafted
    if missing and is_drafted:
        yield f"{unit.name}: đã dự thảo báo cáo chính trị khi chưa tổng kết xong {', '.join(missing)}"
    elif missing:
        told = ", ".join(missing)
        yield f"{unit.name}: chưa đủ điều kiện dự thảo báo cáo chính trị, còn chờ tổng kết {told}"


def programme_table(preparation: Preparation, unit: Unit) -> WorkTable:
    """A unit's programmes: what each is tied to, who below has reviewed it, how far the unit is."""
    own = programmes_of(preparation.entries, unit.code, OWN)
    rows: list[list[Cell]] = [
        [number, *_programme_row(preparation, unit, one)] for number, one in enumerate(own, 1)
    ]
    reviewed = sum(is_reviewed(preparation.entries, unit.code, one.key) for one in own)
    links = len(preparation.entries.of(LINKS, unit.code))
    return WorkTable(
        f"bieu-chuong-trinh-{unit.code.lower().replace('.', '-')}",
        f"Tổng kết chương trình công tác – {unit.name}",
        ["TT", "Mã", "Chương trình", "Gắn với chương trình cấp trên", "Đơn vị trực thuộc đã tổng kết",
         "Trạng thái", "Ngày xong", "Báo cáo"],
        rows,
        ["", "", "Tổng cộng", f"{links} mối gắn", "", f"đã tổng kết {reviewed}/{len(own)}", "", ""],
        ["Chương trình được tổng kết từ cơ sở lên; xong hết mới dự thảo báo cáo chính trị.",
         "† giả định, nguồn không nêu."],
    )  # fmt: skip


def _programme_row(preparation: Preparation, unit: Unit, programme: Entry) -> list[str]:
    entries = preparation.entries
    below = preparation.campaign.tree.children[unit.code]
    done = sum(is_reviewed(entries, child.code, programme.key) for child in below)
    own = entries.find(REVIEWS, unit.code, programme.key)
    day = own.day("reviewed_on") if own and own.text("state") == REVIEWED else None
    return [
        programme.text("code"),
        marked(programme.text("title"), programme),
        ", ".join(linked(entries, unit.code, programme.key)),
        ratio(done, len(below)) if below else "",
        word(own, entries, "state") if own else "chưa tổng kết",
        shown(day) if day else "",
        own.text("report") if own else "",
    ]


def _targets_told(preparation: Preparation, unit: Unit) -> str:
    told = preparation.entries.of(TARGETS, unit.code)
    counts = Counter(one.text("result") for one in told)
    names = words(preparation.entries, TARGETS, "result")
    parts = [f"{counts[code]} {name}" for code, name in names.items() if counts[code]]
    return f"{unit.name}: rà soát {len(told)} chỉ tiêu nghị quyết nhiệm kỳ trước: {', '.join(parts)}"


def target_table(preparation: Preparation, unit: Unit) -> WorkTable:
    """The targets of the resolution of the term before, with what was reached."""
    entries = preparation.entries
    told = sorted(entries.of(TARGETS, unit.code), key=lambda one: one.count("number"))
    counts = Counter(one.text("result") for one in told)
    names = words(entries, TARGETS, "result")
    summed = ", ".join(f"{name} {counts[code]}" for code, name in names.items() if counts[code])
    return WorkTable(
        f"bieu-chi-tieu-{unit.code.lower().replace('.', '-')}",
        f"Thực hiện chỉ tiêu nghị quyết nhiệm kỳ trước – {unit.name}",
        ["TT", "Chỉ tiêu", "Nghị quyết giao", "Thực hiện", "Kết quả"],
        [
            [one.count("number"), marked(one.text("title"), one), one.text("planned"), one.text("achieved"),
             word(one, entries, "result")]
            for one in told
        ],
        ["", f"{len(told)} chỉ tiêu", "", "", summed],
        ["† giả định, nguồn không nêu."],
    )  # fmt: skip


def _asks(preparation: Preparation, unit: Unit) -> Iterator[Ask]:
    book = preparation.entries.called("programme_reviews")
    for code in unfinished_programmes(preparation.entries, unit.code):
        yield Ask(unit.code, f"Tổng kết chương trình {code} rồi ghi vào {book}")
    tied = {one.text("superior") for one in preparation.entries.of(LINKS, unit.code)}
    for one in programmes_of(preparation.entries, unit.code, SUPERIOR):
        if one.text("code") not in tied:
            yield Ask(unit.code, f"Nêu chương trình {one.text('code')} của cấp trên gắn với chương trình nào")


def _target_asks(preparation: Preparation, unit: Unit) -> Iterator[Ask]:
    told = preparation.entries.of(TARGETS, unit.code)
    left = sum(one.text("result") == NOT_REVIEWED for one in told)
    if left:
        yield Ask(unit.code, f"Rà soát {left}/{len(told)} chỉ tiêu nghị quyết nhiệm kỳ trước")
