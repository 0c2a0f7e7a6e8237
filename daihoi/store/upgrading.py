"""Making a log of an older version one of this version: backed up first, in one transaction, examined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store import backups, seals
from daihoi.store.database import SCHEMA_VERSION, Database, database, schema_version
from daihoi.store.migrations.running import migrate, rebuilding
from daihoi.store.sqlite import SqliteFile
from daihoi.store.verifying import examine
from daihoi.store.writing import Transaction

FIRST_VERSION = 1


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did.

    Attributes:
        before: version of the schema that was found.
        after: version that stands now.
        backup: the log as it was, in a file; None when nothing had to be done.
    """

    before: int
    after: int
    backup: Path | None


def upgrade(place: LogPlace, moment: datetime, folder: Path | None = None) -> Upgraded:
    """Makes a log one of this version; nobody else writes from the backup to the end.

    Killed or failing at any point, this leaves the old log or the new one.

    Args:
        place: the log.
        moment: this instant, with time zone; names the backup.
        folder: the folder for the backup; None for ``backups`` beside the log's file.

    Raises:
        StoreError: there is no log, a newer program made it, it cannot be backed up or written, or it is not
            whole; the message says what stands.
    """
    found = database(place)
    before = _version(found)
    if before == SCHEMA_VERSION:
        return Upgraded(before, before, None)
    kept = None
    try:
        with found.told(), rebuilding(found) as now:
            if schema_version(now.run) < SCHEMA_VERSION:  # another may have done it while this one waited
                kept = backups.back_up_as_it_is(place, moment, folder)
                _bring_up(now)
                _refuse_broken(found, now)
    except StoreError as error:
        raise StoreError(_what_stands(found, before, kept, error)) from error
    return Upgraded(before, SCHEMA_VERSION, kept)


def upgrade_copy(path: Path) -> None:
    """Makes a file that nobody else uses a log of this version, without a backup; the caller verifies it.

    Raises:
        sqlite3.Error: it cannot be written, or is broken.
    """
    with rebuilding(SqliteFile(path)) as now:
        _bring_up(now)


def _bring_up(now: Transaction) -> None:
    migrate(now.connection)
    if not now.run.number("select count(*) from seal"):  # made by a program that knew of no seals
        seals.extend(now.run)


def _refuse_broken(found: Database, now: Transaction) -> None:
    """Raises StoreError when the log as it would stand is not whole."""
    examined = examine(_as_it_would_stand(found, now), now.run)
    if not examined.is_whole:
        lines = "\n".join(f"  {finding.what}" for finding in examined.findings)
        raise StoreError(f"Sổ ghi không nguyên vẹn:\n{lines}")


def _as_it_would_stand(found: Database, now: Transaction) -> Database:
    if isinstance(found, SqliteFile):
        return found
    from daihoi.store.postgresql import PostgresqlDatabase, UncommittedDatabase

    assert isinstance(found, PostgresqlDatabase)
    return UncommittedDatabase(found.address, now.run)


def _version(found: Database) -> int:
    """The version of the log that is there.

    Raises:
        StoreError: there is none, or it is none that can be upgraded.
    """
    version = found.version() if found.is_there() else None
    if version is None:
        raise StoreError(f"Chưa có sổ ghi ở {found.label}: không có gì để nâng cấp.")
    if version < FIRST_VERSION:
        raise StoreError(f"Sổ ghi {found.label} không ghi phiên bản nào: khôi phục từ bản sao lưu.")
    return version


def _what_stands(found: Database, before: int, kept: Path | None, error: StoreError) -> str:
    copy = f" Bản sao của nó: {kept}." if kept else ""
    return (
        f"Chưa nâng cấp: sổ ghi {found.label} vẫn ở phiên bản {before}, còn nguyên như trước.{copy}\n"
        f"{error}\n"
        "Sửa xong nguyên nhân rồi chạy lại daihoi db upgrade, hoặc khôi phục một bản sao lưu cũ hơn "
        "(daihoi db restore TỆP): bản sao được nâng cấp khi khôi phục."
    )
