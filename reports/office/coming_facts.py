"""The facts of the days after the status date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.congress_calendar import congress_calendar
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit
from reports.office.facts import LevelFacts, OutlookFacts, WeekFacts

OUTLOOK_DAYS = 30
"""How far a progress report looks ahead."""


def outlook_facts(assessment: Assessment, unit: Unit, levels: Sequence[LevelFacts]) -> OutlookFacts:
    """Congresses, deadlines and clashes of the next days under a unit."""
    first = assessment.status_date + ONE_DAY
    last = assessment.status_date + timedelta(days=OUTLOOK_DAYS)
    inside = assessment.campaign.tree.subtrees([unit.code])
    return OutlookFacts(
        first,
        last,
        _weeks(assessment, unit, levels, first, last),
        [
            (facts.level, facts.deadline)
            for facts in levels
            if facts.deadline and first <= facts.deadline.last_day <= last and not facts.count.is_complete
        ],
        [
            clash
            for clash in congress_calendar(assessment).clashes
            if first <= clash.day <= last and clash.unit.code in inside
        ],
    )


def _weeks(
    assessment: Assessment, unit: Unit, levels: Sequence[LevelFacts], first: date, last: date
) -> list[WeekFacts]:
    found = []
    while first <= last:
        until = min(first + timedelta(days=6 - first.weekday()), last)
        expected = {
            facts.level.code: _expected(assessment, unit, facts.level, first, until) for facts in levels
        }
        found.append(WeekFacts(first, until, expected))
        first = until + ONE_DAY
    return found


def _expected(assessment: Assessment, unit: Unit, level: Level, first: date, last: date) -> int:
    """Congresses still to be held that are expected to open in the days named, both included."""
    tree, expansion, table = assessment.campaign.tree, assessment.expansion, assessment.expansion.table
    inside = [tree.index[code] for code in tree.subtrees([unit.code])]
    numbers = expansion.congresses(level.code)
    numbers = numbers[np.isin(expansion.unit_of[numbers], inside)]
    start = assessment.current.start[numbers]
    is_open = ~assessment.current.is_finished[numbers]
    return int((is_open & (start >= table.day(first)) & (start <= table.day(last))).sum())
