"""One full run of a campaign by each of the ways in which the program runs one, with what it took."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from daihoi.service.environments import mark_of
from daihoi.service.processes import marked
from daihoi.workspace import Workspace

WAYS = ("embedded", "served", "dask")
PATIENCE, SETTLES_SECONDS = 900.0, 3.0
WORKERS = 2
COMMAND = (sys.executable, "-m", "daihoi")
Processes = Callable[[], list[int]]


@dataclass(frozen=True)
class Run:
    """What a run took.

    Attributes:
        wall: seconds of the clock, from the command to its end.
        cpu: seconds of the processor, children included.
        peak_mib: the most memory that one process of it used.
        sum_mib: the most memory that all of them used at a time, each counted whole.
        task_runs: task runs in the record of Prefect.
    """

    wall: float
    cpu: float
    peak_mib: float
    sum_mib: float
    task_runs: int


class Memory:
    """Looks again and again at how much memory some processes use."""

    def __init__(self, processes: Callable[[], list[int]]) -> None:
        self.processes, self.peak, self.sum = processes, 0, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.25):
            used = [_resident_kib(Path("/proc", str(process))) for process in self.processes()]
            self.peak, self.sum = max(self.peak, *used, 0), max(self.sum, sum(used))

    def end(self) -> None:
        """Looks no more."""
        self._over.set()
        self._thread.join()


def _of_session(session: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if os.getsid(int(place.name)) == session:
                found.append(int(place.name))
    return found


def _resident_kib(process: Path) -> int:
    with suppress(OSError, IndexError, ValueError):
        pages = int((process / "statm").read_text().split()[1])
        return pages * resource.getpagesize() // 1024
    return 0


def run_way(way: str, config: Path, folder: Path, campaign: str, status_date: str) -> Run:
    """Runs the campaign in a folder with its data; ``out`` is made beside them.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    mine = folder / "config"
    shutil.copytree(config, mine, symlinks=True, dirs_exist_ok=True)
    if way == "dask":
        _set_dask(mine / "service.yaml")
    told = {
        "DAIHOI_CONFIG": str(mine),
        "DAIHOI_DATA": str(folder / "data"),
        "DAIHOI_OUT": str(folder / "out"),
    }
    if way == "served":
        return _served(folder, campaign, status_date, told)
    return _measured(folder, (*COMMAND, "run", campaign, "--status-date", status_date), told)


def _set_dask(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "engine: threads, workers: 2" in text
    file.write_text(text.replace("engine: threads, workers: 2", f"engine: dask, workers: {WORKERS}"), "utf-8")


def _served(folder: Path, campaign: str, status_date: str, told: Mapping[str, str]) -> Run:
    """The same by a service: asked for by ``daihoi trigger``, once it is up."""
    port, mark = str(_free_port()), mark_of(Workspace(None, folder / "data", folder / "out"))
    with (folder / "service.log").open("wb") as log:
        service = subprocess.Popen(
            (*COMMAND, "serve", "--port", port), env={**os.environ, **told}, stdout=log, stderr=log
        )
    try:
        _until_up(folder / "service.log", service)
        asked = (*COMMAND, "trigger", "ca-dot", campaign, "--status-date", status_date, "--wait")
        return _measured(folder, asked, told, lambda: [service.pid, *marked(mark)])
    finally:
        service.terminate()
        service.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_up(log: Path, service: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while "Dừng" not in log.read_text("utf-8"):
        if service.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(log.read_text("utf-8"))
        time.sleep(0.3)


def _measured(folder: Path, command: Sequence[str], told: Mapping[str, str], others: Processes = list) -> Run:
    """Runs a command to its end; ``others``: the processes of a service that works for it."""
    before, began = _cpu(others()), time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, **told}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    memory = Memory(lambda: [*_of_session(process.pid), *others()])
    said, _ = process.communicate()
    wall = time.monotonic() - began
    memory.end()
    if process.returncode:
        raise RuntimeError(said.decode())
    cpu = _cpu(others()) - before
    return Run(wall, cpu, memory.peak / 1024, memory.sum / 1024, task_runs(folder / "data"))


def _cpu(others: Sequence[int]) -> float:
    """Processor seconds of ended children, and of living processes with those that they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    for process in others:
        with suppress(OSError, ValueError, IndexError):
            fields = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def task_runs(data: Path) -> int:
    """Task runs that Prefect has recorded as over; a server writes them a little later than they end."""
    found, last = _recorded(data), -1
    while found != last:
        time.sleep(SETTLES_SECONDS)
        found, last = _recorded(data), found
    return found


def _recorded(data: Path) -> int:
    place = f"file:{data / 'prefect' / 'prefect.db'}?mode=ro"
    asked = "select count(*) from task_run where state_type in ('COMPLETED', 'FAILED', 'CRASHED')"
    with closing(sqlite3.connect(place, uri=True)) as database:
        return int(database.execute(asked).fetchone()[0])


def bare(config: Path, folder: Path, campaign: str, status_date: str) -> Run:
    """Everything that a progress run publishes, made without Prefect, on the data of a run."""
    told = {
        "DAIHOI_CONFIG": str(config),
        "DAIHOI_DATA": str(folder / "data"),
        "DAIHOI_OUT": str(folder / "bare"),
    }
    command = (sys.executable, "-m", "benchmarks.main_job", campaign, "--status-date", status_date, "--bare")
    return _measured(folder, command, told)
