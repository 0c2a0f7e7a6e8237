"""Starts the child process that opens a workbook, and says what became of it."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from daihoi.intake.excel.child import CPU_SECONDS, EXIT_MEMORY
from daihoi.intake.excel.faults import WorkbookFault

WALL_SECONDS = 2 * CPU_SECONDS
_KEPT = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
# A fresh interpreter that looks for modules where this one does, and nowhere else: no start-up hooks.
_CODE = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from daihoi.intake.excel.child import main
main()
"""


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """The sheets of a workbook, see ``reading.read_workbook``.

    Raises:
        WorkbookFault: it is refused, or reading it took more memory or time than any table needs.
    """
    sheets: list[dict[str, Any]] = _answer({"do": "read"}, content)
    return sheets


def mark_workbook(content: bytes, notes: Mapping[str, Any]) -> bytes:
    """A copy of a workbook with its wrong cells marked, see ``marking.mark_workbook``.

    Raises:
        WorkbookFault: it cannot be opened or written within the limits.
    """
    return base64.b64decode(_answer({"do": "mark", "notes": notes}, content))


def _answer(order: Mapping[str, Any], content: bytes) -> Any:
    head = json.dumps(order).encode()
    given = len(head).to_bytes(8, "big") + head + content
    try:
        done = subprocess.run(
            _command(),
            input=given,
            capture_output=True,
            check=False,
            timeout=WALL_SECONDS,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    if done.returncode:
        raise _death(done.returncode)
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise WorkbookFault(**answer["fault"])
    return answer["done"]


def _command() -> Sequence[str]:
    return [sys.executable, "-I", "-c", _CODE, json.dumps([os.path.abspath(p) for p in sys.path])]  # noqa: PTH100


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def _death(code: int) -> WorkbookFault:
    if code in {-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)}:
        return _too_slow()
    if code in {EXIT_MEMORY, -signal.SIGABRT, -signal.SIGSEGV}:
        return WorkbookFault("đọc tệp cần quá 1 GB bộ nhớ", "chép bảng sang tệp Excel mới rồi lưu")
    return WorkbookFault("không đọc nổi tệp Excel này", "chép bảng sang tệp Excel mới rồi lưu")


def _too_slow() -> WorkbookFault:
    what = f"đọc tệp mất quá {CPU_SECONDS} giây"
    return WorkbookFault(what, "chép bảng sang tệp Excel mới rồi lưu")
