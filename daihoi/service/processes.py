"""Processes by number, as the system knows them. Reads ``/proc``; without it, only life can be told."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PROC = Path("/proc")
MARK = "DAIHOI_SERVICE"
"""Environment variable that every process of a service carries, and hands on to what it starts."""

ORPHANED = getattr(signal, "SIGUSR1", signal.SIGTERM)
"""What the runner is sent when the supervisor is gone: it takes its flow runs with it, at once. On SIGTERM
Prefect lets them go on, and without a server they ask for a minute before they give up."""

_PARENT = 1
_START_TIME = 19  # of the fields behind the name, the first of which is the state: proc(5), field 22
_POLL_SECONDS = 0.05
_KILLED_SECONDS = 5.0


def born(process: int) -> int:
    """When a process started, in ticks since the system did; 0 when it is gone, or that is not told."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        found = stat_fields(process)
        return 0 if found[0] in {"Z", "X"} else int(found[_START_TIME])
    return 0


def stat_fields(process: int) -> list[str]:
    """What the system counts about a process, from its state on (proc(5), field 3).

    Raises:
        OSError: it is gone, or there is no ``/proc``.
    """
    return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()


def is_same_process(process: int, started: int) -> bool:
    """Whether a process goes on: the number, and the moment it started, so that a re-used number is none."""
    if PROC.is_dir():
        return started != 0 and born(process) == started
    return _is_there(process)


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_line(process: int) -> str:
    """The words of a process, separated by blanks; empty when they may not be read."""
    with contextlib.suppress(OSError):
        words = (PROC / str(process) / "cmdline").read_bytes().replace(b"\0", b" ")
        return words.decode(errors="replace").strip()
    return ""


def all_processes() -> Iterator[int]:
    """Numbers of all processes that the system shows; none without ``/proc``."""
    if PROC.is_dir():
        yield from (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def marked(mark: str) -> list[int]:
    """Processes other than this one that belong to a service, however they came to be started."""
    wanted = f"{MARK}={mark}".encode()
    return sorted(
        process
        for process in all_processes()
        if process != os.getpid() and born(process) and wanted in _environment(process)
    )


def children(process: int) -> list[int]:
    """Processes that a process started and that are there; none without ``/proc``."""
    found = []
    for one in all_processes():
        with contextlib.suppress(OSError, IndexError):
            if stat_fields(one)[_PARENT] == str(process):
                found.append(one)
    return found


def _environment(process: int) -> list[bytes]:
    with contextlib.suppress(OSError):
        return (PROC / str(process) / "environ").read_bytes().split(b"\0")
    return []


def send(number: signal.Signals, processes: Iterable[int]) -> None:
    """Sends a signal to whatever is still there."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, number)


def end_marked(mark: str, patience_seconds: float) -> list[int]:
    """Asks all processes of a service to end, and kills what is left after a while; returns their numbers."""
    found = marked(mark)
    send(signal.SIGTERM, found)
    _await_end(mark, patience_seconds)
    send(signal.SIGKILL, marked(mark))
    _await_end(mark, _KILLED_SECONDS)  # what they held, such as a port, is free only then
    return found


def _await_end(mark: str, seconds: float) -> None:
    give_up = time.monotonic() + seconds
    while marked(mark) and time.monotonic() < give_up:
        time.sleep(_POLL_SECONDS)
