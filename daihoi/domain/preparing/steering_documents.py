"""The documents that a unit issued, counted by kind (F4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation, WorkTable
from daihoi.domain.preparing.steering_symbols import kind_of
from daihoi.domain.structure import Certainty

UNKNOWN = "chưa rõ thể loại"


def issued(preparation: Preparation, unit_code: str) -> list[Entry]:
    """The documents that a unit issued itself, by day."""
    found = [
        one for one in preparation.entries.of("issued_documents", unit_code) if one.text("role") == "issued"
    ]
    return sorted(found, key=lambda one: (one.day("issued_on") or date.min, one.key))


def document_table(preparation: Preparation) -> WorkTable:
    """Issued documents by kind, with the first and the last of each."""
    groups: dict[str, list[Entry]] = {}
    for one in _all_issued(preparation):
        groups.setdefault(_kind(preparation, one), []).append(one)
    rows = [
        (place, kind, len(found), _assumed(found), found[0].day("issued_on"), found[-1].day("issued_on"))
        for place, (kind, found) in enumerate(sorted(groups.items(), key=_most_first), start=1)
    ]
    everything = _all_issued(preparation)
    return WorkTable(
        "van-ban-theo-the-loai",
        "Văn bản lãnh đạo, chỉ đạo đã ban hành",
        ("TT", "Thể loại", "Số văn bản", "Trong đó giả định †", "Đầu tiên", "Gần nhất"),
        rows,
        totals=("", "Tổng cộng", len(everything), _assumed(everything), None, None) if rows else (),
        notes=("Danh sách từng văn bản: xem sổ văn bản",),
    )


def document_findings(preparation: Preparation) -> Iterator[str]:
    """How many documents, and how many of them since the plan."""
    found = _all_issued(preparation)
    if not found:
        return
    since = sum((one.day("issued_on") or date.min) >= preparation.campaign.plan_date for one in found)
    assumed = _assumed(found)
    told = f"Đã ban hành {len(found)} văn bản lãnh đạo, chỉ đạo"
    told += f", {since} văn bản từ khi có kế hoạch" if since < len(found) else ""
    yield f"{told} ({assumed} văn bản có số, ngày giả định †)." if assumed else f"{told}."


def _all_issued(preparation: Preparation) -> list[Entry]:
    codes = {one.unit_code for one in preparation.of("issued_documents")}
    found = [one for code in sorted(codes) for one in issued(preparation, code)]
    return sorted(found, key=lambda one: one.day("issued_on") or date.min)


def _kind(preparation: Preparation, document: Entry) -> str:
    code = kind_of(document)
    column = preparation.entries.registers["issued_documents"].by_code["document_kind"]
    return column.shown(code) if code else UNKNOWN


def _assumed(documents: list[Entry]) -> int:
    return sum(one.certainty is Certainty.ASSUMED for one in documents)


def _most_first(group: tuple[str, list[Entry]]) -> tuple[bool, int, str]:
    return group[0] == UNKNOWN, -len(group[1]), group[0]
