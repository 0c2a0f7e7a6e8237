"""Refused attempts: who tried which command and may not, one line each, in text files beside the log.

Only installations with accounts have them. A line holds no argument of the command and no token, and names
an account only when there is one of that name: what somebody types may be a name or a secret. The files go
by months; those older than a year are removed, and one that is full takes no more, so that nobody fills a
disk by knocking.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi.errors import StoreError

if TYPE_CHECKING:
    from daihoi.log_place import LogPlace

MAX_BYTES = 2**22
MAX_FILES = 13
NOBODY = "-"
REASONS = {
    "sign-in": "không đăng nhập được",
    "not-allowed": "không có quyền",
    "rows": "tệp có dòng không được ghi",
}
_GLOB = "refusals-[0-9][0-9][0-9][0-9]-[0-9][0-9].log"
_ONLY_MINE = 0o600


@dataclass(frozen=True)
class Refused:
    """One refused attempt.

    Attributes:
        moment: when, UTC.
        account: who tried; ``NOBODY`` when that is not known.
        command: the command without its arguments.
        reason: one of ``REASONS``.
    """

    moment: datetime
    account: str
    command: str
    reason: str


def note(folder: Path, refused: Refused) -> None:
    """Adds a line; where that cannot be done (a read-only folder) the refusal stands all the same."""
    moment = refused.moment.astimezone(UTC)
    fields = (f"{moment:%Y-%m-%dT%H:%M:%SZ}", refused.account, refused.command, refused.reason)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _append(folder / f"refusals-{moment:%Y-%m}.log", "\t".join(fields) + "\n")
        _remove_old(folder)


def _append(path: Path, line: str) -> None:
    # One write in append mode: lines of programs that run at the same time do not mix.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _ONLY_MINE)
    try:
        if os.fstat(descriptor).st_size < MAX_BYTES:
            os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


def _remove_old(folder: Path) -> None:
    for path in sorted(folder.glob(_GLOB))[:-MAX_FILES]:
        path.unlink(missing_ok=True)


def read(folder: Path, last: int) -> tuple[list[Refused], list[Path]]:
    """The last refused attempts, oldest first, and the files that are full.

    Raises:
        StoreError: a file cannot be read.
    """
    paths = sorted(folder.glob(_GLOB))
    try:
        found = [line for path in paths for line in _lines(path)]
        full = [path for path in paths if path.stat().st_size >= MAX_BYTES]
    except OSError as error:
        raise StoreError(f"Không đọc được nhật ký từ chối ở {folder}: {error.strerror}.") from error
    return found[-last:], full


def _lines(path: Path) -> Iterator[Refused]:
    """The lines that are whole; the last one of a program that was killed may not be."""
    for line in path.read_text("utf-8", "replace").splitlines():
        fields = line.split("\t")
        with suppress(ValueError):
            moment, account, command, reason = fields
            yield Refused(datetime.fromisoformat(moment), account, command, reason)


def known_account(place: LogPlace, login: str) -> str:
    """The account of this name; ``NOBODY`` when there is none, or the log cannot be read."""
    from daihoi.store.accounts import accounts

    with suppress(StoreError):
        return next((one.login for one in accounts(place) if one.login == login), NOBODY)
    return NOBODY


def show(folder: Path, last: int) -> None:
    """Prints the last refused attempts."""
    from rich.table import Table
    from rich.text import Text

    from daihoi.cli.display import console

    found, full = read(folder, last)
    out = console()
    if not found:
        out.print(f"Chưa có lần nào bị từ chối (nhật ký ở {folder}).", soft_wrap=True)
        return
    table = Table("Lúc (UTC)", "Tài khoản", "Lệnh", "Vì sao", box=None, header_style="bold")
    for one in found:
        table.add_row(
            f"{one.moment:%d/%m/%Y %H:%M:%S}",
            "không rõ" if one.account == NOBODY else one.account,
            one.command,
            REASONS.get(one.reason, one.reason),
        )
    out.print(table)
    for path in full:
        out.print(Text(f"{path.name} đã đầy: những lần sau trong tháng ấy không được ghi.", "yellow"))
