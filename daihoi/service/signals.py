"""Signals that a supervisor hears while it waits: a request to stop, and the death of a child."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from types import FrameType
from typing import Any

STOP = (signal.SIGINT, signal.SIGTERM)


class Signals:
    """From entering to leaving, SIGINT and SIGTERM only ask to stop, and SIGHUP does nothing.

    To be used in the main thread.

    Attributes:
        is_stop_asked: whether one of the two came.
        asked_at: when the first of them came, by the monotonic clock; 0 before.
    """

    def __init__(self) -> None:
        self.is_stop_asked = False
        self.asked_at = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in STOP:
            self._before[number] = signal.signal(number, self._stop)
        self._before[signal.SIGHUP] = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._read)
        os.close(self._write)

    def wait(self, seconds: float) -> None:
        """Waits, at most until the next signal."""
        select.select([self._read], [], [], max(0.0, seconds))
        with contextlib.suppress(BlockingIOError):
            os.read(self._read, 4096)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_at = self.asked_at or time.monotonic()
        self.is_stop_asked = True
