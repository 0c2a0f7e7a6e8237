"""What the page of a report is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.report_differences import ReportDifference
from daihoi.domain.results import Edition, Overview, Pace
from daihoi.domain.urgent_work import UrgentWork


@dataclass(frozen=True)
class Since:
    """The report before this one, and what has changed.

    Attributes:
        status_date: of the report before.
        known_seq: the last event that it knew.
        difference: what has changed since; None when it cannot be told.
        reason: why it cannot be told, or what to know about it; a Vietnamese sentence, or empty.
    """

    status_date: date
    known_seq: int
    difference: ReportDifference | None
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """Everything on the page of one report.

    Attributes:
        overview: organisations, most at risk first.
        pace: the counted level.
        urgent: what is late or about to be, by who has to act.
        since: the report before; None when this is the first.
        worklists: levels whose whole worklist is published beside: folder name → Vietnamese name.
        files: the other files of the edition.
        program: version of the program.
        config: fingerprint of the configuration.
    """

    overview: Overview
    pace: Pace
    urgent: Sequence[UrgentWork]
    since: Since | None
    worklists: Mapping[str, str]
    files: Mapping[str, bytes]
    program: str
    config: str

    @property
    def edition(self) -> Edition:
        """Status date and knowledge that everything rests on."""
        return self.overview.edition
