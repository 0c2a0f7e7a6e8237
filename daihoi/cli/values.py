"""Text from the command line → typed values; what is refused is refused in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import rich_click as click

from daihoi.errors import suggestion
from daihoi.intake.dates import DateError, read_date

MAX_NUMBER = 10**12


class DayType(click.ParamType[date]):
    """A date written yyyy-mm-dd or dd/mm/yyyy; a day is never taken for a month."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date of a text; refuses everything that could mean two days."""
        try:
            return read_date(value)
        except DateError as error:
            self.fail(str(error), param, ctx)


class NumberType(click.ParamType[int]):
    """A whole number from ``least`` to a million million, beyond which no log can reach."""

    name = "số"

    def __init__(self, least: int) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of a text written in digits."""
        text = str(value).strip()
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal()):
            self.fail(
                f"«{value}» không phải số nguyên → ghi bằng chữ số, ít nhất là {self.least}", param, ctx
            )
        if len(digits) > len(str(MAX_NUMBER)) or not self.least <= int(text) <= MAX_NUMBER:
            self.fail(f"«{value}» nằm ngoài khoảng {self.least}…{MAX_NUMBER}", param, ctx)
        return int(text)


class ChoiceType(click.ParamType[str]):
    """One of a few words."""

    name = "loại"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value not in self.choices:
            self.fail(f"không có «{value}». {suggestion(value, self.choices)}", param, ctx)
        return str(value)


class CodesType(click.ParamType[tuple[str, ...]]):
    """Codes of units with commas between them; the same code twice is one."""

    name = "mã"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The codes in the order given; none at all is refused, for it would mean every unit."""
        codes = tuple(dict.fromkeys(code.strip() for code in value.split(",") if code.strip()))
        if not codes:
            self.fail(f"«{value}» không có mã nào → ghi mã đơn vị, ví dụ CL.KT,CL.QS", param, ctx)
        return codes


DAY = DayType()
CODES = CodesType()
CHART_KINDS = ChoiceType(
    ["gantt", "overview", "s-curve", "matrix", "shares", "balance", "calendar", "cascade"]
)
CHART_ENGINES = ChoiceType(["typst", "matplotlib"])
EVENT_NUMBER = NumberType(0)
EVENT_COUNT = NumberType(1)
