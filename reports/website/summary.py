"""A report in a few facts, kept with it: what the page of the whole campaign is made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import UnionType

from reports.website.differences import difference_headline
from reports.website.facts import Report
from reports.wording import overview_finding

SUMMARY = "muc-luc.json"


_KINDS: dict[str, type | UnionType] = {
    "campaign_title": str,
    "finding": str,
    "level_name": str,
    "total": int,
    "held": int,
    "planned": int,
    "behind": int,
    "overdue": int,
    "root_opening": str,
    "root_held": bool,
    "root_float_days": int | None,
    "difference": str,
}
"""What the page of the campaign shows of a report."""


@dataclass(frozen=True)
class Dated:
    """One published report, as the page of the campaign lists it.

    Attributes:
        status_date: the day reported about.
        facts: what ``summary`` wrote; None for a report without it, of which only the folder is known.
    """

    status_date: date
    facts: Mapping[str, object] | None


def dated(status_date: date, content: bytes | None) -> Dated:
    """A published report from its ``muc-luc.json``; without facts where that is missing or not as written."""
    try:
        facts = json.loads(content or b"")
    except ValueError:
        return Dated(status_date, None)
    is_whole = isinstance(facts, dict) and all(
        isinstance(facts.get(name), kind) for name, kind in _KINDS.items()
    )
    return Dated(status_date, facts if is_whole else None)


def summary(report: Report) -> bytes:
    """``muc-luc.json``."""
    total, shown = report.overview.total, report.overview
    difference = report.since.difference if report.since else None
    facts = {
        "campaign_title": report.edition.campaign_title,
        "status_date": report.edition.status_date.isoformat(),
        "finding": overview_finding(shown),
        "level_name": shown.counted_level_name,
        "total": total.total,
        "held": total.held,
        "planned": total.planned,
        "behind": sum(row.count.held < row.count.planned for row in shown.rows),
        "late": sum(row.is_late for row in shown.rows),
        "overdue": shown.overdue,
        "root_name": shown.root.name,
        "root_opening": shown.root_current.start.isoformat(),
        "root_held": shown.root_held,
        "root_float_days": shown.root_float_days,
        "difference": difference_headline(difference) if difference else "",
        "known_seq": report.edition.known_seq,
        "head": report.edition.head,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()
