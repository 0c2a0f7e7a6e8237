"""Pieces of WordprocessingML that python-docx has no word for: tables as a whole, fields, leaders."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.office.document import Column, TableBlock

TWIPS_PER_MM = 1440 / 25.4
_RULE = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
_RULES = "".join(_RULE.format(edge) for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
_PADDING_TWIPS = {True: 85, False: 57}
"""Between rule and text, of a table for a landscape page and of one in the text, which has less room."""
LAST_WITH_NOTE = 2
"""Rows that go with the note below a table: a note never stands alone at the top of a page."""
KEPT_TOGETHER = 8
"""A table of no more rows stays on one page; of a longer one, no less than two rows begin a page."""

_ALIGN = {"left": "left", "center": "center", "right": "right"}


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def element(xml: str) -> BaseOxmlElement:
    """An element from its text, which names its namespace as ``w``."""
    head, _, rest = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {nsdecls('w')}{slash}>{rest}")


def table(block: TableBlock, size: int) -> BaseOxmlElement:
    """A ruled table: header repeated on every page, rows not torn, widths as given.

    Built as text because python-docx looks through all cells again for each one that it fills.
    """
    columns = block.columns
    grid = "".join(f'<w:gridCol w:w="{twips(column.width)}"/>' for column in columns)
    body = [*block.rows, *([block.total] if block.total else [])]
    together = len(body) - 1 if len(body) <= KEPT_TOGETHER else 2
    with_note = len(body) - LAST_WITH_NOTE if block.note else len(body)
    rows = [_row([column.title for column in columns], columns, size, is_header=True)]
    rows += [
        _row(cells, columns, size, keeps=place < together or place >= with_note, is_bold=cells is block.total)
        for place, cells in enumerate(body)
    ]
    width = twips(sum(column.width for column in columns))
    return element(
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>{_padding(block)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _padding(block: TableBlock) -> str:
    edges = "".join(
        f'<w:{edge} w:w="{_PADDING_TWIPS[block.is_wide]}" w:type="dxa"/>' for edge in ("left", "right")
    )
    return f"<w:tblCellMar>{edges}</w:tblCellMar>"


def _row(
    cells: Sequence[str],
    columns: Sequence[Column],
    size: int,
    *,
    is_header: bool = False,
    is_bold: bool = False,
    keeps: bool = False,
) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    if len(cells) == 1 < len(columns):
        inside = _cell(cells[0], columns, size, "left", is_bold=True, keeps=True)
    else:
        inside = "".join(
            _cell(
                text,
                [column],
                size,
                "center" if is_header else column.align,
                is_bold=is_header or is_bold,
                keeps=keeps or is_header,
            )
            for text, column in zip(cells, columns, strict=True)
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def _cell(text: str, columns: Sequence[Column], size: int, align: str, *, is_bold: bool, keeps: bool) -> str:
    span = f'<w:gridSpan w:val="{len(columns)}"/>' if len(columns) > 1 else ""
    width = twips(sum(column.width for column in columns))
    bold = "<w:b/>" if is_bold else ""
    keep = "<w:keepNext/>" if keeps else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{_ALIGN[align]}"/></w:pPr>'
        f'<w:r><w:rPr>{bold}<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def page_number(size: int) -> BaseOxmlElement:
    """A run that shows the number of its page."""
    return element(
        f'<w:fldSimple w:instr="PAGE"><w:r><w:rPr><w:sz w:val="{size * 2}"/></w:rPr><w:t>2</w:t></w:r>'
        "</w:fldSimple>"
    )


def line_below(space: int) -> BaseOxmlElement:
    """A rule below a paragraph, ``space`` points under its text."""
    return element(f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="{space}" w:color="000000"/></w:pBdr>')
