"""The running service: its address and its password, in a file that only its owner may read.

``daihoi serve`` writes the file once its server answers, and removes it when it stops. A service that was
killed leaves it behind; its process number tells, so nobody talks to an address that is not served.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from pathlib import Path

from daihoi.prefect_settings import spare_loopback
from daihoi.service.processes import is_same_process
from daihoi.service.secret_files import write_secret
from daihoi.workspace import Workspace

FILE = "service.json"
API_URL, API_AUTH = "PREFECT_API_URL", "PREFECT_API_AUTH_STRING"


@dataclass(frozen=True)
class Connection:
    """How to reach the running service.

    Attributes:
        url: address of the Prefect API, ``http://127.0.0.1:4200/api``.
        auth: ``user:password``, as the API wants it; left out of ``repr``.
        started_at: instant in UTC, ISO text.
        pid: process number of ``daihoi serve``.
        born: when that process started, in ticks of the system: numbers are used again for other processes.
    """

    url: str
    auth: str
    started_at: str
    pid: int
    born: int

    def __repr__(self) -> str:
        return f"Connection({self.url!r}, pid={self.pid})"

    @property
    def ui_url(self) -> str:
        """Where a browser finds the service."""
        return self.url.removesuffix("/api")


def connection(workspace: Workspace) -> Connection | None:
    """The service that runs on this data folder, or the server that the environment names.

    None when there is neither, and when the file may not be read.
    """
    found = written(workspace)
    if found and is_same_process(found.pid, found.born):
        return found
    return _exported()


def _exported() -> Connection | None:
    """A server that was named in the environment, as where server and runner are services of their own."""
    url = os.environ.get(API_URL, "")
    return Connection(url, os.environ.get(API_AUTH, ""), "", 0, 0) if url else None


def written(workspace: Workspace) -> Connection | None:
    """What the file says, whether or not that service still runs; None without a readable file."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads(_path(workspace).read_text(encoding="utf-8"))
        return Connection(
            str(told["url"]),
            str(told["auth"]),
            str(told["started_at"]),
            int(told["pid"]),
            int(told["born"]),
        )
    return None


def write(workspace: Workspace, to: Connection) -> None:
    """Tells everyone who may read the data folder's secrets how to reach the service.

    Raises:
        ServiceError: the file cannot be written.
    """
    write_secret(_path(workspace), json.dumps(asdict(to), indent=1) + "\n")


def remove(workspace: Workspace, pid: int) -> None:
    """Takes the file away, if it is about this process: a later service may have written its own."""
    found = written(workspace)
    if found is not None and found.pid == pid:
        _path(workspace).unlink(missing_ok=True)


def export(to: Connection, environment: MutableMapping[str, str] = os.environ) -> None:
    """Sets address and password for Prefect's client; to be called before Prefect is imported."""
    environment[API_URL], environment[API_AUTH] = to.url, to.auth
    spare_loopback(environment)


def _path(workspace: Workspace) -> Path:
    return workspace.data / FILE
