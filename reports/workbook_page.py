"""How the sheets of the workbooks print: paper, margins, and one footer for all."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from daihoi.domain.results import Edition
from daihoi.domain.sheet_footers import sheet_footer
from reports.tokens import date_long

A4, A3 = 9, 8
"""As spreadsheets number them."""


def rests_on(edition: Edition) -> str:
    """Status date and anchor."""
    anchor = f", mốc {edition.head[:12]}" if edition.head else ""
    return f"Số liệu đến hết ngày {date_long(edition.status_date)}; sổ ghi đến số {edition.known_seq}{anchor}"


def set_page(
    sheet: Worksheet, who: str, edition: Edition, paper: int = A4, *, is_landscape: bool = True
) -> None:
    """Paper, margins, footer; one page wide.

    Args:
        sheet: any sheet.
        who: whom the workbook is about: a unit, or the campaign.
        edition: what its figures rest on.
        paper: ``A4`` or ``A3``.
        is_landscape: wider than high.
    """
    if is_landscape:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(sheet_footer(who, rests_on(edition)))
