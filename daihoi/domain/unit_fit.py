"""Whether a code names a unit of a day, and whether a new unit fits among those that there are.

The field of a fault is what the option of the command is called in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Fault
from daihoi.domain.unit_changes import NewUnit
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_state import Units
from daihoi.domain.unit_words import called, day_words, end_words, listed, since
from daihoi.domain.units import Unit
from daihoi.errors import suggestion


class UnitFit:
    """What single codes and units are held against.

    Args:
        campaign: its structure, calendars and deadlines.
        units: those that there are, and those that were.
        day: the day asked about.
    """

    def __init__(self, campaign: Campaign, units: Units, day: date) -> None:
        self._campaign, self._units, self._day = campaign, units, day
        self._there = units.there

    def new_unit(self, unit: NewUnit, field: str) -> Iterator[Fault]:
        """What is wrong with a unit that is to be made; ``field`` is where its code was given."""
        yield from self.unused(field, unit.code)
        yield from self._placed(unit)
        if not unit.kind:
            remedy = f"ghi loại, ví dụ {self._kinds()}"
            yield Fault("kind", f"chưa rõ {unit.code} thuộc loại đơn vị nào", remedy)
        if unit.planned_congress_date:
            yield from self._planned(unit, unit.planned_congress_date)

    def unused(self, field: str, code: str) -> Iterator[Fault]:
        """A code stands for one unit, for ever."""
        remedy = "đặt mã khác: mã không dùng lại"
        if code in self._there:
            yield Fault(field, f"mã «{code}» đang là của {self._there[code].name}", remedy)
        elif code in self._units.gone:
            yield Fault(field, f"mã «{code}» là của đơn vị {self._ended(code)}", remedy)
        elif code in self._units.retired:
            yield Fault(field, f"mã «{code}» đã dùng theo một quyết định nay đã hủy", remedy)

    def _placed(self, unit: NewUnit) -> Iterator[Fault]:
        """A new unit has a unit above, and its level fits under that."""
        if not unit.parent_code:
            yield Fault("parent", f"chưa rõ {unit.code} trực thuộc đơn vị nào", "ghi mã đơn vị cấp trên")
            return
        yield from self.exists("parent", unit.parent_code)
        if unit.level and unit.level not in self._campaign.structure.by_code:
            what = f"không có cấp «{unit.level}»"
            yield Fault("level", what, suggestion(unit.level, self._campaign.structure.by_code))
        elif unit.parent_code in self._there:
            yield from self.fits("parent", unit.code, unit.level, self._there[unit.parent_code])

    def _planned(self, unit: NewUnit, opening: date) -> Iterator[Fault]:
        campaign, calendar = self._campaign, self._campaign.working_calendar
        if not calendar.first <= opening < calendar.last:
            yield Fault("congress", f"đại hội dự kiến {day_words(opening)} nằm ngoài lịch", "chọn ngày khác")
        elif opening < max(campaign.start_date, self._day):
            what = f"đại hội dự kiến {day_words(opening)}, trước khi có {unit.code}"
            yield Fault("congress", what, f"chọn ngày từ {day_words(max(campaign.start_date, self._day))}")
        elif unit.level in campaign.structure.by_code:
            yield from self._before_deadline(unit, opening)

    def _before_deadline(self, unit: NewUnit, opening: date) -> Iterator[Fault]:
        days = self._campaign.structure.by_code[unit.level].congress.duration_days
        last = opening + timedelta(days=max(days, 1) - 1)
        deadline = next((d for d in self._campaign.deadlines if d.level == unit.level), None)
        if deadline and last > deadline.last_day:
            what = f"đại hội dự kiến xong {day_words(last)}, sau hạn của cấp ({deadline.words})"
            yield Fault("congress", what, f"chọn ngày không sau {day_words(deadline.last_day)}")

    def exists(self, field: str, code: str) -> Iterator[Fault]:
        """A code names a unit of the day."""
        if code in self._there:
            return
        day = day_words(self._day)
        if code in self._units.gone:
            yield Fault(field, f"ngày {day} không còn đơn vị {self._ended(code)}", self._instead(code))
        else:
            what = f"ngày {day} không có đơn vị «{code}»"
            yield Fault(field, what, suggestion(code, self._there))

    def _ended(self, code: str) -> str:
        ruling = self._units.gone[code]
        return f"«{code}», {end_words(change_of(ruling))} {since(ruling)}"

    def _instead(self, code: str) -> str:
        heirs = [h for h in self._units.heirs(code) if h in self._there]
        return f"có phải ý là {listed(heirs)}?" if heirs else suggestion(code, self._there)

    def below_root(self, field: str, code: str, why: str) -> Iterator[Fault]:
        """A code names a unit of the day that has another above it."""
        yield from self.exists(field, code)
        if code in self._there and not self._there[code].parent_code:
            yield Fault(field, f"«{code}» là đơn vị cao nhất của đợt, {why}", "chọn đơn vị cấp dưới")

    def same_level(self, field: str, codes: Iterable[str]) -> Iterator[Fault]:
        """Those of the units that there are stand on one level."""
        there = [code for code in codes if code in self._there]
        if len({self._there[code].level for code in there}) > 1:
            named = listed(called(self._campaign.structure, self._there, code) for code in there)
            yield Fault(field, f"các đơn vị không cùng cấp: {named}", "chọn các đơn vị cùng một cấp")

    def level_kept(self, field: str, new: NewUnit, sources: Iterable[str]) -> Iterator[Fault]:
        """A new unit is of the level of those that it comes from."""
        levels = {self._there[code].level for code in sources if code in self._there}
        if len(levels) == 1 and new.level and new.level not in levels:
            names = self._campaign.structure.by_code
            kept = names[next(iter(levels))].short_name
            given = names[new.level].short_name if new.level in names else new.level
            yield Fault(field, f"«{new.code}» là {given}, đơn vị cũ là {kept}", "giữ nguyên cấp")

    def fits(self, field: str, code: str, level: str, above: Unit | NewUnit) -> Iterator[Fault]:
        """A unit stands directly below one of the next higher level."""
        levels = self._campaign.structure.by_code
        if level not in levels:
            what = f"dưới {above.code} ({levels[above.level].short_name}) không có cấp nào"
            yield Fault(field, what, "chọn đơn vị cấp trên khác")
            return
        own, needed = levels[level].short_name, self._campaign.structure.above(levels[level])
        if needed is None:
            yield Fault(field, f"{own} là cấp cao nhất, không ở dưới đơn vị nào", "chọn cấp khác")
        elif above.level != needed.code:
            what = f"{own} {code} không ở dưới {levels[above.level].short_name} {above.code} được"
            yield Fault(field, what, f"chọn đơn vị cấp trên là {needed.short_name}")

    def path(self, code: str) -> list[str]:
        """A unit, the one above it, and so on to the root."""
        path = []
        while code in self._there:
            path.append(code)
            code = self._there[code].parent_code
        return path

    def _kinds(self) -> str:
        return listed(sorted({unit.kind for unit in self._there.values()})[:5])
