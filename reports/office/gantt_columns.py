"""Where things stand on the Gantt sheet. Columns beyond ``SHOWN`` are folded away until wanted."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

TITLE_ROW, NOTE_ROW, MONTH_ROW, OFF_ROW, HEAD_ROW = 0, 1, 2, 3, 4
"""0-based; the row of days off per week is hidden, rules look at it."""

FIRST_ROW = HEAD_ROW + 1
DAY_WIDTH, NAME_WIDTH = 11.5, 50
"""A day with all figures of its year, in bold as well; names that are longer wrap."""


@dataclass(frozen=True)
class GanttColumn:
    """One column: what it is called and how wide it is, in characters."""

    key: str
    title: str
    width: float


SHOWN = (
    GanttColumn("code", "Mã", 12),
    GanttColumn("name", "Đơn vị, việc", NAME_WIDTH),
    GanttColumn("plan_start", "Bắt đầu (kế hoạch)", DAY_WIDTH),
    GanttColumn("plan_finish", "Xong (kế hoạch)", DAY_WIDTH),
    GanttColumn("start", "Bắt đầu", DAY_WIDTH),
    GanttColumn("finish", "Xong", DAY_WIDTH),
    GanttColumn("actual_finish", "Xong thực tế", DAY_WIDTH),
    GanttColumn("state", "Trạng thái", 13),
    GanttColumn("float", "Dự trữ (ngày)", 7),
    GanttColumn("left", "Còn (ngày LV)", 7),
)
FOLDED = (
    GanttColumn("level", "Cấp", 9),
    GanttColumn("workstream", "Nhóm việc", 15),
    GanttColumn("actual_start", "Bắt đầu thực tế", DAY_WIDTH),
    GanttColumn("limit", "Ngày cuối giữ được hạn", DAY_WIDTH),
    GanttColumn("percent", "%", 6),
    GanttColumn("variance", "Lệch (ngày)", 7),
    GanttColumn("frozen", "Trạng thái khi chốt", 13),
    GanttColumn("branch", "Thuộc", 12),
    GanttColumn("mark", "Đại hội", 7),
    GanttColumn("deadline", "Hạn đại hội", DAY_WIDTH),
    GanttColumn("is_late", "Sẽ sau hạn", 7),
)
COLUMNS = (*SHOWN, *FOLDED)
AT = {column.key: place for place, column in enumerate(COLUMNS)}
FIRST_WEEK = len(COLUMNS)
WEEK_WIDTH = 2.3

CONGRESS_MARK, UNIT_MARK = "x", "đv"
"""A congress, which is counted; a unit's own line, which is not."""


def letter(key: str) -> str:
    """The letter of a column."""
    return str(xl_col_to_name(AT[key]))


def cell(key: str, row: int) -> str:
    """A cell of a 0-based row, its column fixed: ``$F12``."""
    return f"${letter(key)}{row + 1}"


@dataclass(frozen=True)
class GanttTable:
    """The filled rows, for formulas on other sheets. ``first`` and ``last`` are 0-based rows."""

    sheet: str
    first: int
    last: int

    def column(self, key: str) -> str:
        """The cells of a column: ``'Gantt'!$H$6:$H$4280``."""
        name = letter(key)
        return f"'{self.sheet}'!${name}${self.first + 1}:${name}${self.last + 1}"
