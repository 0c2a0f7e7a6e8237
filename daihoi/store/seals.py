"""Seals: a second chain of hashes, over what the chain of events does not hold: imports and baselines.

Every import and every baseline gets a seal in the transaction that writes it; whatever has none yet (a log
made before there were seals) gets it then too. Seals are read and written by plain SQL through a callable,
so that driver and SQLAlchemy both serve.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from daihoi.store.reading import Run

FORM = 1
TABLE = "seal"
SEALED = {
    "batch": (
        "number",
        "campaign_code",
        "source_name",
        "file_sha256",
        "content_sha256",
        "actor",
        "recorded_at",
        "row_count",
        "event_count",
    ),
    "baseline": (
        "number",
        "campaign_code",
        "name",
        "name_key",
        "status_date",
        "known_seq",
        "fingerprint",
        "reason",
        "actor",
        "recorded_at",
        "activity_count",
        "dates_sha256",
        "content_sha256",
        "dates",
    ),
    "account": ("number", "login", "login_key", "actor", "recorded_at"),
    "role_grant": (
        "number",
        "login",
        "role",
        "unit_code",
        "valid_from",
        "valid_to",
        "actor",
        "recorded_at",
    ),
    "access_token": ("number", "login", "secret_hash", "valid_to", "actor", "recorded_at"),
    "access_end": ("number", "kind", "ended_number", "ended_on", "actor", "recorded_at"),
}
"""Tables that are sealed → the columns that form 1 of a seal covers, in their order."""

NAMES = {
    "batch": "lần nhập",
    "baseline": "bản chốt",
    "account": "tài khoản",
    "role_grant": "quyền",
    "access_token": "thẻ",
    "access_end": "lần thu hồi",
}
_CREATE = (
    """create table seal (number integer not null primary key, kind varchar(16) not null,
    row_number integer not null, hash varchar(64) not null unique, unique (kind, row_number))""",
    """create trigger seal_no_update before update on seal
    begin select raise(abort, 'append-only: seal is never changed or deleted'); end""",
    """create trigger seal_no_delete before delete on seal
    begin select raise(abort, 'append-only: seal is never changed or deleted'); end""",
    """create trigger seal_next before insert on seal
    when new.number <> (select coalesce(max(number), 0) + 1 from seal)
        or exists (select 1 from seal where kind = new.kind and row_number = new.row_number)
    begin select raise(abort, 'append-only: not the next seal'); end""",
)


@dataclass(frozen=True)
class Seals:
    """What the seals of a log show.

    Attributes:
        count: seals that were checked.
        unsealed: imports and baselines without one; all of them in a log made before there were seals.
        problems: what is wrong, in Vietnamese sentences.
    """

    count: int
    unsealed: int
    problems: Sequence[str]


def extend(run: Run) -> None:
    """Seals every import and baseline that has no seal yet, inside the caller's write transaction."""
    if not _exists(run, TABLE):
        for statement in _CREATE:
            run(statement, ())
    number, digest = _last(run)
    for kind in SEALED:
        for row in _unsealed(run, kind):
            number, digest = number + 1, _hash(digest, kind, row)
            run("insert into seal values (?, ?, ?, ?)", (number, kind, row[0], digest))


def examine(run: Run) -> Seals:
    """Computes every seal again and compares; a log without the table of seals simply has none."""
    if not _exists(run, TABLE):
        unsealed = sum(_count(run, kind) for kind in SEALED if _exists(run, kind))
        return Seals(0, unsealed, ())
    seals = list(run("select number, kind, row_number, hash from seal order by number", ()))
    bare = {kind: len(_unsealed(run, kind)) for kind in SEALED}
    late = [
        f"{count} {NAMES[kind]} cuối không có niêm: do bản chương trình cũ ghi, hoặc bị chèn vào."
        for kind, count in bare.items()
        if count
    ]
    return Seals(len(seals), sum(bare.values()), [*_broken(run, seals), *late])


def _broken(run: Run, seals: Sequence[Sequence[Any]]) -> Iterator[str]:
    digest = ""
    for expected, (number, kind, row_number, stored) in enumerate(seals, 1):
        if number != expected or kind not in SEALED:
            yield f"Niêm số {expected} bị mất hoặc bị thay đổi."
            return
        row = _row(run, kind, row_number)
        if row is None:
            yield f"Mất {NAMES[kind]} số {row_number}: niêm số {number} còn ghi."
            return
        digest = _hash(digest, kind, row)
        if digest != stored:
            what = f"{NAMES[kind]} số {row_number}".capitalize()
            yield f"{what} đã bị thay đổi: không khớp niêm số {number}."
            return


def _last(run: Run) -> tuple[int, str]:
    found = run("select number, hash from seal order by number desc limit 1", ())
    return next(((int(row[0]), str(row[1])) for row in found), (0, ""))


def _unsealed(run: Run, kind: str) -> list[tuple[Any, ...]]:
    """The rows of a table that come after the last one sealed, in their order."""
    if not _exists(run, kind):
        return []
    last = next(iter(run("select coalesce(max(row_number), 0) from seal where kind = ?", (kind,))))[0]
    sql = f"select {', '.join(SEALED[kind])} from {kind} where number > ? order by number"
    return [tuple(row) for row in run(sql, (last,))]


def _row(run: Run, kind: str, number: int) -> tuple[Any, ...] | None:
    if not _exists(run, kind):
        return None
    sql = f"select {', '.join(SEALED[kind])} from {kind} where number = ?"
    return next((tuple(row) for row in run(sql, (number,))), None)


def _hash(previous: str, kind: str, row: Sequence[Any]) -> str:
    """Hex SHA-256 of a stored row, value by value as SQLite holds it, and of the seal before it."""
    written = json.dumps([FORM, kind, *row], ensure_ascii=False, separators=(",", ":"), default=_of_bytes)
    return hashlib.sha256(f"{previous}\n{written}".encode()).hexdigest()


def _of_bytes(value: bytes) -> dict[str, str]:
    # An object, so that no text can be mistaken for the bytes it names.
    return {"bytes": hashlib.sha256(value).hexdigest()}


def _exists(run: Run, table: str) -> bool:
    return bool(list(run("select 1 from sqlite_master where type = 'table' and name = ?", (table,))))


def _count(run: Run, table: str) -> int:
    return int(next(iter(run(f"select count(*) from {table}", ())))[0])
