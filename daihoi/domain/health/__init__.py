"""The health of a schedule: the DCMA 14-point assessment, adapted to congresses.

``examine`` runs every check over a campaign at a status date. A check counts a flaw, names where it was
found and what to do, and is judged by its limit, which is data (``config/checks.yaml``).
"""

from __future__ import annotations

from daihoi.domain.assessment import Assessment
from daihoi.domain.health.figures import bei, cpli
from daihoi.domain.health.findings import CheckResult, Figure, Finding, Found, Health, Verdict
from daihoi.domain.health.limits import Limit, Limits, Severity
from daihoi.domain.health.picture import Picture
from daihoi.domain.health.registry import CHECKS, FIGURES, Check
from daihoi.domain.record import Snapshot

__all__ = [
    "CHECKS",
    "FIGURES",
    "CheckResult",
    "Figure",
    "Finding",
    "Found",
    "Health",
    "Limit",
    "Limits",
    "Severity",
    "Verdict",
    "examine",
]

_WORST_FIRST = tuple(Verdict)


def examine(assessment: Assessment, snapshot: Snapshot, limits: Limits) -> Health:
    """Checks the schedule of a campaign.

    Args:
        assessment: the campaign at a status date.
        snapshot: the events it was computed from; without any, only the plan is checked.
        limits: the limit of every check and figure.
    """
    picture = Picture(assessment, snapshot, limits)
    results = [
        CheckResult(code, check.title, limits[code], _found(check, picture)) for code, check in CHECKS.items()
    ]
    results.sort(key=lambda result: _WORST_FIRST.index(result.verdict))
    figures = [] if picture.is_plan_only else [cpli(picture), bei(picture)]
    return Health(assessment.edition, picture.is_plan_only, results, figures)


def _found(check: Check, picture: Picture) -> Found:
    if check.needs_reports and picture.is_plan_only:
        return Found.nothing("chưa có báo cáo nào")
    found = check.run(picture)
    if not found.total and not found.unchecked:
        return Found.nothing(f"không có «{found.counted}» nào")
    return found
