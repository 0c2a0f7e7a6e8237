"""The log, for checks that need a look into it: whatever is wrong with it is told once, by ``record``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache

from daihoi.doctor.installation import Installation
from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.store.database import database, has_log
from daihoi.store.runs import Run

CONNECT_SECONDS = 3


@contextmanager
def readable_log(here: Installation) -> Iterator[Run | None]:
    """The log inside one read transaction; None where there is none of this version that can be read."""
    if not is_readable(here):
        yield None
        return
    with database(here.workspace.log_place).reading() as run:
        yield run


def is_readable(here: Installation) -> bool:
    """Whether there is a log of this version that can be opened."""
    try:
        place = here.workspace.log_place
        if isinstance(place, ServerAddress) and unreachable(place.url):
            return False
        if not has_log(place):
            return False
        database(place).require_log()
    except StoreError:
        return False
    return True


@lru_cache(maxsize=4)
def unreachable(url: str) -> str:
    """Why a server does not answer, in its own words; empty when it does. Asked once per process."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.Error as error:
        return " ".join(str(error).split()) or type(error).__name__
    return ""


def moment(text: object) -> datetime:
    """An instant as the log holds it; UTC where it names no zone."""
    found = datetime.fromisoformat(str(text))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
