"""What a gate approves: the work of its own unit that its dossier is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.domain.structure import ActivityKind, ActivityTemplate, Level, LinkScope


def dossiers(level: Level) -> Mapping[str, tuple[str, ...]]:
    """Code of each gate of a level → codes of the activities that it approves, in template order."""
    return {a.code: dossier(level, a.code) for a in level.activities if a.kind is ActivityKind.GATE}


def dossier(level: Level, gate: str) -> tuple[str, ...]:
    """What a gate of a level approves, in template order.

    That is the work that it waits for inside its own unit, directly or through other work. An earlier
    gate, a hammock and the congress end the search; only the congress, whose results a ratification is
    about, belongs to what is approved.

    Args:
        level: a level with its template.
        gate: code of one of its gates.
    """
    found: set[str] = set()
    waiting = list(_before(level, gate))
    while waiting:
        piece = waiting.pop()
        if piece.code in found or piece.kind not in (ActivityKind.WORK, ActivityKind.CONGRESS):
            continue
        found.add(piece.code)
        if piece.kind is ActivityKind.WORK:
            waiting += _before(level, piece.code)
    return tuple(activity.code for activity in level.activities if activity.code in found)


def _before(level: Level, activity: str) -> Sequence[ActivityTemplate]:
    """What an activity waits for in its own unit."""
    links = level.activities[level.position[activity]].links
    own = [link.predecessor for link in links if link.scope is LinkScope.SELF]
    return [level.activities[level.position[code]] for code in own]
