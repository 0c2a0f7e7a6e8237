"""Health checks of tiny campaigns: limits that allow nothing, results by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.health import CHECKS, FIGURES, CheckResult, Health, Limit, Limits, Severity, examine
from daihoi.domain.record import Event, Snapshot, Statement
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import STATED
from tests.domain.networks import day

DAYS = {"long_lag": 20, "long_duration": 44, "high_float": 44, "stale": 3, "critical_path_test": 5}
EVE = "5-31"


def limits(**days: int) -> Limits:
    """Nothing is allowed, everything found is to be looked at."""
    measured = {**DAYS, **days}
    codes = (*CHECKS, *FIGURES)
    return {code: Limit(Severity.LOOK, 0, measured.get(code, 0), "vì sao", STATED) for code in codes}


def snapshot(status_date: str, *statements: Statement) -> Snapshot:
    """What was said, as it stands in a log."""
    recorded = datetime(2020, 1, 1, tzinfo=UTC)
    events = tuple(
        Event(seq, recorded, "văn phòng", 1, 1, None, statement, f"{seq:064x}")
        for seq, statement in enumerate(statements, start=1)
    )
    return Snapshot("thu", day(status_date), len(events), "", events)


def health(campaign: Campaign, status_date: str, *statements: Statement, **days: int) -> Health:
    """The health of a campaign at the end of a day; ``days`` go by check."""
    known = snapshot(status_date, *statements)
    return examine(assess(campaign, known), known, limits(**days))


def checked(
    campaign: Campaign, status_date: str = EVE, *statements: Statement, **days: int
) -> Mapping[str, CheckResult]:
    """The same, as results by code."""
    return {result.code: result for result in health(campaign, status_date, *statements, **days).results}


def counted(result: CheckResult) -> tuple[int, int]:
    """How many of how many."""
    return result.found.count, result.found.total


def where(result: CheckResult) -> list[tuple[str, str]]:
    """Unit and activity codes of what was found, in order."""
    return [(found.unit_code, found.activity) for found in result.found.findings]


def planned(campaign: Campaign, **days: str) -> Campaign:
    """Congresses planned for days; the units by code, with ``_`` for the dot."""
    by_code = {code.replace("_", "."): day(when) for code, when in days.items()}
    units = [replace(u, planned_congress_date=by_code.get(u.code)) for u in campaign.tree.units]
    return replace(campaign, tree=UnitTree(tuple(units)))
