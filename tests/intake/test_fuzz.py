"""The quick form of ``python -m benchmarks.fuzz_intake``.

In a process of its own: the system tells a process only the largest of all children it ever had, and a child
begins as large as its parent.
"""

from __future__ import annotations

import re
import subprocess
import sys

COMMAND = (sys.executable, "-m", "benchmarks.fuzz_intake", "--most", "15", "--seed", "7", "--minutes", "5")


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    run = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("15 files.")
    refused = re.search(r" refused: (\d+)", run.stdout)
    assert refused, run.stdout
    assert int(refused[1]) > 3
