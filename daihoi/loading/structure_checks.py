"""Checks between the activities of a structure: codes, what links lead to, circles of waiting."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from daihoi.domain.links import Links
from daihoi.domain.ordering import find_order
from daihoi.domain.structure import ActivityTemplate, Level, LinkScope, LinkTemplate, Structure
from daihoi.errors import CycleError, suggestion
from daihoi.intake.config_text import Problems

ORDINARY, PILOT, BELOW_PILOT = range(3)
PARENTS = {ORDINARY: (ORDINARY, BELOW_PILOT), PILOT: (ORDINARY, PILOT, BELOW_PILOT), BELOW_PILOT: (PILOT,)}
"""What a unit is → what the unit above it can be. Pilots, and units below one, go ahead of others."""


def check_structure(structure: Structure, problems: Problems) -> None:
    """Notes everything in which the activities of a structure do not go together."""
    before = len(problems)
    _check_codes(structure, problems)
    for level in structure.levels:
        for activity in level.activities:
            for link in activity.links:
                _check_link(structure, level, activity, link, problems)
    if len(problems) == before:
        _check_circles(structure, problems)


def _check_codes(structure: Structure, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for level in structure.levels:
        for activity in level.activities:
            if activity.code in seen:
                problems.note(
                    level.file,
                    activity.line,
                    f"mã việc «{activity.code}» đã dùng ở {seen[activity.code]}",
                    "đặt mã khác: mã việc không được trùng trong cả cấu trúc",
                )
            elif activity.code:
                seen[activity.code] = f"{level.file}:{activity.line}"


def _check_link(
    structure: Structure, level: Level, activity: ActivityTemplate, link: LinkTemplate, problems: Problems
) -> None:
    other = _level_waited_for(structure, level, link)
    if other is None:
        side = "trên" if link.scope is LinkScope.PARENT else "dưới"
        problems.note(
            level.file,
            link.line,
            f"việc «{activity.code}» chờ «{link.predecessor}» (scope: {link.scope}), "
            f"nhưng không có cấp nào {side} cấp «{level.code}»",
            "bỏ liên kết, hoặc sửa «scope»",
        )
    elif other.activities and link.predecessor not in other.position:
        problems.note(
            level.file,
            link.line,
            f"việc «{activity.code}» chờ «{link.predecessor}», cấp «{other.code}» không có việc này",
            _remedy(structure, level, other, link.predecessor),
        )


def _level_waited_for(structure: Structure, level: Level, link: LinkTemplate) -> Level | None:
    if link.scope is LinkScope.SELF:
        return level
    return structure.above(level) if link.scope is LinkScope.PARENT else structure.below(level)


def _remedy(structure: Structure, level: Level, other: Level, predecessor: str) -> str:
    owner = structure.level_of_activity.get(predecessor)
    if owner is None:
        return suggestion(predecessor, other.position)
    scopes = {structure.above(level): "ghi «scope: parent»", structure.below(level): "ghi «scope: children»"}
    remedy = "bỏ «scope»" if owner is level else scopes.get(owner, "chỉ chờ được cấp ngay trên, ngay dưới")
    return f"việc này thuộc cấp «{owner.code}»: {remedy}"


def _check_circles(structure: Structure, problems: Problems) -> None:
    """Looks for circles among the templates, each taken as of an ordinary unit, a pilot, one below a pilot.

    What pilots are exempt from closes no circle with what waits for pilots only.
    """
    activities = list(structure.activities())
    number = {activity.code: 3 * place for place, activity in enumerate(activities)}
    pairs = [
        (number[link.predecessor] + waited_for, number[activity.code] + waiting)
        for activity in activities
        for link in activity.links
        for waited_for, waiting in _sides(link)
        if link.predecessor in number
    ]
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    zeros = np.zeros(len(pairs), np.int32)
    links = Links(ends[:, 0], ends[:, 1], zeros.astype(np.int8), zeros, zeros.astype(np.int8))
    try:
        find_order(3 * len(activities), links, lambda place: activities[place // 3].code)
    except CycleError as error:
        level = structure.level_of_activity[error.path[0]]
        problems.note(
            level.file,
            level.activities[level.position[error.path[0]]].line,
            f"các việc chờ nhau thành vòng: {' → '.join(error.path)}",
            "bỏ một liên kết trong vòng",
        )


def _sides(link: LinkTemplate) -> Iterator[tuple[int, int]]:
    """What the units at both ends of a link can be: the one waited for, the one that waits."""
    for unit, parents in PARENTS.items():
        if link.pilots_exempt and unit != ORDINARY:
            continue
        if link.scope is LinkScope.SELF:
            yield unit, unit
        elif link.scope is LinkScope.PARENT:
            yield from ((parent, unit) for parent in parents)
        elif link.scope is LinkScope.CHILDREN or unit == PILOT:
            yield from ((unit, parent) for parent in parents)
