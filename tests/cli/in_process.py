"""The program inside this process: a fresh one for every command would take minutes."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from daihoi.cli.main import main
from tests.cli.conftest import ROOT

OURS = ("DAIHOI_DATA", "DAIHOI_OUT", "DAIHOI_USER", "DAIHOI_TOKEN", "DAIHOI_TOKEN_FILE")
"""What an installation is told by; none of it comes from outside a test."""


class Done(NamedTuple):
    """What a command ended with, named as ``subprocess`` does."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str, **environment: str) -> Done:
    """A command in a folder, which holds ``data/`` and ``out/``; what it exports is taken back."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in OURS:
            patch.setenv(name, "")
            patch.delenv(name)
        settings = {"DAIHOI_CONFIG": str(ROOT / "config"), "COLUMNS": "160", **environment}
        for name, value in settings.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["daihoi", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())
