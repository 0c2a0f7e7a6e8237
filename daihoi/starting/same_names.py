"""Units that pages could not be told apart by: the same name under the same unit."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.units import UnitTree
from daihoi.intake.texts import match_key


def same_names(tree: UnitTree) -> Iterator[str]:
    """A sentence for each name that several units below one unit bear.

    No error: an office may have two branches of one name. More often a line of its list was copied.
    """
    for siblings in tree.children.values():
        named: dict[str, list[str]] = {}
        names = {match_key(unit.name): unit.name for unit in reversed(siblings)}
        for unit in siblings:
            named.setdefault(match_key(unit.name), []).append(unit.code)
        for key, codes in named.items():
            if len(codes) > 1:
                told = f"{len(codes)} đơn vị cùng tên «{names[key]}»: {', '.join(codes)}"
                yield f"{told}. Nếu chép nhầm thì bỏ bớt, nếu không thì đặt tên để phân biệt (units.csv)."
