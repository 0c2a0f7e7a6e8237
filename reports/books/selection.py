"""Which units a book shows, in which order, and under which headings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from daihoi.domain.structure import Structure
from daihoi.domain.units import Unit, UnitTree
from daihoi.errors import DaihoiError, UnknownCodeError


class EmptyBookError(DaihoiError):
    """No unit fits what was asked for."""


@dataclass(frozen=True)
class Leaf:
    """A unit in a book.

    Attributes:
        unit: whose chart stands on the page.
        depth: 1 for the highest units shown.
        chapters: headings that begin with this page, as depth and name: units above it without a page.
    """

    unit: Unit
    depth: int
    chapters: Sequence[tuple[int, str]] = ()

    @property
    def headings(self) -> list[tuple[int, str]]:
        """All headings of the page, its own last."""
        return [*self.chapters, (self.depth, self.unit.name)]


def choose(tree: UnitTree, structure: Structure, units: Sequence[str], level: str | None) -> list[Unit]:
    """The named units and all below them, of one level when it is named; depth first.

    Args:
        tree: all units of the campaign.
        structure: its levels.
        units: codes; none at all means the whole campaign.
        level: code of a level; None for all of them.

    Raises:
        UnknownCodeError: there is no such unit or level.
        EmptyBookError: none of the units is of the level.
    """
    wanted = tree.subtrees(units or [tree.root.code])
    if level is not None and level not in structure.by_code:
        raise UnknownCodeError("cấp", level, structure.by_code)
    chosen = [unit for unit in _depth_first(tree) if unit.code in wanted and level in (None, unit.level)]
    if not chosen:
        name = structure.by_code[level].name if level else ""
        raise EmptyBookError(
            f"Không có đơn vị nào thuộc cấp «{level}» ({name}) trong {', '.join(units) or 'đợt này'}: "
            "bỏ --level, hoặc nêu đơn vị khác bằng --unit."
        )
    return chosen


def leaves(tree: UnitTree, chosen: Sequence[Unit]) -> list[Leaf]:
    """The units with the headings that lead to them.

    A unit above that has no page of its own becomes a heading, unless it is above all of them.
    """
    shown = {unit.code for unit in chosen}
    paths = [[*_above(tree, unit), unit] for unit in chosen]
    common = _common(paths)
    found, opened = [], set[str]()
    for path in paths:
        inner = path[common:]
        new = [(place, unit) for place, unit in enumerate(inner[:-1], start=1) if unit.code not in opened]
        opened.update(unit.code for unit in inner)
        headings = [(place, unit.name) for place, unit in new if unit.code not in shown]
        found.append(Leaf(path[-1], len(inner), tuple(headings)))
    return found


def _common(paths: Sequence[Sequence[Unit]]) -> int:
    """How many units are above all of those shown, without being shown."""
    count = 0
    for same in zip(*(path[:-1] for path in paths), strict=False):
        if len({unit.code for unit in same}) > 1:
            break
        count += 1
    return count


def _above(tree: UnitTree, unit: Unit) -> list[Unit]:
    path: list[Unit] = []
    while unit.parent_code:
        unit = tree.by_code[unit.parent_code]
        path.append(unit)
    return path[::-1]


def _depth_first(tree: UnitTree) -> Iterator[Unit]:
    waiting = [tree.root]
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(tree.children[unit.code]))


def scope_words(tree: UnitTree, units: Collection[str], level_name: str | None, count: int) -> str:
    """What a book is about, in Vietnamese: ``Đảng bộ phường Hòa Phát và cấp dưới, 26 đơn vị``."""
    names = [tree.by_code[code].name for code in dict.fromkeys(units)]
    whose = f"{', '.join(names)} và cấp dưới" if names else "Toàn đợt"
    return f"{whose}: {level_name}, {count} đơn vị" if level_name else f"{whose}: {count} đơn vị"
