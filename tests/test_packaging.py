"""The generic names of our packages must stay ours, and nothing in flows/ may hide another module."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ["daihoi", "flows", "tasks", "reports"]
READING = ["daihoi.cli.main", "daihoi.cli.display", "daihoi.assessing", "daihoi.store.log", "daihoi.loading"]


@pytest.mark.parametrize("name", PACKAGES)
def test_the_package_is_imported_from_this_project(name: str) -> None:
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).parent == ROOT / name


@pytest.mark.parametrize("name", PACKAGES)
def test_no_other_distribution_installs_the_name(name: str) -> None:
    assert set(packages_distributions().get(name, ["daihoi"])) == {"daihoi"}


def test_no_file_in_flows_hides_a_module() -> None:
    """Prefect puts flows/ first on the search path when it loads a flow from a file."""
    names = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert not names & (set(sys.stdlib_module_names) | set(PACKAGES) | {"config", "tests"})


def test_config_holds_no_python() -> None:
    assert not list((ROOT / "config").rglob("*.py"))


@pytest.mark.parametrize("heavy", ["prefect", "matplotlib", "sqlalchemy", "pandas"])
def test_reading_commands_load_nothing_heavy(heavy: str) -> None:
    code = f"import sys, {', '.join(READING)}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
