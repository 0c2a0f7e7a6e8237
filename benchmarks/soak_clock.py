"""A clock that is told what time it is, in this process and in Prefect's server.

``time_machine`` moves the clock that Python reads: that of ``daihoi.clock``, of Prefect's client and, by
``python -m benchmarks.soak_server``, of Prefect's server, so that its schedules, its retention and its leases
live through the same days. Seconds go by between two moves as they do on any clock; what measures time
(``perf_counter``, ``process_time``, ``monotonic``) is not moved. Two things keep the machine's own time: the
``updated`` columns that SQLite fills in by itself in Prefect's database, and the times of files.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Self

import time_machine

VIETNAM = timezone(timedelta(hours=7))
PATIENCE_SECONDS = 120.0
_DONE = b"."


def vietnamese(day: date, at: time) -> datetime:
    """An instant by clocks in Vietnam."""
    return datetime.combine(day, at, VIETNAM)


class Clock:
    """The clock of this process, and of those that follow it. A context manager: the real time comes back.

    Args:
        moment: the first instant, with time zone.
    """

    def __init__(self, moment: datetime) -> None:
        self._travel = time_machine.travel(moment.timestamp(), tick=True)
        self._moment = moment
        self._followers: list[socket.socket] = []
        self._move: Callable[[float], None] = lambda _: None

    def __enter__(self) -> Self:
        self._move = self._travel.start().move_to
        return self

    def __exit__(self, *_: object) -> None:
        self._travel.stop()
        for follower in self._followers:
            follower.close()

    def follower(self) -> socket.socket:
        """A socket for a process that is to follow: hand it over, then close it here.

        The process finds the present moment in it, and answers every move.
        """
        ours, theirs = socket.socketpair()
        ours.settimeout(PATIENCE_SECONDS)
        ours.sendall(_told(self._moment))
        self._followers.append(ours)
        return theirs

    def to(self, moment: datetime) -> None:
        """Moves every clock; returns when all have moved.

        Raises:
            ValueError: the moment lies before the last one.
            OSError: a follower does not answer.
        """
        if moment < self._moment:
            raise ValueError(f"{moment} lies before {self._moment}")
        self._moment = moment
        for follower in self._followers:
            follower.sendall(_told(moment))
        self._move(moment.timestamp())
        for follower in self._followers:
            if follower.recv(1) != _DONE:
                raise OSError("a process that follows the clock has ended")


def follow(handle: int) -> None:
    """Lets this process follow a clock from now on.

    Args:
        handle: number of the open socket that ``Clock.follower`` gave.
    """
    told = socket.socket(fileno=handle).makefile("rwb", buffering=0)
    move = time_machine.travel(float(told.readline()), tick=True).start().move_to

    def keep_moving() -> None:
        for line in told:
            move(float(line))
            told.write(_DONE)
        os.kill(os.getpid(), signal.SIGTERM)  # whoever led is gone

    threading.Thread(target=keep_moving, daemon=True).start()


def _told(moment: datetime) -> bytes:
    return f"{moment.timestamp():.3f}\n".encode()
