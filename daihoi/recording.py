"""What is recorded: files of reports, of registers and of rulings, checked against what is known and who may.

The command line and the flows both come through here, so there is one way into the log.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi import clock
from daihoi.assessing import open_entries_told, rulings_of
from daihoi.domain.ruled import ruled
from daihoi.loading import find_config, load_campaign
from daihoi.loading.approvals import load_approval_rules
from daihoi.loading.register_config import load_registers
from daihoi.store.database import has_log
from daihoi.store.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from daihoi.domain.access import Access, AccessMatrix, Actor
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import ActivityKey, Event
    from daihoi.intake.rows import PreparedRow, Reading
    from daihoi.intake.tables import Table
    from daihoi.store.writing import ImportResult
    from daihoi.workspace import Workspace


def import_of_file(workspace: Workspace, campaign_code: str, sha256: str) -> int | None:
    """Number of the import that brought a file with these very bytes; None when none did.

    Such a file was checked against what was known then; rulings since may have taken its units away.

    Raises:
        StoreError: the log cannot be read.
    """
    if not has_log(workspace.log_place):
        return None
    with EventLog.open_existing(workspace.log_place) as log:
        batches = log.batches(campaign_code)
    return next((batch.number for batch in batches if batch.file_sha256 == sha256), None)


def import_file(workspace: Workspace, campaign: Campaign, path: Path, *, actor: str) -> ImportResult:
    """Records one file of reports or rulings, all of it or nothing; a second time it adds nothing.

    Raises:
        InputErrors: everything that is wrong in the file, by cell.
        StoreError: the log cannot be written.
    """
    from daihoi.intake.ruling_tables import is_ruling_table  # readers start without them
    from daihoi.intake.tables import read_table

    table = read_table(path)
    if is_ruling_table(table):
        return record_rulings(workspace, campaign, table, path.name, actor=actor)
    return record(workspace, campaign, read_for(workspace, campaign, table), path.name, actor=actor)


def record_rulings(
    workspace: Workspace, campaign: Campaign, table: Table, source_name: str, *, actor: str
) -> ImportResult:
    """Records the rulings of a table that the log does not have yet.

    Raises:
        InputErrors: everything that is wrong in the table, by cell.
        StoreError: the log cannot be written.
    """
    from daihoi.store import ruling_imports

    place = workspace.log_place
    reading = ruling_imports.look_at(place, campaign, table, clock.today())
    return ruling_imports.record(
        place, campaign, reading, actor=actor, source_name=source_name, recorded_at=clock.now()
    )


def read_for(workspace: Workspace, campaign: Campaign, table: Table) -> Reading:
    """Reads a table of reports or of a register against a campaign as configured, and the rulings about it.

    Raises:
        InputErrors: everything that is wrong in the file, by cell.
        ConfigErrors: what is configured about approvals is not usable.
        StoreError: the log cannot be read.
    """
    from daihoi.intake.columns import speaks_of_activities
    from daihoi.intake.register_columns import refuse_nameless
    from daihoi.intake.register_tables import Ground, is_register_table, read_entries
    from daihoi.intake.reports import read_rows  # readers start without it
    from daihoi.intake.setting import Setting
    from daihoi.starting.list_columns import refuse_unit_list

    rules = load_approval_rules(find_config(workspace.config))
    known = rulings_of(workspace, campaign.code)
    setting = Setting(campaign, clock.today(), known, rules.evidence_bytes)
    if is_register_table(table):
        now = ruled(campaign, known, clock.today())
        return read_entries(table, Ground(setting, now, *open_entries_told(workspace, campaign.code)))
    if not table.form and not speaks_of_activities(table):
        refuse_unit_list(table)
        refuse_nameless(table, load_registers(find_config(workspace.config)))
    return read_rows(table, campaign, setting)


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
    _keep_evidence(workspace, reading.rows)
    with EventLog.open(workspace.log_place) as log:
        done = log.append(
            campaign.code,
            reading.rows,
            actor=actor,
            source_name=source_name,
            file_sha256=reading.sha256,
            recorded_at=clock.now(),
        )
    return replace(done, unchanged_rows=done.unchanged_rows + reading.untouched)


def _keep_evidence(workspace: Workspace, rows: Sequence[PreparedRow]) -> None:
    """Keeps what rows name as their evidence, before any event cites it.

    A file whose rows are refused afterwards stays: nothing cites it, and it is the same when it comes again.

    Raises:
        StoreError: a file changed since it was read, or the folder cannot be written.
    """
    from daihoi.store import evidence

    folder, limit = workspace.data / evidence.FOLDER, None
    for row in rows:
        if row.evidence:
            limit = limit or load_approval_rules(find_config(workspace.config)).evidence_bytes
            evidence.keep(folder, row.evidence, limit, row.statement.evidence_sha256)


def access_on(workspace: Workspace, campaign: Campaign, matrix: AccessMatrix, day: date) -> Access:
    """The matrix over the units of a campaign as they stand on a day, and those that are gone by then.

    Args:
        workspace: where the log is.
        campaign: as it is configured.
        matrix: the matrix.
        day: the day asked about.

    Raises:
        StoreError: the log cannot be read.
    """
    from daihoi.domain.access import Access
    from daihoi.domain.unit_reach import gone_units

    known = rulings_of(workspace, campaign.code)
    return Access(matrix, ruled(campaign, known, day).tree, gone_units(campaign, known, day))


def refuse_unpermitted(
    workspace: Workspace, campaign: Campaign, rows: Sequence[PreparedRow], actor: Actor, matrix: AccessMatrix
) -> None:
    """Refuses a file with rows that whoever imports it may not write.

    Raises:
        InputErrors: every such row, with its place.
        StoreError: the log cannot be read.
    """
    from daihoi.domain.access_rows import UnpermittedRows, approved, is_answered, refusals, speakers

    gates = approved(row for row in rows if row.is_gate)
    pieces = {(row.statement.unit_code, piece) for row in rows for piece in row.dossier}
    histories: dict[ActivityKey, list[Event]] = {}
    if gates and has_log(workspace.log_place):
        with EventLog.open_existing(workspace.log_place) as log:
            histories = {key: log.events(campaign.code, *key) for key in {*gates, *pieces}}
    told_by = speakers(rows, actor, histories)
    answered = {key for key in gates if is_answered(histories.get(key, ()))}
    access = access_on(workspace, campaign, matrix, clock.today())
    problems = refusals(rows, actor, access, clock.today(), told_by, answered)
    if problems:
        raise UnpermittedRows(problems, "Không có quyền ghi")


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
    """Records every file in the campaign's ``reports/`` folder that was not yet, by name.

    Raises:
        InputErrors: a file is wrong; the files before it are recorded, it and those after it are not.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    with EventLog.open(workspace.log_place) as log:
        known = {batch.file_sha256 for batch in log.batches(campaign_code)}
    # Reports first: what is filed in registers may speak of what was reported.
    for path in map(Path, (*campaign.report_files, *campaign.register_files)):
        if _sha256(path) not in known:
            import_file(workspace, campaign, path, actor="reports")
    present = {unit.level for unit in campaign.tree.units}
    levels = [level.code for level in campaign.structure.levels if level.code in present]
    with EventLog.open_existing(workspace.log_place) as log:
        return Recorded(levels, log.head()[0])


def _sha256(path: Path) -> str:
    """Hex SHA-256 of a file; empty when it cannot be read, which whoever reads it will tell."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
