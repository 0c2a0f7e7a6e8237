"""Power cuts for a log in a file: what an import wrote is recorded, cut off anywhere, and recovered.

The statements that the program runs are taken down, word for word, and run once more in a SQLite whose file
system is ours: it notes every write, cut and sync. An image of the disk is then what was synced before a
moment, and of what was not, 512-byte sectors drawn at random, as a disk without power may have kept them.
"""

from __future__ import annotations

import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.fault_table import Outcome
from daihoi.domain.record import EventKind, Statement
from daihoi.intake.rows import PreparedRow
from daihoi.store import sqlite
from daihoi.store.log import EventLog

SECTOR = 512
CHECKPOINT_PAGES = 60
"""Far fewer than SQLite's 1,000, so that power is cut in the middle of checkpoints too."""

CAMPAIGN, ROWS = "c", 5
NOON, DAY = datetime(2020, 3, 2, 5, 0, tzinfo=UTC), date(2020, 2, 20)


@dataclass(frozen=True)
class Step:
    """Something that happened to a file, or an import that was acknowledged (its number in ``at``)."""

    what: str
    name: str = ""
    at: int = 0
    content: bytes = b""


@dataclass
class Recording:
    """Everything that happened to the disk while imports were written.

    Attributes:
        before: the file at the beginning, safe on the disk.
        steps: what happened, in order.
    """

    before: bytes
    steps: list[Step] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        """Imports that were acknowledged."""
        return sum(step.what == "acknowledged" for step in self.steps)


def rows(number: int) -> list[PreparedRow]:
    """The rows of an import."""
    said = (EventKind.REPORT, DAY, None, DAY, 100)
    return [PreparedRow(Statement(f"U{number}.{i}", "congress", *said), "t.csv", i, "") for i in range(ROWS)]


def statements(path: Path, imports: int) -> list[list[str]]:
    """The statements by which the program records imports, for each of them."""
    noted: list[str] = []
    usual = sqlite.connect

    def connect(path: Path, mode: str) -> sqlite3.Connection:
        connection = usual(path, mode)
        if mode != "ro":
            connection.set_trace_callback(noted.append)
        return connection

    told: list[list[str]] = []
    sqlite.connect = connect
    try:
        with EventLog.open(path) as log:
            noted.clear()
            for number in range(1, imports + 1):
                log.append(CAMPAIGN, rows(number), "vp", f"{number}.csv", "00", NOON)
                # Where a trigger looks at a row first, SQLite tells of the statement once more.
                told.append([said for said, _ in itertools.groupby(noted) if not said.startswith("--")])
                noted.clear()
    finally:
        sqlite.connect = usual
    return told


def record(synchronous: str, imports: int) -> Recording:
    """Writes imports into a file and notes what happens to the disk.

    Args:
        synchronous: as in SQLite's pragma; the program's own is ``full``.
        imports: how many.
    """
    import apsw

    with tempfile.TemporaryDirectory(prefix="daihoi-faults-") as name:
        folder = Path(name)
        EventLog.open(folder / "log.db").close()
        recording = Recording((folder / "log.db").read_bytes())
        (folder / "program.db").write_bytes(recording.before)
        told = statements(folder / "program.db", imports)
        with _recorded(recording) as vfs:
            connection = apsw.Connection(str(folder / "log.db"), vfs=vfs)
            # Alone, SQLite needs no shared memory beside the file; what it writes is the same.
            connection.execute("pragma locking_mode=exclusive")
            for pragma in (*sqlite.PRAGMAS, "journal_mode=wal", f"synchronous={synchronous}"):
                connection.execute(f"pragma {pragma}")
            connection.execute(f"pragma wal_autocheckpoint={CHECKPOINT_PAGES}")
            for number, batch in enumerate(told, 1):
                for statement in batch:
                    connection.execute(statement)
                recording.steps.append(Step("acknowledged", at=number))
            steps = len(recording.steps)
            connection.close()
        del recording.steps[steps:]  # the power goes before the program ends
    return recording


