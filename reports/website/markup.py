"""HTML made from text: everything that comes from data is escaped here, and a page allows nothing else in."""

from __future__ import annotations

import base64
import hashlib
import html
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote

from reports import tokens

COLOURS = {
    "ink": tokens.INK,
    "soft": tokens.INK_SOFT,
    "faint": tokens.INK_FAINT,
    "rule": tokens.RULE,
    "hair": tokens.HAIR,
    "band": tokens.BAND,
    "paper": tokens.PAPER,
    "done": tokens.DONE,
    "rest": tokens.REST,
    "crit": tokens.CRITICAL,
    "plan": tokens.PLAN,
    "dead": tokens.DEADLINE,
    "good": tokens.GOOD,
}


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        content: HTML.
        look: class names, e.g. ``number``.
    """

    content: str
    look: str = ""


def text(content: str) -> str:
    """Text as HTML, in composed letters."""
    return html.escape(unicodedata.normalize("NFC", content))


def name(content: str) -> str:
    """The name of a unit: kept apart, so that its direction of writing ends with it."""
    return f"<bdi>{text(content)}</bdi>"


def link(target: str, content: str, look: str = "") -> str:
    """A link to a file of the site; ``content`` is HTML."""
    style = f' class="{look}"' if look else ""
    return f'<a href="{html.escape(quote(target, safe="/#.+@-_"))}"{style}>{content}</a>'


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str) -> str:
    """A table that falls apart into one block per row on a narrow screen.

    Args:
        headings: plain text, one per column.
        rows: cells in the order of ``headings``.
        caption: what it tells, for who cannot see it.
    """
    head = "".join(f'<th scope="col">{text(heading)}</th>' for heading in headings)
    body = "".join(f"<tr>{_cells(headings, row)}</tr>" for row in rows)
    top = f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"<table>{top}<tbody>{body}</tbody></table>"


def _cells(headings: Sequence[str], row: Sequence[Cell]) -> str:
    return "".join(
        f'<td data-of="{html.escape(heading)}"{_look(cell.look)}>{cell.content}</td>'
        for heading, cell in zip(headings, row, strict=True)
    )


def _look(names: str) -> str:
    return f' class="{names}"' if names else ""


def section(anchor: str, title: str, content: str) -> str:
    """A part of a page under a heading."""
    return f'<section id="{anchor}"><h2>{text(title)}</h2>{content}</section>'


def document(title: str, body: str) -> bytes:
    """A whole page; it may show pictures beside it and nothing else from anywhere."""
    look = style()
    digest = base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()
    # «file:» beside 'self': to a browser, a page of a shared folder and the pictures beside it are strangers.
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' file:; base-uri 'none'; "
        "form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{look}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def door(target: str, title: str) -> bytes:
    """A page that leads on at once: the same bytes whatever is behind it."""
    way = quote(target, safe="/.-_")
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">\n"
        f'<meta http-equiv="refresh" content="0; url={way}">\n'
        f'<title>{text(title)}</title>\n</head>\n<body>\n<p><a href="{way}">{text(title)}</a></p>\n'
        "</body>\n</html>\n"
    ).encode()


@lru_cache
def style() -> str:
    """The style sheet, with the colours of ``reports.tokens``."""
    colours = ";".join(f"--{colour}:{value}" for colour, value in COLOURS.items())
    sheet = files("reports.website").joinpath("assets", "site.css").read_text("utf-8")
    lines = (line.strip() for line in sheet.splitlines())
    return f":root{{{colours}}}\n" + "\n".join(line for line in lines if line and not line.startswith("/*"))
