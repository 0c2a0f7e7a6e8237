"""Small files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from daihoi.errors import system_reason
from daihoi.service.errors import ServiceError

OWNER_ONLY = 0o600


def write_secret(path: Path, text: str) -> None:
    """Writes a file of mode 0600; whoever opens ``path`` sees the old contents or the new ones.

    Raises:
        ServiceError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # opened 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ServiceError(f"Không ghi được «{path}»: {system_reason(error)}.") from error


def is_open_to_others(path: Path) -> bool:
    """Whether anyone but the owner may read or write a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & ~OWNER_ONLY)
