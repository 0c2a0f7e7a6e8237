"""``daihoi run`` as a coordinator uses it: through embedded Prefect, from reports to published pages."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from daihoi.store.log import EventLog
from tests.cli.conftest import ROOT, Program

RUN = ("run", "cam_le_2020", "--status-date", "2020-03-02")
WHOLE_RUN_SECONDS = 25.0


def published(folder: Path) -> dict[str, str]:
    """Pointer and file → hash, for everything that readers can open."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for pointer in sorted(folder.glob("out/cam_le_2020/2020-03-02/*"))
        if pointer.is_dir()
        for path in sorted(pointer.iterdir())
    }


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own, so that it is killed with its Prefect server."""
    return subprocess.Popen(
        [sys.executable, "-m", "daihoi", *RUN],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_run_ends_with_finding_figures_and_paths(program: Program, tmp_path: Path) -> None:
    done = program(*RUN)
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert "121/235 (51,49%)" in shown
    assert "82/196 (41,84%)" in shown
    report = tmp_path / "out/cam_le_2020/2020-03-02/bao-cao"
    for name in ("tong-quan", "duong-luy-tien", "gantt-CL", "gantt-CL.KT", "gantt-CL.TA"):
        assert f"{name}.png" in shown
        assert (report / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert (report / f"{name}.pdf").read_bytes().startswith(b"%PDF")

    one = program(*RUN, "--units", "CL.QS.01")
    assert one.returncode == 0, one.stderr
    unit = tmp_path / "out/cam_le_2020/2020-03-02/viec-branch-CL.QS.01"
    assert sorted(path.name for path in unit.iterdir()) == [
        "gantt-CL.QS.01.pdf",
        "gantt-CL.QS.01.png",
        "manifest.json",
        "viec.csv",
    ]


def test_killed_runs_leave_the_log_whole_and_the_pages_untouched(program: Program, tmp_path: Path) -> None:
    """Kills at random moments of a first run, then lets one finish: it completes what they left."""
    chance = random.Random(20200302)
    before: dict[str, str] = {}
    for _ in range(3):
        run = start(tmp_path)
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(timeout=chance.uniform(0.3, WHOLE_RUN_SECONDS))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        if (tmp_path / "data/daihoi.db").exists():
            with EventLog.open_existing(tmp_path / "data/daihoi.db") as log:
                assert log.verify() == []
        now = published(tmp_path)
        assert before.items() <= now.items()
        before = now
    assert program(*RUN).returncode == 0
    assert before.items() <= published(tmp_path).items()
    with EventLog.open_existing(tmp_path / "data/daihoi.db") as log:
        assert log.verify() == []
        assert len(log.events("cam_le_2020")) == 992
