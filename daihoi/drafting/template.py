"""Skeletons as data: ``config/templates/van_ban/*.yaml``, checked against the fields that there are."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import daihoi
from daihoi.domain.structure import Basis
from daihoi.drafting.cases import CASES
from daihoi.drafting.fields import FIELDS
from daihoi.drafting.tables import TABLES
from daihoi.errors import ConfigErrors, UnknownCodeError, suggestion
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_sound, read_yaml
from daihoi.loading.basis import read_basis

FOLDER = "templates/van_ban"
_KINDS = ("heading", "text", "blank", "table")


@dataclass(frozen=True)
class Piece:
    """One piece of a skeleton.

    Attributes:
        kind: ``heading``, ``text``, ``blank`` (dotted lines) or ``table``.
        text: what it says, with ``{fields}``; for a table its name in ``TABLES``.
        level: of a heading, 1 or 2.
        lead: what opens a text in bold.
        is_item: a text that is one of a list.
        lines: of a blank.
        is_numbered: a text that opens with its number among those below one heading, instead of a lead.
        when: for whom it is, one of ``CASES``; empty: for all.
    """

    kind: str
    text: str
    level: int = 1
    lead: str = ""
    is_item: bool = False
    lines: int = 1
    is_numbered: bool = False
    when: str = ""


@dataclass(frozen=True)
class Template:
    """A skeleton before a unit's data is put in; texts hold ``{fields}``.

    Attributes:
        document: code, as asked for on the command line; for a numbered one that of the registers.
        name: Vietnamese name.
        file: how its files begin, ASCII.
        is_numbered: its drafts are numbered by the register of versions; others are always the first.
        type: the word in capitals, e.g. «TỜ TRÌNH»; empty for an official letter, which has none.
        not_for: how the names of organisations begin that may not issue it; empty: all may.
        not_for_source: which rule says so.
        symbol: its sign in document numbers.
        body_symbol: what stands after the stroke; empty: the sign of the issuing body.
        superior: first line on the left.
        issuer: second line on the left.
        subject: what it is about.
        as_told: a line below; may come out empty.
        receivers: who gets it.
        signs: in whose name it is signed; empty: as the paper form says of the issuing body.
        outline_lines: dotted lines below each heading of an outline that the unit registered; 0: the
            document keeps the headings of the skeleton, whatever was registered.
        pieces: the text.
        basis: where it comes from.
    """

    document: str
    name: str
    file: str
    is_numbered: bool
    type: str
    not_for: str
    not_for_source: str
    symbol: str
    body_symbol: str
    superior: str
    issuer: str
    subject: str
    as_told: str
    receivers: Sequence[str]
    signs: str
    outline_lines: int
    pieces: Sequence[Piece]
    basis: Basis

    @property
    def takes_outline(self) -> bool:
        """Whether the outline that a unit registered takes the place of the skeleton's headings."""
        return self.outline_lines > 0

    def may_issue(self, unit_name: str) -> bool:
        """Whether an organisation of this name issues such documents."""
        return not self.not_for or not unit_name.startswith(f"{self.not_for} ")


def load_templates(config_root: Path) -> dict[str, Template]:
    """The skeletons of a configuration by document; the installed ones where it has none.

    Raises:
        ConfigErrors: everything that is wrong in the files, with line and remedy.
    """
    folder = config_root / FOLDER
    problems = Problems()
    found: dict[str, Template] = {}
    for path in sorted((folder if folder.is_dir() else _installed()).glob("*.yaml")):
        top = read_yaml(path, f"{FOLDER}/{path.name}", problems)
        if top is None:
            continue
        template = _read(top)
        if template.document in found:
            top.note("document", f"khung «{template.document}» đã có", "giữ một khung, hoặc đổi mã")
        found[template.document] = template
    if problems:
        raise ConfigErrors(problems, "Khung văn bản chưa dùng được")
    return found


def template_of(templates: Mapping[str, Template], document: str) -> Template:
    """The skeleton of a document.

    Raises:
        UnknownCodeError: there is none; the message offers the nearest.
    """
    if document not in templates:
        raise UnknownCodeError("khung văn bản", document, templates)
    return templates[document]


def _installed() -> Path:
    package = Path(daihoi.__file__).resolve().parent
    wheel = package / "_config" / FOLDER
    return wheel if wheel.exists() else package.parent / "config" / FOLDER


def _read(top: Section) -> Template:
    template = Template(
        top.code("document"),
        top.text("name"),
        _file(top),
        top.flag("numbered"),
        "" if top.flag("letter") else top.text("type"),
        top.text("not_for", ""),
        top.text("not_for_source") if top.has("not_for") else "",
        top.text("symbol"),
        top.text("body_symbol", ""),
        _filled(top, "superior"),
        _filled(top, "issuer"),
        _filled(top, "subject"),
        _filled(top, "as_told", ""),
        _receivers(top),
        _filled(top, "signs", ""),
        top.integer("outline_lines", 0, least=0),
        read_sound(top.sections("blocks", required=True), _piece),
        read_basis(top, whole=False),
    )
    top.finish()
    return template


def _file(top: Section) -> str:
    name = top.text("file")
    if not name.isascii() or not name.replace("-", "").isalnum():
        top.note(
            "file", f"tên tệp «{name}» không hợp lệ", "viết bằng a–z, 0–9 và dấu -, không dấu tiếng Việt"
        )
    return name


def _receivers(top: Section) -> list[str]:
    told = top.texts("receivers")
    for text in told:
        _check(top, "receivers", text)
    return told


def _piece(section: Section) -> Piece:
    kinds = [kind for kind in _KINDS if section.has(kind)]
    if len(kinds) != 1:
        what = f"mỗi khối có một trong {', '.join(_KINDS)}; ở đây có {len(kinds)}"
        section.note(kinds[0] if kinds else "blocks", what, "giữ một")
        return Piece("blank", "")
    kind = kinds[0]
    text = _filled(section, kind, "" if kind == "blank" else None)
    if kind == "table" and text not in TABLES:
        section.note(kind, f"không có bảng «{text}»", suggestion(text, TABLES))
    piece = Piece(
        kind,
        text,
        section.integer("level", 1, least=1) if kind == "heading" else 1,
        _filled(section, "lead", "") if kind == "text" else "",
        kind == "text" and section.flag("is_item"),
        section.integer("lines", 1, least=1) if kind == "blank" else 1,
        kind == "text" and section.flag("numbered"),
        _case(section),
    )
    section.finish()
    return piece


def _case(section: Section) -> str:
    told = section.text("when", "")
    if told and told not in CASES:
        section.note("when", f"không có trường hợp «{told}»", suggestion(told, CASES))
    return told


def _filled(section: Section, key: str, default: str | None = None) -> str:
    text = section.text(key, default)
    _check(section, key, text)
    return text


def _check(section: Section, key: str, text: str) -> None:
    """Notes fields that there are not, and braces that are no field."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        section.note(key, f"«{text}» có ngoặc nhọn không khép", "viết {tên trường}")
        return
    for name in names:
        if name not in FIELDS:
            section.note(key, f"không có trường «{{{name}}}»", suggestion(name, FIELDS))
