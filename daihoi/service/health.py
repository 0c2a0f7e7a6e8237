"""How the service is: does the server answer, what do its processes use, how much room is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from daihoi.service.api import Api
from daihoi.service.processes import stat_fields

_UTIME, _STIME, _RSS_PAGES = 11, 12, 21  # proc(5), fields 14, 15 and 24, counted from the state


@dataclass(frozen=True)
class Usage:
    """What processes use.

    Attributes:
        memory_bytes: resident; pages that processes share are counted for each.
        cpu_seconds: since they started.
        processes: how many there are.
    """

    memory_bytes: int
    cpu_seconds: float
    processes: int


@dataclass(frozen=True)
class Health:
    """One look at the service.

    Attributes:
        answer_seconds: how long the server took to answer; None when it did not.
        is_runner_up: whether the runner runs.
        usage: of all processes of the service.
        cpu_pct: share of one core since the look before; None at the first look.
        free_bytes: on the disk of the data folder.
        restarts: of server and runner since the service was started.
    """

    answer_seconds: float | None
    is_runner_up: bool
    usage: Usage
    cpu_pct: float | None
    free_bytes: int
    restarts: int

    @property
    def is_good(self) -> bool:
        """Whether the service does its work."""
        return self.answer_seconds is not None and self.is_runner_up


def usage(processes: Iterable[int]) -> Usage:
    """What processes use; those that are gone use nothing."""
    memory, ticks, count = 0, 0, 0
    for process in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = stat_fields(process)
            memory += int(fields[_RSS_PAGES]) * os.sysconf("SC_PAGE_SIZE")
            ticks += int(fields[_UTIME]) + int(fields[_STIME])
            count += 1
    return Usage(memory, ticks / os.sysconf("SC_CLK_TCK"), count)


def free_bytes(folder: Path) -> int:
    """Room on the disk of a folder that need not be there yet."""
    return shutil.disk_usage(
        next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    ).free


class Probe:
    """Asks the server in a thread, so that a server that does not answer holds up nobody.

    Attributes:
        answer_seconds: of the last question; None when it was not answered.
        silent: questions in a row that were not answered.
        asked: questions so far.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._thread: threading.Thread | None = None
        self.answer_seconds: float | None = None
        self.silent = self.asked = 0

    @property
    def is_asking(self) -> bool:
        """Whether a question is open."""
        return self._thread is not None and self._thread.is_alive()

    def ask(self) -> None:
        """Asks, unless a question is open."""
        if not self.is_asking:
            self._thread = threading.Thread(target=self._ask, daemon=True)
            self._thread.start()

    def forget(self) -> None:
        """Starts counting anew, as after a restart of the server."""
        self.silent = 0

    def _ask(self) -> None:
        began = time.monotonic()
        is_healthy = self._api.is_healthy()
        self.answer_seconds = time.monotonic() - began if is_healthy else None
        self.silent = 0 if is_healthy else self.silent + 1
        self.asked += 1
