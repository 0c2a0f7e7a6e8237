"""The written form of a baseline's dates: the same dates are always the same bytes.

A line that names the form, a line of JSON with the codes, then four columns of little-endian int32. Units
and activities come sorted and dates lie close together, so each column holds differences to the row before
it: a city of 300,000 activities is compressed to well under a megabyte.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daihoi.domain.baselines import PlannedDates
from daihoi.domain.network import Ints
from daihoi.errors import StoreError

FORM = b"daihoi baseline 1"
LEVEL = 6
_COLUMN = np.dtype("<i4")
_COLUMNS = 4


@dataclass(frozen=True)
class Packed:
    """Dates as they are stored.

    Attributes:
        content: compressed bytes.
        sha256: hex SHA-256 of them before compression, which no release of a library changes.
    """

    content: bytes
    sha256: str


def pack(dates: PlannedDates) -> Packed:
    """The stored form of dates."""
    codes = {"units": list(dates.unit_codes), "activities": list(dates.activity_codes), "rows": len(dates)}
    head = json.dumps(codes, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    columns = (dates.unit, dates.activity, dates.start, dates.finish - dates.start)
    written = b"\n".join([FORM, head, b"".join(_differences(column) for column in columns)])
    return Packed(zlib.compress(written, LEVEL), hashlib.sha256(written).hexdigest())


def unpack(packed: Packed) -> PlannedDates:
    """The dates of a stored form.

    Raises:
        StoreError: the bytes are not those that were stored.
    """
    try:
        written = zlib.decompress(packed.content)
    except zlib.error as error:
        raise StoreError(f"không giải nén được ({error})") from error
    if hashlib.sha256(written).hexdigest() != packed.sha256:
        raise StoreError("mã băm không khớp")
    form, _, rest = written.partition(b"\n")
    if form != FORM:
        raise StoreError(f"dạng «{form.decode(errors='replace'):.40}» do bản chương trình khác ghi")
    head, _, body = rest.partition(b"\n")
    codes = json.loads(head)
    unit, activity, start, length = _columns(body, codes["rows"])
    return PlannedDates(
        tuple(codes["units"]), tuple(codes["activities"]), unit, activity, start, start + length
    )


def _differences(column: Ints) -> bytes:
    return np.diff(column, prepend=np.int32(0)).astype(_COLUMN).tobytes()


def _columns(body: bytes, rows: int) -> Sequence[Ints]:
    table = np.frombuffer(body, _COLUMN).reshape(_COLUMNS, rows)
    return [np.cumsum(column, dtype=np.int32) for column in table]
