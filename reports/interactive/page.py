"""One HTML file that holds a campaign at a status date: every unit and every activity."""

from __future__ import annotations

import html
import re

from daihoi.domain.expansion import Expansion
from daihoi.domain.results import Overview
from daihoi.domain.tree_rows import TreeRows
from reports.interactive.facts import page_columns, page_facts
from reports.interactive.legend import chips, legend, symbols, terms
from reports.interactive.packing import packed
from reports.interactive.scripts import asset, script, source_hash, style
from reports.tokens import date_long, number
from reports.wording import footnotes, overview_finding

FILE_NAME = "tuong-tac.html"


def interactive_files(rows: TreeRows, overview: Overview, expansion: Expansion) -> dict[str, bytes]:
    """``tuong-tac.html``, as part of an edition."""
    return {FILE_NAME: interactive_page(rows, overview, expansion)}


def interactive_page(rows: TreeRows, overview: Overview, expansion: Expansion) -> bytes:
    """The page; the same campaign and knowledge give the same bytes.

    Args:
        rows: units and activities.
        overview: where the headline comes from.
        expansion: templates, calendars and names that the rows refer to.
    """
    code, look = script(), style()
    policy = (
        f"default-src 'none'; script-src {source_hash(code)}; style-src {source_hash(look)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    texts = {
        "title": overview.edition.campaign_title,
        "subtitle": _subtitle(rows, overview),
        "finding": overview_finding(overview),
    }
    parts = {
        **{name: html.escape(text) for name, text in texts.items()},
        "streams": _options(expansion),
        "policy": policy,
        "style": look,
        "script": code,
        "symbols": symbols(),
        "legend": legend(html.escape(overview.counted_level_name)),
        "chips": chips(),
        "terms": terms(),
        "footer": _footer(overview),
        "data": packed(page_facts(rows, expansion), page_columns(rows)),
    }
    # In one pass: what is put in is never looked at again.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], asset("page.html")).encode()


def _subtitle(rows: TreeRows, overview: Overview) -> str:
    parts = [f"Số liệu đến hết ngày {date_long(overview.edition.status_date)}"]
    if overview.counted_deadline:
        parts.append(f"hạn {overview.counted_level_name} {date_long(overview.counted_deadline.last_day)}")
    if overview.root_deadline:
        parts.append(f"hạn {overview.root.name} {date_long(overview.root_deadline.last_day)}")
    parts.append(f"{number(rows.units.place.size)} đơn vị, {number(len(rows.activities))} việc")
    return " · ".join(parts)


def _options(expansion: Expansion) -> str:
    names = expansion.campaign.structure.workstreams.values()
    return "".join(
        f'<option value="{place}">{html.escape(name)}</option>' for place, name in enumerate(names)
    )


def _footer(overview: Overview) -> str:
    *assumed, anchor = (html.escape(note) for note in footnotes(overview.edition))
    if not assumed:
        return f"<p>{anchor}</p>"
    return f"<details><summary>{anchor} · Những gì là giả định</summary><p>{' '.join(assumed)}</p></details>"
