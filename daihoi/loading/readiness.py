"""``config/workstreams/readiness.yaml`` → what has to be ready for a congress, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from daihoi.domain.preparing.checklist import Checklist, ChecklistItem, Checkpoint
from daihoi.domain.registers import Register
from daihoi.domain.structure import LEVEL_CODES
from daihoi.errors import ConfigErrors, suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.shipped import own_or_shipped
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

FILE = "workstreams/readiness.yaml"
REGISTER, COLUMN = "readiness", "item"


def load_checklist(config: ConfigDir, registers: Mapping[str, Register]) -> Checklist:
    """What a configuration asks of readiness; the installed list where it has no file of its own.

    Args:
        config: where.
        registers: the registers of the same configuration; their register of readiness names the items.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = own_or_shipped(config.root, FILE)
    problems = Problems()
    known = registers[REGISTER].by_code[COLUMN].choices if REGISTER in registers else {}
    checklist = _read(path, known, problems)
    if problems or checklist is None:
        raise ConfigErrors(problems, "Danh mục rà soát chưa dùng được")
    return checklist


def _read(path: Path, known: Collection[str], problems: Problems) -> Checklist | None:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return None
    levels = _levels(top)
    marks = top.sections("checkpoints", required=True)
    points = read_sound(marks, _read_checkpoint)
    _note_repeated(marks, "checkpoint", [one.code for one in points])
    _note_repeated(marks, "days_before", [one.days_before for one in points])
    by_code = {one.code: one for one in points}
    wanted = top.sections("items", required=True)
    items = read_sound(wanted, lambda section: _read_item(section, by_code, known, levels))
    _note_repeated(wanted, "item", [one.code for one in items])
    top.finish()
    return Checklist(sorted(points, key=lambda one: -one.days_before), items)


def _levels(section: Section) -> list[str]:
    levels = section.texts("levels")
    for level in levels:
        if level not in LEVEL_CODES:
            section.note("levels", f"không có cấp «{level}»", suggestion(level, LEVEL_CODES))
    return levels


def _read_checkpoint(section: Section) -> Checkpoint:
    point = Checkpoint(
        section.code("checkpoint"),
        section.integer("days_before", least=0),
        section.text("name"),
        section.flag("whole"),
        read_basis(section, whole=False),
    )
    section.finish()
    return point


def _read_item(
    section: Section, points: Mapping[str, Checkpoint], known: Collection[str], levels: Sequence[str]
) -> ChecklistItem:
    code = section.code("item")
    if code not in known:
        section.note("item", f"sổ readiness không có phần việc «{code}»", suggestion(code, known))
    due = section.choice("due", points)
    item = ChecklistItem(
        code, due, section.flag("evidence"), _levels(section) or levels, read_basis(section, whole=False)
    )
    section.finish()
    return item


def _note_repeated(sections: Sequence[Section], key: str, values: Sequence[object]) -> None:
    """A checkpoint or an item that stands twice would hide the other one."""
    if len(sections) != len(values):
        return
    counts = Counter(values)
    for section, value in zip(sections, values, strict=True):
        if counts[value] > 1:
            section.note(key, f"«{value}» viết {counts[value]} lần", "giữ một dòng")
