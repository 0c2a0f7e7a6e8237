"""Numbers by which people are known: they are never recorded, wherever text can be written.

The log is kept for ever and nothing is deleted from it, so what must not be in it has to be refused at the
door. Names cannot be told from other words with certainty; numbers of identity cards and telephones can.
"""

from __future__ import annotations

import re

_APART = r"[ .\-]?"
_IDENTITY = re.compile(rf"(?<![\w/]){_APART.join([r'[0-9]{3}'] * 4)}(?![\w/])")
"""Twelve digits, as on identity cards since 2016; written together or by threes."""

_OLD_IDENTITY = re.compile(rf"(?<![\w/]){_APART.join([r'[0-9]{3}'] * 3)}(?![\w/]|{_APART}[0-9])")
"""Nine digits, as on identity cards before."""

_TELEPHONE = re.compile(r"(?<![\w/])(?:\+84|0)[ .\-]?[35789](?:[ .\-]?[0-9]){8}(?![\w/]|[ .\-]?[0-9])")
"""A mobile number, as they are since 2018."""

_KINDS = (
    (_IDENTITY, "số căn cước (12 chữ số)"),
    (_TELEPHONE, "số điện thoại"),
    (_OLD_IDENTITY, "số chứng minh (9 chữ số)"),
)


def personal_number(text: str) -> str:
    """What kind of personal number a text holds, in Vietnamese; empty when it holds none.

    Numbers of documents (``86-KH/QU``, ``1234/QĐ-BTC``), dates and codes of units are none.
    """
    return next((name for pattern, name in _KINDS if pattern.search(text)), "")
