"""Whether a change fits the units of its day: every code names one, every level fits under the one above.

The field of a fault is what the option of the command is called in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Fault
from daihoi.domain.unit_changes import (
    Creation,
    Dissolution,
    Merger,
    Move,
    NewUnit,
    Renaming,
    Splitting,
    UnitChange,
)
from daihoi.domain.unit_fit import UnitFit
from daihoi.domain.unit_making import destinations, ending, made
from daihoi.domain.unit_state import Units
from daihoi.domain.unit_words import listed


class UnitChecks:
    """Holds changes against the units of a day.

    Args:
        campaign: its structure, calendars and deadlines.
        units: those that there are, and those that were.
        day: the first day on which the change holds.
    """

    def __init__(self, campaign: Campaign, units: Units, day: date) -> None:
        self._fit = UnitFit(campaign, units, day)
        self._there, self._gone = units.there, units.gone

    def faults(self, change: UnitChange) -> list[Fault]:
        """Everything that does not fit."""
        match change:
            case Creation(unit):
                found = self._fit.new_unit(unit, "code")
            case Renaming(code, name):
                found = self._renaming(code, name)
            case Move(code, parent):
                found = self._move(code, parent)
            case Merger():
                found = self._merger(change)
            case Splitting():
                found = self._splitting(change)
            case Dissolution(code, successor):
                found = self._dissolution(code, successor)
        return [*found, *self._children(change)]

    def _renaming(self, code: str, name: str) -> Iterator[Fault]:
        yield from self._fit.exists("unit", code)
        if code in self._there and self._there[code].name == name:
            yield Fault("name", f"{code} đang có đúng tên «{name}»", "ghi tên mới")

    def _move(self, code: str, parent: str) -> Iterator[Fault]:
        yield from self._fit.below_root("unit", code, "không chuyển được")
        yield from self._fit.exists("parent", parent)
        if code not in self._there or parent not in self._there:
            return
        if self._there[code].parent_code == parent:
            yield Fault("parent", f"{code} đang trực thuộc {parent}", "ghi đơn vị cấp trên mới")
        elif code in self._fit.path(parent):
            what = f"{parent} là chính {code} hoặc ở dưới {code}"
            yield Fault("parent", what, "chọn đơn vị cấp trên khác")
        else:
            yield from self._fit.fits("parent", code, self._there[code].level, self._there[parent])

    def _merger(self, change: Merger) -> Iterator[Fault]:
        for code in change.codes:
            yield from self._fit.below_root("units", code, "không sáp nhập được")
        yield from self._fit.same_level("units", change.codes)
        if change.new:
            yield from self._fit.new_unit(change.new, "into")
            yield from self._fit.level_kept("into", change.new, change.codes)
        elif change.into not in change.codes:
            yield from self._outside_heir(change)

    def _outside_heir(self, change: Merger) -> Iterator[Fault]:
        if change.into in self._there:
            remedy = f"ghi {listed((*change.codes, change.into))} là các đơn vị được gộp"
            yield Fault("into", f"«{change.into}» không nằm trong các đơn vị được gộp", remedy)
        elif change.into in self._gone:
            yield from self._fit.exists("into", change.into)
        else:
            what = f"«{change.into}» chưa có: là đơn vị mới mà không có tên"
            yield Fault("name", what, "ghi tên đơn vị mới, hoặc chọn một trong các đơn vị được gộp")

    def _splitting(self, change: Splitting) -> Iterator[Fault]:
        yield from self._fit.below_root("unit", change.code, "không chia tách được")
        for part in change.parts:
            yield from self._fit.new_unit(part, "part")
            yield from self._fit.level_kept("part", part, [change.code])

    def _dissolution(self, code: str, successor: str) -> Iterator[Fault]:
        yield from self._fit.below_root("unit", code, "không giải thể được")
        if not successor:
            return
        yield from self._fit.exists("successor", successor)
        if successor == code:
            yield Fault("successor", f"{code} không thể tiếp nhận chính mình", "chọn đơn vị khác")
        else:
            yield from self._fit.same_level("successor", [code, successor])

    def _children(self, change: UnitChange) -> Iterator[Fault]:
        """Children of what ends go to a unit that stays; those that are named are there to be moved."""
        ended, targets = frozenset(ending(change)), destinations(self._there, change)
        homeless = [c for c, unit in self._there.items() if unit.parent_code in ended and c not in targets]
        if homeless:
            shown = listed(homeless[:5]) + (", …" if len(homeless) > 5 else "")
            what = f"{len(homeless)} đơn vị bên dưới chưa có nơi đến: {shown}"
            yield Fault("child", what, "ghi nơi đến của từng đơn vị")
        sources = {change.code} if isinstance(change, Splitting) else ended
        new = {part.code: part for part in made(change)}
        for child, target in targets.items():
            yield from self._child(child, target, sources, ended, new)

    def _child(
        self,
        child: str,
        target: str,
        sources: Iterable[str],
        ended: Iterable[str],
        new: Mapping[str, NewUnit],
    ) -> Iterator[Fault]:
        if child not in self._there:
            yield from self._fit.exists("child", child)
        elif self._there[child].parent_code not in sources:
            what = f"{child} không trực thuộc {listed(sources)}"
            yield Fault("child", what, "chỉ nêu đơn vị trực thuộc, hoặc chuyển bằng quyết định khác")
        elif target in ended:
            yield Fault("child", f"{child} chuyển về {target} là đơn vị kết thúc", "chọn đơn vị khác")
        elif target in new:
            yield from self._fit.fits("child", child, self._there[child].level, new[target])
        elif target not in self._there:
            yield from self._fit.exists("child", target)
        else:
            yield from self._fit.fits("child", child, self._there[child].level, self._there[target])
