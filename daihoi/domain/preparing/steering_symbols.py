"""What the number of a document says of its kind: ``86-KH/QU`` is a plan.

The symbols are those of the Party's rules on documents (Hướng dẫn 36-HD/VPTW, 2018).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from daihoi.domain.entries import Entry

_SYMBOL = re.compile(r"[0-9…]+\s*-\s*([A-ZĐa-z]+)(?:/|$)")
_KINDS: Mapping[str, Sequence[str]] = {
    "CT": ("directive",),
    "NQ": ("resolution",),
    "KL": ("conclusion",),
    "QĐ": ("decision", "regulation"),
    "QĐi": ("regulation",),
    "TT": ("circular",),
    "HD": ("guidance",),
    "KH": ("plan",),
    "CTr": ("programme",),
    "CTHĐ": ("programme",),
    "ĐA": ("scheme",),
    "TB": ("notice",),
    "BC": ("report",),
    "TTr": ("proposal",),
    "CV": ("letter",),
}


def kinds_of_number(number: str) -> Sequence[str]:
    """Codes of the kinds that a number can belong to; empty when it tells none."""
    found = _SYMBOL.match(number)
    return _KINDS.get(found[1], ()) if found else ()


def kind_of(document: Entry) -> str:
    """Code of the kind of a document: as stated, else as its number tells; empty when neither does."""
    told = kinds_of_number(document.text("number"))
    return document.text("document_kind") or (told[0] if len(told) == 1 else "")
