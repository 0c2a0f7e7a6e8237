"""A PostgreSQL server of one's own on the loopback address, for tests and measurements.

Uses the programs of the system (Debian: ``apt install postgresql``). PostgreSQL refuses to run as root: then
it runs as ``nobody``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

DEBIAN = Path("/usr/lib/postgresql")
USER = "nobody"
START_TRIES = 600


def programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; None where PostgreSQL is not installed."""
    installed = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    folders = [*reversed(installed), *([Path(found).parent] if found else [])]
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@dataclass(frozen=True)
class Server:
    """A server that is running.

    Attributes:
        folder: its files.
        port: on the loopback address.
        settings: its own, as options of ``postgres``.
        running: its first process, a child of ours; none while it does not run.
    """

    folder: Path
    port: int
    settings: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def url(self, name: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://daihoi@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template1") -> str:
        """Makes a database, empty or a copy of one that nobody is connected to; its address."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'create database "{name}" template "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Removes a database, whoever is connected to it."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')

    def kill(self) -> None:
        """Kills the server and its children as a power cut would: no one gets to clean up."""
        (first,) = self.running
        first.send_signal(signal.SIGSTOP)  # so that it has no more children than we see
        children = Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()
        for process in (first.pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._gone()

    def start(self) -> None:
        """Starts it, after ``kill`` as well, and waits until it answers.

        Raises:
            RuntimeError: it does not; the message has its last words.
        """
        with (self.folder / "server.log").open("ab") as log:
            arguments = [str(_folder() / "postgres"), "-D", str(self.folder), *self.settings.split()]
            self.running.append(
                subprocess.Popen(
                    arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", user=_user()
                )
            )
        for _ in range(START_TRIES):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url()):
                return
            time.sleep(0.1)
        raise RuntimeError(f"postgres: {(self.folder / 'server.log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Stops it at once."""
        for first in self.running:
            first.send_signal(signal.SIGQUIT)
            self._gone()

    def _gone(self) -> None:
        self.running.pop().wait(60)


@contextlib.contextmanager
def server(folder: Path, *, is_durable: bool) -> Iterator[Server]:
    """A server with its files in an empty folder, stopped at the end.

    Args:
        folder: is made; everything above it must be open to the user that the server runs as.
        is_durable: writes to the disk before it acknowledges; otherwise fast, for tests that cut no power.

    Raises:
        RuntimeError: PostgreSQL is not installed, or does not start; the message has its last words.
    """
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    _run("initdb", "-D", folder, "-U", "daihoi", "-A", "trust", "-E", "UTF8", "--locale=C", "-k", "--no-sync")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    durable = "on" if is_durable else "off"
    settings = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60 "
        f"-c fsync={durable} -c full_page_writes={durable} -c shared_buffers=64MB"
    )
    running = Server(folder, port, settings)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def _folder() -> Path:
    folder = programs()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed (Debian: apt install postgresql)")
    return folder


def _user() -> str | None:
    return USER if os.geteuid() == 0 else None


def _run(program: str, *arguments: object) -> None:
    done = subprocess.run(
        [str(_folder() / program), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        cwd="/",
        text=True,
        check=False,
        user=_user(),
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stdout}")
