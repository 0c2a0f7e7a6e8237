"""Ends the Prefect server of a run that was killed: nobody else would, and each takes 200 MB of memory.

A run notes its own process and its server's in the Prefect home. The next run looks whether the one is
gone while the other goes on. Reads ``/proc``; where there is none, nothing is done.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

NOTES = "embedded-*.pid"
PROC = Path("/proc")
SERVERS = (b"flows.server_process", b"prefect.server")
"""What the command of a server says: of ours, and of one that Prefect started by itself."""


@contextlib.contextmanager
def noted(home: Path, server: int | None) -> Iterator[None]:
    """Notes the server (process number) of this run as long as the run goes on."""
    note = home / f"embedded-{os.getpid()}.pid"
    if server is not None:
        note.write_text(str(server))
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def end_orphans(home: Path) -> list[int]:
    """Ends the servers whose runs are gone; returns their process numbers."""
    ended = []
    for note in home.glob(NOTES):
        run = int(note.stem.removeprefix("embedded-"))
        if not _is_alive(run):
            server = int(note.read_text() or 0)
            if _is_prefect_server(server):
                os.kill(server, signal.SIGTERM)
                ended.append(server)
            note.unlink(missing_ok=True)
    return ended


def _is_alive(process: int) -> bool:
    return not PROC.is_dir() or (PROC / str(process)).is_dir()


def _is_prefect_server(process: int) -> bool:
    """Whether the number still belongs to a Prefect server: numbers are used again for other processes."""
    with contextlib.suppress(OSError):
        command = (PROC / str(process) / "cmdline").read_bytes()
        return any(name in command for name in SERVERS)
    return False
