"""How people say what a ruling did to a unit: Vietnamese, for messages and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from daihoi.domain.rulings import Ruling
from daihoi.domain.structure import Structure
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, Splitting, UnitChange
from daihoi.domain.units import Unit


def day_words(day: date) -> str:
    """``02/03/2020``."""
    return f"{day:%d/%m/%Y}"


def listed(codes: Iterable[str]) -> str:
    """``CL.KT.07, CL.KT.08``."""
    return ", ".join(codes)


def called(structure: Structure, units: Mapping[str, Unit], code: str) -> str:
    """A unit with what it is: ``chi bộ CL.KT.07``."""
    unit = units.get(code)
    level = structure.by_code.get(unit.level) if unit else None
    return f"{level.short_name} {code}" if level else f"«{code}»"


def since(ruling: Ruling) -> str:
    """``từ 01/03/2020 theo 12-QĐ/QU``."""
    return f"từ {day_words(ruling.effective_date)} theo {ruling.document_number}"


def end_words(change: UnitChange) -> str:
    """What became of a unit that a change ended: ``đã sáp nhập vào CL.KT.08``."""
    match change:
        case Merger(_, into):
            return f"đã sáp nhập vào {into}"
        case Splitting(_, parts):
            return f"đã chia thành {listed(part.code for part in parts)}"
        case Dissolution(_, successor):
            return f"đã giải thể, chuyển về {successor}" if successor else "đã giải thể"
    raise ValueError(f"{change} ends no unit")


def begin_words(change: UnitChange) -> str:
    """Where a unit that a change made comes from: ``thành lập do sáp nhập CL.KT.07, CL.KT.08``."""
    match change:
        case Creation():
            return "thành lập"
        case Merger(codes):
            return f"thành lập do sáp nhập {listed(codes)}"
        case Splitting(code):
            return f"thành lập do chia tách {code}"
    raise ValueError(f"{change} makes no unit")
