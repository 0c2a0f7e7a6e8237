"""Networks drawn at random, scheduled by us and by MPXJ, whose dates are MS Project's and Primavera P6's.

Runs where ``pip install .[oracle]`` and Java are. The Java machine lives in a process of its own.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MISSING = [
    *(name for name in ("mpxj", "jpype") if importlib.util.find_spec(name) is None),
    *(["java"] if shutil.which("java") is None else []),
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"live oracle needs {', '.join(MISSING)}")

COMPARED = re.compile(r": ([\d,]+) compared, ([\d,]+) differ")


def run_oracle(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.oracle", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def counts(printed: str) -> list[tuple[int, int]]:
    """(compared, differing) of every network."""
    found = COMPARED.findall(printed)
    return [(int(a.replace(",", "")), int(b.replace(",", ""))) for a, b in found]


@pytest.mark.parametrize(
    ("arguments", "networks", "least"),
    [
        (("--seed", "7", "--size", "100", "--count", "2"), 6, 6 * 600),
        (("--seed", "2020", "--size", "1000"), 3, 3 * 6_000),
        (("--seed", "40", "--size", "100", "--count", "2", "--progress"), 4, 4 * 150),
        (("--seed", "2025", "--size", "1000", "--progress"), 2, 2 * 1_500),
    ],
    ids=["small plans", "a plan", "small in progress", "in progress"],
)
def test_every_date_is_the_one_that_mpxj_gives(arguments: tuple[str, ...], networks: int, least: int) -> None:
    done = run_oracle(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done.stdout)
    assert len(found) == networks
    assert sum(compared for compared, _ in found) >= least
    assert [differ for _, differ in found] == [0] * networks


def test_one_day_changed_in_what_we_say_is_found() -> None:
    """The comparison is not blind: one finish moved by a day is reported by name, and fails the command."""
    changed = (
        "import sys, numpy as np; import benchmarks.oracle as o; from dataclasses import replace\n"
        "true = o.compare\n"
        "def moved(made, theirs):\n"
        "    c = true(made, theirs); at = int(np.argmax(made.duration_days)); finish = c.plan.finish.copy()\n"
        "    row, table = made.calendar[at], made.table\n"
        "    finish[at] = table.end_of[row, table.working_before[row, finish[at]] + 1]\n"
        "    return replace(c, plan=replace(c.plan, finish=finish))\n"
        "o.compare = moved\n"
        "sys.exit(o.main(['--seed', '7', '--size', '100']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", changed], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "finish 1" in done.stdout
    assert "finish of A" in done.stdout
