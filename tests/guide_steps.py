"""The steps of docs/guide.md as a reader takes them: files to write, forms to fill in, commands to type.

A step is a block of the page:

- ``bash``: commands; ``bash 2`` when the last is to end with exit code 2, ``bash long`` if it takes a minute;
- ``csv NAME``: a file to save;
- a table after ``<!-- fill: NAME.xlsx -->``: cells to fill in;
- ``text``: what the reader is told to see of the commands before it; «…» stands for what is left out.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"
DAIHOI = Path(sys.executable).with_name("daihoi")
_BLOCK = re.compile(
    r"^```(?P<kind>bash|csv|text)(?: (?P<about>[^\n]+))?\n(?P<body>.*?)^```$"
    r"|^<!-- fill: (?P<form>\S+) -->\n(?P<table>(?:^(?:\||$)[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)
LONG = "long"
NOT_TO_FILL_IN = ("Hướng dẫn", "Lỗi cần sửa", "_danh_muc", "_mau")
BESIDE = ("Sổ", "Số liệu đến ngày", "Phiên bản")
"""Columns that a form of a register fills in beforehand, beside what a row is about."""
_IN_A_PROCESS_OF_ITS_OWN = {"run"}
"""Commands that start a server beside them."""


@dataclass(frozen=True)
class Step:
    """One block of the page: ``kind`` is bash, csv, text or fill; ``line`` is where it begins."""

    kind: str
    about: str
    body: str
    line: int


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page, in order."""
    for found in _BLOCK.finditer(page):
        line = page[: found.start()].count("\n") + 1
        if found["form"]:
            yield Step("fill", found["form"], found["table"], line)
        else:
            yield Step(found["kind"], found["about"] or "", found["body"], line)


def follow(page: str, *, with_long: bool) -> list[str]:
    """Does what a page says, in this folder.

    Args:
        page: text of the page.
        with_long: also what takes a minute; without, such blocks and what they show are passed over.

    Returns:
        Where what happened is not what is written; nothing for a page that is true.
    """
    printed: str | None = ""
    wrong: list[str] = []
    for step in steps(page):
        if step.kind == "csv":
            Path(step.about).write_text(step.body, encoding="utf-8")
        elif step.kind == "fill":
            fill(Path(step.about), step.body)
        elif step.kind == "bash":
            printed = _typed(step, wrong) if with_long or step.about != LONG else None
        elif printed is not None and (missing := missing_lines(step.body, printed)):
            wrong.append(f"line {step.line}: not printed: {missing}; printed:\n{printed}")
    return wrong


def _typed(step: Step, wrong: list[str]) -> str:
    """What the commands of a block print; all succeed, but the last ends as the page says."""
    typed, told = [*commands(step.body)], ""
    for number, line in enumerate(typed, start=1):
        code, printed = run_command(line)
        expected = int(step.about) if step.about.isdecimal() and number == len(typed) else 0
        if code != expected:
            wrong.append(f"line {step.line}: «{line}» ended with {code}, not {expected}:\n{printed}")
        told += printed
    return told


def commands(body: str) -> Iterator[str]:
    """The commands of a block, one a line; a line that ends with a backslash goes on."""
    yield from (line for line in body.replace("\\\n", " ").splitlines() if line.strip())


def run_command(line: str) -> tuple[int, str]:
    """Exit code, and what was printed, as it would be on paper."""
    words = [one for word in shlex.split(line) for one in _opened(word)]
    if words[0] != "daihoi" or words[1] in _IN_A_PROCESS_OF_ITS_OWN:
        return _run_outside(line)
    from daihoi.cli.main import main

    printed = io.StringIO()
    before, sys.argv = sys.argv, words
    environment = dict(os.environ)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            main()
    except SystemExit as ended:
        return (ended.code if isinstance(ended.code, int) else 1), printed.getvalue()
    finally:
        sys.argv = before
        os.environ.clear()
        os.environ.update(environment)  # what a command exports ends with it
    raise AssertionError("main always exits")


def _opened(word: str) -> list[str]:
    """The files that a pattern stands for, as the shell names them; any other word as it is."""
    return sorted(map(str, Path().glob(word))) or [word] if "*" in word else [word]


def _run_outside(line: str) -> tuple[int, str]:
    environment = os.environ | {"PATH": f"{DAIHOI.parent}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    return ended.returncode, ended.stdout + ended.stderr


def fill(path: Path, table: str) -> None:
    """Writes the cells of a table of the page into a form, as a clerk types them."""
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in _rows(table)]
    book = openpyxl.load_workbook(path)
    sheet = next(page for page in book.worksheets if page.title not in NOT_TO_FILL_IN)
    if head == ["Ô", "Ghi"]:
        for place, text in rows:
            sheet[place] = text or None
        book.save(path)
        return
    header = _header_row(sheet)
    columns = {str(cell.value): cell.column for cell in sheet[header] if cell.value}
    for cells in rows:
        told = {title: cell for title, cell in zip(head, cells, strict=True) if cell}
        row = _row_of(sheet, header, columns, told)
        for title, cell in told.items():
            place = sheet.cell(row, columns[title])
            if str(place.value or "") != cell:
                place.value = int(cell) if cell.isdecimal() else cell
    book.save(path)


def _rows(table: str) -> list[str]:
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [line for line in lines if not re.fullmatch(r"[|\s:-]+", line)]


def _header_row(sheet: Worksheet) -> int:
    return next(cells[0].row for cells in sheet.iter_rows() if "Mã đơn vị" in {cell.value for cell in cells})


def _row_of(sheet: Worksheet, header: int, columns: dict[str, int], told: dict[str, str]) -> int:
    """The row of the form that asks about this; of a register's, the first blank one when none does."""
    is_report = "Mã việc" in columns
    for row in range(header + 1, sheet.max_row + 1):
        values = {title: str(sheet.cell(row, at).value or "") for title, at in columns.items()}
        asked = {title: value for title, value in values.items() if value and title not in BESIDE}
        if is_report:
            asked = {title: values[title] for title in ("Mã đơn vị", "Việc")}
        if asked.items() <= told.items():  # nothing is asked in a blank row
            return row
    raise AssertionError(f"the form has no row for {told}")


def missing_lines(told: str, printed: str) -> list[str]:
    """Lines of a ``text`` block that the output does not have, in this order; spaces do not count."""
    rest, missing = _squeezed(printed), []
    for line in told.splitlines():
        for part in filter(None, (_squeezed(piece) for piece in line.split("…"))):
            before, found, after = rest.partition(part)
            rest = after if found else before
            if not found:
                missing.append(line)
    return missing


def _squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        found = follow(GUIDE.read_text(encoding="utf-8"), with_long=True)
    sys.exit("\n".join(found) or None)
