"""The type of every chart: Source Sans Pro, used from its own files so that no global setting changes."""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

from daihoi.errors import DaihoiError

Face = Literal["normal", "italic", "semibold", "bold"]

PACKAGE = "font-source-sans-pro"
FILES: dict[Face, str] = {
    "normal": "SourceSansPro-Regular.ttf",
    "italic": "SourceSansPro-It.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
}
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STAND_IN = "?"


class FontError(DaihoiError):
    """The font of the charts is missing, or cannot write Vietnamese."""


def vietnamese_letters() -> frozenset[str]:
    """The 134 letters of Vietnamese beyond ASCII, composed (NFC), small and capital."""
    toned = {unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in _TONES}
    small = {letter for letter in toned | {"đ"} if not letter.isascii()}
    return frozenset(small | {letter.upper() for letter in small})


@lru_cache
def font_file(face: Face) -> Path:
    """The file of a face.

    Raises:
        FontError: the font package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    file = Path(spec.origin).parent / "files" / FILES[face] if spec and spec.origin else None
    if file is None or not file.is_file():
        raise FontError(
            f"Không vẽ được biểu đồ: thiếu phông chữ «{FILES[face]}». Cài lại bằng: pip install {PACKAGE}"
        )
    return file


@lru_cache
def _advances(face: Face) -> Mapping[str, float]:
    """Letter → width in ems, of all that the face can write.

    Read in one go and the file closed again: an open font must not be used by two threads.
    """
    file = font_file(face)
    with TTFont(file, lazy=True) as font:
        glyphs, widths, ems = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    letters = {chr(code): widths[glyph][0] / ems for code, glyph in glyphs.items()}
    check_letters(letters.keys(), file.name)
    return letters


def checked_file(face: Face) -> Path:
    """The file of a face that is fit for Vietnamese.

    Raises:
        FontError: the font is missing or lacks letters.
    """
    _advances(face)
    return font_file(face)


def check_letters(covered: Collection[str], name: str) -> None:
    """Refuses a font that would print boxes.

    Raises:
        FontError: ``covered`` lacks a Vietnamese letter.
    """
    missing = sorted(vietnamese_letters().difference(covered))
    if missing:
        raise FontError(
            f"Phông chữ «{name}» thiếu {len(missing)} chữ cái tiếng Việt ({''.join(missing[:12])}…). "
            f"Cài lại bằng: pip install --force-reinstall {PACKAGE}"
        )


def advance(face: Face, letter: str) -> float:
    """Width of one printable letter in ems."""
    return _advances(face)[letter]


def line_advance(face: Face, text: str) -> float:
    """Width of printable letters side by side, in ems; kerning is left out.

    Raises:
        FontError: the font is missing or not fit for Vietnamese.
    """
    widths = _advances(face)
    return sum([widths[letter] for letter in text])


@lru_cache
def _usual_letters() -> frozenset[str]:
    """Letters that are printed as they are: the font has them, and they are seen."""
    return frozenset(letter for letter in _advances("normal") if unicodedata.category(letter) != "Cf")


@lru_cache(maxsize=1 << 15)
def printable(text: str) -> str:
    """The text on one line, composed, with what the font lacks replaced by a question mark.

    Signs that are not seen (marks of direction, soft hyphens, joiners) are dropped: they come along when
    names are copied, and some of them turn the text around them.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if _usual_letters().issuperset(line) or (line.isascii() and line.isprintable()):
        return line
    known = _advances("normal")
    seen = [letter for letter in line if unicodedata.category(letter) != "Cf"]
    return "".join([letter if letter in known else _STAND_IN for letter in seen])
