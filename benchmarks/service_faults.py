"""``kill -9`` at random moments of server, runner, supervisor or flow run of ``daihoi serve``.

``python -m benchmarks.service_faults [--kills N]`` prints a line per kill and a Markdown table, and ends with
1 when a promise was broken: after the restart the next run completes, what is published is whole and the
same as without kills, no schedule is lost, no run stands as running for ever, a killed supervisor leaves no
process.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fault_places import CONFIG
from benchmarks.fault_table import Outcome, table
from daihoi.publishing import MANIFEST
from daihoi.service.api import Api
from daihoi.service.connection import connection
from daihoi.service.environments import mark_of
from daihoi.service.errors import ServiceError
from daihoi.service.processes import command_line, marked
from daihoi.workspace import Workspace

CAMPAIGN, DEPLOYMENT = "cam_le_2020", "Phê duyệt và nhắc việc"
DATES = ("2020-02-10", "2020-02-24", "2020-03-02")
VICTIMS = ("server", "runner", "supervisor", "flow run")
COMMANDS = {"server": "flows.served_server", "runner": "flows.runner", "flow run": "prefect.engine"}
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
PATIENCE = 400.0
GONE_SECONDS = 15.0


def until(condition: Callable[[], Any], seconds: float = PATIENCE, what: str = "") -> Any:
    """Waits for something to be true, and gives it.

    Raises:
        TimeoutError: it did not come true.
    """
    give_up = time.monotonic() + seconds
    while True:
        with contextlib.suppress(ServiceError, OSError):
            if found := condition():
                return found
        if time.monotonic() > give_up:
            raise TimeoutError(what)
        time.sleep(0.2)


@dataclass
class Service:
    """One installation in a folder of its own, with the service that runs there."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workspace = Workspace(CONFIG, self.folder / "data", self.folder / "out")
        self.mark = mark_of(self.workspace)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def command(self, *words: str) -> list[str]:
        """A command of daihoi for this installation."""
        here = self.workspace
        told = ["--config", str(here.config), "--data", str(here.data), "--out", str(here.out)]
        return [
            sys.executable,
            "-c",
            "import daihoi.cli.serving\nfrom daihoi.cli import main\nmain()",
            *told,
            *words,
        ]

    def start(self) -> None:
        """Starts the service and waits until it can be used."""
        began = time.monotonic()
        output = (self.folder / "terminal.txt").open("ab")
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        output.close()
        self.until_up()
        self.starts.append(time.monotonic() - began)

    def until_up(self) -> None:
        """Waits until a runner has said that it is ready, and lives."""
        said = self.workspace.prefect_home / "runner-ready"
        until(lambda: int(said.read_text() or 0) in self.living("flows.runner") and self.api.is_healthy(),
              what="the service is not up")  # fmt: skip

    @property
    def api(self) -> Api:
        """Its server."""
        there = connection(self.workspace)
        if there is None:
            raise ServiceError("no service")
        return Api(there.url, there.auth)

    def living(self, words: str) -> list[int]:
        """Processes of the service whose command holds some words."""
        return [process for process in marked(self.mark) if words in command_line(process)]

    def victims(self, name: str) -> list[int]:
        """The processes to kill."""
        if name == "supervisor":
            return [self.process.pid] if self.process else []
        return self.living(COMMANDS[name])

    def ask(self, status_date: str) -> str:
        """Starts a run, as a coordinator does; its number."""
        api = self.api
        (deployment,) = api.post("/deployments/filter", {"deployments": {"name": {"any_": [DEPLOYMENT]}}})
        request = {"request": {"campaign": CAMPAIGN, "status_date": status_date}}
        body = {"parameters": request, "state": {"type": "SCHEDULED"}}
        return str(api.post(f"/deployments/{deployment['id']}/create_flow_run", body)["id"])

    def state(self, run: str) -> str:
        """The type of the state of a run, once it is final; empty before."""
        (found,) = self.api.post("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        return str(found["state_type"]) if found["state_type"] in FINAL else ""

    def end_of(self, run: str) -> str:
        """Waits for the end of a run; the type of its last state."""
        return str(until(lambda: self.state(run), what="a run does not end"))

    def hanging(self) -> int:
        """Runs that stand as running."""
        wanted = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
        return len(self.api.post("/flow_runs/filter", {"flow_runs": wanted}))

    def schedules(self) -> Counter[str]:
        """Active schedules by deployment."""
        found = self.api.post("/deployments/filter", {"limit": 200})
        return Counter({one["name"]: sum(s["active"] for s in one["schedules"]) for one in found})

    def stop(self) -> float:
        """Asks the service to stop; how long it took."""
        began = time.monotonic()
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
        return time.monotonic() - began


def editions(out: Path) -> dict[str, str]:
    """Pointer → the edition that it names."""
    return {
        str(p.relative_to(out)): p.readlink().name for p in sorted(out.glob("*/[0-9]*/*")) if p.is_symlink()
    }


def torn(out: Path) -> int:
    """Editions that readers find and that are not what their manifest says."""
    return sum(not _is_whole(pointer) for pointer in out.glob("*/[0-9]*/*") if pointer.is_symlink())


def _is_whole(pointer: Path) -> bool:
    """Two editions are kept: a folder that is gone was replaced twice while it was read."""
    folder = pointer.parent / pointer.readlink()
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == told[name] for name in told)
    except FileNotFoundError:
        return pointer.parent / pointer.readlink() != folder


