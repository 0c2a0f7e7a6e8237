"""The columns of a table of a register: those that all such tables have, and the register's own."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.registers import Register
from daihoi.domain.sheet_names import sheet_names
from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.form_marks import ERROR_SHEET, FORM_SHEET, GUIDE_SHEET, LIST_SHEET
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

SHARED: Mapping[str, str] = {
    "register": "Sổ",
    "unit_code": "Mã đơn vị",
    "kind": "Loại",
    "as_of": "Số liệu đến ngày",
    "evidence": "Tệp minh chứng",
    "reason": "Lý do",
    "certainty": "Căn cứ",
    "source": "Nguồn",
    "base": "Phiên bản",
    "carried_by": "Văn bản kế thừa",
    "carried_on": "Ngày văn bản kế thừa",
}
"""English alias → Vietnamese title. «Phiên bản» is filled in by the program, on its forms; «Văn bản kế thừa»
by ``daihoi unit carry``: the document by which a unit takes over an entry of one that is gone."""

_FORMER_PREFIX = "Sổ "
"""Forms that are still out in offices call their sheet so, before the code of the register."""

_FEWEST_OWN = 2
"""Columns of its own by which a register is known from the header of a table."""

_REGISTER = {match_key(SHARED["register"]), "register"}


def form_sheets(registers: Mapping[str, Register]) -> dict[str, str]:
    """Code of each register → the name of the sheet on its form: its own name, as far as it fits."""
    beside = (ERROR_SHEET, FORM_SHEET, GUIDE_SHEET, LIST_SHEET)
    return dict(zip(registers, sheet_names((one.name for one in registers.values()), beside), strict=True))


def is_register_table(table: Table) -> bool:
    """Whether a table holds entries of a register: it has the column «Sổ»."""
    return any(_key(title) in _REGISTER for title, _ in table.header)


def refuse_nameless(table: Table, registers: Mapping[str, Register]) -> None:
    """Refuses a table that lacks «Sổ» and has nothing but columns of one register, and says which.

    Without it such a table would be taken for reports of activities, and every column refused by itself.

    Raises:
        InputErrors: the table is one of a register.
    """
    header = {_key(title) for title, _ in table.header}
    for register in registers.values():
        shared = {match_key(title) for title in SHARED.values()}
        own = {match_key(column.name) for column in register.columns}
        needed = {match_key(column.name) for column in register.columns if column.is_required}
        if needed <= header <= own | shared and len(header & own) >= _FEWEST_OWN:
            what = f"thiếu cột «{SHARED['register']}»: các cột là của «{register.name}»"
            remedy = f"thêm cột «{SHARED['register']}», mỗi dòng ghi «{register.name}»"
            raise InputErrors([_problem(table, what, remedy)], "Không rõ bảng thuộc sổ nào")


def titles_of(register: Register) -> dict[str, str]:
    """Alias → title of every column that a table of a register may have."""
    return {**SHARED, **{_own(column.code): column.name for column in register.columns}}


def locate(table: Table, register: Register) -> dict[str, int]:
    """Alias of each column → its position in ``table.header``; own columns are called ``own:<code>``.

    Raises:
        InputErrors: unknown, repeated or missing columns; all of them.
    """
    titles = titles_of(register)
    alias_of = {match_key(name): alias for alias, title in titles.items() for name in (_plain(alias), title)}
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for position, (title, _) in enumerate(table.header):
        alias = alias_of.get(_key(title))
        if alias is None:
            what = f"sổ «{register.name}» không có cột «{title}»"
            problems.append(_problem(table, what, suggestion(title, titles.values())))
        elif alias in found:
            problems.append(_problem(table, f"cột «{titles[alias]}» có hai lần", "giữ lại một cột"))
        else:
            found[alias] = position
    required = ["unit_code", *(_own(column.code) for column in register.columns if column.is_required)]
    lacking = (alias for alias in required if alias not in found)
    problems += [_problem(table, f"thiếu cột «{titles[alias]}»", "thêm cột này") for alias in lacking]
    if problems:
        raise InputErrors(problems, "Tiêu đề cột có lỗi")
    return found


def register_named(table: Table, registers: Mapping[str, Register]) -> tuple[Register, list[Problem]]:
    """The register that a table is about: every row names the same one, by code or by name.

    On a form of the program the sheet names it as well, for rows that leave it blank.

    Returns:
        The register, and what is wrong with the cells of «Sổ»: rows that name none, or one that is not there,
        are read as the others are, so that all that is wrong with the table is told at once.

    Raises:
        InputErrors: no row names a register that there is, or they name several.
    """
    position = next(place for place, (title, _) in enumerate(table.header) if _key(title) in _REGISTER)
    words = {match_key(name): one for one in registers.values() for name in (one.code, one.name)}
    of_sheet = _told_by_sheet(table.sheet, registers)
    problems: list[Problem] = []
    found: dict[str, int] = {}
    for row in table.rows:
        text = str(row.cells[position] or "").strip() or of_sheet
        if match_key(text) in words:
            found.setdefault(words[match_key(text)].code, row.line)
        else:
            where = table.cell_name(row.line, position)
            problems.append(Problem(table.place, row.line, *_unknown(text, registers), where))
    if len(found) > 1:
        what = f"bảng có {len(found)} sổ: {', '.join(f'«{registers[code].name}»' for code in found)}"
        problems.append(Problem(table.place, max(found.values()), what, "mỗi bảng một sổ", table.sheet))
    if len(found) != 1:
        raise InputErrors(problems, "Không rõ bảng thuộc sổ nào")
    return registers[next(iter(found))], problems


def _told_by_sheet(sheet: str, registers: Mapping[str, Register]) -> str:
    """The code of the register that a sheet is named after; of one that there is not, what the sheet says."""
    codes = {match_key(f"{_FORMER_PREFIX}{code}"): code for code in registers}
    codes |= {match_key(name): code for code, name in form_sheets(registers).items()}
    return codes.get(match_key(sheet), sheet if sheet.startswith(_FORMER_PREFIX) else "")


def _unknown(text: str, registers: Mapping[str, Register]) -> tuple[str, str]:
    """What is wrong with a cell of «Sổ», and what to write."""
    if not text:
        return "để trống", "ghi tên hay mã của sổ (daihoi register list) vào mọi dòng"
    names = [name for one in registers.values() for name in (one.code, one.name)]
    return f"không có sổ «{text}»", suggestion(text, names)


def _own(code: str) -> str:
    return f"own:{code}"


def _plain(alias: str) -> str:
    return alias.removeprefix("own:")


def _key(title: str) -> str:
    return match_key(title.replace("\u00a0", " "))


def _problem(table: Table, what: str, remedy: str) -> Problem:
    return Problem(table.place, table.header_line, what, remedy, table.sheet)
