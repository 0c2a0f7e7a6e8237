"""A table of rulings goes into the log: all rows that it does not have yet, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from daihoi.domain.access import Access, AccessMatrix, Actor
from daihoi.domain.access_rows import UnpermittedRows
from daihoi.domain.campaign import Campaign
from daihoi.domain.ruling_checks import concerned
from daihoi.domain.rulings import RulingEvent
from daihoi.errors import Problem
from daihoi.intake.ruling_tables import RulingReading, RulingRow, read_rulings
from daihoi.intake.tables import Table
from daihoi.log_place import LogPlace
from daihoi.store.database import has_log
from daihoi.store.log import EventLog
from daihoi.store.writing import ImportResult

DECIDE = "decide"


def look_at(place: LogPlace, configured: Campaign, table: Table, today: date) -> RulingReading:
    """What a table of rulings would add to the log.

    Args:
        place: where the log is; it need not be there yet.
        configured: the campaign as it is configured.
        table: see ``read_rulings``.
        today: no document is of a later day.

    Raises:
        InputErrors: cells are wrong, or rulings do not fit; all problems, with line and cell.
        StoreError: the log cannot be read.
    """
    known: Sequence[RulingEvent] = ()
    if has_log(place):
        with EventLog.open_existing(place) as log:
            known = log.rulings(configured.code)
    return read_rulings(table, configured, known, today)


def refuse_undecidable(
    rows: Sequence[RulingRow], now: Campaign, actor: Actor, matrix: AccessMatrix, today: date
) -> None:
    """Refuses rulings about units for which whoever imports them may not decide.

    Args:
        rows: rulings, each with the campaign of the day on which it takes effect.
        now: the campaign as it is today: who chooses an earlier day gets no rights over what moved away.
        actor: who imports.
        matrix: what roles allow.
        today: the day of the import.

    Raises:
        UnpermittedRows: every such row, with its place.
    """
    if problems := [problem for row in rows for problem in _undecidable(row, now, actor, matrix, today)]:
        raise UnpermittedRows(problems, "Không có quyền ghi quyết định")


def _undecidable(
    row: RulingRow, now: Campaign, actor: Actor, matrix: AccessMatrix, today: date
) -> Iterator[Problem]:
    one = row.prepared
    for unit_code in concerned(row.before, one.ruling, row.annulled):
        if not all(_may(campaign, unit_code, actor, matrix, today) for campaign in (row.before, now)):
            what = f"tài khoản «{actor.code}» không được {matrix.actions[DECIDE]} cho đơn vị «{unit_code}»"
            remedy = "bỏ dòng này, hoặc xin người điều phối cấp quyền ở đơn vị ấy"
            yield Problem(one.place, one.line, what, remedy, one.cell)
            return


def _may(campaign: Campaign, unit_code: str, actor: Actor, matrix: AccessMatrix, today: date) -> bool:
    known = unit_code if unit_code in campaign.tree.by_code else campaign.root.code
    return Access(matrix, campaign.tree).can(actor, DECIDE, known, today)


def record(
    place: LogPlace,
    configured: Campaign,
    reading: RulingReading,
    *,
    actor: str,
    source_name: str,
    recorded_at: datetime,
) -> ImportResult:
    """Records what ``look_at`` found.

    Raises:
        InputErrors: another ruling of the campaign came in between; nothing is written.
        StoreError: the log cannot be written.
    """
    if not reading.rows:
        return ImportResult(0, 0, None, reading.repeated)
    with EventLog.open(place) as log:
        done = log.decide(
            configured.code,
            [row.prepared for row in reading.rows],
            actor=actor,
            source_name=source_name,
            recorded_at=recorded_at,
            file_sha256=reading.sha256,
        )
    return ImportResult(
        done.batch, done.new_events, done.duplicate_of, done.unchanged_rows + reading.repeated
    )