@dataclass
class Reader:
    """Looks at what is published all the time."""

    out: Path
    looks: int = 0
    torn: int = 0

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._over.wait(0.5):
            self.torn += torn(self.out)
            self.looks += 1

    def end(self) -> None:
        """Looks no more."""
        self._over.set()
        self._thread.join()


@dataclass
class Tally:
    """What was found."""

    kills: Counter[str] = field(default_factory=Counter)
    left: int = 0
    not_completed: int = 0
    lost_schedules: int = 0


def kill_once(service: Service, victim: str, chance: random.Random, tally: Tally, run_seconds: float) -> str:
    """Asks for a run, kills something meanwhile, and sees that the next run completes."""
    expected, date = service.schedules(), chance.choice(DATES)
    hit = service.ask(date)
    time.sleep(chance.uniform(0.0, run_seconds))
    killed = service.victims(victim)
    for process in killed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    tally.kills[victim] += bool(killed)
    began = time.monotonic()
    if victim == "supervisor" and service.process:
        service.process.wait()
        try:
            until(lambda: not marked(service.mark), GONE_SECONDS)
        except TimeoutError:
            tally.left += 1
        service.start()
    else:
        time.sleep(1.0)  # until the supervisor has seen it
        service.until_up()
    up = time.monotonic() - began
    again = service.ask(date)
    ended = service.end_of(again)
    tally.not_completed += ended != "COMPLETED"
    tally.lost_schedules += sum((expected - service.schedules()).values())
    return f"up again after {up:.0f} s, the run that was hit: {service.end_of(hit)}, the next: {ended}"


def kill_service(service: Service, kills: int, seed: int) -> Outcome:
    """All kills, one after the other, on one installation."""
    began, chance, tally = time.monotonic(), random.Random(seed), Tally()
    reports = sorted((CONFIG / "campaigns" / CAMPAIGN / "reports").glob("*.csv"))
    subprocess.run(
        service.command("import", CAMPAIGN, *map(str, reports)), check=True, stdout=subprocess.DEVNULL
    )
    service.start()
    seconds = 0.0
    for date in DATES:  # without kills, to compare with
        asked = time.monotonic()
        run = service.ask(date)
        if (ended := service.end_of(run)) != "COMPLETED":
            raise RuntimeError(f"a run without kills does not complete: {ended}")
        seconds = max(seconds, time.monotonic() - asked)
    whole, reader = editions(service.workspace.out), Reader(service.workspace.out)
    print(f"start {service.starts[0]:.1f} s, a run {seconds:.1f} s, {len(whole)} editions", flush=True)
    for number in range(kills):
        victim = VICTIMS[number % len(VICTIMS)]
        print(number + 1, victim, kill_once(service, victim, chance, tally, seconds), flush=True)
    reader.end()
    hanging, stands = service.hanging(), editions(service.workspace.out)
    changed = [pointer for pointer, edition in whole.items() if stands.get(pointer) != edition]
    print("changed:", *changed, "also published:", *(stands.keys() - whole.keys()), flush=True)
    stopped = service.stop()
    left = tally.left + bool(marked(service.mark))
    tried = ", ".join(f"{count} of {name}" for name, count in tally.kills.items())
    found = (
        f"{tally.not_completed} next runs not completed, {reader.torn} torn in {reader.looks} looks, "
        f"{len(changed)} changed, {tally.lost_schedules} schedules lost, {hanging} runs hanging, "
        f"{left} times processes left; restarts in {min(service.starts):.0f}–{max(service.starts):.0f} s, "
        f"stopped in {stopped:.1f} s"
    )
    # A run may end before it can be killed; of the others each has to have been hit.
    missed = [name for name in VICTIMS[: min(kills, 3)] if not tally.kills[name]]
    is_good = not (
        missed or tally.not_completed or reader.torn or changed or tally.lost_schedules or hanging or left
    ) and stopped < 10  # fmt: skip
    return Outcome("kill -9: service", "files", tried, found, is_good, time.monotonic() - began)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service_faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="daihoi-service-") as folder:
        service = Service(Path(folder))
        try:
            outcome = kill_service(service, given.kills, given.seed)
        finally:
            service.stop()
    print(table([outcome]))
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
