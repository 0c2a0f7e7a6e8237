"""What the running service is asked to do when something new stands in the log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace


@contextmanager
def reconciled(workspace: Workspace, campaign: str) -> Iterator[None]:
    """Asks the service to look at approvals again if the block adds to the log, even when it fails later.

    What is recorded is recorded: a service that does not answer is told, and is no error.
    """
    from daihoi.service.connection import connection

    if connection(workspace) is None:
        yield
        return
    before = _last_seq(workspace)
    try:
        yield
    finally:
        last = _last_seq(workspace)
        if last > before:
            _ask(workspace, campaign, last)


def _last_seq(workspace: Workspace) -> int:
    """Number of the last event of the log; 0 when there is none."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return 0
    with EventLog.open_existing(workspace.log_place) as log:
        return log.head()[0]


def _ask(workspace: Workspace, campaign: str, last_seq: int) -> None:
    from daihoi.cli import display

    try:
        told = f"Dịch vụ sẽ soát lại phê duyệt: {_asked(workspace, campaign, last_seq)}"
    except DaihoiError as error:
        told = f"Chưa báo được cho dịch vụ, lượt định kỳ sau sẽ soát lại: {error}"
    display.console().print(told, style="dim", soft_wrap=True)


def _asked(workspace: Workspace, campaign: str, last_seq: int) -> str:
    """Name of the run that was asked for."""
    reach_service(workspace)
    from flows.chaining import after_import

    return after_import(campaign, last_seq).name


def reach_service(workspace: Workspace) -> str:
    """Tells Prefect's client where the running service is; to be called before Prefect is imported.

    Returns:
        Where a browser finds the service.

    Raises:
        DaihoiError: no service runs on this data folder.
    """
    from daihoi import prefect_settings
    from daihoi.service.connection import connection, export

    found = connection(workspace)
    if found is None:
        raise DaihoiError(f"Dịch vụ không chạy trên thư mục dữ liệu «{workspace.data}». Bật: daihoi serve.")
    export(found)
    prefect_settings.apply(workspace.prefect_home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
    return found.ui_url
