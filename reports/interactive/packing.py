"""Columns of whole numbers as a few bytes: what the script of the page unpacks.

The block is base64 of one zlib stream: four bytes with the length of the JSON part (little endian), the JSON
part, then the columns one after the other. A number is written as zigzag LEB128 (7 bits a byte, the high bit
says that another byte follows), so that small numbers of either sign take one byte.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

LEVEL = 6
"""Of compression: level 9 takes five times as long for a twentieth less."""


@dataclass(frozen=True)
class Column:
    """A column to be packed.

    Attributes:
        name: how the script calls it.
        values: whole numbers.
        is_delta: written is the difference to the row before.
        base: name of an earlier column of the same length that is subtracted first; empty for none.
    """

    name: str
    values: Numbers
    is_delta: bool = False
    base: str = ""


def packed(facts: Mapping[str, object], columns: Sequence[Column]) -> str:
    """Facts and columns as text for a data block.

    Args:
        facts: everything that is not a column; must be JSON.
        columns: in the order in which they are unpacked.
    """
    described = [[c.name, int(c.values.size), int(c.is_delta), c.base] for c in columns]
    head = json.dumps({**facts, "columns": described}, ensure_ascii=False, separators=(",", ":")).encode()
    known = {column.name: column.values for column in columns}
    body = b"".join(_variable_length(_residual(column, known)) for column in columns)
    return base64.b64encode(zlib.compress(len(head).to_bytes(4, "little") + head + body, LEVEL)).decode()


def _residual(column: Column, known: Mapping[str, Numbers]) -> Numbers:
    values = column.values.astype(np.int64)
    if column.base:
        values = values - known[column.base]
    return np.diff(values, prepend=0) if column.is_delta else values


def _variable_length(values: Numbers) -> bytes:
    """Zigzag LEB128 of whole numbers within ±2^30."""
    zigzag = (values.astype(np.int64) << 1) ^ (values.astype(np.int64) >> 63)
    lengths = 1 + np.count_nonzero([zigzag >> bits > 0 for bits in (7, 14, 21, 28)], axis=0)
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if ends.size else 0, np.uint8)
    for place in range(5):
        has = lengths > place
        more = (lengths > place + 1)[has]
        out[(ends - lengths)[has] + place] = (zigzag[has] >> (7 * place) & 127) | (more * 128)
    return out.tobytes()
