"""Drawn sheets → PDF and PNG, set by typst: thirty milliseconds a sheet, where matplotlib needs a second.

The same sheets give the same bytes: fonts come from their package alone, nothing is read from the system,
and no date is written. typst works outside Python's lock, so threads may print at the same time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import typst

from reports import fonts
from reports.books.sheet import BookSheet, styles_in_use
from reports.charts import sheet_names
from reports.press.pictures import DPI, picture

_EPOCH = 0
"""Seconds: a time has to be given, or typst would ask the clock."""


def printed(sheets: Sequence[BookSheet], name: str) -> dict[str, bytes]:
    """``<name>.pdf`` with all sheets, and each as ``<name>.png``; ``<name>-1.png``, … when there are several.

    Raises:
        FontError: the font of the charts is not installed.
    """
    press = _Press(sheets, name)
    names = sheet_names(name, len(sheets))
    pictures = {f"{n}.png": content for n, content in zip(names, press.pictures(), strict=True)}
    return {**pictures, f"{name}.pdf": press.pdf()}


def printed_pdf(sheets: Sequence[BookSheet], name: str) -> bytes:
    """All sheets as one PDF; its text can be searched and copied.

    Raises:
        FontError: the font of the charts is not installed.
    """
    return _Press(sheets, name).pdf()


class _Press:
    """Sheets that are set once and then written in several formats."""

    def __init__(self, sheets: Sequence[BookSheet], title: str) -> None:
        self.compiler = typst.Compiler(
            font_paths=_typefaces(),
            ignore_system_fonts=True,
            sys_inputs={"sheets": _content(sheets, title)},
        )

    def pdf(self) -> bytes:
        made = self.compiler.compile(_program(), format="pdf", timestamp=_EPOCH, pdf_tags=False)
        assert isinstance(made, bytes)
        return made

    def pictures(self) -> list[bytes]:
        made = self.compiler.compile(_program(), format="png", ppi=DPI)
        assert made is not None
        return [picture(page) for page in ([made] if isinstance(made, bytes) else made)]


def _content(sheets: Sequence[BookSheet], title: str) -> str:
    """The sheets as the program reads them. Lines of text come as JSON, and are put in as they are."""
    written = []
    for sheet in sheets:
        shapes, lines = sheet.parts(title, "")
        written.append(f"[{sheet.width:g},{sheet.height:g},{json.dumps(shapes.decode())},{lines}]")
    head = json.dumps({"title": title, "styles": styles_in_use()})
    return f'{head[:-1]},"sheets":[{",".join(written)}]}}'


@lru_cache
def _program() -> bytes:
    return files("reports.press").joinpath("assets", "sheets.typ").read_bytes()


@lru_cache
def _typefaces() -> typst.Fonts:
    """All faces of the package, read once; the four in use are checked to write Vietnamese."""
    folders = {str(fonts.checked_file(face).parent) for face in fonts.FILES}
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders))
