"""A skeleton with a unit's data put in, as the bytes of a Word file. The same data gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from daihoi.domain.preparing.base import Preparation
from daihoi.domain.units import Unit
from daihoi.drafting.cases import CASES
from daihoi.drafting.fields import fields_of
from daihoi.drafting.outlined import pieces_of
from daihoi.drafting.tables import TABLES
from daihoi.drafting.template import Piece, Template
from reports.office.document import DOTS, Blank, Block, Document, Heading, Paragraph
from reports.office.form import PaperForm


def draft_mark(number: int) -> str:
    """The mark below a draft's number."""
    return f"Dự thảo lần {number}"


def skeleton(
    preparation: Preparation, unit: Unit, template: Template, form: PaperForm, number: int
) -> Document:
    """The document, ready for a writer.

    Args:
        preparation: where the unit's data comes from.
        unit: whose document.
        template: its skeleton.
        form: measures and fixed words.
        number: which draft it is, from 1.
    """
    fields = fields_of(preparation, unit, form)
    _, body = form.body_of(fields["unit"])
    symbol = template.body_symbol or (body.symbol if body else DOTS)
    signs = template.signs.format_map(fields) or (body.signs if body else "")
    return Document(
        form=replace(form, words={**form.words, "type": template.type, "symbol": template.symbol}),
        superior=template.superior.format_map(fields),
        issuer=template.issuer.format_map(fields),
        number=f"Số {DOTS}-{template.symbol}/{symbol}\n{draft_mark(number)}",
        subject=template.subject.format_map(fields),
        as_told=template.as_told.format_map(fields),
        blocks=list(_blocks(preparation, unit, template, fields)),
        receivers=[text.format_map(fields) for text in template.receivers],
        signs=signs or f"T/M {DOTS * 2}",
        # Not the status date: a skeleton whose data has not changed keeps its bytes from day to day.
        as_of=preparation.campaign.plan_date,
    )


def _blocks(
    preparation: Preparation, unit: Unit, template: Template, fields: Mapping[str, str]
) -> Iterator[Block]:
    number = 0
    for piece in pieces_of(preparation, unit, template):
        if piece.when and not CASES[piece.when](preparation, unit):
            continue
        number = 0 if piece.kind == "heading" else number + piece.is_numbered
        lead = f"{number}." if piece.is_numbered else piece.lead.format_map(fields)
        block = _block(preparation, unit, piece, piece.text.format_map(fields), lead)
        if block:
            yield block


def _block(preparation: Preparation, unit: Unit, piece: Piece, text: str, lead: str) -> Block | None:
    if piece.kind == "heading":
        return Heading(text, piece.level)
    if piece.kind == "table":
        return TABLES[piece.text](preparation, unit)
    if piece.kind == "blank":
        return Blank(text, piece.lines)
    return Paragraph(text, lead, is_item=piece.is_item)
