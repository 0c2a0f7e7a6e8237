"""Rows of a form: whether they were touched, and whether they still are about what they were made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from daihoi.domain.campaign import Campaign
from daihoi.domain.units import Unit
from daihoi.errors import InputErrors, Problem
from daihoi.intake.cells import RowReader
from daihoi.intake.form_marks import ENTRY, FormStamp, RowMark, Value, key_digest, read_mark, values_digest
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

_DATES = ("actual_start", "actual_finish")
_BLANK_IS_NONE = (*_DATES, "percent")
_WHOLE = 100
_COPY = "chép lại dòng này từ biểu đã nhận, hoặc xin biểu mới"


@dataclass(frozen=True)
class FormRow:
    """A row of a form, as far as its hidden mark tells.

    Attributes:
        mark: None for a row that the clerk added at the end.
        is_untouched: it holds what it was issued with; a row added at the end: nothing.
    """

    mark: RowMark | None
    is_untouched: bool


def look_at(reader: RowReader) -> FormRow:
    """The mark of a row, and whether its entry cells changed; a broken mark is noted in ``reader``."""
    text = reader.text("mark")
    mark = read_mark(text) if text else None
    if text and mark is None:
        reader.refuse("mark", f"dấu của dòng («{text:.30}») đã bị sửa", _COPY)
        return FormRow(None, False)
    values = _entered(reader.fresh())
    if mark is None:
        return FormRow(None, not reader.text("unit_code") and values is not None and not any(values))
    is_in_place = mark.key == key_digest(mark.version, reader.text("unit_code"), reader.text("activity_code"))
    return FormRow(mark, is_in_place and values is not None and values_digest(values) == mark.values)


def keeps_issued(reader: RowReader, mark: RowMark, kept: str) -> bool:
    """Whether a cell holds what the row was issued with, whatever was filled in or raised beside it.

    The digest tells: with some of the cells that are filled in blank again, or another percentage, it is that
    of the mark.

    Args:
        reader: the row.
        mark: its mark.
        kept: alias of the cell.
    """
    values = _entered(reader.fresh())
    if values is None:
        return False
    told = zip(ENTRY, values, strict=True)
    choices = [(value,) if alias == kept else _issued_with(alias, value) for alias, value in told]
    return any(values_digest(issued) == mark.values for issued in product(*choices))


def _issued_with(alias: str, value: Value) -> Sequence[Value]:
    """What a cell may have held before somebody filled it in."""
    blank = None if alias in _BLANK_IS_NONE else ""
    if value == blank:
        return (blank,)
    return (value, blank, *range(_WHOLE)) if alias == "percent" else (value, blank)


def _entered(probe: RowReader) -> list[Value] | None:
    """What the entry cells hold; None when one cannot be read, which its proper reading will note."""
    values: list[Value] = []
    for alias in ENTRY:
        if alias in _DATES:
            values.append(probe.day(alias))
        elif alias == "percent":
            values.append(probe.percent(alias))
        else:
            values.append(probe.text(alias))
    return None if probe.problems else values


def refuse_other_campaign(table: Table, form: FormStamp, campaign: Campaign) -> None:
    """A form of another campaign says nothing about this one.

    Raises:
        InputErrors: it is one.
    """
    if form.campaign_code != campaign.code:
        what = f"biểu của đợt «{form.campaign_code}», không phải «{campaign.code}»"
        remedy = f"nhập bằng: daihoi import {form.campaign_code} TỆP"
        raise InputErrors([Problem(table.place, 0, what, remedy)], "Không đọc được bảng")


def check_unit(reader: RowReader, form: FormStamp, unit: Unit) -> None:
    """Notes a unit that the form was not made for, and a name that is another unit's."""
    if form.unit_code not in {unit.code, unit.parent_code}:
        what = f"đơn vị «{unit.code}» không thuộc biểu của «{form.unit_code}»"
        reader.refuse("unit_code", what, "báo cáo đơn vị này bằng biểu của nó")
    name = reader.text("unit_name")
    if name and match_key(name) != match_key(unit.name):
        what = f"tên «{name}» không phải của mã «{unit.code}» («{unit.name}»)"
        reader.refuse("unit_name", what, _COPY)


def check_mark(reader: RowReader, mark: RowMark, unit_code: str, activity: str) -> None:
    """Notes a mark that was made for another unit or activity: part of the row was moved or typed over."""
    if mark.key != key_digest(mark.version, unit_code, activity):
        what = f"mã đơn vị hoặc việc của dòng không còn như khi phát biểu («{unit_code}», «{activity}»)"
        reader.refuse("unit_code", what, _COPY)
