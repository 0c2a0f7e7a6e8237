"""The event log: what units said, in the order it became known, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from daihoi.domain.record import Event, Snapshot
from daihoi.domain.rulings import RulingEvent
from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow, PreparedRuling
from daihoi.log_place import LogPlace
from daihoi.store import reading, snapshots
from daihoi.store.canonical import utc_text
from daihoi.store.database import database
from daihoi.store.reading import Batch

if TYPE_CHECKING:
    from daihoi.store.writing import ImportResult, LogWriter


class EventLog:
    """One log, in a SQLite file or on a PostgreSQL server.

    Make it with ``open`` or ``open_existing``; use it in a ``with``. Every read is one transaction of its
    own; an object may be shared by threads.
    """

    def __init__(self, place: LogPlace, writer: LogWriter | None) -> None:
        self.place = place
        self._writer = writer
        self._database = database(place)

    @classmethod
    def open(cls, place: LogPlace) -> EventLog:
        """Opens the log at a place to read and write; creates it, with its folder or schema, when needed.

        Raises:
            StoreError: what is there is no log, cannot be used, or another version of the program wrote it.
        """
        from daihoi.store.writing import LogWriter  # SQLAlchemy: half a second that readers need not pay

        return cls(place, LogWriter(place))

    @classmethod
    def open_existing(cls, place: LogPlace) -> EventLog:
        """Opens the log at a place to read only; creates nothing.

        Raises:
            StoreError: there is no log yet, it cannot be used, or another version of the program wrote it.
        """
        database(place).require_log()
        return cls(place, None)

    def close(self) -> None:
        """Lets go of the database."""
        if self._writer is not None:
            self._writer.close()

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
        from daihoi.store import writing

        writer = self._ready(rows and campaign_code and actor)
        given = writing.Import(campaign_code, actor, source_name, file_sha256, recorded_at)
        return writing.append(writer, rows, given)

    def decide(
        self,
        campaign_code: str,
        rulings: Sequence[PreparedRuling],
        actor: str,
        source_name: str,
        recorded_at: datetime,
        file_sha256: str = "",
    ) -> ImportResult:
        """Records rulings in one transaction, all or nothing; safe to repeat after any interruption.

        Args:
            campaign_code: folder name of the campaign.
            rulings: checked against the campaign and its last ruling.
            actor: who records (an account or an office, not a person's name).
            source_name: name of the file or command, to show.
            recorded_at: this instant, with time zone.
            file_sha256: hex SHA-256 of the file they came in; empty for a command.

        Raises:
            InputErrors: another ruling of the campaign came since they were checked; nothing is written.
            StoreError: the log was opened to read only, or it cannot be written.
            ValueError: ``recorded_at`` has no time zone.
        """
        from daihoi.store import writing

        writer = self._ready(rulings and campaign_code and actor)
        given = writing.Import(campaign_code, actor, source_name, file_sha256, recorded_at)
        return writing.decide(writer, rulings, given)

    def _ready(self, is_something: object) -> LogWriter:
        if self._writer is None:
            raise StoreError(f"Sổ ghi {self._database.label} chỉ mở để đọc: mở để ghi rồi nhập lại.")
        if not is_something:
            raise StoreError("Không có gì để ghi: cần mã chiến dịch, người ghi và ít nhất một dòng.")
        return self._writer

    def snapshot(self, campaign_code: str, status_date: date, known_seq: int | None = None) -> Snapshot:
        """The picture at the end of ``status_date``, with what was known up to an event (default: all).

        Raises:
            StoreError: the log has no event ``known_seq``.
        """
        with self._database.reading() as run:
            return snapshots.snapshot(run, campaign_code, status_date, known_seq, self._rows)

    def _rows(self, numbers: Sequence[int]) -> list[Sequence[Any]]:
        # Events never change, so what is read later is what stood when the snapshot was taken.
        with self._database.reading() as run:
            return reading.rows_of(run, numbers)

    def events(
        self,
        campaign_code: str,
        unit_code: str | None = None,
        activity: str | None = None,
        upto: int | None = None,
    ) -> list[Event]:
        """Events of a campaign in the order of the log, narrowed to a unit, an activity, a last number."""
        with self._database.reading() as run:
            return reading.events(run, campaign_code, unit_code, activity, upto)

    def entry_events(
        self,
        campaign_code: str,
        unit_code: str | None = None,
        subject: str | None = None,
        upto: int | None = None,
    ) -> list[Event]:
        """Events of a campaign's registers in the order of the log, narrowed like ``events``."""
        with self._database.reading() as run:
            return reading.entry_events(run, campaign_code, unit_code, subject, upto)

    def rulings(self, campaign_code: str, upto: int | None = None) -> list[RulingEvent]:
        """Rulings of a campaign in the order of the log, up to a last number."""
        with self._database.reading() as run:
            return reading.rulings(run, campaign_code, upto)

    def head(self) -> tuple[int, str]:
        """Number and hex hash of the last event of the whole log; ``(0, "")`` when it is empty."""
        with self._database.reading() as run:
            return reading.head(run)

    def seq_at(self, moment: datetime) -> int:
        """Number of the last event recorded at or before an instant (with time zone); 0 for none."""
        with self._database.reading() as run:
            return reading.seq_at(run, utc_text(moment))

    def batches(self, campaign_code: str) -> list[Batch]:
        """The imports of a campaign, oldest first."""
        with self._database.reading() as run:
            return reading.batches(run, campaign_code)

    def verify(self) -> list[str]:
        """What is wrong with the log, in Vietnamese sentences; empty when it is whole."""
        from daihoi.store.verifying import verify

        return [finding.what for finding in verify(self.place).findings]
