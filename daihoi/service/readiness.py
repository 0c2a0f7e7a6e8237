"""How the runner tells the supervisor that its deployments are registered and its schedules are watched.

The runner (``python -m flows.runner``) calls ``tell_ready`` once; the supervisor starts it with
``DAIHOI_RUNNER_READY`` naming the file to write. It may start before the server answers, as imports take
seconds, and calls ``await_server`` before it asks the server anything; ``DAIHOI_SERVER_READY`` names the
file to wait for. Without those variables, as when the runner is started by hand or by systemd, nothing is
written and nothing is waited for.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from daihoi.workspace import Workspace

VARIABLE, SERVER_VARIABLE = "DAIHOI_RUNNER_READY", "DAIHOI_SERVER_READY"
FILE, SERVER_FILE = "runner-ready", "server-ready"
_POLL_SECONDS = 0.1


def ready_file(workspace: Workspace) -> Path:
    """Where the supervisor looks."""
    return workspace.prefect_home / FILE


def server_file(workspace: Workspace) -> Path:
    """What the runner waits for."""
    return workspace.prefect_home / SERVER_FILE


def await_server() -> None:
    """Waits until the supervisor says that the server answers and that runs may be started."""
    told = os.environ.get(SERVER_VARIABLE)
    while told and not Path(told).exists():
        time.sleep(_POLL_SECONDS)


def tell_ready() -> None:
    """Says that this process is ready, by its number: the word of an earlier runner is none."""
    told = os.environ.get(VARIABLE)
    if told:
        Path(told).write_text(str(os.getpid()), encoding="utf-8")


def is_ready(workspace: Workspace, process: int) -> bool:
    """Whether the runner with this process number has said that it is ready."""
    try:
        return ready_file(workspace).read_text(encoding="utf-8").strip() == str(process)
    except OSError:
        return False
