"""The report as PDF/A for the archive, by typst. The same report gives the same bytes on any machine."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from reports.office.document import (
    DAY_BLANK,
    DOTS,
    Annex,
    Blank,
    Block,
    Document,
    Heading,
    Paragraph,
    TableBlock,
)
from reports.office.docx_xml import KEPT_TOGETHER

TEMPLATE = Path(__file__).parent / "assets" / "progress_report.typ"
STANDARD: Literal["a-2b"] = "a-2b"
STAND_IN = "?"


def pdf_bytes(document: Document) -> bytes:
    """The whole report. System fonts are left aside: the font is the one that typst carries."""
    import typst

    made = typst.compile(
        TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(archived(document), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=int(datetime.combine(document.as_of, time(), UTC).timestamp()),
    )
    assert isinstance(made, bytes)  # one PDF, not a list of pages
    return made


def archived(document: Document) -> Any:
    """The report as the template reads it, with letters that the font has."""
    form, cut = document.form, _notes_at(document)
    return _written(
        {
            "title": document.title,
            "date": [document.as_of.year, document.as_of.month, document.as_of.day],
            "margins": dict(form.margins),
            "sizes": dict(form.sizes),
            "font": form.fonts["archive"],
            "party": form.words["party"],
            "type": form.words["type"],
            "receivers_word": form.words["receivers"],
            "superior": document.superior_lines,
            "issuer": document.issuer,
            "issuer_lines": document.issuer_lines,
            "number": document.number,
            "day_blank": DAY_BLANK,
            "dots": DOTS * 2,
            "subject": document.subject_lines,
            "as_told": document.as_told,
            "blocks": [_block(block) for block in document.blocks[:cut]],
            "notes": [_block(block) for block in document.blocks[cut:]],
            "receivers": list(document.receivers),
            "signs": document.signs,
            "annexes": [
                {"name": parts[0].name, "tables": [_block(part.table) for part in parts]}
                for parts in _annexes(document)
            ],
            "footer": document.footer,
            "kept_together": KEPT_TOGETHER,
        }
    )


def _notes_at(document: Document) -> int:
    """Where the notes at the end begin, which stay on one page with the signature."""
    blocks = document.blocks
    at = len(blocks)
    while at and isinstance(block := blocks[at - 1], Paragraph) and block.is_note:
        at -= 1
    return at - 1 if at and isinstance(blocks[at - 1], Heading) else at


def _annexes(document: Document) -> list[list[Annex]]:
    """The tables of each annex."""
    return [list(parts) for _, parts in groupby(document.annexes, key=lambda annex: annex.number)]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            flags = {"is_item": block.is_item, "is_note": block.is_note}
            return {"kind": "paragraph", "text": block.text, "lead": block.lead, **flags}
        case Blank():
            return {"kind": "blank", "label": block.label, "lines": block.lines}
        case TableBlock():
            return {
                "kind": "table",
                "title": block.title.split("\n") if block.title else [],
                "columns": [{"title": c.title, "width": c.width, "align": c.align} for c in block.columns],
                "rows": [list(row) for row in block.rows],
                "total": list(block.total),
                "note": block.note,
                "is_wide": block.is_wide,
            }


def _written(value: Any) -> Any:
    """The same with every letter that the font lacks replaced: PDF/A admits no letter without a shape."""
    if isinstance(value, str):
        return "".join(letter if is_writable(letter) else STAND_IN for letter in value)
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items()}
    return [_written(inner) for inner in value] if isinstance(value, list) else value


def is_writable(letter: str) -> bool:
    """Whether the archive font has a letter: Latin with all of Vietnamese, Greek, Cyrillic, common signs."""
    code = ord(letter)
    if letter in "\n–—‘’“”„•…†‡°−«»×÷≤≥→←§²³":
        return True
    is_script = code < 0x180 or 0x1A0 <= code <= 0x1B0 or 0x1E00 <= code <= 0x1EF9
    return is_script and unicodedata.category(letter) not in {"Cc", "Cf"}
