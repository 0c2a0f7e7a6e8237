"""The runner whose supervisor is gone: its flow runs end with it, at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from daihoi.service.environments import RUNNER_TITLE
from daihoi.service.processes import ORPHANED, PROC, born, children

pytestmark = pytest.mark.skipif(not PROC.is_dir(), reason="only /proc tells who started whom")

RUNNER = """
import signal, subprocess, sys, time
from flows.runner import end_with_runs
signal.signal(int(sys.argv[1]), end_with_runs)
deaf = "import signal as s, time; s.signal(s.SIGTERM, s.SIG_IGN); print(flush=True); time.sleep(300)"
runs = [subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) for _ in range(2)]
for run in runs:
    run.stdout.readline()
print("ready", flush=True)
time.sleep(300)
"""


def test_it_takes_flow_runs_along_that_hear_no_request() -> None:
    command = [sys.executable, "-c", RUNNER, str(int(ORPHANED))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        assert runner.stdout.readline() == "ready\n"
        runs = children(runner.pid)
        assert len(runs) == 2
        runner.send_signal(ORPHANED)
        assert runner.wait(10) == 128 + ORPHANED
        give_up = time.monotonic() + 10
        while any(map(born, runs)) and time.monotonic() < give_up:
            os.sched_yield()
        assert not any(map(born, runs))


def test_it_is_not_the_signal_on_which_prefect_lets_them_go_on() -> None:
    assert RUNNER_TITLE
    assert ORPHANED not in (signal.SIGTERM, signal.SIGINT)
