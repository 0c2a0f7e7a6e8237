"""What a soak measures at some of its days, as rows of a table, and what it concludes from them."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.soak_memory import give_back
from daihoi.service.health import usage

if TYPE_CHECKING:
    from benchmarks.soak_service import Service

MIB = 2**20
SETTLED_DAY = 100
"""From here on nothing may grow that should not: Prefect's history of 90 days is full."""
MOST_MEMORY, MOST_TIME, MOST_HISTORY = 1.15, 1.5, 1.5
"""How many times as much of each there may be at the end as at ``SETTLED_DAY``.

The last two follow what the campaign does on a day, which is more in the weeks of most congresses.
"""

HEAD = (
    "| ngày | giây một ngày: đồng hồ · CPU + CPU máy chủ | bộ nhớ (MiB) | máy chủ (MiB) | sự kiện "
    "| sổ ghi (MiB) | Prefect (MiB) | lượt Prefect | công bố (MiB) | sao lưu (bản, MiB) "
    "| nhật ký (MiB) | hộp gửi (thư, khóa) |",
    "|" + "---:|" * 12,
)


@dataclass(frozen=True)
class Seconds:
    """Time that went by: by the clock on the wall, of this process's processor, and of the server's."""

    wall: float
    own: float
    server: float

    @classmethod
    def now(cls, service: Service) -> Seconds:
        """Readings that differences are made of."""
        return cls(time.perf_counter(), time.process_time(), service.server_seconds)

    @classmethod
    def median(cls, days: Iterable[Seconds]) -> Seconds:
        """The median of each."""
        columns = zip(*((day.wall, day.own, day.server) for day in days), strict=True)
        return cls(*map(statistics.median, columns))

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.wall - other.wall, self.own - other.own, self.server - other.server)

    def __str__(self) -> str:
        return f"{self.wall:.1f} · {self.own:.1f} + {self.server:.1f}"

    @property
    def of_processors(self) -> float:
        """What the work costs, whatever else the machine does."""
        return self.own + self.server


@dataclass(frozen=True)
class Measure:
    """Everything that could grow, at the end of a day.

    Attributes:
        day: from 1.
        seconds: of a working day around that day: the medians.
        memory: resident bytes of the process that runs the flows, what is free given back.
        server: the same of Prefect's server.
        events: of the log.
        log: bytes of the log's database.
        prefect: bytes of Prefect's database.
        runs: flow runs in it.
        out: bytes of what is published.
        backups: how many.
        backup_bytes: of all of them.
        logs: bytes of log files.
        messages: rows of the outbox.
        notices: keys of notices given.
    """

    day: int
    seconds: Seconds
    memory: int
    server: int
    events: int
    log: int
    prefect: int
    runs: int
    out: int
    backups: int
    backup_bytes: int
    logs: int
    messages: int
    notices: int

    def __str__(self) -> str:
        sizes = [f"{size / MIB:,.1f}" for size in (self.log, self.prefect)]
        told = [self.day, f"{self.seconds}", f"{self.memory / MIB:.0f}", f"{self.server / MIB:.0f}"]
        told += [f"{self.events:,}", *sizes, f"{self.runs:,}", f"{self.out / MIB:,.0f}"]
        told += [f"{self.backups}, {self.backup_bytes / MIB:,.1f}", f"{self.logs / MIB:.1f}"]
        return f"| {' | '.join(map(str, told))} | {self.messages:,}, {self.notices:,} |"


def measure(day: int, seconds: Seconds, service: Service) -> Measure:
    """Looks at processes, databases and folders."""
    give_back()
    data, out = service.workspace.data, service.workspace.out
    log, prefect = data / "daihoi.db", service.workspace.prefect_home / "prefect.db"
    copies = sorted((data / "backups").glob("*.db"))
    return Measure(
        day=day,
        seconds=seconds,
        memory=usage([os.getpid()]).memory_bytes,
        server=service.server_bytes,
        events=_count(log, "event"),
        log=_bytes([*log.parent.glob(f"{log.name}*")]),
        prefect=_bytes([*prefect.parent.glob(f"{prefect.name}*")]),
        runs=_count(prefect, "flow_run"),
        out=_bytes(out.rglob("*")),
        backups=len(copies),
        backup_bytes=_bytes(copies),
        logs=_bytes((data / "logs").glob("*")),
        messages=_count(log, "outbox"),
        notices=_count(log, "outbox_notice"),
    )


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.lstat().st_size for path in paths if path.is_file() and not path.is_symlink())


def _count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as found:
        return int(found.execute(f"select count(*) from {table}").fetchone()[0])


def growth(measures: Sequence[Measure]) -> list[str]:
    """What grew between ``SETTLED_DAY`` and the end more than it may; nothing for a shorter soak."""
    settled = next((one for one in measures if one.day >= SETTLED_DAY), None)
    last = measures[-1]
    if settled is None or settled is last:
        return []
    told = (
        ("memory", last.memory / settled.memory, MOST_MEMORY),
        ("memory of the server", last.server / settled.server, MOST_MEMORY),
        ("the database of Prefect", last.prefect / settled.prefect, MOST_HISTORY),
        ("processor time of a day", last.seconds.of_processors / settled.seconds.of_processors, MOST_TIME),
    )
    return [f"{what} grew {times:.2f} times (at most {most})" for what, times, most in told if times > most]
