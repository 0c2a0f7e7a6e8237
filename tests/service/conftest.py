"""Services for tests: folders of their own, a free port, fake programs in the place of Prefect's."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from daihoi.service.processes import marked, send
from daihoi.service.settings import Supervision, settings_of
from daihoi.service.sites import Site
from daihoi.workspace import Workspace

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAKE_SERVER = (sys.executable, str(HERE / "fake_server.py"))
FAKE_RUNNER = (sys.executable, str(HERE / "fake_runner.py"))
AUTH = "daihoi:0123456789abcdef"
PATIENT = Supervision(
    start_seconds=60,
    stop_seconds=3,
    first_pause_seconds=0,
    most_pause_seconds=0,
    quick_death_seconds=60,
    give_up_after=3,
    health_seconds=1,
)


class Heard:
    """Keeps what a supervisor told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pages: list[Any] = []
        self.looks: list[Any] = []

    def waiting(self, sentence: str) -> None:
        """Not kept."""

    def said(self, sentence: str) -> None:
        self.lines.append(sentence)

    def warned(self, sentence: str) -> None:
        self.lines.append(f"! {sentence}")

    def is_up(self, page: Any) -> None:
        self.pages.append(page)

    def looked(self, health: Any) -> None:
        self.looks.append(health)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Waits for something to be true; what it was then."""
    give_up = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "data").mkdir()
    return Workspace(ROOT / "config", tmp_path / "data", tmp_path / "out")


@pytest.fixture
def site(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A service of fake programs; whatever it leaves behind is killed after the test."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    settings = dataclasses.replace(settings_of(workspace), supervision=PATIENT, least_free_bytes=0)
    made = Site(workspace, settings, free_port(), AUTH, FAKE_RUNNER, FAKE_SERVER)
    yield made
    send(signal.SIGKILL, marked(made.mark))


def patience(site: Site, **changed: int) -> Site:
    """The same service with other limits."""
    limits = dataclasses.replace(site.settings.supervision, **changed)
    return dataclasses.replace(site, settings=dataclasses.replace(site.settings, supervision=limits))


PROGRAM = """
import dataclasses, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from daihoi.service.serving import serve
from daihoi.service.settings import settings_of
from daihoi.service.sites import Site
from daihoi.workspace import Workspace
from tests.service.conftest import AUTH, FAKE_RUNNER, FAKE_SERVER, PATIENT, Heard
workspace = Workspace(Path({config!r}), Path({data!r}), Path({out!r}))
settings = dataclasses.replace(settings_of(workspace), supervision=PATIENT, least_free_bytes=0)
heard = Heard()
serve(Site(workspace, settings, {port}, AUTH, FAKE_RUNNER, FAKE_SERVER), heard)
print(heard.text)
"""


@pytest.fixture
def in_a_process(site: Site) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the service in a process of its own, as a person does; killed after the test."""
    started = []

    def start(**environment: str) -> subprocess.Popen[str]:
        folder = site.workspace
        text = PROGRAM.format(
            root=str(ROOT),
            config=str(folder.config),
            data=str(folder.data),
            out=str(folder.out),
            port=site.port,
        )
        process = subprocess.Popen(
            [sys.executable, "-c", text], env=os.environ | environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def find_program() -> Callable[[str], str]:
    """The path of a program of the machine; without it the test is skipped."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed")
        return found

    return find
