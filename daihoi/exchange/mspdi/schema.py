"""The words of the MSPDI schema that are written and read: numbers of types, formats, custom fields.

Source: the schema of MS Project 2007 (``mspdi_pj12.xsd``). Lags and slacks are tenths of a minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from daihoi.domain.structure import LinkType

NAMESPACE = "http://schemas.microsoft.com/project"
SAVE_VERSION = 14

HOURS_PER_DAY = 8
MINUTES_PER_DAY = 480
TENTHS_PER_DAY = MINUTES_PER_DAY * 10
TENTHS_PER_ELAPSED_DAY = 24 * 60 * 10
DAY_START, DAY_END = "08:00:00", "17:00:00"
WORKING_HOURS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))

DAYS_FORMAT, ELAPSED_DAYS_FORMAT = 7, 8
PERCENT_FORMATS = frozenset({19, 20, 51, 52})
ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
"""Formats of durations and lags that count time, not working time; those above 32 are estimates."""

FIXED_DURATION = 1
NO_RESOURCE = -65535
NO_CALENDAR = -1

LINK_TYPES: Mapping[LinkType, int] = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
LINK_TYPE_OF = {number: kind for kind, number in LINK_TYPES.items()}


class Constraint(IntEnum):
    """``ConstraintType`` of a task."""

    ASAP = 0
    ALAP = 1
    MUST_START_ON = 2
    MUST_FINISH_ON = 3
    START_NOT_EARLIER = 4
    START_NOT_LATER = 5
    FINISH_NOT_EARLIER = 6
    FINISH_NOT_LATER = 7


@dataclass(frozen=True)
class TextField:
    """A custom text field of tasks: its number in the schema, its name there, and what users call it."""

    field_id: int
    name: str
    alias: str


UNIT = TextField(188743731, "Text1", "Mã đơn vị")
LEVEL = TextField(188743734, "Text2", "Cấp")
ACTIVITY = TextField(188743737, "Text3", "Mã việc")
WORKSTREAM = TextField(188743740, "Text4", "Nhóm việc")
CERTAINTY = TextField(188743743, "Text5", "Căn cứ")
STATE = TextField(188743746, "Text6", "Trạng thái")
ROW_KIND = TextField(188743747, "Text7", "Loại dòng")
TEXT_FIELDS = (UNIT, LEVEL, ACTIVITY, WORKSTREAM, CERTAINTY, STATE, ROW_KIND)

ROW_UNIT, ROW_WAIT, ROW_OUTSIDE = "đơn vị", "mốc chờ", "việc ngoài tệp"
ROW_LACKING = "đơn vị không có việc này"
HELPER_ROWS = frozenset({ROW_UNIT, ROW_WAIT, ROW_OUTSIDE})
"""Rows that are no activity of their unit; a reader passes them over."""
