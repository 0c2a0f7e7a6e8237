"""The child process that opens workbooks: however it ends, the user gets a sentence."""

from __future__ import annotations

import sys

import pytest

from daihoi.intake.excel import sandbox
from daihoi.intake.excel.faults import WorkbookFault

SLOW, GREEDY = "đọc tệp mất quá 30 giây", "đọc tệp cần quá 1 GB bộ nhớ"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", GREEDY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", GREEDY),
        ("raise SystemExit(3)", GREEDY),
        ("raise ValueError", "không đọc nổi tệp Excel này"),
        ("while True: pass", SLOW),
    ],
)
def test_a_child_that_dies_or_hangs_is_reported(
    code: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-S", "-c", code])
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.5 if "while" in code else 60)
    with pytest.raises(WorkbookFault) as caught:
        sandbox.read_workbook(b"PK")
    assert caught.value.what == expected
    assert caught.value.remedy == "chép bảng sang tệp Excel mới rồi lưu"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_child_gives_itself_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    probe = (
        "import json, resource, sys; from daihoi.intake.excel import child; child._limit(7);"
        "print(json.dumps({'done': [resource.getrlimit(limit)[1] for limit in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]}))"
    )
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", probe])
    assert sandbox.read_workbook(b"") == [1 << 30, 30, 7, 0]
