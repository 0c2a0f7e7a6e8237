"""A skeleton under the headings that its unit registered, where the skeleton takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.outlines import depth, outline_of
from daihoi.domain.units import Unit
from daihoi.drafting.template import Piece, Template

DEEPEST = 2
"""A Word heading below this depth would not stand out from the text any more."""


def pieces_of(preparation: Preparation, unit: Unit, template: Template) -> Sequence[Piece]:
    """The pieces of a document: those of its skeleton, or under the outline that its unit registered.

    Of the skeleton there then remain what stands before its first heading, and its tables: they follow the
    outline, since only the writer can say in which section they belong.
    """
    told = outline_of(preparation.entries, unit.code, template.document) if template.takes_outline else []
    if not told:
        return template.pieces
    opening = takewhile(lambda piece: piece.kind != "heading", template.pieces)
    tables = (piece for piece in template.pieces if piece.kind == "table")
    return [*opening, *_sections(told, template.outline_lines), *tables]


def _sections(told: Sequence[Entry], lines: int) -> Iterator[Piece]:
    for one, following in zip(told, [*told[1:], None], strict=True):
        section = one.text("section")
        yield Piece("heading", _literal(_heading(section, one.text("title"))), min(depth(section), DEEPEST))
        has_parts = following is not None and depth(following.text("section")) > depth(section)
        if not has_parts:
            yield Piece("blank", "", lines=lines)


def _heading(section: str, title: str) -> str:
    """«I- Tình hình», «I.2- Chỉ tiêu», as the form of Party documents numbers parts."""
    return f"{section.rstrip('.')}- {title}"


def _literal(text: str) -> str:
    """Braces that somebody wrote into a title are no fields."""
    return text.replace("{", "{{").replace("}", "}}")
