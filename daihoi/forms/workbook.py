"""Writes a form as an Excel workbook. The same form gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.sheet_footers import sheet_footer
from daihoi.forms.content import Form
from daihoi.forms.guide import write_guide
from daihoi.forms.layout import CellStyle
from daihoi.forms.sheet import write_sheet
from daihoi.intake.form_marks import (
    FORM_SHEET,
    FORM_VERSION,
    GUIDE_SHEET,
    LIST_SHEET,
    REPORT_SHEET,
    STAMP_TITLES,
)


class FormWorkbook:
    """A workbook under construction, with one format per look."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._content = io.BytesIO()
        # Texts stay texts: a unit's name that begins with «=» must not become a formula.
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = Workbook(self._content, {"in_memory": True, **plain})
        self.book.set_size(2400, 1400)
        self._formats: dict[object, Format] = {}
        day = datetime.combine(form.stamp.status_date, time())
        title = f"Biểu {form.stamp.form_id}: {form.unit.name}"
        self.book.set_properties({"created": day, "title": title, "subject": form.campaign_title})

    @property
    def footer(self) -> str:
        """Unit, form and status date, on every page that is printed."""
        stamp, unit = self.form.stamp, self.form.unit.name
        return sheet_footer(
            f"{unit} – biểu {stamp.form_id}", f"Tình hình đến hết ngày {stamp.status_date:%d/%m/%Y}"
        )

    def sheet(self, name: str) -> Worksheet:
        """A new sheet."""
        return self.book.add_worksheet(name)

    def style(self, style: CellStyle) -> Format:
        """The format of a cell of the table."""
        if style not in self._formats:
            self._formats[style] = self.book.add_format(style.properties())
        return self._formats[style]

    def look(self, **properties: object) -> Format:
        """A format of its own."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(properties))
        return self._formats[key]

    def finish(self) -> bytes:
        """The bytes of the file."""
        self.book.close()
        return self._content.getvalue()


def form_workbook(form: Form) -> bytes:
    """The form as the bytes of an ``.xlsx``: instructions, the table, and two hidden sheets."""
    made = FormWorkbook(form)
    guide, table = made.sheet(GUIDE_SHEET), made.sheet(REPORT_SHEET)
    _write_lists(made)
    _write_stamp(made)
    write_guide(made, guide)
    write_sheet(made, table)
    guide.activate()
    return made.finish()


def _write_lists(made: FormWorkbook) -> None:
    """What the drop-downs of added rows offer."""
    sheet = made.sheet(LIST_SHEET)
    for column, texts in enumerate((made.form.unit_codes, made.form.activity_names)):
        for row, text in enumerate(texts):
            sheet.write_string(row, column, text)
    sheet.hide()
    sheet.protect()


def _write_stamp(made: FormWorkbook) -> None:
    sheet, stamp = made.sheet(FORM_SHEET), made.form.stamp
    told = (FORM_VERSION, stamp.campaign_code, stamp.unit_code, str(stamp.status_date), stamp.form_id)
    for row, (title, text) in enumerate(zip(STAMP_TITLES, told, strict=True)):
        sheet.write_string(row, 0, title)
        sheet.write_string(row, 1, text)
    sheet.hide()
    sheet.protect()
