"""The program inside this process, run as one account or another; with hashing that takes no time."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import argon2
import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import run

CAMPAIGN = "cam_le_2020"
REPORTS = ROOT / "config/campaigns" / CAMPAIGN / "reports"
_QUICK = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
TOKEN = re.compile(r"dh[0-9]+_[A-Za-z0-9_-]{43}")


@dataclass
class Done:
    """What a command left behind."""

    code: int
    out: str
    error: str


@dataclass
class Office:
    """A folder with a log, and the tokens of the accounts that were made in it."""

    folder: Path
    tokens: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, **environment: str) -> Done:
        """A command without an account, unless the environment names one."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(argon2, "PasswordHasher", _QUICK)
            done = run(self.folder, *arguments, **environment)
        return Done(done.returncode, done.stdout, done.stderr)

    @property
    def log(self) -> Path:
        """The log."""
        return self.folder / "data" / "daihoi.db"

    def copied(self, folder: Path) -> Office:
        """The same office in another folder, free to change."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Office(folder, dict(self.tokens))

    def as_(self, login: str, *arguments: str) -> Done:
        """A command of an account."""
        return self.run(*arguments, DAIHOI_USER=login, DAIHOI_TOKEN=self.tokens[login])

    def add(self, login: str, *grants: tuple[str, ...]) -> None:
        """Makes an account, the first one an administrator, and gives it roles at units."""
        if self.tokens:
            done = self.as_("quantri", "user", "add", login)
        else:
            done = self.run("user", "add", login, "--administrator")
        assert done.code == 0, done.error
        found = TOKEN.search(done.out)
        assert found, done.out
        self.tokens[login] = found[0]
        for grant in grants:
            given = self.as_("quantri", "user", "grant", login, *grant)
            assert given.code == 0, given.error
