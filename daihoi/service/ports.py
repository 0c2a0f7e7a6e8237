"""Whether a port of this machine is free, and who has it when it is not."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from pathlib import Path

from daihoi.service.errors import ServiceError
from daihoi.service.processes import PROC, all_processes, command_line

HOST = "127.0.0.1"
_LISTENING = "0A"
_SHOWN = 80


def require_free(port: int) -> None:
    """Makes sure that a server can listen.

    Raises:
        ServiceError: another program listens there, or the system does not allow it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise ServiceError(
                f"Máy không cho mở cổng {port} → chọn cổng từ 1024 trở lên: --port N."
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise ServiceError(
                f"Cổng {port} đang có chương trình khác dùng{_told(holder(port))} → dừng chương trình ấy, "
                f"hoặc chọn cổng khác: daihoi serve --port {port + 1}; đặt lâu dài: «port» trong "
                "config/service.yaml."
            ) from None


def _told(process: int | None) -> str:
    if process is None:
        return ""
    return f" (tiến trình {process}: {command_line(process)[:_SHOWN].strip()})"


def holder(port: int) -> int | None:
    """The process that listens at a port, as far as the system shows it to this user; None otherwise."""
    sockets = {f"socket:[{inode}]" for inode in _listening(port)}
    return next((process for process in all_processes() if sockets & _open_files(process)), None)


def _listening(port: int) -> set[str]:
    """Numbers of the sockets that listen at a port (proc(5): local address, state, inode)."""
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in (PROC / "net" / table).read_text().splitlines()[1:]:
                words = line.split()
                if words[3] == _LISTENING and int(words[1].rpartition(":")[2], 16) == port:
                    found.add(words[9])
    return found - {"0"}


def _open_files(process: int) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):
        for entry in Path(PROC / str(process) / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(os.readlink(entry))  # noqa: PTH115 # the target is no path
    return found
