"""What the processes of a service are told: where to listen, where to keep things, and the password."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta

from daihoi import prefect_settings
from daihoi.service.children import Program
from daihoi.service.connection import API_AUTH, API_URL
from daihoi.service.ports import HOST
from daihoi.service.processes import MARK, ORPHANED
from daihoi.service.readiness import SERVER_VARIABLE, VARIABLE, ready_file, server_file
from daihoi.service.settings import settings_of
from daihoi.workspace import CONFIG, DATA, OUT, Workspace

RUNNER = (sys.executable, "-m", "flows.runner")
SERVER = (sys.executable, "-m", "flows.served_server", "--host", HOST, "--port")
"""The command; the port follows."""
SERVER_TITLE, RUNNER_TITLE = "máy chủ Prefect", "bộ chạy"

_COMMON = {
    "PYTHONUTF8": "1",
    "PYTHONUNBUFFERED": "1",  # a line is in the log file when it is printed
    "NO_COLOR": "1",
}
# Prefect's server asks raw.githubusercontent.com for its list of worker types when a page of its UI wants it,
# and has no setting against that; when it fails, it takes the copy that it carries. A proxy that is not there
# (the discard port of this machine) lets it fail at once, without a name being looked up.
_NO_PROXY_THERE = "http://127.0.0.1:9"
NOWHERE = dict.fromkeys(
    ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), _NO_PROXY_THERE
)
_SERVER = {
    **NOWHERE,
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
    # Turns are leases: kept in memory, those of a server that was killed would stay taken for ever.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}
_LISTENING = ("PREFECT_SERVER_API_HOST", "PREFECT_SERVER_API_PORT", "PREFECT_SERVER_UI_API_URL")
_RUNNER = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # never a hidden server beside the one that is served
    "PREFECT_LOGGING_LEVEL": "INFO",
}


def mark_of(workspace: Workspace) -> str:
    """What all processes of the service of a data folder carry in their environment."""
    return hashlib.sha256(str(workspace.data.resolve()).encode()).hexdigest()[:16]


def api_url(port: int) -> str:
    """Address of the API of a server on this machine."""
    return f"http://{HOST}:{port}/api"


def common(workspace: Workspace, port: int, auth: str) -> dict[str, str]:
    """What server and runner share.

    Settings of ``prefect_settings`` that an administrator exported are kept; address and password are not
    theirs to choose here: an address left in the shell would lead the runner to another server.
    """
    told = {**prefect_settings.SETTINGS, **_COMMON, **os.environ, MARK: mark_of(workspace)}
    told |= {DATA: str(workspace.data.resolve()), OUT: str(workspace.out.resolve())}
    if workspace.config is not None:
        told[CONFIG] = str(workspace.config.resolve())
    told |= {"PREFECT_HOME": str(workspace.prefect_home.resolve())}
    prefect_settings.spare_loopback(told)
    return told | {API_URL: api_url(port), API_AUTH: auth}


def server(workspace: Workspace, port: int, auth: str, command: Sequence[str] = SERVER) -> Program:
    """The Prefect server: it alone needs to know the password that it asks for."""
    kept = timedelta(days=settings_of(workspace).run_history_days)
    own = {
        **_SERVER,
        # Prefect's own vacuum: old runs with their logs and artifacts; the log of daihoi is another database.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "true",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(kept.total_seconds())),
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": api_url(port),
        "PREFECT_SERVER_API_AUTH_STRING": auth,
    }
    return Program(SERVER_TITLE, [*command, str(port)], common(workspace, port, auth) | own)


def runner(workspace: Workspace, port: int, auth: str, command: Sequence[str] = RUNNER) -> Program:
    """The process that registers the deployments and starts flow runs when they are due."""
    files = {VARIABLE: ready_file(workspace), SERVER_VARIABLE: server_file(workspace)}
    own = _RUNNER | {name: str(path.resolve()) for name, path in files.items()}
    return Program(RUNNER_TITLE, command, common(workspace, port, auth) | own, ORPHANED)


def shown(environment: Mapping[str, str]) -> dict[str, str]:
    """The part that may stand in a file that others can read.

    What is decided here and holds wherever a process is started: nothing that an administrator exported,
    which may be a password, and no file that only a supervisor would write.
    """
    folders = (CONFIG, DATA, OUT, "PREFECT_HOME", API_URL)
    ours = (*prefect_settings.SETTINGS, *_SERVER, *_RUNNER, *folders, "PYTHONUTF8", *_LISTENING)
    return {name: environment[name] for name in sorted(ours) if name in environment}
