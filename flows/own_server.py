"""A Prefect server of a run's own: a child process that boots while this one still loads what the run needs.

Imports no Prefect, so that the server is on its way before anything slow begins. The child is given a socket
that already listens: whoever asks too early waits for the answer, no port is lost to another program in
between, and nobody has to ask again and again.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import StoreError
from flows.orphans import end_orphans, noted

HOST = "127.0.0.1"
MODULE = "flows.server_process"
SECONDS_TO_START, SECONDS_TO_END = 90.0, 10.0
_OWN = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
"""As Prefect starts such a server itself: without pages, and without what only a lasting server does."""


@dataclass(frozen=True)
class OwnServer:
    """A server that is on its way.

    Attributes:
        process: the child.
        port: where it listens on this machine.
    """

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Address of its API."""
        return f"http://{HOST}:{self.port}/api"

    def wait(self) -> None:
        """Returns when the server answers.

        Raises:
            StoreError: it ended, or did not answer in time.
        """
        told = ""
        try:
            asking = http.client.HTTPConnection(HOST, self.port, timeout=SECONDS_TO_START)
            with contextlib.closing(asking):
                asking.request("GET", "/api/health")
                told = str(asking.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            told = type(error).__name__
        if told != "200":
            raise StoreError(
                f"Máy chủ Prefect của lần chạy này không khởi động được ({told}). Chạy lại; nếu vẫn lỗi, "
                "đổi tên thư mục «prefect» trong thư mục dữ liệu rồi chạy lại: số liệu không nằm ở đó."
            )


@contextlib.contextmanager
def own_server(home: Path) -> Iterator[OwnServer | None]:
    """Starts a server at once, without waiting for it; ends it with the block, and those of killed runs.

    None where the environment names a server (``PREFECT_API_URL``): then that one is used.

    Args:
        home: the Prefect home, where the server is noted as long as the run goes on.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    end_orphans(home)
    server = _start()
    try:
        with noted(home, server.process.pid):
            yield server
    finally:
        _end(server.process)


def _start() -> OwnServer:
    with socket.create_server((HOST, 0)) as listening:
        process = subprocess.Popen(
            [sys.executable, "-m", MODULE, str(listening.fileno())],
            env={**os.environ, **_OWN},
            pass_fds=[listening.fileno()],
        )
        return OwnServer(process, listening.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
