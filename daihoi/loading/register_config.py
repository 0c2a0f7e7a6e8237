"""``config/registers/*.yaml`` → registers; one file per workstream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from daihoi.domain.registers import ColumnKind, EntryRule, OfferedColumn, Register, RegisterColumn, RuleKind
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.texts import match_key
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir
from daihoi.loading.register_fit import note_misfits, note_strange

FOLDER = "registers"
KINDS = {kind.value: kind for kind in ColumnKind}
RULES = {kind.value: kind for kind in RuleKind}
PAIRS = (RuleKind.AT_MOST, RuleKind.NOT_BEFORE)
MAX_CODE = 24
"""Longer codes would leave no room for the key in what an entry is filed under."""


def load_registers(config: ConfigDir) -> dict[str, Register]:
    """The registers of a configuration, by code; the installed ones where it has no ``registers`` folder.

    Raises:
        ConfigErrors: everything that is wrong in the files, with line and remedy.
    """
    folder = config.root / FOLDER
    paths = sorted((folder if folder.is_dir() else _installed()).glob("*.yaml"))
    return dict(_loaded(tuple((path, *_state(path)) for path in paths)))


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _loaded(files: tuple[tuple[Path, int, int], ...]) -> Mapping[str, Register]:
    """The registers of files in one state: an import of twenty tables reads them once."""
    problems = Problems()
    read = [pair for path, _, _ in files for pair in _read_file(path, problems)]
    found: dict[str, Register] = {}
    for section, register in read:
        if register.code in found:
            section.note("register", f"sổ «{register.code}» đã có", "giữ một sổ, hoặc đổi mã")
        found[register.code] = register
    for section, register in read:
        note_misfits(section, register, found)
    if problems:
        raise ConfigErrors(problems, "Các sổ chưa dùng được")
    return found


def _installed() -> Path:
    """The folder that travels with the program."""
    package = Path(__file__).resolve().parents[1]
    wheel = package / "_config" / FOLDER
    return wheel if wheel.exists() else package.parent / "config" / FOLDER


def _read_file(path: Path, problems: Problems) -> list[tuple[Section, Register]]:
    top = read_yaml(path, f"{FOLDER}/{path.name}", problems)
    if top is None:
        return []
    workstream = top.code("workstream")
    read = [(one, _read_register(one, workstream)) for one in top.sections("registers", required=True)]
    top.finish()
    return read


def _read_register(section: Section, workstream: str) -> Register:
    code = section.code("register")
    if len(code) > MAX_CODE:
        section.note("register", f"mã «{code}» dài {len(code)} ký tự", f"đặt mã không quá {MAX_CODE} ký tự")
    columns = read_sound(section.sections("columns", required=True), _read_column)
    register = Register(
        code,
        section.text("name"),
        workstream,
        section.texts("levels"),
        section.texts("key"),
        columns,
        section.text("day", ""),
        [_read_rule(rule, columns) for rule in section.sections("rules")],
        read_basis(section, whole=False),
        section.text("note", ""),
        section.flag("carries_over"),
        [_read_offered(one) for one in section.sections("form_rows")],
    )
    section.finish()
    return register


def _read_offered(section: Section) -> OfferedColumn:
    offered = OfferedColumn(section.code("column"), section.texts("values"))
    section.finish()
    return offered


def _read_column(section: Section) -> RegisterColumn:
    kind = section.choice("kind", KINDS)
    choices = _read_choices(section)
    if (kind is ColumnKind.CHOICE) != bool(choices):
        section.note("choices", "«choices» đi với «kind: choice»", "ghi cả hai, hoặc bỏ cả hai")
    column = RegisterColumn(
        section.code("column"),
        section.text("name"),
        kind,
        section.flag("required"),
        choices,
        section.text("register", "") if kind is ColumnKind.ENTRY else "",
        section.integer("most", least=1) if section.has("most") else None,
        section.text("note", ""),
        section.text("numbers_of", "") if kind is ColumnKind.COUNT else "",
    )
    section.finish()
    return column


def _read_choices(section: Section) -> dict[str, str]:
    """Code → word; a word that could mean two choices would make one entry of two."""
    choices, taken = dict[str, str](), set[str]()
    for choice in section.sections("choices"):
        code, name = choice.code("code"), choice.text("name")
        words = {match_key(code), match_key(name)}
        if words & taken:
            choice.note("name", f"«{name}» ({code}) trùng với lựa chọn trước", "đặt mã và tên khác")
        taken |= words
        choices[code] = name
    return choices


def _read_rule(section: Section, columns: Sequence[RegisterColumn]) -> EntryRule:
    kind, codes = section.choice("rule", RULES), section.texts("columns")
    values = section.texts("values")
    known = {column.code: column for column in columns}
    note_strange(section, "columns", codes, known)
    if len(codes) < 2 or (kind in PAIRS and len(codes) != 2):
        section.note(
            "columns", f"quy tắc «{kind.value}» có {len(codes)} cột", "ghi từ hai cột (so sánh: đúng hai)"
        )
    if (kind is RuleKind.NEEDED_WHEN) != bool(values):
        section.note("values", "«values» đi với «rule: needed_when»", "ghi các giá trị, hoặc bỏ dòng này")
    elif values and codes and codes[-1] in known:
        note_strange(section, "values", values, known[codes[-1]].choices)
    section.finish()
    return EntryRule(kind, codes, values)
