"""Configurations that a test may change: copies of the sound one in ``tests/data``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir, load_campaign

DATA = Path(__file__).resolve().parents[1] / "data"
Changed = Callable[[str, str, str], ConfigDir]


@pytest.fixture
def config(tmp_path: Path) -> ConfigDir:
    """A copy of the sound configuration."""
    shutil.copytree(DATA / "config", tmp_path / "config")
    return ConfigDir(tmp_path / "config")


@pytest.fixture
def changed(config: ConfigDir) -> Changed:
    """Replaces the one place where a file holds a text, and gives the configuration."""

    def change(file: str, old: str, new: str) -> ConfigDir:
        path = config.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        return config

    return change


def refusals(config: ConfigDir) -> list[str]:
    """What is said about the campaign ``complete``, line by line."""
    with pytest.raises(ConfigErrors) as caught:
        load_campaign(config, "complete")
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def refused() -> Callable[[ConfigDir], list[str]]:
    return refusals
