"""Logs that earlier releases made, written out as SQL; every hash in them was computed by those releases.

``bare``: of the first release that kept a log, before it knew baselines, seals and accounts.
``full``: of the last release of version 1, with all that it could hold.
Both hold the same seven events in six imports: reports, a correction, a rejection and an approval.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "logs"
KINDS = ("bare", "full")
HEAD = (7, "ebf3d594ed8053006ed7960c80d691080c544e53bb7ba98393d4b0977f66c977")
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam, when the first import was recorded."""


def old_log(kind: str, path: Path) -> Path:
    """Puts an old log at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("pragma journal_mode=wal")
        raw.executescript((FOLDER / f"version_1_{kind}.sql").read_text("utf-8"))
    return path


def dump(path: Path) -> list[str]:
    """Everything in a file, as statements."""
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.execute(sql))
