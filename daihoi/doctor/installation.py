"""What the doctor examines: an installation on a machine, every part of which a test can put in its place."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from daihoi.store.baselines import VIETNAM
from daihoi.workspace import Workspace

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Installation:
    """An installation and the machine it lies on.

    Attributes:
        workspace: the folders of the installation.
        now: this instant by the machine's clock, with time zone.
        environment: the environment variables.
        proc: where the system tells of itself; a folder without files on systems that do not.
        package: the folder of the installed program.
        libraries: the folders in which Python finds what is installed.
        output_encoding: what the terminal, or the file that the output goes to, is written in.
    """

    workspace: Workspace
    now: datetime
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    proc: Path = Path("/proc")
    package: Path = PACKAGE
    libraries: tuple[str, ...] = field(default_factory=lambda: tuple(sys.path))
    output_encoding: str = field(default_factory=lambda: sys.stdout.encoding or "")

    @property
    def data(self) -> Path:
        """The data folder, which need not be there yet."""
        return self.workspace.data

    @property
    def out(self) -> Path:
        """The published folder, which need not be there yet."""
        return self.workspace.out

    @property
    def log_file(self) -> Path | None:
        """The log's file; None when the log lies on a server."""
        return None if self.workspace.database_url else self.data / "daihoi.db"

    def memory_kb(self) -> dict[str, int]:
        """Name → kilobytes, as the system tells of its memory; empty where it does not."""
        try:
            lines = (self.proc / "meminfo").read_text().splitlines()
        except OSError:
            return {}
        pairs = (line.replace(":", " ").split() for line in lines)
        return {words[0]: int(words[1]) for words in pairs if len(words) > 1 and words[1].isdecimal()}


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there: where it would be made."""
    folder = folder.resolve()
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def when(moment: datetime) -> str:
    """``17:04 ngày 02/03/2020``, by clocks in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
