"""The page's style and script; the script is built from its parts beforehand (``tighten.py``)."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from reports import tokens

PARTS = (
    "unpack",
    "tree",
    "words",
    "figures",
    "bars",
    "links",
    "rows",
    "detail",
    "view",
    "controls",
    "printing",
)
"""In this order; each part may use the names of those before it at once, of all others once it is called."""

BUILT = "page.min.js"

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
    "critrest": tokens.CRITICAL_REST,
    "base": tokens.BASELINE,
    "plan": tokens.PLAN,
    "dead": tokens.DEADLINE,
    "status": tokens.STATUS,
    "off": tokens.DAY_OFF,
    "weekend": tokens.WEEKEND,
}


def script() -> str:
    """The script as it stands in the page: one function, so that it leaves no names there."""
    return asset(BUILT).split("\n", 1)[1]


def source() -> str:
    """The parts put together, as people read them: what ``tighten`` makes the script from."""
    parts = "\n".join(asset(f"{name}.js") for name in PARTS)
    return f'"use strict";(async()=>{{\n{parts}\n}})();'


def source_mark() -> str:
    """First line of the built script: says which source it was made from."""
    return f"// {hashlib.sha256(source().encode()).hexdigest()}"


def style() -> str:
    """The style sheet, with the colours of ``reports.tokens``."""
    colours = ";".join(f"--{name}:{value}" for name, value in COLOURS.items())
    return f":root{{{colours}}}\n{_tight(asset('page.css'))}"


def asset(name: str) -> str:
    """A file of the ``assets`` folder."""
    return files("reports.interactive").joinpath("assets", name).read_text("utf-8")


def source_hash(text: str) -> str:
    """How a content security policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _tight(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
