"""The report as a Word file that the office can edit. The same report gives the same bytes."""

from __future__ import annotations

import io

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Drawn

from reports.office import docx_xml
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
from reports.office.docx_page import INDENT, add_run, set_page, set_properties, set_styles
from reports.office.zipped import same_bytes

_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
KEPT_WITH_SIGNATURE = 2
"""Paragraphs before the signature that stay on its page."""
_BOLD_CAP_EMS = 0.715
"""Mean width of a bold capital of a Times face, for the rule that is as long as the line above it."""


def docx_bytes(document: Document) -> bytes:
    """The whole report."""
    return _Writer(document).bytes()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document, self.form = document, document.form
        self.file = docx.Document()
        set_properties(self.file, document)
        set_styles(self.file, document.form)

    def bytes(self) -> bytes:
        set_page(self.file.sections[0], self.document)
        self._write_heads()
        for block in self.document.blocks:
            self._write(block)
        self._keep_with_signature()
        self._write_signature()
        for annex in self.document.annexes:
            self._write_annex(annex)
        content = io.BytesIO()
        self.file.save(content)
        return same_bytes(content.getvalue())

    def _write_heads(self) -> None:
        sizes, words, text = self.form.sizes, self.form.words, self._text_width()
        left, right = self._pair(text * 0.5, text * 0.5)
        lines = [
            *((line, False) for line in self.document.superior_lines),
            *((line, True) for line in self.document.issuer_lines),
            ("*", False),
            (self.document.number, False),
        ]
        for place, (line, bold) in enumerate(lines):
            self._line(left, line, sizes["heading"], is_first=not place, is_bold=bold)
        party = self._line(right, words["party"], sizes["party"], is_first=True, is_bold=True)
        self._rule_below(party, words["party"], sizes["party"], text * 0.5)
        self._line(right, DAY_BLANK, sizes["heading"], is_italic=True).paragraph_format.space_before = Pt(8)
        if self.document.is_letter:
            for line in self.document.subject_lines:
                self._line(left, line, sizes["letter"], is_italic=True)
            self._make_tiny(self.file.add_paragraph(), height=14)
        else:
            self._write_subject()

    def _write_subject(self) -> None:
        """Type and subject below both heads."""
        sizes, words = self.form.sizes, self.form.words
        title = self._line(None, words["type"], sizes["type"], is_bold=True)
        title.paragraph_format.space_before = Pt(20)
        for line in self.document.subject_lines:
            self._line(None, line, sizes["subject"], is_bold=True)
        if self.document.as_told:
            self._line(None, self.document.as_told, sizes["subject"], is_italic=True)
        self._line(None, "-----", sizes["subject"]).paragraph_format.space_after = Pt(10)

    def _rule_below(self, drawn: Drawn, text: str, size: int, width: float) -> None:
        """A rule of the same length as the text, clear of the dots below Vietnamese letters."""
        length = len(text) * _BOLD_CAP_EMS * size * 25.4 / 72
        shape = drawn.paragraph_format
        side = Mm(max((width - length) / 2 - 1.9, 0))
        shape.left_indent = shape.right_indent = side
        shape.alignment = _CENTER
        rule, after = docx_xml.line_below(2), ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
        drawn._p.get_or_add_pPr().insert_element_before(rule, *after)

    def _write(self, block: Block) -> None:
        match block:
            case Heading():
                self.file.add_heading(block.text, block.level)
            case Paragraph():
                self._write_paragraph(block)
            case Blank():
                self._write_blank(block)
            case TableBlock():
                self._write_table(block, self.form.sizes["table"])

    def _write_paragraph(self, block: Paragraph) -> None:
        drawn = self.file.add_paragraph()
        drawn.alignment, drawn.paragraph_format.first_line_indent = _JUSTIFY, INDENT
        size = self.form.sizes["table" if block.is_note else "body"]
        # What announces what follows («như sau:») never stands alone at the foot of a page.
        drawn.paragraph_format.keep_with_next = block.text.endswith(":")
        if block.is_item:
            add_run(drawn, "- ", size)
        if block.lead:
            add_run(drawn, f"{block.lead} ", size, is_bold=not block.is_item, is_italic=block.is_item)
        add_run(drawn, block.text, size, is_italic=block.is_note)

    def _write_blank(self, block: Blank) -> None:
        """Dotted to the right margin by a tab with a leader, so that typing over it moves nothing.

        The lines may part at the end of a page: held together, LibreOffice leaves their heading behind.
        """
        for place in range(block.lines):
            drawn = self.file.add_paragraph()
            shape = drawn.paragraph_format
            shape.first_line_indent = INDENT
            shape.tab_stops.add_tab_stop(Mm(self._text_width()), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            if block.label and not place:
                add_run(drawn, f"- {block.label} ", self.form.sizes["body"], is_italic=True)
            drawn.add_run("\t")

    def _write_table(self, block: TableBlock, size: int) -> None:
        self._write_title(block.title, size)
        drawn = docx_xml.table(block, size)
        last = self.file.add_paragraph()
        last._p.addprevious(drawn)
        last.paragraph_format.space_before = Pt(2)
        if block.note:
            add_run(last, block.note, size - (1 if block.is_wide else 2), is_italic=True)
        else:
            self._make_tiny(last, height=8)

    def _make_tiny(self, drawn: Drawn, height: int = 2) -> None:
        """Word wants a paragraph after every table; one that takes no more room than ``height`` points."""
        shape = drawn.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing = Pt(height)
        size = docx_xml.element('<w:rPr><w:sz w:val="2"/></w:rPr>')
        drawn._p.get_or_add_pPr().insert_element_before(size, "w:sectPr", "w:pPrChange")

    def _write_title(self, title: str, size: int) -> None:
        for place, line in enumerate(title.split("\n") if title else []):
            drawn = self._line(None, line, size, is_bold=not place, is_italic=bool(place))
            drawn.paragraph_format.keep_with_next = True
            drawn.paragraph_format.space_before = Pt(6 if not place else 0)
            drawn.paragraph_format.space_after = Pt(3)

    def _keep_with_signature(self) -> None:
        """The last lines of the text go with the signature: it never stands alone at the top of a page."""
        for drawn in self.file.paragraphs[-KEPT_WITH_SIGNATURE:]:
            drawn.paragraph_format.keep_with_next = True

    def _write_signature(self) -> None:
        sizes, text = self.form.sizes, self._text_width()
        left, right = self._pair(text * 0.5, text * 0.5)
        receivers = self._line(left, f"{self.form.words['receivers']}:", sizes["body"], is_first=True)
        receivers.runs[0].underline = True
        for receiver in self.document.receivers:
            self._line(left, f"- {receiver}", sizes["table"])
        for paragraph in left.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        self._line(right, self.document.signs, sizes["body"], is_first=True, is_bold=True)
        self._line(right, DOTS * 2, sizes["body"])
        self._line(right, DOTS * 2, sizes["body"], is_bold=True).paragraph_format.space_before = Pt(64)
        if not self.document.annexes:
            self._make_tiny(self.file.add_paragraph())

    def _write_annex(self, annex: Annex) -> None:
        if annex.part == 1:
            section = self.file.add_section(WD_SECTION.NEW_PAGE)
            self._make_tiny(self.file.paragraphs[-1])  # the one that ends the section before
            set_page(section, self.document, is_annex=True)
            name = self._line(None, annex.name, self.form.sizes["table"], is_bold=True)
            name.paragraph_format.keep_with_next = True
        self._write_table(annex.table, self.form.sizes["annex"])

    def _text_width(self) -> float:
        """Of the portrait page, in millimetres."""
        return 210.0 - self.form.margins["left"] - self.form.margins["right"]

    def _pair(self, left: float, right: float) -> tuple[_Cell, _Cell]:
        """Two cells side by side, without rules, that stay together."""
        made = self.file.add_table(1, 2)
        made.autofit = False
        for column, width in zip(made.columns, (left, right), strict=True):
            column.width = Mm(width)
            column.cells[0].width = Mm(width)
        row = made.rows[0]._tr.get_or_add_trPr()
        row.append(docx_xml.element("<w:cantSplit/>"))
        return made.cell(0, 0), made.cell(0, 1)

    def _line(
        self,
        cell: _Cell | None,
        text: str,
        size: int,
        *,
        is_first: bool = False,
        is_bold: bool = False,
        is_italic: bool = False,
    ) -> Drawn:
        """A centred line of its own; ``is_first``: in the paragraph that every cell begins with."""
        if cell is None:
            drawn = self.file.add_paragraph()
        else:
            drawn = cell.paragraphs[0] if is_first else cell.add_paragraph()
        drawn.alignment = _CENTER
        drawn.paragraph_format.space_after = Pt(0)
        drawn.paragraph_format.line_spacing = 1.0
        add_run(drawn, text, size, is_bold=is_bold, is_italic=is_italic)
        return drawn
