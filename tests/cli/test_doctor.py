"""``daihoi doctor`` as an administrator has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

Done = subprocess.CompletedProcess[str]
Doctor = Callable[..., Done]
PROGRAM = "import daihoi.cli.doctor\nfrom daihoi.cli.main import main\nmain()"
HEAVY = ("prefect", "sqlalchemy", "matplotlib", "pandas", "psycopg")
WATCHED = f"""
import sys, daihoi.cli.doctor
from daihoi.cli.main import main
try:
    main()
finally:
    sys.stderr.write("LOADED " + ",".join(set({HEAVY}) & set(sys.modules)))
"""
# A machine that is well, whatever the machine of the tests is short of.
HERE = {"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config"), "COLUMNS": "120", "LANG": "C.UTF-8"}


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    def run(*arguments: str, code: str = PROGRAM, **environment: str) -> Done:
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("DAIHOI_", "PREFECT_"))
        }
        return subprocess.run(
            [sys.executable, "-c", code, "doctor", *arguments],
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**own, **HERE, **environment},
        )

    return run


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A data folder whose log is none."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "daihoi.db").write_bytes(b"\0" * 5000)
    return tmp_path


def test_a_damaged_log_is_told_with_its_remedy(doctor: Doctor, damaged: Path) -> None:
    done = doctor()
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].startswith("✗ ")
    assert " điều hỏng" in lines[0]
    place = next(number for number, line in enumerate(lines) if line.startswith("✗ Sổ ghi: "))
    assert lines[place + 2].startswith("  → Chạy daihoi db verify")


def test_the_same_for_another_program(doctor: Doctor, damaged: Path) -> None:
    done = doctor("--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    (log,) = [one for one in told if one["check"] == "log"]
    assert log["level"] == "error"
    assert set(log) == {"check", "topic", "level", "what", "why", "mend"}
    assert all(one["why"] and one["mend"] for one in told if one["level"] != "ok")


def test_a_new_machine_has_no_log_and_gets_none(doctor: Doctor, tmp_path: Path) -> None:
    done = doctor("--all")
    assert "✓ Sổ ghi: chưa có (data/daihoi.db)" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_without_vietnamese_is_told_in_vietnamese(doctor: Doctor) -> None:
    done = doctor(PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "✗ Chữ Việt: màn hình dùng «ascii», không phải UTF-8" in done.stdout


def test_nothing_heavy_is_loaded(doctor: Doctor, damaged: Path) -> None:
    assert doctor(code=WATCHED).stderr == "LOADED "


@pytest.mark.parametrize("wrong", ["--fix", "--jsn", "cam_le_2020"])
def test_wrong_words(doctor: Doctor, wrong: str) -> None:
    done = doctor(wrong)
    assert done.returncode == 2
    assert wrong in done.stderr


def test_secrets_are_not_printed(doctor: Doctor) -> None:
    done = doctor("--json", DAIHOI_DATABASE_URL="postgresql://daihoi:bi-mat-lam@127.0.0.1:1/daihoi")
    assert done.returncode in (1, 2)
    assert "127.0.0.1:1" in done.stdout + done.stderr
    assert "bi-mat-lam" not in done.stdout + done.stderr
