"""What the processes of a service print, in files that are put aside when they grow and removed when old."""

from __future__ import annotations

import logging
import threading
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from daihoi.errors import system_reason
from daihoi.service.errors import ServiceError
from daihoi.workspace import Workspace

FOLDER = "logs"
LAST_LINES = 12
OWNER_ONLY = 0o700


class LogFile:
    """One log file, with the older ones beside it (``server.log``, ``server.log.1``, …).

    Args:
        path: the file that is written.
        most_bytes: size at which it is put aside.
        files: how many of those are kept.

    Raises:
        ServiceError: the folder or the file cannot be written.
    """

    def __init__(self, path: Path, most_bytes: int, files: int) -> None:
        self.path = path
        self._is_closed = False
        self.last: deque[str] = deque(maxlen=LAST_LINES)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
            self._handler = _Quiet(path, maxBytes=most_bytes, backupCount=files, encoding="utf-8")
        except OSError as error:
            raise ServiceError(f"Không ghi được nhật ký «{path}»: {system_reason(error)}.") from error

    def write(self, line: str) -> None:
        """Adds a line. A disk that is full stops no service: the line is lost."""
        self.last.append(line)
        if not self._is_closed:  # else the handler would open its file again
            self._handler.handle(logging.LogRecord("", logging.INFO, "", 0, line, None, None))

    def follow(self, output: IO[str]) -> threading.Thread:
        """Writes down what a process prints, from now until it closes its output."""
        thread = threading.Thread(target=self._copy, args=(output,), daemon=True)
        thread.start()
        return thread

    def _copy(self, output: IO[str]) -> None:
        with output:
            for line in output:
                if line.strip():
                    self.write(line.rstrip("\n"))

    def close(self) -> None:
        """Closes the file; what comes later is lost."""
        self._is_closed = True
        self._handler.close()


class _Quiet(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 # the name it has in logging
        """Says nothing: there is no other place to say it."""


def log_path(workspace: Workspace, name: str) -> Path:
    """The log file of a process: ``server``, ``runner`` or ``service``."""
    return workspace.data / FOLDER / f"{name}.log"
