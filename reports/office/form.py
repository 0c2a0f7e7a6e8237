"""The form of a Party document, read from ``config/templates``: measures, fixed words, issuing bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import daihoi
from daihoi.domain.structure import Basis, Certainty
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml

FILE = "templates/bao_cao_tien_do.yaml"
MARGINS = ("top", "bottom", "left", "right", "annex")
SIZES = ("party", "heading", "type", "subject", "letter", "body", "table", "annex", "footer")
FONTS = ("word", "archive")
WORDS = ("party", "type", "symbol", "receivers")
_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}


@dataclass(frozen=True)
class Body:
    """Who issues for an organisation.

    Attributes:
        name: how the organisation's name begins.
        body: what stands for that beginning in the name of the issuing body.
        symbol: its sign in document numbers, e.g. ``QU``.
        signs: in whose name it signs; empty where the clerk has to decide.
        filed: where it keeps its own copies, as the last of the receivers; empty: as everybody does.
        basis: source and certainty.
    """

    name: str
    body: str
    symbol: str
    signs: str
    filed: str
    basis: Basis


@dataclass(frozen=True)
class PaperForm:
    """Measures and fixed words.

    Attributes:
        margins: ``MARGINS`` → millimetres.
        sizes: ``SIZES`` → points.
        fonts: ``FONTS`` → family.
        words: ``WORDS`` → text.
        bodies: tried in this order.
        kept_together: phrases that a title does not tear; ``*`` in one is any word.
        annexes: the annexes of a report in their order, each the names of its tables: ``units`` and ``work``
            for progress by unit and by work, else how codes of tables of the workstreams begin.
    """

    margins: Mapping[str, int]
    sizes: Mapping[str, int]
    fonts: Mapping[str, str]
    words: Mapping[str, str]
    bodies: tuple[Body, ...]
    kept_together: tuple[str, ...]
    annexes: tuple[tuple[str, ...], ...]

    def body_of(self, unit_name: str) -> tuple[str, Body | None]:
        """The issuing body of an organisation: «Đảng bộ quận Cẩm Lệ» → «Quận ủy Cẩm Lệ».

        The organisation's own name, and nothing more, where no entry fits.
        """
        for body in self.bodies:
            rest = unit_name.removeprefix(body.name)
            if rest != unit_name and rest.startswith(" "):
                return f"{body.body}{rest}", body
        return unit_name, None


def load_form(config_root: Path) -> PaperForm:
    """The form of a configuration; the one that travels with the program where it has none.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = config_root / FILE
    problems = Problems()
    form = _read(path if path.exists() else _installed(), problems)
    if problems or form is None:
        raise ConfigErrors(problems, "Mẫu báo cáo chưa dùng được")
    return form


def _installed() -> Path:
    package = Path(daihoi.__file__).resolve().parent
    wheel = package / "_config" / FILE
    return wheel if wheel.exists() else package.parent / "config" / FILE


def _read(path: Path, problems: Problems) -> PaperForm | None:
    top = read_yaml(path, FILE, problems)
    if top is None:
        return None
    top.text("template")
    top.text("name")
    form = PaperForm(
        _numbers(top.section("page"), MARGINS),
        _numbers(top.section("sizes"), SIZES),
        _texts(top.section("fonts"), FONTS),
        _texts(top.section("words"), WORDS, has_basis=False),
        tuple(_body(section) for section in top.sections("bodies", required=True)),
        tuple(top.texts("kept_together")) if top.has("kept_together") else (),
        _annexes(top),
    )
    top.finish()
    return form


def _annexes(top: Section) -> tuple[tuple[str, ...], ...]:
    """The tables of each annex, none named twice."""
    annexes = [tuple(text.split()) for text in top.texts("annexes")]
    counts = Counter(name for names in annexes for name in names)
    for name in [name for name, count in counts.items() if count > 1]:
        top.note("annexes", f"«{name}» viết {counts[name]} lần", "giữ một")
    return tuple(annexes)


def _numbers(section: Section, keys: tuple[str, ...]) -> dict[str, int]:
    found = {key: section.integer(key, least=1) for key in keys}
    _basis(section)
    section.finish()
    return found


def _texts(section: Section, keys: tuple[str, ...], *, has_basis: bool = True) -> dict[str, str]:
    found = {key: section.text(key) for key in keys}
    if has_basis:
        _basis(section)
    section.finish()
    return found


def _body(section: Section) -> Body:
    made = Body(
        section.text("name"),
        section.text("body"),
        section.text("symbol"),
        section.text("signs", ""),
        section.text("filed", ""),
        _basis(section),
    )
    section.finish()
    return made


def _basis(section: Section) -> Basis:
    return Basis(section.choice("certainty", _CERTAINTIES), section.text("source"))
