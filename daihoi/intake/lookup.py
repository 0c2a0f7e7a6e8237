"""Finds the unit and the activity that a row means, by code or by the exact Vietnamese name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import ActivityTemplate, Level
from daihoi.domain.unit_absence import absence
from daihoi.domain.unit_history import stages
from daihoi.domain.unit_lives import lives_in
from daihoi.domain.unit_state import Units
from daihoi.domain.units import Unit
from daihoi.errors import suggestion
from daihoi.intake.cells import RowReader
from daihoi.intake.texts import match_key

MAX_SUGGESTIONS = 20
"""Unknown unit codes that get a suggestion: comparing with 20,000 codes takes a moment each time."""


class Lookup:
    """Units and activities of one campaign, as rows of a table name them.

    A unit is looked up as it was on the day that its row is about: a late report on a unit that has been
    merged since is good, one on a day after the merger is not.

    Args:
        campaign: as it is configured.
        rulings: the rulings about it that are known, in ``seq`` order.
    """

    def __init__(self, campaign: Campaign, rulings: Sequence[RulingEvent] = ()) -> None:
        self._campaign = campaign
        self._by_name = {level.code: self._names(level.activities) for level in campaign.structure.levels}
        self._suggestions = 0
        self._stages = stages(campaign, rulings)
        self._lives = lives_in(self._stages)

    @staticmethod
    def _names(activities: Sequence[ActivityTemplate]) -> dict[str, list[ActivityTemplate]]:
        names: dict[str, list[ActivityTemplate]] = {}
        for activity in activities:
            names.setdefault(match_key(activity.name), []).append(activity)
        return names

    def unit(self, reader: RowReader) -> Unit | None:
        """The unit of a row, as it was on the day of the row; None when it is not known, which is noted."""
        code = reader.text("unit_code")
        if "unit_code" in reader.unreadable:
            return None
        if code in self._lives:
            return self._on_its_day(reader, code)
        if not code:
            reader.refuse("unit_code", "để trống", "ghi mã đơn vị")
        elif not code.isascii():
            reader.refuse("unit_code", f"mã «{code}» có chữ ngoài ASCII", "chép lại mã từ danh sách đơn vị")
        else:
            reader.refuse("unit_code", f"không có đơn vị «{code}»", self._nearest_unit(code))
        return None

    def _nearest_unit(self, code: str) -> str:
        self._suggestions += 1
        if self._suggestions > MAX_SUGGESTIONS:
            return "xem mã trong danh sách đơn vị"
        return suggestion(code, self._lives)

    def _on_its_day(self, reader: RowReader, code: str) -> Unit:
        """The unit; one that is not there on the day of the row, not yet or no more, is noted."""
        life = self._lives[code]
        day = self._day(reader)
        if day is None or life.is_there(day):
            return self._units(day).there.get(code, life.unit)
        what, remedy = absence(life, day, self._units(day).heirs(code), self._campaign.structure)
        reader.refuse("unit_code", what, remedy)
        return life.unit

    def _units(self, day: date | None) -> Units:
        return self._stages.on(day or date.max)

    def _day(self, reader: RowReader) -> date | None:
        """The day that a row is about; None when it is not told, or when the units never change."""
        if not self._stages.events:
            return None
        cells = reader.fresh()
        finish, as_of = cells.day("actual_finish"), cells.day("as_of")
        return None if cells.problems else finish or as_of

    def activity(self, reader: RowReader, unit: Unit | None) -> ActivityTemplate | None:
        """The activity of a row at its unit's level; None when there is none such, which is noted."""
        text = reader.text("activity_code") or reader.text("activity")
        if reader.unreadable & {"activity", "activity_code"}:
            return None
        if not text:
            reader.refuse("activity", "để trống", "ghi mã hoặc tên việc")
        elif unit is not None:
            return self._at_level(reader, text, unit)
        elif text.isascii() and text not in self._campaign.structure.level_of_activity:
            known = self._campaign.structure.level_of_activity
            reader.refuse("activity", f"không có việc «{text}»", suggestion(text, known))
        return None

    def _at_level(self, reader: RowReader, text: str, unit: Unit) -> ActivityTemplate | None:
        level = self._campaign.structure.by_code[unit.level]
        matches = self._matches(text, level)
        if not matches:
            self._refuse_unknown(reader, text, level)
        elif len(matches) > 1:
            codes = ", ".join(activity.code for activity in matches)
            reader.refuse("activity", f"cấp này có {len(matches)} việc tên «{text}»", f"ghi mã: {codes}")
        elif matches[0].parents_only and not self._has_units_below(unit, self._day(reader)):
            what = f"«{unit.code}» không có đơn vị dưới nên không có việc «{text}»"
            reader.refuse("activity", what, "bỏ dòng này")
        else:
            return matches[0]
        return None

    def _has_units_below(self, unit: Unit, day: date | None) -> bool:
        tree = self._units(day).tree
        return unit.code not in tree.by_code or bool(tree.children[unit.code])

    def _matches(self, text: str, level: Level) -> Sequence[ActivityTemplate]:
        if text in level.position:
            return [level.activities[level.position[text]]]
        return self._by_name[level.code].get(match_key(text), [])

    def _refuse_unknown(self, reader: RowReader, text: str, level: Level) -> None:
        other = self._campaign.structure.level_of_activity.get(text)
        if other is not None:
            what = f"việc «{text}» thuộc cấp «{other.name}», đơn vị này ở cấp «{level.name}»"
        else:
            what = f"cấp «{level.name}» không có việc «{text}»"
        known = [word for activity in level.activities for word in (activity.code, activity.name)]
        reader.refuse("activity", what, suggestion(text, known))
