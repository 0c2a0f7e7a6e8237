"""What the page has to know beside its columns: templates, calendars, names, deadlines and words."""

from __future__ import annotations

import unicodedata

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.structure import ActivityKind, ActivityTemplate, LinkScope, Structure
from daihoi.domain.tree_rows import TreeRows
from reports.interactive.legend import WORDS
from reports.interactive.packing import Column
from reports.tokens import STATES

KINDS, SCOPES = tuple(ActivityKind), tuple(LinkScope)


def page_facts(rows: TreeRows, expansion: Expansion) -> dict[str, object]:
    """Everything that is not a column, as JSON values. Days are numbers of the campaign's day table."""
    campaign, table = expansion.campaign, expansion.table
    first, last = _reach(rows)
    units = [campaign.tree.units[place] for place in rows.units.place.tolist()]
    return {
        "epoch": table.epoch.isoformat(),
        "status": table.day(rows.edition.status_date),
        "first": first,
        "last": last,
        "counted": min(campaign.structure.by_code[unit.level].rank for unit in units),
        "levels": [[level.name, level.short_name] for level in campaign.structure.levels],
        "streams": list(campaign.structure.workstreams.values()),
        "activities": _templates(campaign.structure),
        "daysOff": [
            [table.day(day), name]
            for day, name in sorted(campaign.working_calendar.days_off.items())
            if first <= table.day(day) <= last
        ],
        "deadlines": _deadlines(campaign, table),
        "states": [style.label for style in STATES.values()],
        "words": WORDS,
        "names": [_shown(unit.name) for unit in units],
        "codes": [unit.code for unit in units],
        "unitLevels": "".join(str(campaign.structure.by_code[unit.level].rank) for unit in units),
    }


def page_columns(rows: TreeRows) -> list[Column]:
    """The columns, each beside what it is most like, so that little is left to write."""
    units, activities = rows.units, rows.activities
    waits = activities.waits_for
    has_float = activities.float_days < NO_DEADLINE
    return [
        Column("depth", units.depth),
        Column("risk", units.risk_rank),
        Column("flags", units.is_pilot + 2 * units.goes_ahead),
        Column("bs", activities.baseline_start, is_delta=True),
        Column("bf", activities.baseline_finish, base="bs"),
        Column("s", activities.start, is_delta=True, base="bs"),
        Column("f", activities.finish, base="s"),
        Column("late", activities.late_finish, base="f"),
        # 0 where there is no float; days of float 0, 1, 2… are written as 1, 2, 3…, −1 stays −1.
        Column("float", np.where(has_float, activities.float_days + (activities.float_days >= 0), 0)),
        Column("variance", activities.variance_days),
        Column("pct", activities.percent),
        Column("state", activities.state),
        # The row waited for, counted from the own row; 0 for none.
        Column("wait", np.where(waits >= 0, waits - np.arange(len(activities)), 0)),
    ]


def _reach(rows: TreeRows) -> tuple[int, int]:
    """First and exclusive last day of anything on the page, with a week of air."""
    activities = rows.activities
    first = min(int(activities.baseline_start.min()), int(activities.start.min()))
    last = max(int(activities.baseline_finish.max()), int(activities.finish.max()))
    return first - 7, last + 7


def _templates(structure: Structure) -> list[dict[str, object]]:
    """All activities of all levels, lowest level first: a row's place here says what it is."""
    places = {activity.code: place for place, activity in enumerate(structure.activities())}
    streams = list(structure.workstreams)
    return [
        {
            "level": level.rank,
            "code": activity.code,
            "name": _shown(activity.name),
            "stream": streams.index(activity.workstream),
            "kind": KINDS.index(activity.kind),
            "parents": int(activity.parents_only),
            "who": _shown(activity.responsible),
            "proof": _shown(activity.evidence),
            "links": _links(activity, places),
        }
        for level in structure.levels
        for activity in level.activities
    ]


def _links(activity: ActivityTemplate, places: dict[str, int]) -> list[list[int]]:
    return [
        [
            places[link.predecessor],
            int(link.type),
            link.lag_days,
            SCOPES.index(link.scope),
            int(link.pilots_exempt),
        ]
        for link in activity.links
        if link.predecessor in places
    ]


def _deadlines(campaign: Campaign, table: DayTable) -> dict[str, list[object]]:
    """Unit code, or # and the rank of a level → exclusive day and words."""
    ranks = {code: f"#{level.rank}" for code, level in campaign.structure.by_code.items()}
    return {
        ranks.get(deadline.level, deadline.unit_code): [
            table.day(deadline.last_day) + 1,
            _shown(deadline.words),
        ]
        for deadline in campaign.deadlines
    }


def _shown(text: str) -> str:
    """One form of every letter: texts may come decomposed from other systems."""
    return unicodedata.normalize("NFC", text)
