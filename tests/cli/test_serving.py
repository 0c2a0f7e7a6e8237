"""``daihoi serve`` as an administrator has it: refusals, units, and what the terminal shows."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from daihoi.cli.serving_display import Display
from daihoi.service.health import Health, Usage
from daihoi.service.page import Offer, Page
from tests.cli.conftest import ROOT
from tests.service.conftest import free_port, until

PROGRAM = "import daihoi.cli.serving\nfrom daihoi.cli.main import main\nmain()"
STUB = str(ROOT / "tests" / "service" / "runner_stub.py")
WITH_STUB = (
    "import sys\nfrom daihoi.service import environments\n"
    f"environments.RUNNER = (sys.executable, {STUB!r})\n" + PROGRAM
)


def started(folder: Path, *words: str, program: str = PROGRAM) -> subprocess.Popen[str]:
    told = ["--config", str(ROOT / "config"), "--data", str(folder / "data"), "--out", str(folder / "out")]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-c", program, *told, *words],
        cwd=folder,
        env=outside | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(folder: Path, *words: str) -> tuple[int, str, str]:
    process = started(folder, *words)
    out, errors = process.communicate(timeout=60)
    return process.returncode, out, " ".join(errors.split())


def test_a_port_that_is_taken_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, errors = done(tmp_path, "serve", "--port", str(port))
    assert (code, out) == (2, "")
    assert f"Cổng {port} đang có chương trình khác dùng (tiến trình {os.getpid()}" in errors
    assert not (tmp_path / "data" / "service.json").exists()
    assert not (tmp_path / "data" / "logs" / "server.log").exists()


@pytest.mark.parametrize(
    "words", [["--port", "80"], ["--port", "65536"], ["--port", "bốn"], ["--no-auth"], ["x"]]
)
def test_words_that_mean_nothing_are_refused(tmp_path: Path, words: list[str]) -> None:
    code, _, errors = done(tmp_path, "serve", *words)
    assert code == 2
    assert errors.startswith("Lỗi: ")
    assert "Traceback" not in errors
    assert not (tmp_path / "data").exists()


def test_a_password_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "service.key").write_text("0123456789abcdef", "utf-8")
    (tmp_path / "data" / "service.key").chmod(0o644)
    code, _, errors = done(tmp_path, "serve")
    assert code == 2
    assert "chmod 600" in errors


def test_units_are_printed_or_written(tmp_path: Path) -> None:
    code, out, _ = done(tmp_path, "serve", "--print-units")
    assert code == 0
    assert out.count("[Service]") == 4
    assert f"WorkingDirectory={tmp_path}\n" in out
    assert not (tmp_path / "data").exists()
    code, out, _ = done(tmp_path, "serve", "--port", "4300", "--print-units", "units")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "units").iterdir()) == [
        "daihoi-runner.service",
        "daihoi-server.service",
        "daihoi-worker@.service",
        "daihoi.service",
    ]
    assert "--port 4300" in (tmp_path / "units" / "daihoi.service").read_text("utf-8")


def shown(page: Page | None = None, health: Health | None = None, *, terminal: bool = False) -> str:
    text = io.StringIO()
    with Display(Console(file=text, width=120, force_terminal=terminal, color_system=None)) as display:
        if page:
            display.is_up(page)
        if health:
            display.looked(health)
    return text.getvalue()


PAGE = Page(
    "http://127.0.0.1:4200",
    Path("data/service.key"),
    (
        Offer("campaign/Cả đợt", "", (), None),
        Offer("progress/Tiến độ", "", ("0 6 * * *", "0 6 * * *"), datetime(2020, 3, 1, 23, 0, tzinfo=UTC)),
        Offer("reconcile/Phê duyệt", "", ("900",), None),
    ),
    Path("data/logs"),
    4711,
    12.34,
)
HEALTHY = Health(0.012, True, Usage(430_000_000, 12.0, 3), 4.25, 73_400_000_000, 2)


def test_the_page_says_where_and_when_in_vietnamese() -> None:
    lines = [" ".join(line.split()) for line in shown(PAGE).splitlines()]
    assert lines == [
        "✓ Dịch vụ đã chạy ở http://127.0.0.1:4200 sau 12,3 giây, 3 việc chạy được.",
        "Mở trang http://127.0.0.1:4200 bằng trình duyệt trên máy này",
        "Đăng nhập dán dòng trong tệp data/service.key (chỉ bạn đọc được)",
        "Nhật ký data/logs",
        "Dừng Ctrl+C, hoặc: kill 4711",
        "Việc Giờ chạy Lượt tới",
        "Phê duyệt mỗi 15 phút",
        "Tiến độ 06:00 hằng ngày (2 đợt) 06:00 02/03/2020",
        "Cả đợt khi có người bấm",
    ]


def test_health_is_one_line_on_a_terminal_and_nothing_elsewhere() -> None:
    told = "máy chủ trả lời 0,01 giây · bộ chạy đang chạy · 430 MB bộ nhớ · 4,3% một lõi"
    assert told in " ".join(shown(health=HEALTHY, terminal=True).split())
    assert shown(health=HEALTHY) == ""


def asked(url: str, auth: str = "") -> int:
    """The code that a plain GET is answered with."""
    request = urllib.request.Request(url)
    if auth:
        request.add_header("Authorization", f"Basic {b64encode(auth.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


class Served:
    """A real service on a folder: started, looked at, stopped."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process = started(folder, "serve", "--port", str(self.port), program=WITH_STUB)
        log = folder / "data" / "logs" / "service.log"
        before = log.read_text("utf-8").count("Dịch vụ đã chạy") if log.exists() else 0

        def is_up() -> bool:
            assert self.process.poll() is None, self.process.communicate()
            return log.exists() and log.read_text("utf-8").count("Dịch vụ đã chạy") > before

        until(is_up, 240)

    @property
    def auth(self) -> str:
        return str(json.loads((self.folder / "data" / "service.json").read_text("utf-8"))["auth"])

    def stop(self) -> tuple[float, str]:
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        out, _ = self.process.communicate(timeout=30)
        return time.monotonic() - began, out


def test_a_real_service_starts_asks_for_its_password_stops_in_time_and_keeps_its_schedules(
    tmp_path: Path,
) -> None:
    first = Served(tmp_path)
    url = f"http://127.0.0.1:{first.port}/api/admin/version"
    assert (asked(url), asked(url, "daihoi:wrong"), asked(url, first.auth)) == (401, 401, 200)
    secret = first.auth
    seconds, out = first.stop()
    assert first.process.returncode == 0
    assert seconds < 10
    assert "06:00 hằng ngày" in out
    assert not (tmp_path / "data" / "service.json").exists()

    second = Served(tmp_path)
    assert second.auth == secret
    seconds, out = second.stop()
    assert (second.process.returncode, seconds < 10) == (0, True)
    assert "06:00 hằng ngày" in out
