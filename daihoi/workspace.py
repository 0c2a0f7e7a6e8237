"""Where a run finds its configuration and keeps its data: one place, told by options or environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.log_place import SCHEMES, LogPlace, ServerAddress

CONFIG, DATA, OUT, DATABASE_URL = "DAIHOI_CONFIG", "DAIHOI_DATA", "DAIHOI_OUT", "DAIHOI_DATABASE_URL"


@dataclass(frozen=True)
class Workspace:
    """The folders of one installation.

    Attributes:
        config: folder with the campaigns; None to search (see ``daihoi.loading.find_config``).
        data: the event log, evidence and what Prefect keeps; everything worth a backup.
        out: what was published; can always be made again.
        database_url: the PostgreSQL database that holds the log; empty: a file in ``data``.
    """

    config: Path | None
    data: Path
    out: Path
    database_url: str = ""

    @classmethod
    def from_environment(cls) -> Workspace:
        """``$DAIHOI_CONFIG``, ``$DAIHOI_DATA`` (default ``data``), ``$DAIHOI_OUT`` (default ``out``)."""
        config = os.environ.get(CONFIG)
        return cls(
            Path(config) if config else None,
            Path(os.environ.get(DATA, "data")),
            Path(os.environ.get(OUT, "out")),
            os.environ.get(DATABASE_URL, ""),
        )

    def export(self) -> None:
        """Hands the folders to flows, whose parameters carry no paths."""
        if self.config is not None:
            os.environ[CONFIG] = str(self.config.resolve())
        os.environ[DATA] = str(self.data.resolve())
        os.environ[OUT] = str(self.out.resolve())

    @property
    def log_place(self) -> LogPlace:
        """The event log: ``$DAIHOI_DATABASE_URL``, or a file in the data folder.

        Raises:
            StoreError: the address names no PostgreSQL server.
        """
        if not self.database_url:
            return self.data / "daihoi.db"
        scheme, separator, _ = self.database_url.partition("://")
        if scheme not in SCHEMES or not separator:
            raise StoreError(
                f"{DATABASE_URL} phải có dạng postgresql://tài_khoản:mật_khẩu@máy:5432/tên_cơ_sở_dữ_liệu; "
                f"đang bắt đầu bằng «{scheme[:16]}». Bỏ biến ấy thì sổ ghi là tệp trong thư mục --data."
            )
        return ServerAddress(self.database_url)

    @property
    def prefect_home(self) -> Path:
        """Where Prefect keeps its run history."""
        return self.data / "prefect"
