"""From a campaign's code to its assessment: configuration, log and computation put together.

The command line and the flows both come through here, so there is one way to compute a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi import clock
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Snapshot
from daihoi.loading import find_config, load_campaign
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from daihoi.domain.access import AccessMatrix, Actor
    from daihoi.domain.record import ActivityKey
    from daihoi.intake.rows import PreparedRow, Reading
    from daihoi.store.writing import ImportResult


def open_assessment(
    workspace: Workspace, campaign_code: str, status_date: date, known_at: int | None = None
) -> Assessment:
    """A campaign at a status date, as known at an event of the log; as known now when None.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: there is no log yet, or it cannot be read.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    with EventLog.open_existing(workspace.log_file) as log:
        snapshot = log.snapshot(campaign_code, status_date, known_at)
    return assess(campaign, snapshot)


def open_assessment_or_plan(
    workspace: Workspace, campaign_code: str, status_date: date, known_at: int | None = None
) -> Assessment:
    """The same; where nothing was reported by then, the plan on the eve of the campaign.

    On the eve nothing can have happened yet, so nothing can be late for not having been reported.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read, or has no event ``known_at``.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    return assess(campaign, known_or_nothing(workspace, campaign, status_date, known_at))


def known_or_nothing(
    workspace: Workspace, campaign: Campaign, status_date: date, known_at: int | None
) -> Snapshot:
    """What was known at a status date; where nothing was, nothing on the eve of the campaign.

    Raises:
        StoreError: the log cannot be read, or has no event ``known_at``.
    """
    eve = max(campaign.start_date - timedelta(days=1), campaign.working_calendar.first)
    if known_at is None and not workspace.log_file.exists():
        return Snapshot(campaign.code, eve, 0, "", ())
    with EventLog.open_existing(workspace.log_file) as log:
        found = log.snapshot(campaign.code, status_date, known_at)
    return found if found.events else Snapshot(campaign.code, eve, found.known_seq, found.head, ())


def import_file(workspace: Workspace, campaign: Campaign, path: Path, *, actor: str) -> ImportResult:
    """Records one report file, all of it or nothing; the same contents a second time add nothing.

    Raises:
        InputErrors: everything that is wrong in the file, by cell.
        StoreError: the log cannot be written.
    """
    from daihoi.intake.reports import read_file  # readers start without it

    return record(workspace, campaign, read_file(path, campaign, clock.today()), path.name, actor=actor)


def record(
    workspace: Workspace, campaign: Campaign, reading: Reading, source_name: str, *, actor: str
) -> ImportResult:
    """Records what a file said; a form that nobody filled in adds nothing.

    Raises:
        InputErrors: what it says contradicts the log.
        StoreError: the log cannot be written.
    """
    from daihoi.store.writing import ImportResult

    if not reading.rows:
        return ImportResult(0, 0, None, reading.untouched)
    with EventLog.open(workspace.log_file) as log:
        done = log.append(
            campaign.code,
            reading.rows,
            actor=actor,
            source_name=source_name,
            file_sha256=reading.sha256,
            recorded_at=clock.now(),
        )
    return replace(done, unchanged_rows=done.unchanged_rows + reading.untouched)


def refuse_unpermitted(
    workspace: Workspace, campaign: Campaign, rows: Sequence[PreparedRow], actor: Actor, matrix: AccessMatrix
) -> None:
    """Refuses a file with rows that whoever imports it may not write.

    Raises:
        InputErrors: every such row, with its place.
        StoreError: the log cannot be read.
    """
    from daihoi.domain.access import Access
    from daihoi.domain.access_rows import approved, refusals, reporters
    from daihoi.errors import InputErrors

    told_by: dict[ActivityKey, frozenset[str]] = {}
    gates = approved(rows)
    if gates and workspace.log_file.is_file():
        with EventLog.open_existing(workspace.log_file) as log:
            told_by = {key: reporters(log.events(campaign.code, *key)) for key in gates}
    problems = refusals(rows, actor, Access(matrix, campaign.tree), clock.today(), told_by)
    if problems:
        raise InputErrors(problems, "Không có quyền ghi")


@dataclass(frozen=True)
class Recorded:
    """What a campaign's log holds after its reports were recorded.

    Attributes:
        levels: codes of the levels that the campaign has units of, lowest first.
        last_seq: number of the last event of the log.
    """

    levels: list[str]
    last_seq: int


def import_campaign_reports(workspace: Workspace, campaign_code: str) -> Recorded:
    """Records every file in the campaign's ``reports/`` folder, by name.

    Raises:
        InputErrors: a file is wrong; the files before it are recorded, it and those after it are not.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    EventLog.open(workspace.log_file).close()
    for name in campaign.report_files:
        import_file(workspace, campaign, Path(name), actor="reports")
    present = {unit.level for unit in campaign.tree.units}
    levels = [level.code for level in campaign.structure.levels if level.code in present]
    with EventLog.open_existing(workspace.log_file) as log:
        return Recorded(levels, log.head()[0])
