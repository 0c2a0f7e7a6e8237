"""What one log holds and another does not, whatever databases they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from daihoi.domain.access import INSTALLATION
from daihoi.domain.record import shown
from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store.database import database, has_log
from daihoi.store.runs import Run
from daihoi.store.verifying import is_damage

_EVENTS = "select seq, hash, recorded_at from event order by seq"
_BASELINES = "select campaign_code, content_sha256, name from baseline order by number"
_REPORT_RUNS = "select run_key, manifest_sha256 from report_run"
_ACCESS = {
    "account": "select number, login from account order by number",
    "role_grant": "select number, login, role, unit_code, valid_from, valid_to from role_grant "
    "order by number",
    "access_token": "select number, login, secret_hash from access_token order by number",
    "access_end": "select kind, ended_number, ended_on from access_end order by number",
}
"""What makes a row of a table of accounts the same one in two logs."""


@dataclass(frozen=True)
class Difference:
    """What the log in use holds and a backup does not.

    Two logs agree up to the first event whose hashes differ; what comes after it is different history.

    Attributes:
        is_readable: False when the log in use is so broken that nothing can be counted.
        lost_events: events of the log that the backup lacks.
        lost_from: number of the first of them.
        lost_since: when that one was recorded, UTC.
        lost_baselines: names of baselines that the backup lacks.
        lost_access: what the backup undoes of accounts, rights and tokens, as Vietnamese clauses; that a
            right which was taken back comes alive again is named like one that is lost.
        lost_report_runs: published reports that the backup knows nothing of.
        gained_events: events of the backup that the log lacks.
    """

    is_readable: bool = True
    lost_events: int = 0
    lost_from: int | None = None
    lost_since: datetime | None = None
    lost_baselines: tuple[str, ...] = ()
    lost_access: tuple[str, ...] = ()
    lost_report_runs: int = 0
    gained_events: int = 0

    @property
    def is_loss(self) -> bool:
        """Something would be lost, or may be."""
        lost = self.lost_events or self.lost_baselines or self.lost_access or self.lost_report_runs
        return bool(not self.is_readable or lost)


def difference(place: LogPlace, backup: LogPlace) -> Difference:
    """Compares the log in use, which need not be there, with a whole backup of this version.

    Raises:
        StoreError: the log cannot be opened for another reason than damage, or is none that this program
            can read.
    """
    found = database(place)
    try:
        if not has_log(place) or found.version() is None:
            return Difference()
        with found.reading() as log, database(backup).reading() as other:
            return _compared(log, other)
    except StoreError as error:
        if is_damage(found, error):
            return Difference(is_readable=False)
        raise
    except (ValueError, TypeError):
        return Difference(is_readable=False)


def _compared(log: Run, backup: Run) -> Difference:
    lost, gained, first = 0, 0, None
    for mine, other in zip_longest(log(_EVENTS), backup(_EVENTS)):
        if first is None and mine and other and tuple(mine)[:2] == tuple(other)[:2]:
            continue
        first = first or mine
        lost, gained = lost + bool(mine), gained + bool(other)
    # A log of an older version may lack tables; the backup has them all.
    tables = log.tables()
    names = _lost_baselines(log, backup) if "baseline" in tables else ()
    runs = len(_rows(log, _REPORT_RUNS) - _rows(backup, _REPORT_RUNS)) if "report_run" in tables else 0
    access = tuple(_lost_access(log, backup)) if "account" in tables else ()
    since = datetime.fromisoformat(first[2]) if first else None
    return Difference(True, lost, first[0] if first else None, since, names, access, runs, gained)


def _rows(run: Run, sql: str) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in run(sql)}


def _lost_baselines(log: Run, backup: Run) -> tuple[str, ...]:
    kept = {row[:2] for row in _rows(backup, _BASELINES)}
    return tuple(row[2] for row in log(_BASELINES) if tuple(row)[:2] not in kept)


def _lost_access(log: Run, backup: Run) -> Iterator[str]:
    """What the backup undoes of accounts, as Vietnamese clauses."""
    there = {table: [tuple(row) for row in log(sql)] for table, sql in _ACCESS.items()}
    kept = {table: _rows(backup, sql) for table, sql in _ACCESS.items()}
    lost = {table: [row for row in rows if row not in kept[table]] for table, rows in there.items()}
    named = {(table, row[0]): _named(table, row) for table in _NAMED for row in there[table]}
    gone = {(table, row[0]) for table in _NAMED for row in lost[table]}
    yield from (f"mất {named[what]}" for what in named if what in gone)
    for kind, number, day in lost["access_end"]:
        if (kind, number) not in gone:
            what = named.get((kind, number), f"«{kind}» số {number}")
            yield f"{what}: {_NAMED[kind]} ngày {shown(date.fromisoformat(day))}, sẽ lại có hiệu lực"


_NAMED = {"account": "đã khóa", "role_grant": "đã thu hồi", "access_token": "đã bỏ"}
"""Table → how what is in it ends."""


def _named(table: str, row: tuple[Any, ...]) -> str:
    """An account, a right or a token, in Vietnamese."""
    if table == "account":
        return f"tài khoản «{row[1]}»"
    if table == "access_token":
        return f"thẻ số {row[0]} của «{row[1]}»"
    where = "toàn bản cài" if row[3] == INSTALLATION else f"ở {row[3]}"
    return f"quyền «{row[2]}» {where} của «{row[1]}»"
