"""Parts of a book → one PDF: pages in order, links that lead through it, bookmarks of all units.

typst sets the parts apart from each other, so it cannot know where a link into another part ends: it writes
an address instead (``leaf:12``, ``leaf:contents``), which is turned into a place in the book here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from reports import fonts
from reports.books.selection import Leaf

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, IndirectObject

SCHEME: Final = "leaf:"
CONTENTS: Final = "contents"
CONTENTS_PAGE: Final = 1
"""The list of contents begins behind the cover."""


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def merged(front: bytes, parts: Iterable[bytes], leaves: Sequence[Leaf]) -> bytes:
    """The book; cover and contents, then a page for each leaf. The same parts give the same bytes."""
    from pypdf import PdfWriter

    book = PdfWriter(clone_from=io.BytesIO(front))
    before, mark = len(book.pages), hashlib.sha256(front)
    for part in parts:
        book.append(io.BytesIO(part), import_outline=False)
        mark.update(part)
    _lead_links(book, before)
    _add_bookmarks(book, leaves, before)
    _name(book, mark.digest()[:16])
    written = io.BytesIO()
    book.write(written)
    return written.getvalue()


def _lead_links(book: PdfWriter, before: int) -> None:
    pages = [page.indirect_reference for page in book.pages]
    for page in book.pages:
        for link in page.get("/Annots", ()):
            _lead(link.get_object(), pages, before)


def _lead(link: DictionaryObject, pages: Sequence[IndirectObject | None], before: int) -> None:
    """Turns an address of ours into a place of the book; whatever else a link does is left out."""
    from pypdf.generic import ArrayObject, NameObject

    address = str(link.pop(NameObject("/A"), {}).get("/URI", ""))
    if not address.startswith(SCHEME):
        return
    target = address.removeprefix(SCHEME)
    page = pages[CONTENTS_PAGE if target == CONTENTS else before + int(target)]
    assert page is not None
    link[NameObject("/Dest")] = ArrayObject([page, NameObject("/Fit")])


def _add_bookmarks(book: PdfWriter, leaves: Sequence[Leaf], before: int) -> None:
    """The tree of units, closed below its first level."""
    above: list[IndirectObject] = []
    for place, leaf in enumerate(leaves):
        for depth, name in leaf.headings:
            del above[depth - 1 :]
            parent = above[-1] if above else None
            title = fonts.printable(name)
            mark = book.add_outline_item(
                title=title, page_number=before + place, parent=parent, is_open=depth == 1
            )
            above.append(mark)


def _name(book: PdfWriter, mark: bytes) -> None:
    """What the file is known by: the same for the same content, as an archive wants it."""
    from pypdf.generic import ArrayObject, ByteStringObject

    book._ID = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])  # there is no public way
