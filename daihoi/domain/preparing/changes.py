"""Reorganisation: what units that are gone left, shown under the units that took their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.changes_effects import effects_findings, effects_table
from daihoi.domain.preparing.former import FormerUnit
from daihoi.domain.preparing.inheritance import inheritance_findings, inheritance_table, inheritances
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.record import shown
from daihoi.domain.units import Unit

COLUMNS = (
    *("TT", "Đơn vị tiếp nhận", "Đơn vị cũ", "Còn đến hết ngày", "Quyết định", "Sổ", "Dòng", "Ngày số liệu"),
    *("Nơi nhận đã có", "Ghi chú"),
)
CARRIED_MARK = "‡"


@dataclass(frozen=True)
class Carried:
    """One entry of a unit that is gone, under one of the units that took its place.

    Attributes:
        entry: as the unit that is gone left it.
        former: that unit: its name, its last day, the ruling that ended it, all its heirs.
        heir: who took its place; None where nobody did.
        own: what the heir made of it when it took it over, whatever that is called now; else the heir's own
            entry with the same register and key; None where it has neither.
        may_carry: the register is one whose entries a unit may take over from another.
    """

    entry: Entry
    former: FormerUnit
    heir: Unit | None
    own: Entry | None = None
    may_carry: bool = True

    @property
    def is_taken_over(self) -> bool:
        """Whether the heir has an entry of its own, written by itself or taken over by a document."""
        return self.own is not None


def carried_entries(preparation: Preparation) -> list[Carried]:
    """What units that are gone left in the registers, under every heir asked about, in tree order."""
    asked = {unit.code: place for place, unit in enumerate(preparation.chosen())}
    found = [
        one
        for code, former in preparation.former.items()
        for entry in preparation.entries
        if entry.unit_code == code
        for one in _under_heirs(preparation, entry, former)
        if one.heir is None or one.heir.code in asked
    ]
    last = len(asked)
    return sorted(found, key=lambda one: asked[one.heir.code] if one.heir else last)


def _under_heirs(preparation: Preparation, entry: Entry, former: FormerUnit) -> Iterator[Carried]:
    units = preparation.campaign.tree.by_code
    heirs = [units[code] for code in former.heirs if code in units]
    may_carry = preparation.entries.registers[entry.register].carries_over
    for heir in heirs:
        taken = (one for one in preparation.taken_over(entry) if one.unit_code == heir.code)
        own = next(taken, None) or preparation.entries.find(entry.register, heir.code, entry.key)
        yield Carried(entry, former, heir, own, may_carry)
    if not heirs and preparation.units is None:
        yield Carried(entry, former, None, None, may_carry)


def review(preparation: Preparation) -> Review:
    """Which work of units that are gone moves to which unit, and what nobody has looked at yet."""
    found, inherited, effects = carried_entries(preparation), inheritances(preparation), preparation.effects()
    tables = [
        *([_table(preparation, found)] if found else []),
        *([inheritance_table(preparation, inherited)] if inherited else []),
        *([effects_table(effects)] if effects else []),
    ]
    findings = [
        *_findings(preparation, found),
        *inheritance_findings(preparation, inherited),
        *effects_findings(effects),
    ]
    title = "Thay đổi tổ chức và kế hoạch: việc chuyển tiếp"
    return Review("changes", title, findings, tables, [*_asks(preparation, found)])


def _findings(preparation: Preparation, found: Sequence[Carried]) -> Iterator[str]:
    units = preparation.campaign.tree.by_code
    for code, former in preparation.former.items():
        count = len({(one.entry.register, one.entry.key) for one in found if one.entry.unit_code == code})
        if count:
            heirs = [units[heir] for heir in former.heirs if heir in units]
            where = f"chuyển cho {names(heirs)}" if heirs else "không đơn vị nào tiếp nhận"
            yield f"{former.life.unit.name} không còn{_since(former)}: {count} dòng sổ {where}."


def _since(former: FormerUnit) -> str:
    life = former.life
    until = f" sau ngày {shown(life.last_day)}" if life.last_day else ""
    ruling = f" ({life.ended_by.ruling.document_number})" if life.ended_by else ""
    return until + ruling


def _table(preparation: Preparation, found: Sequence[Carried]) -> WorkTable:
    rows = [_row(preparation, number, one) for number, one in enumerate(found, 1)]
    notes = [
        f"{CARRIED_MARK} dòng của đơn vị không còn, xem dưới đơn vị tiếp nhận; sổ của đơn vị cũ giữ nguyên",
        "Nơi nhận đã có: đã kế thừa dòng này theo văn bản, hoặc đã tự ghi dòng cùng tên trong cùng sổ",
        "không chuyển: dòng về đại hội của chính đơn vị cũ, chỉ để tra cứu",
    ]
    return WorkTable("bieu-chuyen-tiep", "Việc chuyển tiếp sau sắp xếp", COLUMNS, rows, (), notes)


def _row(preparation: Preparation, number: int, one: Carried) -> list[Cell]:
    register = preparation.entries.registers[one.entry.register]
    life = one.former.life
    return [
        number,
        one.heir.name if one.heir else "chưa có",
        f"{life.unit.name} {CARRIED_MARK}",
        life.last_day,
        life.ended_by.ruling.document_number if life.ended_by else "",
        register.name,
        marked(one.entry.key or register.name, one.entry),
        one.entry.effective_date,
        _own_words(one),
        _remark(one.former),
    ]


def _own_words(one: Carried) -> str:
    if one.own is None:
        return "chưa" if one.may_carry else "không chuyển"
    if one.own.document_number and one.own.document_date:
        return f"kế thừa theo {one.own.document_number} ngày {shown(one.own.document_date)}"
    return "có"


def _remark(former: FormerUnit) -> str:
    shared = len(former.heirs)
    remarks = [
        f"chung {shared} đơn vị tiếp nhận" if shared > 1 else "",
        "qua đơn vị trực thuộc cũ" if former.is_through_children else "",
    ]
    return ", ".join(remark for remark in remarks if remark)


def _asks(preparation: Preparation, found: Sequence[Carried]) -> Iterator[Ask]:
    """Each heir once for each unit whose place it took; the root for what nobody took over."""
    waiting: dict[tuple[str, str], int] = {}
    for one in found:
        if one.may_carry and not one.is_taken_over:
            heir = one.heir.code if one.heir else preparation.campaign.root.code
            waiting[heir, one.entry.unit_code] = waiting.get((heir, one.entry.unit_code), 0) + 1
    for (heir, gone), count in waiting.items():
        former = preparation.former[gone]
        todo = "kế thừa dòng còn dùng (daihoi unit carry)" if former.heirs else "chỉ định đơn vị tiếp nhận"
        yield Ask(heir, f"xem {count} dòng sổ của {former.life.unit.name} (không còn), {todo}")
