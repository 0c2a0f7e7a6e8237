"""Pieces of a skeleton that are not for everybody: congresses of delegates and of members, branches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.congress_names import is_of_delegates
from daihoi.domain.units import Unit

BRANCH = "Chi bộ"
"""How the names of those organisations begin that have none below them."""


def is_branch(unit: Unit) -> bool:
    """Whether it has members only: no organisation below it, no committee with a standing committee."""
    return unit.name.startswith(f"{BRANCH} ")


CASES: Mapping[str, Callable[[Preparation, Unit], bool]] = {
    "delegates": is_of_delegates,
    "members": lambda preparation, unit: not is_of_delegates(preparation, unit),
    "branch": lambda _, unit: is_branch(unit),
    "units_below": lambda _, unit: not is_branch(unit),
}
"""Word of ``when`` in a skeleton → whether a piece with it stands in the document of a unit."""
