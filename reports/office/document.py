"""A Party document as content: what stands where, before Word or PDF. Both writers show the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from daihoi.domain.preparing.base import WorkTable
from reports.office.form import PaperForm
from reports.office.title_lines import title_lines

Align = Literal["left", "center", "right"]

DOTS = "…………"
"""A short blank for the clerk to fill in."""

DAY_BLANK = "………, ngày … tháng … năm ……"
"""Place and date, which the clerk writes when the report is signed."""

TEXT_WIDTH = 160
"""Millimetres that a table in the text may take: A4 between margins of 30 and 20 mm."""

HALF_WIDTH = 76
"""Millimetres of text in one of the two halves that stand side by side, within the padding of their cells."""

_BREAKS, _UNSEEN = frozenset({"Zl", "Zp", "Cc"}), frozenset({"Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is «I-», level 2 is «1-». It never stands alone at the foot of a page."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lead`` opens it in bold; ``is_item``: one of a list; ``is_note``: small, slanted."""

    text: str
    lead: str = ""
    is_item: bool = False
    is_note: bool = False


@dataclass(frozen=True)
class Blank:
    """Dotted lines for the clerk, after an optional label."""

    label: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Column:
    """A column of a table. ``width`` in millimetres."""

    title: str
    width: int
    align: Align = "center"


@dataclass(frozen=True)
class TableBlock:
    """A table whose header is repeated on every page and whose rows are never torn.

    Attributes:
        title: set above it; empty for none.
        columns: titles, widths, alignment.
        rows: as many cells as columns each; a row of one cell is a heading across the whole table.
        total: a last line in bold; empty for none.
        note: a line below in small type.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    note: str = ""

    @property
    def is_wide(self) -> bool:
        """Made for a landscape page."""
        return sum(column.width for column in self.columns) > TEXT_WIDTH


Block = Heading | Paragraph | Blank | TableBlock


@dataclass(frozen=True)
class Annex:
    """One table of an annex, landscape. The first begins a page; the others follow on it.

    Attributes:
        number: of the annex, from 1.
        part: which table of the annex, from 1.
        table: as printed.
        source: the table of a workstream that it shows; None for one made from the schedule.
    """

    number: int
    part: int
    table: TableBlock
    source: WorkTable | None = None

    @property
    def name(self) -> str:
        """As printed above the first of its tables, e.g. «Phụ lục 1»."""
        return f"Phụ lục {self.number}"


@dataclass(frozen=True)
class Document:
    """A whole report.

    Attributes:
        form: measures and fixed words.
        superior: name of the superior body, dotted when not known.
        issuer: name of the issuing body.
        number: with its blank, e.g. «Số ………-BC/QU».
        subject: what it is about, in lower case as the form wants it; of an official letter, which has no
            word for its type, «V/v …», written below the number.
        as_told: a line below it: of which day the figures are.
        blocks: the text.
        receivers: who gets it; blanks for the clerk.
        signs: in whose name it is signed.
        annexes: in order.
        footer: status date and anchor, on every page.
        as_of: status date: the creation date of the file, so that the same report has the same bytes.
    """

    form: PaperForm
    superior: str
    issuer: str
    number: str
    subject: str
    as_told: str
    blocks: Sequence[Block]
    receivers: Sequence[str]
    signs: str
    annexes: Sequence[Annex] = field(default=())
    footer: str = ""
    as_of: date = date.min

    @property
    def title(self) -> str:
        """For the file's properties."""
        return f"{self.form.words['type'].capitalize()} {self.subject}".strip()

    @property
    def subject_lines(self) -> list[str]:
        """What it is about, a line each: below the type, or in the left half below a letter's number."""
        if self.is_letter:
            return self._lines(self.subject, HALF_WIDTH, "letter")
        return self._lines(self.subject, TEXT_WIDTH, "subject")

    @property
    def superior_lines(self) -> list[str]:
        """In capitals, a line each."""
        return self._lines(self.superior.upper(), HALF_WIDTH, "heading")

    @property
    def issuer_lines(self) -> list[str]:
        """In capitals, a line each."""
        return self._lines(self.issuer.upper(), HALF_WIDTH, "heading")

    def _lines(self, text: str, width: float, size: str) -> list[str]:
        return title_lines(text, width, self.form.sizes[size], self.form.kept_together)

    @property
    def is_letter(self) -> bool:
        """An official letter («công văn»): without a word for its type."""
        return not self.form.words["type"]


def plain(text: str) -> str:
    """A name from the data, fit for any document: composed, on one line, nothing that cannot be seen.

    Control and formatting characters go: a right-to-left mark in a name would turn round what follows.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = (" " if unicodedata.category(letter) in _BREAKS else letter for letter in composed)
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(seen.split())


def lowered(text: str) -> str:
    """A sentence that goes on after a colon: its first letter small."""
    return f"{text[:1].lower()}{text[1:]}"
