"""The workstreams in a glance: one line each, in the words of its review."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.preparing.all import reviews
from daihoi.domain.preparing.base import Preparation, Review


def show_workstreams(preparation: Preparation, out: Console | None = None) -> None:
    """One line for each workstream with a finding; on standard output when ``out`` is None."""
    found = [one for one in reviews(preparation) if one.findings]
    if not found:
        return
    out = out or console()
    out.print(Text("Các mảng", "bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for review in found:
        table.add_row(review.title, Text(_line(review)))
    out.print(table)
    out.print(Text(f"Cả mảng, các biểu: daihoi work {preparation.campaign.code} MẢNG\n", "dim"))


def _line(review: Review) -> str:
    """The finding that leaders should know first, and how many more there are."""
    more = len(review.findings) - 1
    return f"{review.findings[0].rstrip('.')}." + (f" (còn {more} ý)" if more else "")
