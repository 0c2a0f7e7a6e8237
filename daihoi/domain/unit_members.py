"""Party members that go from one unit to another: the units above both ends are counted anew.

A number that is not known stays unknown, and makes unknown what it would be added to.
"""

from __future__ import annotations

from dataclasses import replace

from daihoi.domain.units import Unit


def transfer(units: dict[str, Unit], source: str, target: str, count: int | None) -> None:
    """Takes members from a unit and all above it, and gives them to another and all above that.

    What lies above both has as many as before.

    Args:
        units: code → unit; changed in place.
        source: code of the unit that has them; empty for none.
        target: code of the unit that gets them; empty for none.
        count: how many; None when not known.
    """
    giving, taking = _path(units, source), _path(units, target)
    for code in giving:
        if code not in taking:
            _add(units, code, None if count is None else -count)
    for code in taking:
        if code not in giving:
            _add(units, code, count)


def _path(units: dict[str, Unit], code: str) -> list[str]:
    path = []
    while code in units:
        path.append(code)
        code = units[code].parent_code
    return path


def _add(units: dict[str, Unit], code: str, count: int | None) -> None:
    had = units[code].member_count
    total = None if had is None or count is None else had + count
    units[code] = replace(units[code], member_count=total if total is None or total >= 0 else None)
