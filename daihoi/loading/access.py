"""``config/access.yaml`` → the matrix of roles, actions and commands."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from daihoi.domain.access import About, AccessMatrix, CommandRule, NameParts, Relation, Role
from daihoi.domain.access_rows import BY_SUPERIOR, WRITING
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.shipped import own_or_shipped
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir

FILE = "access.yaml"
BELOW = frozenset({Relation.DIRECTLY_BELOW, Relation.FURTHER_BELOW})
REACHES = {
    "own": frozenset({Relation.OWN}),
    "directly_below": frozenset({Relation.DIRECTLY_BELOW}),
    "below": BELOW,
    "own_and_below": BELOW | {Relation.OWN},
}
"""The words of the file. None reaches up or aside: rights only ever go down the tree."""

SCOPES = {"unit": False, "installation": True}
ABOUTS = {about.value: about for about in About}


def load_access_matrix(config: ConfigDir) -> AccessMatrix:
    """The matrix of a configuration; of the installed one where it has no ``access.yaml``.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = own_or_shipped(config.root, FILE)
    problems = Problems()
    matrix = _read(path, problems)
    if problems or matrix is None:
        raise ConfigErrors(problems, "Bảng phân quyền chưa dùng được")
    return matrix


def _read(path: Path, problems: Problems) -> AccessMatrix | None:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return None
    actions = _by_code(top, "actions", "action", lambda section: section.text("name"))
    roles = _by_code(top, "roles", "role", lambda section: _role(section, actions))
    commands = _by_code(top, "commands", "command", lambda section: _command(section, actions))
    days, most = _token_days(top.section("tokens"))
    names = _names(top.section("names"))
    top.finish()
    for kind in sorted(WRITING - actions.keys()):
        if actions:
            top.note("actions", f"thiếu việc «{kind}»", f"thêm mục «- action: {kind}»")
    return AccessMatrix(actions, roles, commands, days, most, names)


def _by_code(top: Section, key: str, name: str, read: Callable[[Section], Any]) -> dict[str, Any]:
    """The items of a list by their codes; a code written twice is noted."""
    lines: dict[str, int] = {}

    def one(section: Section) -> tuple[str, Any]:
        code = section.text(name)
        if code in lines:
            section.note(name, f"«{code}» đã viết ở dòng {lines[code]}", "giữ một mục")
        lines.setdefault(code, section.line)
        item = read(section)
        section.finish()
        return code, item

    return dict(read_sound(top.sections(key, required=True), one))


def _role(section: Section, actions: Collection[str]) -> Role:
    code, name = section.code("role"), section.text("name")
    is_of_installation = section.choice("scope", SCOPES)
    allows: dict[str, frozenset[Relation]] = {}
    for line in section.sections("allows", required=True):
        _read_allowed(line, actions, allows)
    return Role(code, name, is_of_installation, allows, read_basis(section, whole=False))


def _read_allowed(section: Section, actions: Collection[str], allows: dict[str, frozenset[Relation]]) -> None:
    action, reach = section.known("action", actions), section.choice("units", REACHES)
    if action in allows:
        section.note("action", f"việc «{action}» đã viết ở trên cho vai trò này", "giữ một dòng")
    if action in BY_SUPERIOR and reach != REACHES["directly_below"]:
        what = f"«{action}» không phải của cấp trên trực tiếp"
        section.note("units", what, "viết «units: directly_below»: không ai tự duyệt, không duyệt vượt cấp")
    allows[action] = reach
    section.finish()


def _command(section: Section, actions: Collection[str]) -> CommandRule:
    action = section.known("action", actions)
    return CommandRule(action, section.choice("about", ABOUTS), section.flag("broken_log"))


def _token_days(section: Section) -> tuple[int, int]:
    days, most = section.integer("days", least=1), section.integer("max_days", least=1)
    if days > most:
        section.note("days", f"«days: {days}» quá «max_days: {most}»", "viết số không quá max_days")
    read_basis(section)
    return days, most


def _names(section: Section) -> NameParts:
    families, middles = section.texts("families"), section.texts("middles")
    read_basis(section)
    return NameParts(frozenset(families), frozenset(middles))
