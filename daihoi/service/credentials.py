"""What opens the service: ``daihoi:secret`` in one line, made once, kept over restarts, its owner's alone."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from daihoi.errors import system_reason
from daihoi.service.errors import ServiceError
from daihoi.service.secret_files import is_open_to_others, write_secret
from daihoi.workspace import Workspace

FILE = "service.key"
USER = "daihoi"
SECRET_BYTES = 24
_SOUND = re.compile(rf"{USER}:[A-Za-z0-9_-]{{16,}}")


def key_path(workspace: Workspace) -> Path:
    """Where the line is kept, as the login page of the server wants it."""
    return workspace.data / FILE


def auth_string(workspace: Workspace) -> str:
    """``daihoi:secret``; the secret is made when there is none.

    Raises:
        ServiceError: the file can be read by others, holds no such line, or cannot be read or written.
    """
    path = key_path(workspace)
    try:
        if not path.exists():
            write_secret(path, f"{USER}:{secrets.token_urlsafe(SECRET_BYTES)}\n")
        return _read(path)
    except (OSError, UnicodeDecodeError) as error:
        why = system_reason(error) if isinstance(error, OSError) else "không phải chữ"
        raise ServiceError(f"Không đọc được mật khẩu ở «{path}»: {why}.") from error


def _read(path: Path) -> str:
    if is_open_to_others(path):
        raise ServiceError(f"Người khác đọc được mật khẩu ở «{path}» → chạy: chmod 600 {path}")
    secret = path.read_text(encoding="utf-8").strip()
    if not _SOUND.fullmatch(secret):
        raise ServiceError(
            f"«{path}» không chứa mật khẩu dùng được ({USER}: rồi ít nhất 16 chữ cái, chữ số, dấu - hoặc _) "
            "→ xóa tệp này; lần bật sau sẽ có mật khẩu mới."
        )
    return secret