@contextmanager
def _recorded(recording: Recording) -> Iterator[str]:
    import apsw

    steps = recording.steps

    class File(apsw.VFSFile):
        def __init__(self, name: Any, flags: list[int]) -> None:
            path = name.filename() if isinstance(name, apsw.URIFilename) else name
            self.name = Path(path).name
            super().__init__("", name, flags)

        def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 # the names are SQLite's
            steps.append(Step("write", self.name, offset, bytes(data)))
            super().xWrite(data, offset)

        def xTruncate(self, size: int) -> None:  # noqa: N802
            steps.append(Step("truncate", self.name, size))
            super().xTruncate(size)

        def xSync(self, flags: int) -> None:  # noqa: N802
            steps.append(Step("sync", self.name))
            super().xSync(flags)

    class Vfs(apsw.VFS):
        def xOpen(self, name: Any, flags: list[int]) -> File:  # noqa: N802
            return File(name, flags)

    vfs = Vfs("recorded", "")
    try:
        yield "recorded"
    finally:
        vfs.unregister()


def image(recording: Recording, cut: int, chance: random.Random) -> dict[str, bytes]:
    """What may lie on the disk when the power goes after the first ``cut`` steps."""
    kept = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    steps = recording.steps[:cut]
    synced = {step.name: number for number, step in enumerate(steps) if step.what == "sync"}
    disk = {"log.db": bytearray(recording.before)}
    for number, step in enumerate(steps):
        if step.what not in ("write", "truncate"):
            continue
        is_safe = number < synced.get(step.name, -1)
        if not is_safe and kept == 0.0:
            continue
        content = disk.setdefault(step.name, bytearray())
        if step.what == "truncate":
            if is_safe or chance.random() < kept:
                del content[step.at :]
        else:
            _write(content, step, 1.0 if is_safe else kept, chance)
    return {name: bytes(content) for name, content in disk.items()}


def _write(content: bytearray, step: Step, kept: float, chance: random.Random) -> None:
    for start in range(0, len(step.content), SECTOR):
        if kept == 1.0 or chance.random() < kept:
            at, piece = step.at + start, step.content[start : start + SECTOR]
            content.extend(bytes(max(0, at + len(piece) - len(content))))
            content[at : at + len(piece)] = piece


def recovered(files: dict[str, bytes], folder: Path) -> tuple[int, bool]:
    """How many imports a log holds after the power came back, and whether it is whole."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with EventLog.open_existing(folder / "log.db") as log:
        is_whole = not log.verify()
        batches = log.batches(CAMPAIGN)
    return len(batches), is_whole and all(batch.new_events == batch.rows == ROWS for batch in batches)


@dataclass(frozen=True)
class Cuts:
    """What was found on the images of a recording.

    Attributes:
        images: how many.
        lossy: images in which acknowledged imports were missing.
        lost: how many, over all images.
        corrupt: images that did not verify, or held half an import.
    """

    images: int
    lossy: int
    lost: int
    corrupt: int


def cut_power(recording: Recording, images: int, seed: int = 4) -> Cuts:
    """Cuts the power at random moments."""
    chance, lossy, lost, corrupt = random.Random(seed), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="daihoi-faults-") as name:
        for _ in range(images):
            cut = chance.randrange(1, len(recording.steps) + 1)
            heard = sum(step.what == "acknowledged" for step in recording.steps[:cut])
            there, is_whole = recovered(image(recording, cut, chance), Path(name))
            lossy += there < heard
            lost += max(0, heard - there)
            corrupt += not is_whole
    return Cuts(images, lossy, lost, corrupt)


def power_cuts(images: int, synchronous: str = "full", imports: int = 60) -> Outcome:
    """The line for the table; with another mode than ``full``, losses are what has to be found."""
    began = time.monotonic()
    recording = record(synchronous, imports)
    cuts = cut_power(recording, images)
    as_shipped = synchronous == "full"
    fault = "power cut" if as_shipped else f"the same with synchronous={synchronous.upper()} (must lose)"
    writes = sum(step.what == "write" for step in recording.steps)
    syncs = sum(step.what == "sync" for step in recording.steps)
    tried = f"{images} images of {imports} imports ({writes} writes, {syncs} syncs)"
    found = f"{cuts.lost} acknowledged imports lost in {cuts.lossy} images, {cuts.corrupt} corrupt"
    is_good = not cuts.corrupt and (not cuts.lost if as_shipped else cuts.lost > 0)
    return Outcome(fault, "SQLite", tried, found, is_good, time.monotonic() - began)
