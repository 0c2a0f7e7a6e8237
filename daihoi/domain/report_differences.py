"""What has changed since the report before: what happened since, told apart from what became known late.

Three pictures of a campaign are compared: the earlier report as it was known then, the same day as known
now, and the day reported about now. What already held on the earlier day, and was only not known, is no
progress of the days since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.network import Flags, Ints
from daihoi.domain.overview import overview
from daihoi.domain.results import Edition, Overview, OverviewRow
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, Level
from daihoi.domain.unit_alignment import common_activities
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Gain:
    """How many of ``total`` were done: ``now == then + newly + told_late - withdrawn``.

    Attributes:
        total: how many there are.
        then: done, as the earlier report knew it.
        now: done now.
        newly: done since the earlier status date.
        told_late: done by the earlier status date, but only known now (reported late, or corrected).
        withdrawn: counted as done in the earlier report, and not any more.
    """

    total: int
    then: int
    now: int
    newly: int
    told_late: int
    withdrawn: int

    @property
    def change(self) -> int:
        """``now - then``; negative when more was withdrawn than done."""
        return self.now - self.then


@dataclass(frozen=True)
class LevelGain:
    """The congresses and the gates of one level."""

    level: Level
    congresses: Gain
    gates: Gain


@dataclass(frozen=True)
class Shift:
    """A congress, or the last of several, as expected then and now (or held)."""

    then: Span
    now: Span

    @property
    def days(self) -> int:
        """Calendar days by which it ends later; negative is earlier."""
        return (self.now.last_day - self.then.last_day).days


@dataclass(frozen=True)
class ReportDifference:
    """What has changed between two reports of a campaign.

    Attributes:
        then: the earlier edition: its status date, and what was known.
        now: the edition reported now.
        levels: lowest first.
        behind: units directly below the root that are behind the plan now and were not then.
        caught_up: those that were, and are not any more.
        late: units directly below the root whose own congress now lies after its deadline and did not then.
        in_time: those whose congress did, and does not any more.
        overdue_then: overdue activities of the whole campaign, as the earlier report knew it.
        overdue_now: the same now.
        root: the root's own congress.
        last: the last congress of the lowest level.
        restated: activities that stand differently at the earlier status date, from what is known now.
    """

    then: Edition
    now: Edition
    levels: Sequence[LevelGain]
    behind: Sequence[Unit]
    caught_up: Sequence[Unit]
    late: Sequence[Unit]
    in_time: Sequence[Unit]
    overdue_then: int
    overdue_now: int
    root: Shift
    last: Shift
    restated: int


def report_difference(then: Assessment, restated: Assessment, now: Assessment) -> ReportDifference:
    """Compares a report with the one before it.

    Args:
        then: the earlier status date, as the earlier report knew it.
        restated: the earlier status date, as known now.
        now: the status date reported about.

    Raises:
        ValueError: campaigns differ, or dates or knowledge do not go forward.
    """
    _refuse_unlike(then, restated, now)
    before, after = overview(then), overview(now)
    return ReportDifference(
        then=then.edition,
        now=now.edition,
        levels=[_level(level, then, restated, now) for level in levels_with_units(now)],
        behind=_joined(before, after, _is_behind),
        caught_up=_joined(after, before, _is_behind),
        late=_joined(before, after, _is_late),
        in_time=_joined(after, before, _is_late),
        overdue_then=_overdue(then),
        overdue_now=_overdue(now),
        root=Shift(before.root_current, after.root_current),
        last=Shift(_last_congress(then), _last_congress(now)),
        restated=_differing(then, restated),
    )


def levels_with_units(assessment: Assessment) -> list[Level]:
    """The levels that the campaign has units of, lowest first."""
    levels = assessment.campaign.structure.levels
    return [level for level in levels if level.code in assessment.expansion.blocks]


def _refuse_unlike(then: Assessment, restated: Assessment, now: Assessment) -> None:
    if len({a.campaign.code for a in (then, restated, now)}) > 1:
        raise ValueError("a difference is between two reports of one campaign")
    if then.status_date != restated.status_date or then.status_date >= now.status_date:
        raise ValueError("a difference goes from an earlier status date, known twice, to a later one")
    if restated.edition.known_seq != now.edition.known_seq:
        raise ValueError("the earlier day has to be restated with the knowledge of now")
    if then.edition.known_seq > now.edition.known_seq:
        raise ValueError("the earlier report knew more than is known now")


def _level(level: Level, then: Assessment, restated: Assessment, now: Assessment) -> LevelGain:
    gates = _gain(level, ActivityKind.GATE, then, restated, now)
    return LevelGain(level, _gain(level, ActivityKind.CONGRESS, then, restated, now), gates)


def _gain(level: Level, kind: ActivityKind, then: Assessment, restated: Assessment, now: Assessment) -> Gain:
    """What was gained; done by a unit that is gone since is not counted any more."""
    numbers = _numbers(now, level, kind)
    after = now.is_held[numbers]
    before, known = (_held_there(earlier, now)[numbers] for earlier in (then, restated))
    gained: Flags = after & ~before
    done_then = int(then.is_held[_numbers(then, level, kind)].sum())
    return Gain(
        total=int(numbers.size),
        then=done_then,
        now=int(after.sum()),
        newly=int((gained & ~known).sum()),
        told_late=int((gained & known).sum()),
        withdrawn=done_then - int((before & after).sum()),
    )


def _numbers(assessment: Assessment, level: Level, kind: ActivityKind) -> Ints:
    """The activities of a kind that the units of a level have."""
    expansion = assessment.expansion
    block = expansion.blocks.get(level.code)
    if block is None:
        return np.zeros(0, np.int32)
    own = np.arange(block.first, block.first + block.units.size * block.width, dtype=np.int32)
    numbers: Ints = own[(expansion.is_kind(kind) & expansion.is_applicable)[own]]
    return numbers


def _held_there(earlier: Assessment, now: Assessment) -> Flags:
    """For the activities of ``now``, whether they were done in an earlier picture."""
    before, after = common_activities(earlier.expansion, now.expansion)
    held: Flags = np.zeros(len(now.expansion.network), bool)
    held[after] = earlier.is_held[before]
    return held


def _differing(then: Assessment, restated: Assessment) -> int:
    before, after = common_activities(then.expansion, restated.expansion)
    return int((then.state[before] != restated.state[after]).sum())


def _joined(before: Overview, after: Overview, belongs: Callable[[OverviewRow], bool]) -> list[Unit]:
    """The units that belong to a group after, and did not before; in the order of ``after``."""
    earlier = {row.count.unit.code for row in before.rows if belongs(row)}
    return [r.count.unit for r in after.rows if belongs(r) and r.count.unit.code not in earlier]


def _is_behind(row: OverviewRow) -> bool:
    return row.count.held < row.count.planned


def _is_late(row: OverviewRow) -> bool:
    return row.is_late


def _overdue(assessment: Assessment) -> int:
    return int((assessment.state == ActivityState.OVERDUE).sum())


def _last_congress(assessment: Assessment) -> Span:
    """The congress of the lowest level that ends last."""
    numbers = assessment.expansion.congresses(levels_with_units(assessment)[0].code)
    last = numbers[int(np.argmax(assessment.current.finish[numbers]))]
    return assessment.span(assessment.current, int(last))
