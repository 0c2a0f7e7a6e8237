"""Charts of many units → one PDF (PDF/A) with cover, contents, bookmarks and page numbers, set by typst.

typst comes as a wheel and works without network. The same book gives the same bytes: fonts come from their
package alone, and the only date inside is the status date. Charts are set in parts (``setting``), which are
put together again (``merging``): memory does not grow with the book.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from daihoi.domain.results import Edition, UnitPlan
from reports import fonts
from reports.books.contents import Cover, Entry, entry_of
from reports.books.front_matter import front_matter
from reports.books.merging import merged, pages_in
from reports.books.selection import Leaf
from reports.books.setting import PAGES_PER_PART, parts_of, set_front, set_parts
from reports.books.sheet import BookSheet, styles_in_use
from reports.gantt_layout import page_size
from reports.gantt_page import TOPIC, draw_gantt_page


@dataclass(frozen=True)
class Watcher:
    """Who is told how far a book is: after each page, and when binding begins."""

    on_page: Callable[[], None] = lambda: None
    on_binding: Callable[[], None] = lambda: None


def bind(
    cover: Cover,
    units: Iterable[tuple[Leaf, UnitPlan]],
    watcher: Watcher | None = None,
    pages_per_part: int = PAGES_PER_PART,
) -> bytes:
    """The book as a PDF; pages stand in the order of ``units``, which are read one by one.

    Args:
        cover: what stands on the cover.
        units: each unit with its place in the book.
        watcher: who is told how far the book is.
        pages_per_part: charts that are set together; more take more memory.

    Raises:
        FontError: the font of the charts is not installed.
        SettingError: typst refused a part.
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
        return _bound(folder, cover.edition, [entry.leaf for entry in entries], pages_per_part)


def _draw(place: int, leaf: Leaf, plan: UnitPlan, folder: Path) -> None:
    """Writes the shapes of a page, and its text with all that belongs to the page."""
    sheet = BookSheet(page_size(plan))
    finding = fonts.printable(draw_gantt_page(plan, sheet, sheet.repeat))
    shapes, lines = sheet.parts(f"{plan.unit.name}: {TOPIC}", finding)
    facts = {"size": (sheet.width, sheet.height), "finding": finding}
    (folder / f"{place}.svg").write_bytes(shapes)
    (folder / f"{place}.json").write_text(f"[{json.dumps(facts, ensure_ascii=False)},{lines}]", "utf-8")


def _write(folder: Path, cover: Cover, entries: list[Entry]) -> None:
    content = {**front_matter(cover, entries), "styles": styles_in_use()}
    (folder / "data.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    for name in ("book.typ", "main.typ", "part.typ"):
        source = files("reports.books").joinpath("assets", name)
        (folder / name).write_text(source.read_text("utf-8"), "utf-8")
    (folder / "fonts").mkdir()
    for face in fonts.FILES:
        typeface = fonts.font_file(face)
        (folder / "fonts" / typeface.name).write_bytes(typeface.read_bytes())


def _bound(folder: Path, edition: Edition, leaves: Sequence[Leaf], pages_per_part: int) -> bytes:
    """Cover and contents first: how many pages they take decides the numbers of all others."""
    midnight = _midnight(edition)
    front = set_front(folder, midnight)
    parts = parts_of(len(leaves), pages_in(front), pages_per_part)
    return merged(front, set_parts(folder, parts, midnight), leaves)


def _midnight(edition: Edition) -> int:
    """The status date as seconds, so that no clock is asked."""
    return (edition.status_date - date(1970, 1, 1)).days * 86400
