"""Where a log lies: a SQLite file, or a database on a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True)
class ServerAddress:
    """A database on a PostgreSQL server.

    Attributes:
        url: ``postgresql://user:secret@host:5432/daihoi``; ``str()`` leaves the secret out.
    """

    url: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        return urlunsplit((parts.scheme, f"{user.partition(':')[0]}{at}{host}", parts.path, "", ""))

    __repr__ = __str__


LogPlace: TypeAlias = Path | ServerAddress
"""A log's address."""
