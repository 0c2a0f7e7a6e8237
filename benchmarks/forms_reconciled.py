"""What the program prints at the end, beside what the generator counted for itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.forms_book import Truth
from benchmarks.forms_district import CAMPAIGN, DISTRICT, STATUS, District
from benchmarks.forms_typing import typed

SEATS = 300
_DAY = STATUS.isoformat()


@dataclass(frozen=True)
class Figure:
    """One figure, counted twice."""

    name: str
    printed: object
    counted: object

    @property
    def agrees(self) -> bool:
        """Whether the program says what the generator counted."""
        return self.printed == self.counted


def figures(district: District, truth: Truth) -> Iterator[Figure]:
    """Every figure, of progress, comments, committees and delegates."""
    yield from _progress(district, truth)
    yield from _comments(truth)
    yield from _structure(truth)
    yield from _delegates(district)


def _progress(district: District, truth: Truth) -> Iterator[Figure]:
    text = typed("status", CAMPAIGN, "--status-date", _DAY).text
    found = re.search(r"Đại hội chi bộ đã tổ chức +(\d+)/(\d+)", text)
    printed = tuple(map(int, found.groups())) if found else text
    yield Figure("chi bộ đã đại hội / tổng số", printed, (len(truth.held), len(district.branches)))


def _table(review: str, name: str) -> tuple[list[dict[str, str]], str]:
    """Rows of a work table as they are handed out, and what the review says."""
    folder = Path(f"bieu-{review}")
    answer = typed("work", CAMPAIGN, review, "--status-date", _DAY, "-o", str(folder))
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if any(line)]
    head = next(place for place, line in enumerate(lines) if line[0] == "TT")
    rows = [dict(zip(lines[head], line, strict=False)) for line in lines[head + 1 :]]
    return [row for row in rows if row["TT"].isdecimal()], answer.text


def _comments(truth: Truth) -> Iterator[Figure]:
    rows, text = _table("feedback", f"bieu-4-gop-y-{DISTRICT.lower()}")
    told = Counter[tuple[str, str]]()
    for row in rows:
        told[row["Mục"].split(".")[0], row["Nội dung"]] += int(row["Số lượt ý kiến"])
    yield Figure("ý kiến, theo mục và nội dung", dict(told), dict(truth.comments))
    found = re.search(r"(\d+) ý kiến từ (\d+) đơn vị, gộp thành (\d+) nội dung", " ".join(text.split()))
    counted = (truth.comments.total(), len(truth.commenting), len(truth.comments))
    printed = tuple(map(int, found.groups())) if found else text
    yield Figure("ý kiến, đơn vị góp ý, nội dung khác nhau", printed, counted)


def _structure(truth: Truth) -> Iterator[Figure]:
    rows, _ = _table("personnel", "bieu-3a-co-cau-phuong-an")
    told = sorted(tuple(int(row[title]) for title in ("Số lượng", "Nữ", "Trẻ", "Lần đầu")) for row in rows)
    yield Figure(
        "cơ cấu cấp ủy của từng nơi (số lượng, nữ, trẻ, lần đầu)", told, sorted(truth.structure.values())
    )
    totals = [sum(column) for column in zip(*told, strict=True)]
    counted = [sum(column) for column in zip(*truth.structure.values(), strict=True)]
    yield Figure("cơ cấu cấp ủy, cộng", totals, counted)


def _delegates(district: District) -> Iterator[Figure]:
    typed(
        *("delegates", CAMPAIGN, "--total", str(SEATS), "--least", "0"),
        *("--status-date", _DAY, "--csv", "phan-bo.csv"),
    )
    with Path("phan-bo.csv").open(encoding="utf-8-sig", newline="") as file:
        printed = {row["Đơn vị trực thuộc"]: int(row["Tổng"]) for row in csv.DictReader(file)}
    counted = _largest_remainder({unit.code: unit.members for unit in district.grassroots}, SEATS)
    yield Figure(f"phân bổ {SEATS} đại biểu cho từng nơi", printed, counted)
    answer = typed("import", CAMPAIGN, "phan-bo.csv")
    found = re.search(r"thêm (\d+) sự kiện", answer.text)
    yield Figure("dòng phân bổ đã nhập", int(found[1]) if found else answer.text, len(counted))


def _largest_remainder(members: dict[str, int], seats: int) -> dict[str, int]:
    """Hamilton's method, in fractions; of equal remainders the earlier unit goes first."""
    quotas = {code: Fraction(count * seats, sum(members.values())) for code, count in members.items()}
    given = {code: int(quota) for code, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda code: quotas[code] - given[code], reverse=True)
    for code in by_remainder[: seats - sum(given.values())]:
        given[code] += 1
    return given
