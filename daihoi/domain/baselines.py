"""Baselines: schedules frozen under a name, to measure later ones against.

A frozen schedule is dates per unit code and activity code and nothing else, so it can still be read when
the template, the calendars or the list of units have changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.network import Ints
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.spans import Span


@dataclass(frozen=True, eq=False)
class PlannedDates:
    """The dates of many activities, as columns of one length, sorted by unit code and activity code.

    Attributes:
        unit_codes: the codes that ``unit`` points to, sorted.
        activity_codes: the codes that ``activity`` points to, sorted.
        unit: int32 place in ``unit_codes``.
        activity: int32 place in ``activity_codes``.
        start: int32 proleptic ordinal (``date.toordinal``) of the first day.
        finish: int32 ordinal of the day after the last; equal to ``start`` for an instant.
    """

    unit_codes: Sequence[str]
    activity_codes: Sequence[str]
    unit: Ints
    activity: Ints
    start: Ints
    finish: Ints

    def __len__(self) -> int:
        return self.unit.size

    def span(self, row: int) -> Span:
        """The dates of a row."""
        return Span(date.fromordinal(int(self.start[row])), date.fromordinal(int(self.finish[row])))


@dataclass(frozen=True)
class Origin:
    """What a baseline was frozen from.

    Attributes:
        campaign_code: folder name of the campaign.
        status_date: the day to whose end reports were taken into account; None for the plan that
            nothing has happened to.
        known_seq: number of the last event of the log that was taken into account; 0 for the plan.
        fingerprint: SHA-256 of the campaign's configuration at that time.
    """

    campaign_code: str
    status_date: date | None
    known_seq: int
    fingerprint: str

    @property
    def is_plan(self) -> bool:
        """Whether it is the plan that nothing has happened to."""
        return self.status_date is None


@dataclass(frozen=True)
class Baseline:
    """A frozen schedule."""

    name: str
    origin: Origin
    dates: PlannedDates


def freeze(assessment: Assessment, name: str) -> Baseline:
    """The current schedule of an assessment: actual dates, and computed ones after the status date."""
    edition, campaign = assessment.edition, assessment.campaign
    origin = Origin(campaign.code, edition.status_date, edition.known_seq, campaign.fingerprint)
    return Baseline(name, origin, planned_dates(assessment.expansion, assessment.current))


def freeze_plan(campaign: Campaign, name: str) -> Baseline:
    """The plan that nothing has happened to.

    Raises:
        CalendarRangeError: dates run past the end of the calendars.
    """
    expansion = expand(campaign)
    plan = schedule(expansion.network, expansion.table, expansion.deadline)
    origin = Origin(campaign.code, None, 0, campaign.fingerprint)
    return Baseline(name, origin, planned_dates(expansion, plan))


def planned_dates(expansion: Expansion, plan: Schedule) -> PlannedDates:
    """The dates of the activities that units have; those that a unit lacks are left out."""
    units = [unit.code for unit in expansion.campaign.tree.units]
    unit_codes, unit_rank = _ranks(units)
    templates = [a.code for block in expansion.blocks.values() for a in block.level.activities]
    activity_codes, activity_rank = _ranks(templates)
    unit = unit_rank[expansion.unit_of]
    activity = activity_rank[_template_places(expansion)]
    kept = np.flatnonzero(expansion.is_applicable)
    order = kept[np.lexsort((activity[kept], unit[kept]))]
    epoch = np.int32(expansion.table.epoch.toordinal())
    start = plan.start[order] + epoch
    finish = np.maximum(plan.finish[order] + epoch, start)
    return PlannedDates(unit_codes, activity_codes, unit[order], activity[order], start, finish)


def _ranks(codes: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """The codes sorted, and the place of each of them there."""
    ordered = tuple(sorted(codes))
    place = {code: rank for rank, code in enumerate(ordered)}
    return ordered, np.array([place[code] for code in codes], np.int32)


def _template_places(expansion: Expansion) -> Ints:
    """For every activity the place of its template among those of all levels that have units."""
    parts, before = [np.zeros(0, np.int32)], 0
    for block in expansion.blocks.values():
        parts.append(np.tile(np.arange(before, before + block.width, dtype=np.int32), block.units.size))
        before += block.width
    return np.concatenate(parts)
