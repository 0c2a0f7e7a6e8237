"""Every name that a command looks up and every address that it connects to, in all processes that it starts.

    python -m benchmarks.lookups [--seconds N] [--strace] -- daihoi run cam_le_2020 --status-date 2020-03-02

An audit hook, put into every Python process by a ``sitecustomize`` module on its path, sees each look-up
and each connection when it is asked for, whether or not there is a network. ``--strace`` looks at the calls
of the system as well: those that libraries make past Python, and processes that read no ``sitecustomize``.
Exit code 1 when anything but this machine was asked for. With ``--seconds`` the command is interrupted after
that time, as by Ctrl+C.
"""

from __future__ import annotations

import argparse
import ipaddress
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ASKED = "DAIHOI_LOOKUPS"
HOOK = f'''
import json, os, sys

def _seen(event, arguments):
    if event not in _EVENTS:
        return
    told = arguments[1] if event in ("socket.connect", "socket.sendto", "socket.bind") else arguments[0]
    if isinstance(told, tuple):
        told = told[0]
    if isinstance(told, bytes):
        told = told.decode("utf-8", "replace")
    line = json.dumps([os.getpid(), " ".join(sys.argv[:3])[-70:], event, str(told)]) + "\\n"
    handle = os.open(os.environ["{ASKED}"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)

_EVENTS = {{
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
    "socket.connect", "socket.sendto", "socket.bind",
}}
sys.addaudithook(_seen)
'''
NAMES_OF_HERE = {"localhost", "None", ""}
TRACED = "connect,sendto,sendmsg,sendmmsg,bind"
_CALL = re.compile(r"(connect|sendto|sendmsg|sendmmsg|bind)\(\d+, .*?sa_family=(AF_INET6?)")
_IPV4, _IPV6 = re.compile(r'inet_addr\("([^"]+)"\)'), re.compile(r'inet_pton\(AF_INET6, "([^"]+)"')


@dataclass(frozen=True, order=True)
class Asked:
    """Something that was asked of the network: by whom, how, and for what name or address."""

    how: str
    what: str
    program: str

    @property
    def is_here(self) -> bool:
        """Whether it stays on this machine: loopback addresses, its own names, local sockets."""
        if self.what in NAMES_OF_HERE or self.what.startswith(("/", "\0")):
            return True
        try:
            address = ipaddress.ip_address(self.what)
        except ValueError:
            return False
        return address.is_loopback or (address.is_unspecified and self.how.endswith("bind"))


def main() -> None:
    """Runs the command and prints what it asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--strace", action="store_true")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lookups-") as scratch:
        code, asked = watched(given.command, Path(scratch), given.seconds, is_traced=given.strace)
    print(f"\nThe command ended with {code}. Asked of the network:")
    for one, count in sorted(asked.items()):
        print(f"  {'' if one.is_here else 'OUTSIDE '}{one.how} {one.what} ({count} times): {one.program}")
    outside = [one for one in asked if not one.is_here]
    print(f"{sum(asked.values())} in all, {len(outside)} kinds to the outside.")
    sys.exit(bool(outside))


def watched(
    command: list[str], scratch: Path, seconds: float | None, *, is_traced: bool
) -> tuple[int, Counter[Asked]]:
    """Runs a command to its end, or for some seconds; its exit code and all that was asked for."""
    (scratch / "sitecustomize.py").write_text(HOOK)
    seen, calls = scratch / "seen.jsonl", scratch / "calls.txt"
    if is_traced:
        strace = shutil.which("strace")
        if strace is None:
            raise SystemExit("strace is not installed")
        command = [strace, "-f", "-qq", "-e", f"trace={TRACED}", "-o", str(calls), *command]
    path = os.pathsep.join(filter(None, [str(scratch), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path, ASKED: str(seen)}, start_new_session=True
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(60)
    return code, Counter([*_seen(seen), *_traced(calls)])


def _seen(path: Path) -> Iterator[Asked]:
    for line in path.read_text().splitlines() if path.exists() else ():
        _, program, how, what = json.loads(line)
        yield Asked(how, what, program)


def _traced(path: Path) -> Iterator[Asked]:
    """Calls that carry an internet address; those on local sockets carry none."""
    for line in path.read_text(errors="replace").splitlines() if path.exists() else ():
        call = _CALL.search(line)
        if call:
            address = (_IPV4 if call[2] == "AF_INET" else _IPV6).search(line)
            yield Asked(f"system {call[1]}", address[1] if address else "?", "(strace)")


if __name__ == "__main__":
    main()
