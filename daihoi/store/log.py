"""The event log: what units said, in the order it became known, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from daihoi.domain.record import Event, Snapshot
from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.store import checking, reading
from daihoi.store.canonical import utc_text
from daihoi.store.connection import reading as transaction
from daihoi.store.connection import require_log
from daihoi.store.reading import Batch

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from daihoi.store.writing import ImportResult


class EventLog:
    """One log in one SQLite file. Make it with ``open`` or ``open_existing``; use it in a ``with``.

    Every read is one transaction of its own; an object may be shared by threads.
    """

    def __init__(self, path: Path, engine: Engine | None) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> EventLog:
        """Opens the log at ``path`` to read and write; creates its folder and the log when needed.

        Raises:
            StoreError: the file is no log, cannot be used, or a newer version of the program wrote it.
        """
        from daihoi.store import writing  # SQLAlchemy: half a second that readers need not pay

        return cls(path, writing.open_engine(path))

    @classmethod
    def open_existing(cls, path: Path) -> EventLog:
        """Opens the log at ``path`` to read only; creates nothing.

        Raises:
            StoreError: there is no log yet, it cannot be used, or a newer version of the program wrote it.
        """
        require_log(path)
        return cls(path, None)

    def close(self) -> None:
        """Lets go of the file."""
        if self._engine is not None:
            self._engine.dispose()

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(
        self,
        campaign_code: str,
        rows: Sequence[PreparedRow],
        actor: str,
        source_name: str,
        file_sha256: str,
        recorded_at: datetime,
    ) -> ImportResult:
        """Imports rows in one transaction, all or nothing; safe to repeat after any interruption.

        Content that was imported before is not written again: the earlier import is named. A row that
        says what is already known writes no event. A blank start keeps the start stated before; a
        correction states the whole and replaces the current event.

        Args:
            campaign_code: folder name of the campaign.
            rows: checked rows, at most one per unit and activity.
            actor: who imports (an account or an office, not a person's name).
            source_name: name of the file, to show.
            file_sha256: hex SHA-256 of its bytes.
            recorded_at: this instant, with time zone.

        Raises:
            InputErrors: rows contradict the log; all conflicts with their places; nothing is written.
            StoreError: the log was opened to read only, or the file cannot be written.
            ValueError: ``recorded_at`` has no time zone.
        """
        if self._engine is None:
            raise StoreError(f"Sổ ghi {self.path} chỉ mở để đọc: mở để ghi rồi nhập lại.")
        if not rows or not campaign_code or not actor:
            raise StoreError("Không có gì để ghi: cần mã chiến dịch, người ghi và ít nhất một dòng.")
        from daihoi.store import writing

        given = writing.Import(campaign_code, actor, source_name, file_sha256, recorded_at)
        return writing.append(self._engine, self.path, rows, given)

    def snapshot(self, campaign_code: str, status_date: date, known_seq: int | None = None) -> Snapshot:
        """The picture at the end of ``status_date``, with what was known up to an event (default: all).

        Raises:
            StoreError: the log has no event ``known_seq``.
        """
        with transaction(self.path) as connection:
            return reading.snapshot(connection.execute, campaign_code, status_date, known_seq)

    def events(
        self,
        campaign_code: str,
        unit_code: str | None = None,
        activity: str | None = None,
        upto: int | None = None,
    ) -> list[Event]:
        """Events of a campaign in the order of the log, narrowed to a unit, an activity, a last number."""
        with transaction(self.path) as connection:
            return reading.events(connection.execute, campaign_code, unit_code, activity, upto)

    def head(self) -> tuple[int, str]:
        """Number and hex hash of the last event of the whole log; ``(0, "")`` when it is empty."""
        with transaction(self.path) as connection:
            return reading.head(connection.execute)

    def seq_at(self, moment: datetime) -> int:
        """Number of the last event recorded at or before an instant (with time zone); 0 for none."""
        with transaction(self.path) as connection:
            return reading.seq_at(connection.execute, utc_text(moment))

    def batches(self, campaign_code: str) -> list[Batch]:
        """The imports of a campaign, oldest first."""
        with transaction(self.path) as connection:
            return reading.batches(connection.execute, campaign_code)

    def verify(self) -> list[str]:
        """What is wrong with the log, in Vietnamese sentences; empty when it is whole."""
        with transaction(self.path) as connection:
            return checking.problems(connection)
