"""One child process of the service: how it is started, asked to end, and counted when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from daihoi.loading.service_settings import Supervision
from daihoi.service.errors import ServiceError
from daihoi.service.log_files import LogFile

_POLL_SECONDS = 0.02
_PUMP_SECONDS = 1.0


@dataclass(frozen=True)
class Program:
    """What a child runs.

    Attributes:
        title: as people read it, e.g. «máy chủ Prefect».
        command: program and arguments.
        environment: all of it.
        orphaned: what it is sent when its supervisor dies without a word.
    """

    title: str
    command: Sequence[str]
    environment: Mapping[str, str]
    orphaned: signal.Signals = signal.SIGTERM


class Child:
    """A program that is kept running: started anew after each death, a little later each time.

    Args:
        program: what to run.
        log: where its output goes.
        limits: how patient to be.
    """

    def __init__(self, program: Program, log: LogFile, limits: Supervision) -> None:
        self.program, self.log, self.limits = program, log, limits
        self.process: subprocess.Popen[str] | None = None
        self.starts = 0
        self.quick_deaths = 0
        self.not_before = 0.0
        self._started = 0.0
        self._pump: threading.Thread | None = None

    @property
    def pid(self) -> int:
        """Process number; 0 while there is none."""
        return self.process.pid if self.process else 0

    @property
    def is_due(self) -> bool:
        """Whether it is gone, and the pause after its death is over."""
        return self.process is None and time.monotonic() >= self.not_before

    def start(self) -> None:
        """Starts the program in a session of its own, so that Ctrl+C in a terminal does not reach it.

        Raises:
            ServiceError: the system starts no further process.
        """
        launcher = [sys.executable, "-m", "daihoi.service.launcher", str(os.getpid())]
        launcher += [str(int(self.program.orphaned))]
        try:
            self.process = subprocess.Popen(
                [*launcher, *self.program.command],
                env=dict(self.program.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise ServiceError(f"Không bật được {self.program.title}: {error.strerror}.") from error
        self.starts += 1
        self._started = time.monotonic()
        self._pump = self.log.follow(_output(self.process))

    def death(self) -> int | None:
        """The exit code if it has died since it was last asked; negative: the signal that ended it.

        Counts the death, and sets the pause before the next start: it doubles with every quick death.
        """
        code = self.process.poll() if self.process else None
        if code is None:
            return None
        lived = time.monotonic() - self._started
        is_quick = lived < self.limits.quick_death_seconds
        self.quick_deaths = self.quick_deaths + 1 if is_quick else 0
        self.not_before = time.monotonic() + self.pause_seconds
        self._forget()
        return code

    @property
    def pause_seconds(self) -> float:
        """How long to wait after the last death: 1, 2, 4 … seconds, and not more than is set."""
        doublings = max(self.quick_deaths - 1, 0)
        longest = self.limits.most_pause_seconds
        return float(min(self.limits.first_pause_seconds * 2 ** min(doublings, 20), longest))

    @property
    def is_given_up(self) -> bool:
        """Whether it died quickly so often in a row that starting it again is no help."""
        return self.quick_deaths >= self.limits.give_up_after

    def ask_to_end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Sends a signal, if it still runs."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, until: float) -> bool:
        """Waits for its end until a moment of the monotonic clock; whether it has ended."""
        while self.process is not None and self.process.poll() is None:
            if time.monotonic() >= until:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def kill(self) -> None:
        """Ends it and what shares its session, at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self._forget()

    def _forget(self) -> None:
        if self._pump is not None:
            self._pump.join(_PUMP_SECONDS)  # the last lines; a process that it left behind may go on
        self.process = self._pump = None


def _output(process: subprocess.Popen[str]) -> IO[str]:
    if process.stdout is None:
        raise RuntimeError("started without a pipe")
    return process.stdout
