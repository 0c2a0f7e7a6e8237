"""A runner for tests: says that it is ready, and waits.

``FAKE_RUNNER`` says how it misbehaves: ``dies`` at once, finds its configuration ``wrong``, is ``stubborn``
when asked to end, or is the ``parent`` of a process of its own.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time

from daihoi.service.readiness import await_server, tell_ready

HABIT = os.environ.get("FAKE_RUNNER", "")
WAIT = "import time; time.sleep(120)"


def main() -> None:
    print("bộ chạy thử đang lên", flush=True)  # noqa: T201 # what a log file should hold
    if HABIT == "dies":
        sys.exit(3)
    if HABIT == "wrong":
        sys.exit(2)
    if HABIT == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if HABIT == "parent":
        subprocess.Popen([sys.executable, "-c", WAIT], start_new_session=True)
    await_server()
    tell_ready()
    with contextlib.suppress(KeyboardInterrupt):
        time.sleep(120)


if __name__ == "__main__":
    main()
