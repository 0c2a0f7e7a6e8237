"""What one log holds and another does not, found by the hashes of their events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from daihoi.errors import StoreError
from daihoi.store.connection import connect, refuse_foreign, told
from daihoi.store.verifying import is_damage

_EVENTS = "select seq, hash, recorded_at from event order by seq"
_BASELINES = "select campaign_code || ' ' || content_sha256, name from baseline"
_HAS_TABLE = "select 1 from sqlite_master where type = 'table' and name = ?"


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
        gained_events: events of the backup that the log lacks.
    """

    is_readable: bool = True
    lost_events: int = 0
    lost_from: int | None = None
    lost_since: datetime | None = None
    lost_baselines: tuple[str, ...] = ()
    gained_events: int = 0

    @property
    def is_loss(self) -> bool:
        """Something would be lost, or may be."""
        return bool(not self.is_readable or self.lost_events or self.lost_baselines)


def difference(log_file: Path, backup: Path) -> Difference:
    """Compares the log in use, which need not be there, with a whole backup.

    Raises:
        StoreError: the log cannot be opened for another reason than damage, or is none of ours.
    """
    if not log_file.exists():
        return Difference()
    try:
        refuse_foreign(log_file)
        with (
            told(log_file),
            closing(connect(log_file, "ro")) as log,
            closing(connect(backup, "ro")) as other,
        ):
            return _compared(log, other)
    except StoreError as error:
        if is_damage(error):
            return Difference(is_readable=False)
        raise
    except (ValueError, TypeError):
        return Difference(is_readable=False)


def _compared(log: sqlite3.Connection, backup: sqlite3.Connection) -> Difference:
    lost, gained, first = 0, 0, None
    for mine, other in zip_longest(_rows(log, "event", _EVENTS), _rows(backup, "event", _EVENTS)):
        if first is None and mine and other and mine[:2] == other[:2]:
            continue
        first = first or mine
        lost, gained = lost + bool(mine), gained + bool(other)
    kept = {row[0] for row in _rows(backup, "baseline", _BASELINES)}
    names = tuple(row[1] for row in _rows(log, "baseline", _BASELINES) if row[0] not in kept)
    since = datetime.fromisoformat(first[2]) if first else None
    return Difference(True, lost, first[0] if first else None, since, names, gained)


def _rows(connection: sqlite3.Connection, table: str, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query; none where the table is not there."""
    if connection.execute(_HAS_TABLE, (table,)).fetchone():
        yield from connection.execute(sql)
