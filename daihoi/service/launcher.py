"""Turns itself into a program that ends when its supervisor does.

``python -m daihoi.service.launcher SUPERVISOR SIGNAL PROGRAM ARGUMENT…``: what a supervisor starts. Between
fork and exec a program with threads can do little; this one has none and does it calmly: signals as they are
by default (a shell that starts something in the background hands on an ignored SIGINT, and Prefect then hears
no signal at all), and on Linux that signal to itself when the supervisor dies, however that happens.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def launch(supervisor: int, orphaned: int, command: list[str]) -> None:
    """Becomes ``command``; ends at once if the supervisor is gone already."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, orphaned)
    if os.getppid() != supervisor:  # it died before the line above
        sys.exit(1)
    os.execv(command[0], command)


if __name__ == "__main__":
    launch(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
