"""Upgrades logs, but is killed just before the n-th statement that the upgrade gives to the database.

Reads lines of JSON: the log's file and the number. A child is forked for each; prints «killed» or «done».
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy import event as hooks

from daihoi.store import upgrading
from daihoi.store.migrations import running  # noqa: F401 # loaded once, before the forks

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)


def act(path: str, number: int) -> None:
    counted = itertools.count(1)

    def kill(*_: Any) -> None:
        if next(counted) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    hooks.listen(Engine, "before_cursor_execute", kill)
    hooks.listen(Engine, "commit", kill)
    upgrading.upgrade(Path(path), NOON)


def main() -> None:
    for told in sys.stdin:
        pid = os.fork()
        if not pid:
            act(*json.loads(told))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        signalled = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        word = "killed" if signalled else "done" if status == 0 else "failed"
        os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main()
