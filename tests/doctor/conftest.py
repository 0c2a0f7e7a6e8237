"""An installation in a folder of its own, with a machine made of files, so that each part can be broken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from daihoi.doctor.log_access import unreachable
from daihoi.doctor.registry import CHECKS
from daihoi.domain.record import EventKind, Statement
from daihoi.intake.rows import PreparedRow
from daihoi.publishing import publish
from daihoi.store import backups
from daihoi.store.log import EventLog
from daihoi.store.report_runs import ReportRun, record
from daihoi.workspace import Workspace

ROOT = Path(__file__).parents[2]
CAMPAIGN, DAY = "cam_le_2020", date(2020, 3, 2)
RECORDED = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
"""12:00 in Vietnam, a Monday."""
NOW = RECORDED + timedelta(hours=20)
"""08:00 on Tuesday."""
MEMINFO = "MemTotal: 8000000 kB\nMemFree: 100000 kB\nMemAvailable: 6000000 kB\nSwapFree: 0 kB\n"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound installation: configuration, log, backup, report, and what its machine says of itself."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(ROOT / "config", folder / "config")
    for other in (folder / "config" / "campaigns").iterdir():
        if other.name != CAMPAIGN:
            shutil.rmtree(other)
    place = folder / "data" / "daihoi.db"
    with EventLog.open(place) as log:
        log.append(CAMPAIGN, [_row("CL.KT.01")], "van_phong", "t.csv", "00", RECORDED)
        seq, head = log.head()
    backups.back_up(place, None, RECORDED + timedelta(hours=10))
    _publish(folder, seq, head)
    _machine(folder)
    return folder


def _row(unit_code: str) -> PreparedRow:
    said = Statement(unit_code, "congress", EventKind.REPORT, DAY, percent=50)
    return PreparedRow(said, "t.csv", 2, "cột «Tỷ lệ»", False)


def _publish(folder: Path, seq: int, head: str) -> None:
    pointer = folder / "out" / CAMPAIGN / DAY.isoformat() / "bao-cao"
    publish(pointer, {"ket-luan.txt": b"x", "so-lieu.json": b"{}"}, {"known_seq": seq, "head": head})
    run = ReportRun(CAMPAIGN, "bao-cao", DAY, seq, head, "c" * 64, "0.1.0", "d" * 64)
    record(folder / "data" / "daihoi.db", run, RECORDED + timedelta(hours=1))


def _machine(folder: Path) -> None:
    (folder / "proc").mkdir()
    (folder / "proc" / "meminfo").write_text(MEMINFO)
    (folder / "proc" / "mounts").write_text("/dev/sda1 / ext4 rw 0 0\n")
    (folder / "package").mkdir()
    (folder / "package" / "__init__.py").touch()
    for path in folder.rglob("*"):
        os.utime(path, (RECORDED.timestamp(), RECORDED.timestamp()), follow_symlinks=False)


@pytest.fixture
def here(made_once: Path, tmp_path: Path) -> Installation:
    """A copy of it, free to be broken."""
    folder = tmp_path / "office"
    shutil.copytree(made_once, folder, symlinks=True)
    unreachable.cache_clear()
    return Installation(
        Workspace(folder / "config", folder / "data", folder / "out"),
        NOW,
        environment={},
        proc=folder / "proc",
        package=folder / "package",
        output_encoding="utf-8",
    )


Ask = Callable[..., list[Finding]]


@pytest.fixture
def ask(here: Installation) -> Ask:
    """Asks one check about the installation, with parts of it exchanged."""

    def asked(check: str, **changes: Any) -> list[Finding]:
        return list(CHECKS[check](replace(here, **changes)))

    return asked


@pytest.fixture
def trouble(ask: Ask) -> Callable[..., Finding]:
    """The only thing that a check complains of; complaints say why and how to mend."""

    def found(check: str, level: Level = Level.ERROR, **changes: Any) -> Finding:
        told = [one for one in ask(check, **changes) if one.level is not Level.OK]
        assert len(told) == 1, told
        assert told[0].level is level
        return told[0]

    return found
