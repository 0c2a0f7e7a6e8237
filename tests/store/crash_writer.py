"""Forks a writer for every line «path seconds» it is sent, and kills it after that time."""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

from daihoi.domain.record import EventKind, Statement
from daihoi.intake.rows import PreparedRow
from daihoi.store import writing  # noqa: F401  loaded once, before the forks
from daihoi.store.log import EventLog

DAY = date(2020, 2, 20)


def write(path: Path) -> None:
    """Imports 100 rows again and again, printing the number of each import that was acknowledged."""
    with EventLog.open(path) as log:
        while True:
            number = len(log.batches("c"))
            rows = [
                PreparedRow(
                    Statement(f"U{number}.{i}", "congress", EventKind.REPORT, DAY, None, DAY, 100),
                    "t.csv",
                    i,
                    "",
                )
                for i in range(100)
            ]
            result = log.append("c", rows, "vp", "t.csv", "00", datetime(2020, 3, 2, tzinfo=UTC))
            os.write(1, f"{result.batch}\n".encode())


def main() -> None:
    for line in sys.stdin:
        path, seconds = line.rsplit(" ", 1)
        pid = os.fork()
        if not pid:
            write(Path(path))
        killer = threading.Timer(float(seconds), os.kill, (pid, signal.SIGKILL))
        killer.start()
        os.waitpid(pid, 0)
        killer.join()
        os.write(1, b"killed\n")


if __name__ == "__main__":
    main()
