"""Seals: a second chain of hashes, over what the chain of events does not hold: imports and baselines.

Every import and every baseline gets a seal in the transaction that writes it; whatever has none yet (a log
made before there were seals) gets it then too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from daihoi.store.runs import Run

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
    "report_run": (
        "number",
        "run_key",
        "campaign_code",
        "name",
        "status_date",
        "known_seq",
        "head",
        "config_sha256",
        "program",
        "manifest_sha256",
        "recorded_at",
    ),
}
"""Tables that are sealed → the columns that form 1 of a seal covers, in their order."""

NAMES = {
    "batch": "lần nhập",
    "baseline": "bản chốt",
    "account": "tài khoản",
    "role_grant": "quyền",
    "access_token": "thẻ",
    "access_end": "lần thu hồi",
    "report_run": "lần công bố",
}


@dataclass(frozen=True)
class Seals:
    """What the seals of a log show.

    Attributes:
        count: seals that were checked.
        unsealed: imports and baselines without one.
        problems: what is wrong, in Vietnamese sentences.
    """

    count: int
    unsealed: int
    problems: Sequence[str]


def extend(run: Run) -> None:
    """Seals every import and baseline that has no seal yet, inside the caller's write transaction."""
    number, digest = _last(run)
    for kind in SEALED:
        for row in _unsealed(run, kind):
            number, digest = number + 1, _hash(digest, kind, row)
            run("insert into seal values (?, ?, ?, ?)", (number, kind, row[0], digest))


def examine(run: Run) -> Seals:
    """Computes every seal again and compares."""
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
    last = next(iter(run("select coalesce(max(row_number), 0) from seal where kind = ?", (kind,))))[0]
    sql = f"select {', '.join(SEALED[kind])} from {kind} where number > ? order by number"
    return [tuple(row) for row in run(sql, (last,))]


def _row(run: Run, kind: str, number: int) -> tuple[Any, ...] | None:
    sql = f"select {', '.join(SEALED[kind])} from {kind} where number = ?"
    return next((tuple(row) for row in run(sql, (number,))), None)


def _hash(previous: str, kind: str, row: Sequence[Any]) -> str:
    """Hex SHA-256 of a stored row, value by value as ``Run`` gives it, and of the seal before it."""
    written = json.dumps([FORM, kind, *row], ensure_ascii=False, separators=(",", ":"), default=_of_bytes)
    return hashlib.sha256(f"{previous}\n{written}".encode()).hexdigest()


def _of_bytes(value: bytes) -> dict[str, str]:
    # An object, so that no text can be mistaken for the bytes it names.
    return {"bytes": hashlib.sha256(value).hexdigest()}
