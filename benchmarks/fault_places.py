"""Places for logs that are going to suffer: fresh files, fresh databases on a server of one's own."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.postgresql import Server, server
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.workspace import Workspace

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
CONFIG = Path(__file__).parents[1] / "config"


@dataclass(frozen=True)
class Ground:
    """One kind of database.

    Attributes:
        name: for the table.
        folder: for files; a log in a file lies there too.
        fresh: gives a place with nothing there yet.
        server: the server; None for files.
    """

    name: str
    folder: Path
    fresh: Callable[[], LogPlace]
    server: Server | None

    def workspace(self, place: LogPlace) -> Workspace:
        """An installation whose log lies at a place; in a file, the place has to be ``…/daihoi.db``."""
        data = place.parent if isinstance(place, Path) else self.folder / "data"
        url = place.url if isinstance(place, ServerAddress) else ""
        return Workspace(CONFIG, data, self.folder / "out", url)


@contextmanager
def ground(name: str, *, is_durable: bool = False) -> Iterator[Ground]:
    """A folder for logs, or a server with as many databases as are asked for; gone afterwards.

    Args:
        name: ``SQLITE`` or ``POSTGRESQL``.
        is_durable: the server waits for the disk; a killed client needs no disk, a killed server does.
    """
    numbers = itertools.count(1)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="daihoi-faults-")))
        folder.chmod(0o755)  # the server may run as another user
        if name == SQLITE:
            yield Ground(name, folder, lambda: folder / str(next(numbers)) / "daihoi.db", None)
            return
        running = stack.enter_context(server(folder / "server", is_durable=is_durable))
        fresh = lambda: ServerAddress(running.create(f"log_{next(numbers)}"))  # noqa: E731 # named once
        yield Ground(name, folder, fresh, running)
