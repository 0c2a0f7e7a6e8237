"""The day that a row of a register is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.registers import Register, Value
from daihoi.intake.register_cells import own
from daihoi.intake.register_ground import Ground
from daihoi.intake.register_reader import EntryReader
from daihoi.intake.setting import day_within


def entry_day(
    reader: EntryReader, register: Register, values: Mapping[str, Value], ground: Ground
) -> date | None:
    """The day that an entry is about: stated beside it, or that of a column of its own."""
    stated = day_within(reader, "as_of", ground.setting.period)
    # Where a column of the entry has the day, what is wrong with it is told there.
    if stated or "as_of" in reader.unreadable or (reader.problems and register.day_column):
        return stated
    day = values.get(register.day_column) if register.day_column else None
    if isinstance(day, date) and day <= ground.setting.period.last:
        return day
    if isinstance(day, date):
        reader.refuse(own(register.day_column), f"ngày {day:%d/%m/%Y} chưa đến", "ghi Số liệu đến ngày")
    else:
        reader.refuse("as_of", "để trống", "ghi ngày mà dòng này nói về")
    return None
