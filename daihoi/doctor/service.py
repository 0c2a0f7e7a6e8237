"""The service: whether it runs and answers, and whether nobody else sits on its port."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from daihoi.doctor.asking import ANSWER_SECONDS, get
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment
from daihoi.doctor.settings import settings_of
from daihoi.service import connection
from daihoi.service.connection import FILE, Connection
from daihoi.service.ports import HOST, holder
from daihoi.service.processes import command_line, is_same_process

TOPIC, PORT = "Dịch vụ", "Cổng"
_RESTART = "Bật lại: systemctl restart daihoi, hoặc dừng rồi chạy daihoi serve."


def service(here: Installation) -> Iterator[Finding]:
    """The running service, or why there is none."""
    told = connection.written(here.workspace)
    if told is None:
        yield from _not_running(here)
    elif not is_same_process(told.pid, told.born):
        yield warning(
            TOPIC,
            f"bị dừng đột ngột; lần cuối bật lúc {when(moment(told.started_at))}",
            "Không lần chạy theo lịch nào nổ: không báo cáo hằng ngày, không sao lưu hằng đêm.",
            "Bật lại: systemctl start daihoi, hoặc daihoi serve; rồi xem data/logs/ vì sao nó dừng.",
        )
    else:
        yield _running(here, told)


def port(here: Installation) -> Iterator[Finding]:
    """Whether somebody else sits on the port, while the service does not run."""
    told = connection.connection(here.workspace)
    number = settings_of(here).port
    if told is not None:
        yield fine(PORT, f"{urlsplit(told.url).port} do dịch vụ này dùng, chỉ nghe ở {HOST}")
    elif _is_taken(number):
        yield warning(
            PORT,
            f"{number} đang có chương trình khác dùng{_holder(number)}",
            "daihoi serve sẽ không bật được ở cổng ấy.",
            f"Xem ai đang dùng: ss -ltnp 'sport = :{number}'; hoặc daihoi serve --port {number + 1}",
        )
    else:
        yield fine(PORT, f"{number} trống")


def _not_running(here: Installation) -> Iterator[Finding]:
    if (here.data / FILE).exists():
        yield broken(
            TOPIC,
            f"không đọc được {here.data / FILE}",
            "Không biết dịch vụ có chạy không; daihoi trigger không tìm thấy nó.",
            "Sửa quyền (chủ của tệp là tài khoản chạy dịch vụ), hoặc xóa tệp ấy rồi bật lại dịch vụ.",
        )
    else:
        yield fine(
            TOPIC, "không chạy (không bắt buộc: mọi lệnh vẫn dùng được; lịch chạy thì cần daihoi serve)"
        )


def _running(here: Installation, told: Connection) -> Finding:
    status, _ = get(told.url, "/health")
    if status != http.client.OK:
        return broken(
            TOPIC,
            f"tiến trình {told.pid} còn đó nhưng {told.ui_url} không trả lời ({status or 'không nối được'})",
            "Lịch chạy không nổ, không kích hoạt được việc nào.",
            f"{_RESTART} Xem data/logs/server.log.",
        )
    status, answer = get(told.url, "/admin/version", told.auth)
    if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
        return broken(
            TOPIC,
            f"{told.ui_url} không nhận mật khẩu trong {here.data / FILE}",
            "daihoi trigger và việc nối tiếp sau khi nhập không chạy được.",
            _RESTART,
        )
    return _of_version(here, told, answer)


def _of_version(here: Installation, told: Connection, answer: str) -> Finding:
    running, installed = answer.strip().strip('"'), _installed()
    since = here.now - moment(told.started_at)
    if running and installed and running != installed:
        return warning(
            TOPIC,
            f"đang chạy Prefect {running}, bản đã cài là {installed}",
            "Chương trình đã được nâng cấp mà dịch vụ chưa bật lại: hai bản cùng dùng một lịch sử chạy.",
            _RESTART,
        )
    return fine(TOPIC, f"chạy ở {told.ui_url} từ {when(moment(told.started_at))} ({_span(since)})")


def _installed() -> str:
    try:
        return version("prefect")
    except PackageNotFoundError:
        return ""


def _is_taken(number: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(ANSWER_SECONDS)
        return probe.connect_ex((HOST, number)) == 0


def _holder(number: int) -> str:
    """Who that is, as far as the system tells this user."""
    process = holder(number)
    return f": tiến trình {process} ({command_line(process)[:80]})" if process else ""


def _span(since: timedelta) -> str:
    return (
        f"{since.days} ngày" if since.days else f"{since.seconds // 3600} giờ {since.seconds // 60 % 60} phút"
    )
