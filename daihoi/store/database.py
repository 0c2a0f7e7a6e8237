"""The database that holds a log: what reading and writing ask of it, in a file or on a server.

Reading goes through the driver alone: importing SQLAlchemy takes about half a second, which whoever only
reads need not pay. SQLAlchemy is loaded by ``writing`` when something is to be written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store.runs import Run

if TYPE_CHECKING:
    from sqlalchemy import Engine

SCHEMA_VERSION = 2


class Database(ABC):
    """One log's database. Make it with ``database``.

    Attributes:
        label: how messages name it; never with a secret.
    """

    label: str

    @abstractmethod
    def is_there(self) -> bool:
        """Whether something is at its place; it need not be a log.

        Raises:
            StoreError: the server cannot be reached.
        """

    @abstractmethod
    def reading(self) -> AbstractContextManager[Run]:
        """One read transaction: all queries see the same state of the log. Creates nothing.

        Raises:
            StoreError: the database cannot be used.
        """

    @abstractmethod
    def prepare(self) -> None:
        """Makes room for a log where there is none: its folder, its schema.

        Raises:
            StoreError: there is no right to.
        """

    @abstractmethod
    def engine(self) -> Engine:
        """An engine whose transactions write, and are alone from their first statement on."""

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """Lets one writer at a time through, in the order of arrival, before a transaction begins."""

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Turns what the driver says into what a user can act on.

        Raises:
            StoreError: for every error of the driver in the block.
        """

    @abstractmethod
    def damage(self, run: Run) -> Iterator[str]:
        """What the database itself finds wrong with its pages and constraints, in Vietnamese."""

    @abstractmethod
    def is_broken(self, error: BaseException) -> bool:
        """Whether an error of the driver tells of damage.

        False for what passes or can be put right without touching the log: a lock, a right, the disk.
        """

    @abstractmethod
    def size_bytes(self) -> int:
        """Size of the database on the disk.

        Raises:
            StoreError: it cannot be asked for.
        """

    def require_log(self) -> None:
        """Checks that a log of this version is there; creates nothing.

        Raises:
            StoreError: there is none, it is damaged, or another version of the program wrote it.
        """
        if not self.is_there() or not self.tables():
            raise StoreError(
                f"Chưa có sổ ghi ở {self.label}. Nhập báo cáo của các đơn vị trước: daihoi import ĐỢT TỆP"
            )
        self.refuse_foreign()

    def refuse_foreign(self) -> None:
        """Refuses a database that this program must not touch; an empty one may become a log.

        Raises:
            StoreError: another program made it, or another version of this one, whose log read with other
                rules could mislead.
        """
        version = self.version()
        if version is not None and version < SCHEMA_VERSION:
            raise StoreError(
                f"Sổ ghi {self.label} do bản chương trình cũ tạo ra (phiên bản {version}; bản này cần "
                f"{SCHEMA_VERSION}). Chạy daihoi db upgrade: sổ được sao lưu trước, rồi nâng cấp."
            )

    def version(self) -> int | None:
        """The version of the log's schema; None for an empty database.

        Raises:
            StoreError: another program made it, or a newer version of this one did.
        """
        with self.reading() as run:
            names = run.tables()
            if names and "meta" not in names:
                raise StoreError(
                    f"{self.label} là cơ sở dữ liệu của chương trình khác: chọn chỗ khác cho sổ ghi."
                )
            version = schema_version(run) if names else None
        if version is not None and version > SCHEMA_VERSION:
            raise StoreError(
                f"Sổ ghi {self.label} do bản chương trình mới hơn tạo ra (phiên bản {version}; bản này đọc "
                f"được đến {SCHEMA_VERSION}). Hãy nâng cấp chương trình; sổ ghi không bị thay đổi."
            )
        return version

    def tables(self) -> set[str]:
        """Names of the tables that are there."""
        with self.reading() as run:
            return run.tables()


def schema_version(run: Run) -> int:
    """The version that a log says of itself; 0 when it says none.

    Raises:
        StoreError: what it says is no number.
    """
    rows = run("select value from meta where name = 'schema_version'")
    value = next((str(row[0]) for row in rows), "0")
    if not value.isdecimal():
        raise StoreError(
            f"Phiên bản ghi trong sổ là «{value}», không phải là số: ai đó đã sửa sổ bằng công cụ khác. "
            "Khôi phục từ bản sao lưu gần nhất: daihoi db restore TỆP"
        )
    return int(value)


def database(place: LogPlace) -> Database:
    """The database at a place."""
    if isinstance(place, Path):
        from daihoi.store.sqlite import SqliteFile

        return SqliteFile(place)
    from daihoi.store.postgresql import PostgresqlDatabase

    return PostgresqlDatabase(place)


def has_log(place: LogPlace) -> bool:
    """Whether a log, usable or not, is there already.

    Raises:
        StoreError: the server cannot be reached.
    """
    found = database(place)
    return found.is_there() and (isinstance(place, Path) or bool(found.tables()))


@contextmanager
def reading(place: LogPlace) -> Iterator[Run]:
    """One read transaction on the log at a place.

    Raises:
        StoreError: there is no usable log.
    """
    with database(place).reading() as run:
        yield run
