"""The workbook that coordinators keep working in: summary, units, Gantt, holidays. Same facts, same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from reports import tokens
from reports.office import annex_sheets, gantt_sheet, holiday_sheet, summary_sheet, unit_sheet
from reports.office.document import Annex, plain
from reports.office.facts import ReportFacts
from reports.office.gantt_rows import MOST_ROWS, gantt_rows, is_shortened
from reports.workbook_page import A4, rests_on, set_page

FONT = "Times New Roman"


class LiveSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of formulas that every spreadsheet since 2007 knows.

    The library looks through each formula for some thirty newer functions, which takes longer than the rest.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


class Book:
    """A workbook under construction, with one format per look."""

    def __init__(self, facts: ReportFacts) -> None:
        self.facts = facts
        self.days_off: Sequence[date] = ()
        self.is_short = False
        self._content = io.BytesIO()
        # Texts stay texts: a unit's name that begins with «=» must not become a formula.
        plain_texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = Workbook(self._content, {"in_memory": True, **plain_texts})
        self.file.set_size(2400, 1400)
        self._formats: dict[object, Format] = {}
        day = datetime.combine(facts.edition.status_date, time())
        title = f"Tiến độ đại hội: {plain(facts.unit.name)}"
        self.file.set_properties({"created": day, "title": title, "comments": self.footer})

    @property
    def footer(self) -> str:
        """Status date and anchor."""
        return rests_on(self.facts.edition)

    def look(self, **properties: Any) -> Format:
        """A format; the same one when asked again."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            usual = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "font_color": tokens.INK}
            self._formats[key] = self.file.add_format({**usual, **properties})
        return self._formats[key]

    def head(self) -> Format:
        """Of column titles."""
        return self.look(
            bold=True,
            align="center",
            text_wrap=True,
            border=1,
            border_color=tokens.RULE,
            bg_color=tokens.HAIR,
            font_size=10,
        )

    def set_print(self, sheet: Worksheet, paper: int = A4, *, is_landscape: bool = True) -> None:
        """Paper, margins, footer; one page wide."""
        set_page(sheet, plain(self.facts.unit.name), self.facts.edition, paper, is_landscape=is_landscape)

    def finish(self) -> bytes:
        """The bytes of the file."""
        self.file.close()
        return self._content.getvalue()


def workbook_bytes(
    assessment: Assessment,
    facts: ReportFacts,
    annexes: Sequence[Annex] = (),
    most_rows: int = MOST_ROWS,
) -> bytes:
    """The workbook of one unit's report; of a very large one, without activities further below.

    Args:
        assessment: the campaign at the status date.
        facts: of the report.
        annexes: of the report; those that show tables of workstreams get a sheet each.
        most_rows: of the Gantt; a larger one lists only congresses further down.
    """
    made = Book(facts)
    rows = gantt_rows(assessment, facts.unit.code, most_rows)
    made.is_short = is_shortened(assessment, facts.unit.code, most_rows)
    sheets = {
        name: made.file.add_worksheet(name, LiveSheet)
        for name in (summary_sheet.NAME, unit_sheet.NAME, gantt_sheet.NAME, holiday_sheet.NAME)
        if facts.below or name != unit_sheet.NAME
    }
    made.days_off = holiday_sheet.write(made, sheets[holiday_sheet.NAME], assessment, rows)
    table = gantt_sheet.write(made, sheets[gantt_sheet.NAME], assessment, rows)
    summary_sheet.write(made, sheets[summary_sheet.NAME], assessment, rows, table)
    if facts.below:
        unit_sheet.write(made, sheets[unit_sheet.NAME], assessment, rows, table)
    annex_sheets.write(made, annexes)
    sheets[summary_sheet.NAME].activate()
    return made.finish()
