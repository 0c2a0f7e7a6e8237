"""Where things stand on the sheet of a form, and how they look. Widths are in characters, as Excel counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from daihoi.intake.columns import ALL_TITLES
from daihoi.intake.form_marks import ENTRY

HEADER_ROW = 4
"""0-based row of the header; the rows of the form follow it."""

AS_OF_ROW, AS_OF_COLUMN = 2, 2
EXTRA_ROWS = 15
"""Blank rows at the end, for activities that the form does not ask about."""

LOCKED = ("unit_code", "unit_name", "activity", "planned_finish", "known")
HIDDEN = ("activity_code", "mark")
COLUMNS = (*LOCKED, *ENTRY, *HIDDEN)
TITLES = tuple(ALL_TITLES[alias] for alias in COLUMNS)
AT = {alias: column for column, alias in enumerate(COLUMNS)}
LAST_SHOWN = AT[ENTRY[-1]]

WIDTHS = {
    "unit_code": 11,
    "unit_name": 27,
    "activity": 36,
    "planned_finish": 11.5,
    "known": 16,
    "actual_start": 11.5,
    "actual_finish": 11.5,
    "percent": 7.5,
    "kind": 10,
    "document_number": 14,
    "certainty": 15,
    "reason": 20,
}

INK, SOFT, RULE, UNIT_RULE = "#1B2733", "#66727F", "#C5CED6", "#52606D"
HEAD, HEAD_INK, LOCKED_FILL, ADDED_FILL = "#1F4E79", "#FFFFFF", "#FFFFFF", "#F4F6F8"
ENTRY_FILL, DONE_FILL = "#FFF6C9", "#FFFDF1"
ASSUMED_INK, LATE_INK, WRONG_FILL = "#A65A00", "#B5430B", "#FAD7BF"
FONT = "Arial"


@dataclass(frozen=True)
class CellStyle:
    """How one cell looks and behaves: the key under which its format is made once.

    Attributes:
        holds: ``text``, ``date`` or ``number``.
        is_entry: open to the clerk.
        is_done: nothing left to do in its row: grey.
        is_late: says that something is overdue.
        is_assumed: the value it is issued with is assumed: brown, slanted.
        is_first: first row of a unit: ruled off from the one above.
        is_added: one of the blank rows at the end.
    """

    holds: str = "text"
    is_entry: bool = False
    is_done: bool = False
    is_late: bool = False
    is_assumed: bool = False
    is_first: bool = False
    is_added: bool = False

    def properties(self) -> dict[str, Any]:
        """What xlsxwriter makes a format of."""
        formats = {"date": "dd/mm/yyyy", "number": "0", "text": "@" if self.is_entry else "General"}
        return {
            **{"font_name": FONT, "font_size": 10, "font_color": self._ink, "bg_color": self._fill},
            **{"bold": self.is_late, "italic": self.is_assumed, "locked": not self.is_entry},
            **{"border": 1, "border_color": RULE, "top_color": UNIT_RULE if self.is_first else RULE},
            "align": "left" if self.holds == "text" else "center",
            "valign": "vcenter",
            "text_wrap": self.holds == "text" and not self.is_entry,
            "num_format": formats[self.holds],
        }

    @property
    def _ink(self) -> str:
        if self.is_late or self.is_assumed:
            return LATE_INK if self.is_late else ASSUMED_INK
        return SOFT if self.is_done else INK

    @property
    def _fill(self) -> str:
        if self.is_entry:
            return DONE_FILL if self.is_done and not self.is_added else ENTRY_FILL
        return ADDED_FILL if self.is_added else LOCKED_FILL
