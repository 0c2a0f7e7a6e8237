"""Charts of many units → one PDF (PDF/A) with cover, contents, bookmarks and page numbers, set by typst.

typst comes as a wheel and works without network. The same book gives the same bytes: fonts come from their
package alone, and the only date inside is the status date.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

from daihoi.domain.results import Edition, UnitPlan
from reports import fonts, wording
from reports.books.contents import Cover, Entry, entry_of
from reports.books.front_matter import front_matter
from reports.books.selection import Leaf
from reports.books.sheet import BookSheet, styles_in_use
from reports.gantt_layout import page_size
from reports.gantt_page import TOPIC, draw_gantt_page

STANDARD: Final = "a-2u"
"""For the archive: fonts inside, nothing from outside, and every letter can be searched and copied."""


@dataclass(frozen=True)
class Watcher:
    """Who is told how far a book is: after each page, and when binding begins."""

    on_page: Callable[[], None] = lambda: None
    on_binding: Callable[[], None] = lambda: None


def bind(cover: Cover, units: Iterable[tuple[Leaf, UnitPlan]], watcher: Watcher | None = None) -> bytes:
    """The book as a PDF; pages stand in the order of ``units``, which are read one by one.

    Raises:
        FontError: the font of the charts is not installed.
    """
    watcher = watcher or Watcher()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries: list[Entry] = []
        for leaf, plan in units:
            entries.append(entry_of(leaf, plan))
            _draw(len(entries) - 1, leaf, plan, folder)
            watcher.on_page()
        _write(folder, cover, entries)
        watcher.on_binding()
        return _compiled(folder, cover)


def _draw(place: int, leaf: Leaf, plan: UnitPlan, folder: Path) -> None:
    """Writes the shapes of a page, and its text with all that belongs to the page."""
    sheet = BookSheet(page_size(plan))
    draw_gantt_page(plan, sheet, sheet.repeat)
    finding = fonts.printable(wording.unit_finding(plan))
    shapes, lines = sheet.parts(f"{plan.unit.name}: {TOPIC}", finding)
    headings = [(depth, fonts.printable(name)) for depth, name in leaf.headings]
    facts = {"size": (sheet.width, sheet.height), "headings": headings, "finding": finding}
    (folder / f"{place}.svg").write_bytes(shapes)
    (folder / f"{place}.json").write_text(f"[{json.dumps(facts, ensure_ascii=False)},{lines}]", "utf-8")


def _write(folder: Path, cover: Cover, entries: list[Entry]) -> None:
    content = {**front_matter(cover, entries), "styles": styles_in_use()}
    (folder / "data.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    for name in ("book.typ", "main.typ"):
        source = files("reports.books").joinpath("assets", name)
        (folder / name).write_text(source.read_text("utf-8"), "utf-8")


def _midnight(edition: Edition) -> int:
    """The status date as seconds, so that no clock is asked."""
    return (edition.status_date - date(1970, 1, 1)).days * 86400


def _compiled(folder: Path, cover: Cover) -> bytes:
    import typst  # a second of loading that only books need

    fonts_folder = folder / "fonts"
    fonts_folder.mkdir()
    for face in fonts.FILES:
        source = fonts.font_file(face)
        (fonts_folder / source.name).write_bytes(source.read_bytes())
    return typst.compile(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=[str(fonts_folder)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=_midnight(cover.edition),
        pdf_tags=False,  # they would make the file half as large again, and charts have no order of reading
    )
