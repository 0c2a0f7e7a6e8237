"""``kill -9`` while report files are imported: by a program that goes on and on, and by the command line.

Children are forked from a process that has everything loaded, so that hundreds of kills take minutes. What
they run is what ``daihoi import`` runs: a file is read, checked, and recorded in one transaction.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.fault_places import CONFIG, Ground
from benchmarks.fault_table import Outcome
from daihoi.domain.campaign import Campaign
from daihoi.loading import find_config, load_campaign
from daihoi.log_place import LogPlace
from daihoi.recording import import_file
from daihoi.store import writing  # noqa: F401 # loaded once, before the forks
from daihoi.store.log import EventLog
from daihoi.workspace import CONFIG as CONFIG_VARIABLE
from daihoi.workspace import DATA, DATABASE_URL, Workspace

CAMPAIGN, ROWS = "cam_le_2020", 20
KILLS_PER_LOG = 15
HEAD = "Mã đơn vị,Việc,Loại,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Lý do\n"


@dataclass
class Count:
    """What came of the kills so far."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    broken: int = 0
    unheard: int = 0
    """Imports that were recorded, though the child was killed before it could say so."""
    failed_again: int = 0
    """Imports that could not be sent once more, or would have been recorded twice."""

    @property
    def is_good(self) -> bool:
        """Nothing lost, half or broken, and everything could be sent again."""
        return not (self.lost or self.half or self.broken or self.failed_again) and self.acknowledged > 0

    def outcome(self, fault: str, where: str, seconds: float) -> Outcome:
        """The line for the table."""
        tried = f"{self.kills} kills, {self.acknowledged} imports of {ROWS} rows acknowledged"
        found = (
            f"{self.lost} lost, {self.half} half, {self.broken} broken chains; {self.failed_again} of "
            f"{self.kills} refused or doubled when sent again ({self.unheard} were in, unheard)"
        )
        return Outcome(fault, where, tried, found, self.is_good, seconds)


class Files:
    """Report files 0, 1, 2, … of one campaign: the first reports, each other corrects the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.campaign: Campaign = load_campaign(find_config(CONFIG), CAMPAIGN)
        branches = [unit.code for unit in self.campaign.tree.units if unit.code.count(".") == 2]
        self.units = branches[:ROWS]
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, number: int) -> Path:
        """A file, written anew with the same contents."""
        path = self.folder / f"{number}.csv"
        kind, why = ("sửa", f"lần {number}") if number else ("", "")
        told = f"branch_congress,{kind},,{10 + number % 80},03/02/2020,{why}"
        path.write_text(HEAD + "".join(f"{unit},{told}\n" for unit in self.units), "utf-8")
        return path


def kill_imports(ground: Ground, kills: int, seed: int = 1) -> Outcome:
    """A program imports one file after the other and is killed at any moment; then another goes on."""

    def child(workspace: Workspace, files: Files, first: int, pipe: int) -> None:
        for number in itertools.count(first):
            import_file(workspace, files.campaign, files.path(number), actor="vp")
            os.write(pipe, f"{number}\n".encode())

    return _killed("import, again and again", ground, kills, child, random.Random(seed), 2.5)


def kill_commands(ground: Ground, kills: int, seed: int = 2) -> Outcome:
    """``daihoi import`` for one file, through the entry point of the command line, killed at any moment."""

    def child(workspace: Workspace, files: Files, first: int, pipe: int) -> None:
        code, _ = run_command(workspace, "import", CAMPAIGN, files.path(first))
        if not code:
            os.write(pipe, f"{first}\n".encode())
        time.sleep(60)  # until it is killed

    return _killed("daihoi import", ground, kills, child, random.Random(seed), 1.3)


def run_command(workspace: Workspace, *arguments: object) -> tuple[int, str]:
    """Runs a command in this process; its exit code and what it said."""
    from daihoi.cli.main import main

    os.environ |= {
        CONFIG_VARIABLE: str(CONFIG),
        DATA: str(workspace.data),
        DATABASE_URL: workspace.database_url,
    }
    sys.argv = ["daihoi", *map(str, arguments)]
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            main()
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def _killed(
    fault: str,
    ground: Ground,
    kills: int,
    child: Callable[[Workspace, Files, int, int], None],
    chance: random.Random,
    times: float,
) -> Outcome:
    """Kills a child after up to some times of what one import takes it when nobody disturbs it."""
    began, count = time.monotonic(), Count()
    run_command(ground.workspace(ground.folder / "none" / "daihoi.db"), "import", "--help")  # loads it all
    usual = _usual_seconds(ground, child)
    while count.kills < kills:
        place, files = ground.fresh(), Files(ground.folder / "sent")
        EventLog.open(place).close()
        workspace, next_file = ground.workspace(place), 0
        for _ in range(min(KILLS_PER_LOG, kills - count.kills)):
            run = partial(child, workspace, files, next_file)
            heard = killed_child(run, chance.uniform(0.0, times * usual))
            count.kills += 1
            count.acknowledged += len(heard)
            attempt = heard[-1] + 1 if heard else next_file
            _examine(place, range(attempt), attempt, count)
            _send_again(workspace, files, attempt, count)
            next_file = attempt + 1
    return count.outcome(f"kill -9: {fault}", ground.name, time.monotonic() - began)


def _usual_seconds(ground: Ground, child: Callable[[Workspace, Files, int, int], None]) -> float:
    """How long the first import of a child takes, median of three."""
    taken = []
    for _ in range(3):
        place, files = ground.fresh(), Files(ground.folder / "sent")
        EventLog.open(place).close()
        began = time.monotonic()
        killed_child(partial(child, ground.workspace(place), files, 0), 120, until_first=True)
        taken.append(time.monotonic() - began)
    return sorted(taken)[1]


def killed_child(run: Callable[[int], None], seconds: float, *, until_first: bool = False) -> list[int]:
    """Forks a child, kills it after a time, and gives the numbers that it had written to its pipe.

    Args:
        run: what the child does with its end of the pipe.
        seconds: until it is killed.
        until_first: kills it as soon as it has written a number.
    """
    reading, pipe = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            run(pipe)
        finally:
            os._exit(1)
    os.close(pipe)
    killer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
    killer.start()
    with os.fdopen(reading) as told:
        first = told.readline() if until_first else ""
        if first:
            killer.cancel()
            os.kill(child, signal.SIGKILL)
        heard = [int(line) for line in (first + told.read()).split("\n")[:-1]]
    os.waitpid(child, 0)
    killer.join()
    return heard


def _examine(place: LogPlace, acknowledged: range, attempt: int, count: Count) -> None:
    with EventLog.open_existing(place) as log:
        batches = {batch.source_name: batch for batch in log.batches(CAMPAIGN)}
        count.broken += bool(log.verify())
    count.lost += sum(f"{number}.csv" not in batches for number in acknowledged)
    count.half += sum(not batch.rows == batch.new_events == ROWS for batch in batches.values())
    count.half += len(batches.keys() - {f"{number}.csv" for number in range(attempt + 1)})


def _send_again(workspace: Workspace, files: Files, attempt: int, count: Count) -> None:
    """Whoever does not know whether it worked sends the file once more."""
    before = _batches(workspace.log_place)
    result = import_file(workspace, files.campaign, files.path(attempt), actor="vp")
    grown = _batches(workspace.log_place) - before
    count.unheard += result.duplicate_of is not None
    count.failed_again += grown != (0 if result.duplicate_of else 1)


def _batches(place: LogPlace) -> int:
    with EventLog.open_existing(place) as log:
        return len(log.batches(CAMPAIGN))
