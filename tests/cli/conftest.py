"""The program as a user has it: a process, with folders of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Runs ``daihoi`` with arguments; data and output lie in the test's own folder."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "daihoi", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={
                # Tests in the same process may have named folders of their own.
                **{name: value for name, value in os.environ.items() if not name.startswith("DAIHOI_")},
                "PYTHONPATH": str(ROOT),
                "DAIHOI_CONFIG": str(ROOT / "config"),
                "COLUMNS": "120",
                **environment,
            },
        )

    return run


@pytest.fixture
def reported(program: Program) -> Program:
    """The same, with the reports of Cẩm Lệ recorded."""
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    done = program("import", "cam_le_2020", *map(str, files))
    assert done.returncode == 0, done.stderr
    return program
