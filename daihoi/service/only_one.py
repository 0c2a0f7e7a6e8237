"""One service per data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from daihoi.errors import system_reason
from daihoi.service import connection
from daihoi.service.errors import ServiceError
from daihoi.workspace import Workspace

if sys.platform != "win32":
    import fcntl

FILE = "service.lock"


@contextmanager
def only_service(workspace: Workspace) -> Iterator[None]:
    """Holds the lock of the data folder; the system gives it back when the process ends, however it does.

    Raises:
        ServiceError: another service runs there, or the folder cannot be written.
    """
    path = workspace.data / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ServiceError(f"Không ghi được «{path}»: {system_reason(error)}.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceError(_refusal(workspace)) from None
        yield
    finally:
        os.close(handle)


def _refusal(workspace: Workspace) -> str:
    there = connection.connection(workspace)
    where = f" ở {there.ui_url} (tiến trình {there.pid})" if there else ", đang khởi động hoặc đang dừng"
    return (
        f"Dịch vụ của thư mục dữ liệu «{workspace.data}» đã chạy{where} → dùng dịch vụ ấy, hoặc dừng nó "
        "(Ctrl+C ở cửa sổ của nó, hoặc kill) rồi bật lại."
    )
