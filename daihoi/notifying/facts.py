"""What notices are made from, gathered from an installation: rules, supervisors, reports, backups."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi.domain.notices import Ground, PublishedReport, Upkeep
from daihoi.domain.notices_supervisors import supervisors_of
from daihoi.loading import ConfigDir
from daihoi.loading.approvals import load_approval_rules
from daihoi.loading.notice_config import load_notice_rules
from daihoi.loading.notice_supervisors import refuse_old_file
from daihoi.log_place import LogPlace
from daihoi.store import report_runs
from daihoi.store.backups import FOLDER

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.entries import Entries

REPORT = "bao-cao"
"""Folder name of a progress report, as ``report_run`` keeps it."""

_COPIES = "daihoi-????????-??????*.db"
_STAMP = slice(len("daihoi-"), len("daihoi-20200302"))


def ground_of(
    assessment: Assessment,
    entries: Entries,
    config: ConfigDir,
    place: LogPlace,
    upkeep: Upkeep | None = None,
) -> Ground:
    """What the notices of a campaign are made from.

    Args:
        assessment: the campaign at a status date.
        entries: what stood in the registers then, where it is told who oversees which units.
        config: the configuration that it was loaded from.
        place: the log.
        upkeep: what is known of the log's keeping; None: nobody looked.

    Raises:
        ConfigErrors: what is configured about approvals or notices is not usable.
        StoreError: the log cannot be read.
    """
    code = assessment.edition.campaign_code
    refuse_old_file(config, code)
    return Ground(
        assessment=assessment,
        steps=load_approval_rules(config).steps,
        rules=load_notice_rules(config),
        supervisors=supervisors_of(entries),
        report=_last_report(place, code, assessment.status_date),
        upkeep=upkeep or Upkeep(),
    )


def upkeep_of(data: Path, problems: int = 0, verified_on: date | None = None) -> Upkeep:
    """What is known of the log's keeping.

    Args:
        data: the data folder, whose default folder of backups is looked into.
        problems: faults that a verification found; 0 for none.
        verified_on: day of that verification.
    """
    copies = [day for path in (data / FOLDER).glob(_COPIES) if (day := _day_of(path.name))]
    return Upkeep(problems, verified_on, max(copies, default=None), is_backup_known=True)


def _day_of(name: str) -> date | None:
    """The day on which a backup was made, as its name tells by clocks in Vietnam."""
    try:
        return datetime.strptime(name[_STAMP], "%Y%m%d").date()  # noqa: DTZ007 - a day, not an instant
    except ValueError:
        return None


def _last_report(place: LogPlace, code: str, status_date: date) -> PublishedReport | None:
    """The published report about the latest day up to the status date; None for none."""
    runs = (recorded.run for recorded in report_runs.runs(place, code))
    reports = [run for run in runs if run.name == REPORT and run.status_date <= status_date]
    last = max(reports, key=lambda run: (run.status_date, run.known_seq), default=None)
    return PublishedReport(last.status_date, last.known_seq) if last else None
