"""What holds for a whole Word file: properties, styles, paper, margins, page numbers, footers."""

from __future__ import annotations

from datetime import datetime, time

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from reports.office import docx_xml
from reports.office.document import Document
from reports.office.form import PaperForm

A4 = (Mm(210), Mm(297))
INDENT = Mm(12.7)
_BLACK = RGBColor(0, 0, 0)
_STYLES = (("Normal", "body"), ("Heading 1", "subject"), ("Heading 2", "subject"))
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")


def set_properties(file: WordFile, document: Document) -> None:
    """Title, issuer, and the status date as the time of making: no clock, so that bytes repeat."""
    known, day = file.core_properties, datetime.combine(document.as_of, time())
    known.title, known.author, known.last_modified_by = document.title[:255], document.issuer[:255], ""
    known.created = known.modified = day
    known.comments, known.keywords, known.language, known.revision = document.footer[:255], "", "vi-VN", 1


def set_styles(file: WordFile, form: PaperForm) -> None:
    """Text and headings in the form's font; a heading stays with what follows."""
    for name, size in _STYLES:
        style = file.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set_font(style, form.fonts["word"], form.sizes[size], is_bold=name != "Normal")
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(6), 1.1
        shape.widow_control = True
        if name != "Normal":
            shape.space_before, shape.keep_with_next, shape.first_line_indent = Pt(6), True, INDENT


def _set_font(style: ParagraphStyle, family: str, size: int, *, is_bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = family, Pt(size), is_bold, False
    font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), family)


def set_page(section: Section, document: Document, *, is_annex: bool = False) -> None:
    """Paper and margins of the text, or of an annex, which lies across."""
    margins = document.form.margins
    if is_annex:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = A4[1], A4[0]
        section.left_margin = section.right_margin = Mm(margins["annex"])
        section.top_margin = section.bottom_margin = Mm(margins["annex"] + 2)
    else:
        section.page_width, section.page_height = A4
        section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
        section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = not is_annex
    _write_margins(section, document, is_annex=is_annex)


def _write_margins(section: Section, document: Document, *, is_annex: bool) -> None:
    """Page numbers top centre from the second page on; status date and anchor at the foot of each."""
    sizes = document.form.sizes
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head._p.append(docx_xml.page_number(sizes["body"]))
    feet = [section.footer] if is_annex else [section.footer, section.first_page_footer]
    for foot in feet:
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, document.footer, sizes["footer"], is_italic=True)


def add_run(
    drawn: Paragraph, text: str, size: float, *, is_bold: bool = False, is_italic: bool = False
) -> None:
    """Text of one look at the end of a paragraph."""
    run = drawn.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = is_bold, is_italic
