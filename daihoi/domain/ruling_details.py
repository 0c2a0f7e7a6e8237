"""Reads the details of a ruling back: they are what JSON can hold, with dates as ISO text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from daihoi.domain.rulings import Detail, RulingError

Details = Mapping[str, Detail]


def text_in(details: Details, name: str) -> str:
    """A text; empty when it is not there.

    Raises:
        RulingError: something else stands there.
    """
    value = details.get(name) or ""
    if isinstance(value, str):
        return value
    raise _unreadable(name, value)


def texts_in(details: Details, name: str) -> tuple[str, ...]:
    """A list of texts; empty when it is not there.

    Raises:
        RulingError: something else stands there.
    """
    value = details.get(name) or ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        found = tuple(item for item in value if isinstance(item, str))
        if len(found) == len(value):
            return found
    raise _unreadable(name, value)


def count_in(details: Details, name: str) -> int | None:
    """A whole number; None when it is not there.

    Raises:
        RulingError: something else stands there.
    """
    value = details.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _unreadable(name, value)


def day_in(details: Details, name: str) -> date | None:
    """A date; None when it is not there.

    Raises:
        RulingError: something else stands there.
    """
    value = details.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise _unreadable(name, value) from None


def iso(day: date | None) -> str | None:
    """The text that a date is stored as."""
    return None if day is None else day.isoformat()


def _unreadable(name: str, value: object) -> RulingError:
    return RulingError(
        f"không đọc được «{name}» của quyết định: «{value}» → sổ ghi có thể bị sửa, chạy daihoi db verify"
    )
