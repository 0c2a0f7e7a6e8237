"""The settings that Prefect needs here, put into the environment before anything imports it.

Prefect reads its settings when it is imported, so this module must not import it.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The newer UI calls a statistics service from the browser, even with analytics off.
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # A cold start on a busy office machine takes longer than the default 20 seconds.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # One row at a time, as by default, the record of task runs is slow and lossy.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",  # an integer: 0.5 would spin
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
}


LOOPBACK = ("127.0.0.1", "localhost")
_NOT_BY_PROXY = ("NO_PROXY", "no_proxy")


def apply(home: Path) -> None:
    """Sets what is not set yet; a value that an administrator exported is kept."""
    home.mkdir(parents=True, exist_ok=True)
    spare_loopback(os.environ)
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)


def spare_loopback(environment: MutableMapping[str, str]) -> None:
    """Keeps what is meant for this machine from going through a proxy.

    Offices often export ``http_proxy``; Prefect's client would ask the proxy for the server at 127.0.0.1,
    which fails at best, and at worst tells the proxy what is said to it.
    """
    told = ",".join(environment.get(name, "") for name in _NOT_BY_PROXY)
    known = [word.strip() for word in told.split(",") if word.strip()]
    spared = ",".join(dict.fromkeys([*known, *LOOPBACK]))
    for name in _NOT_BY_PROXY:
        environment[name] = spared
