"""Text from the command line → typed values; what is refused is refused in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
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


FILE_ENDINGS = (".csv", ".docx", ".html", ".ics", ".pdf", ".png", ".svg", ".xls", ".xlsx", ".xml", ".zip")


class FolderType(click.ParamType[Path]):
    """A folder to write files into; where ``ending`` is given, also the name of one file of that kind."""

    name = "thư mục"

    def __init__(self, ending: str = "") -> None:
        self.ending = ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; refuses what would make a folder that is called like a file, or write over a file."""
        path = Path(value)
        if fault := self.fault(path):
            self.fail(fault, param, ctx)
        return path

    def fault(self, path: Path) -> str:
        """Why nothing can be written there, and what to name instead; empty when it can."""
        ending = path.suffix.lower()
        is_file_name = bool(self.ending) and ending == self.ending
        wanted = f"ghi tên một thư mục{f', hoặc một tệp {self.ending}' if self.ending else ''}"
        if is_file_name:
            return f"«{path}» là thư mục đã có → ghi tên khác cho tệp {ending}" if path.is_dir() else ""
        if path.is_file():
            return f"«{path}» là tệp đã có → {wanted}"
        if ending in FILE_ENDINGS and not path.is_dir():
            return f"«{path}» là tên tệp {ending}, không phải thư mục → {wanted}"
        return ""


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
