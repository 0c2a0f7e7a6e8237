"""A tree of units in parts of about the same size, none of which divides a district."""

from __future__ import annotations

from daihoi.domain.units import UnitTree


def part_of(tree: UnitTree, part: int, parts: int) -> frozenset[str]:
    """Codes of the units in one part: some of the subtrees below the root; the root is in the first.

    The largest subtree is given away first, each to the part that has the fewest units yet, so that the parts
    are about equal, and the same on every run.

    Args:
        tree: the units.
        part: number of the part, from 0.
        parts: how many there are; more than there are subtrees leaves some empty.

    Raises:
        ValueError: there is no such part.
    """
    if not 0 <= part < parts:
        raise ValueError(f"part {part} of {parts}")
    below = [tree.subtrees([child.code]) for child in tree.children[tree.root.code]]
    given: list[set[str]] = [{tree.root.code}, *(set() for _ in range(parts - 1))]
    for subtree in sorted(below, key=len, reverse=True):
        min(given, key=len).update(subtree)
    return frozenset(given[part])
