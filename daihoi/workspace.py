"""Where a run finds its configuration and keeps its data: one place, told by options or environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CONFIG, DATA, OUT = "DAIHOI_CONFIG", "DAIHOI_DATA", "DAIHOI_OUT"


@dataclass(frozen=True)
class Workspace:
    """The folders of one installation.

    Attributes:
        config: folder with the campaigns; None to search (see ``daihoi.loading.find_config``).
        data: the event log and what Prefect keeps; everything worth a backup.
        out: what was published; can always be made again.
    """

    config: Path | None
    data: Path
    out: Path

    @classmethod
    def from_environment(cls) -> Workspace:
        """``$DAIHOI_CONFIG``, ``$DAIHOI_DATA`` (default ``data``), ``$DAIHOI_OUT`` (default ``out``)."""
        config = os.environ.get(CONFIG)
        return cls(
            Path(config) if config else None,
            Path(os.environ.get(DATA, "data")),
            Path(os.environ.get(OUT, "out")),
        )

    def export(self) -> None:
        """Hands the folders to flows, whose parameters carry no paths."""
        if self.config is not None:
            os.environ[CONFIG] = str(self.config.resolve())
        os.environ[DATA] = str(self.data.resolve())
        os.environ[OUT] = str(self.out.resolve())

    @property
    def log_file(self) -> Path:
        """The event log."""
        return self.data / "daihoi.db"

    @property
    def prefect_home(self) -> Path:
        """Where Prefect keeps its run history."""
        return self.data / "prefect"
