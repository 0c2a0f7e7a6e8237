"""Tiny campaigns written as text: a ward with branches, or a district of wards, in a June from a Monday on.

An activity is ``code:days``, then marks (``~`` hammock, ``!`` gate, ``*`` congress, ``?`` only where there
are units below), ``@everyday`` for the congress calendar, and ``<`` before what it waits for; there ``^`` is
the unit above, ``/`` the units below, and type and lag follow as in ``make_network``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign, Deadline
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import (
    ActivityKind,
    ActivityTemplate,
    Basis,
    Certainty,
    Level,
    LinkScope,
    LinkTemplate,
    LinkType,
    Structure,
)
from daihoi.domain.units import Unit, UnitTree
from tests.domain.networks import START, day

STATED = Basis(Certainty.STATED, "ví dụ")
ACTIVITY = re.compile(r"(\w+):(\d+)([~!*?]*)(?:@(\w+))?(?:<(.+))?")
LINK = re.compile(r"([\^/]?)(\w+)(?::(FS|SS|FF|SF))?([+-]\d+)?")
KINDS = {"~": ActivityKind.HAMMOCK, "!": ActivityKind.GATE, "*": ActivityKind.CONGRESS}
SCOPES = {"": LinkScope.SELF, "^": LinkScope.PARENT, "/": LinkScope.CHILDREN}

BRANCH = (
    "b_draft:3<^w_plan",
    "b_submit:1<b_draft",
    "b_approval:2!<b_submit",
    "b_congress:1*@everyday<b_approval",
    "b_report:2<b_congress",
)
WARD = (
    "w_plan:2",
    "w_direct:2~?<w_plan,/b_congress:FF",
    "w_finalize:3<w_direct",
    "w_congress:2*@everyday<w_finalize",
)
"""By hand, from Monday 1 June: plan 1-2; draft 3-5, submit 8, approval 9-10, branch congress 11, report
12-15; direct 3-11, finalize 12-16, ward congress 17-18. With branches due by Friday 12 and the ward by
Friday 19 everything has one working day to spare, and the report has no deadline."""

DEADLINES = {"branch": "6-12", "ward": "6-19"}
UNITS = ("W", "W.1", "W.2")

DISTRICT = ("d_plan:1", "d_congress:2*@everyday<d_plan,/w_congress")
DISTRICT_UNITS = ("D", "D.A", "D.A.1", "D.A.2", "D.B", "D.B.1", "D.C")
"""Two branches, one, and a ward without any, which holds its congress on Saturday 6 and Sunday 7. The
district follows the other two wards on Friday 19 and Saturday 20."""
DISTRICT_DEADLINES = {**DEADLINES, "district": "6-30"}


def make_campaign(
    *,
    branch: Sequence[str] = BRANCH,
    ward: Sequence[str] = WARD,
    district: Sequence[str] = (),
    units: Sequence[str] = UNITS,
    deadlines: Mapping[str, str] = DEADLINES,
    days_off: Mapping[str, str] | None = None,
    **changes: Any,
) -> Campaign:
    """A campaign; deadlines go by level or unit code, and what stands before a dot is the unit above."""
    workstreams = {"congress": "Đại hội", "approval": "Trình duyệt", "documents": "Văn kiện"}
    levels = [
        Level("branch", "Chi bộ", "chi bộ", 0, tuple(map(_activity, branch))),
        Level("ward", "Đảng bộ phường", "phường", 1, tuple(map(_activity, ward))),
    ]
    if district:
        levels.append(Level("district", "Đảng bộ quận", "quận", 2, tuple(map(_activity, district))))
    codes = [level.code for level in levels]
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    off = {day(when): name for when, name in (days_off or {}).items()}
    campaign = Campaign(
        code="thu",
        title="Đợt thử",
        term="2020–2025",
        plan_number="1-KH",
        plan_date=START,
        start_date=START,
        structure=Structure("thu", "thử", workstreams, tuple(levels)),
        rules=RuleSet("", "", date.min, None, {}),
        calendars={
            "working": WorkCalendar("working", "Ngày làm việc", first, last, days_off=off),
            "everyday": WorkCalendar("everyday", "Mọi ngày", first, last, weekend=frozenset()),
        },
        tree=UnitTree(tuple(_unit(code, codes) for code in units)),
        deadlines=tuple(_deadline(whose, when, codes) for whose, when in deadlines.items()),
    )
    return replace(campaign, **changes)


def _activity(spec: str) -> ActivityTemplate:
    match = ACTIVITY.fullmatch(spec)
    assert match, spec
    code, days, marks, calendar, links = match.groups()
    kind = next((KINDS[mark] for mark in marks if mark in KINDS), ActivityKind.WORK)
    return ActivityTemplate(
        code=code,
        name=f"Việc {code}",
        workstream={ActivityKind.GATE: "approval", ActivityKind.CONGRESS: "congress"}.get(kind, "documents"),
        kind=kind,
        duration_days=int(days),
        calendar=calendar or "working",
        links=tuple(map(_link, links.split(","))) if links else (),
        responsible="",
        evidence="",
        basis=STATED,
        parents_only="?" in marks,
    )


def _link(text: str) -> LinkTemplate:
    match = LINK.fullmatch(text)
    assert match, text
    scope, predecessor, link_type, lag = match.groups()
    return LinkTemplate(predecessor, LinkType[link_type or "FS"], int(lag or 0), scope=SCOPES[scope])


def _unit(code: str, levels: Sequence[str]) -> Unit:
    level = levels[-1 - code.count(".")]
    return Unit(code, f"Đơn vị {code}", level, code.rpartition(".")[0], level, STATED)


def _deadline(whose: str, when: str, levels: Sequence[str]) -> Deadline:
    level, unit_code = (whose, "") if whose in levels else ("", whose)
    return Deadline(f"xong {when}", day(when), STATED, level=level, unit_code=unit_code)


def make_district(**changes: Any) -> Campaign:
    """A district of three wards."""
    given = {"district": DISTRICT, "units": DISTRICT_UNITS, "deadlines": DISTRICT_DEADLINES}
    return make_campaign(**{**given, **changes})


def said(unit_code: str, activity: str, about: str, **fields: Any) -> Statement:
    """A statement about a day; ``start`` and ``finish`` are days, a finish is 100 %."""
    for name in ("start", "finish"):
        if name in fields:
            fields[f"actual_{name}"] = day(fields.pop(name))
    if "actual_finish" in fields:
        fields["percent"] = 100
    return Statement(unit_code, activity, fields.pop("kind", EventKind.REPORT), day(about), **fields)


def held(unit_code: str, activity: str, on: str) -> Statement:
    """Reported as finished on a day, nothing more."""
    return said(unit_code, activity, on, finish=on)


def assessed(campaign: Campaign, status_date: str, *statements: Statement) -> Assessment:
    """The campaign at the end of a day, with what was said by then."""
    recorded = datetime(2020, 1, 1, tzinfo=UTC)
    events = tuple(
        Event(seq, recorded, "văn phòng", 1, 1, None, statement, f"{seq:064x}")
        for seq, statement in enumerate(statements, start=1)
    )
    return assess(campaign, Snapshot("thu", day(status_date), len(events), "", events))
