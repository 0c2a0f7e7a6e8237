"""Handing a message over to the other side, by mail or webhook, or saying in words why it was not taken."""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_RDWR, gaierror, socket

from daihoi.errors import DaihoiError
from daihoi.loading.notice_posts import Delivery, Post
from daihoi.store.outbox import Message

STEP_SECONDS = 30.0
"""How long the other side may be silent."""

WHOLE_SECONDS = 120.0
"""How long an attempt may last; well below the time for which the outbox keeps a claim."""

_ADDRESS = re.compile(r"[^\s<>,;:\"']+@[^\s<>,;:\"']+")


class DeliveryError(DaihoiError):
    """The other side did not take a message; the reason, in words, names no address."""

    def __init__(self, reason: str) -> None:
        super().__init__(_ADDRESS.sub("…@…", " ".join(reason.split())))


class UnreachableError(DeliveryError):
    """There is no speaking with the other side at all: further messages need not be tried now."""


def channel(message: Message, delivery: Delivery) -> str:
    """By which way a message leaves: those of one way succeed or fail together where nobody answers."""
    post = delivery.posts.get(message.mailbox, Post())
    return post.webhook or "mail"


def deliver(message: Message, delivery: Delivery) -> None:
    """Hands a message over; returns once the other side has taken it.

    Raises:
        DeliveryError: it was not taken, or nobody can say so.
    """
    post = delivery.posts.get(message.mailbox, Post())
    if post.mail and delivery.server:
        from daihoi.notifying.mail import send_mail  # smtplib and email, which listing does not need

        send_mail(message, post.mail, delivery.server)
    elif post.webhook:
        from daihoi.notifying.webhook import call_webhook

        call_webhook(message, post.webhook, delivery)
    else:
        raise DeliveryError("nơi nhận này không còn trong tệp địa chỉ notices.yaml")


@contextmanager
def cut_off(connection: Callable[[], socket | None]) -> Iterator[None]:
    """Cuts a connection when an attempt has lasted too long, however slowly the other side keeps it alive.

    Args:
        connection: gives the socket, once there is one.
    """

    def cut() -> None:
        with suppress(OSError):
            if found := connection():
                found.shutdown(SHUT_RDWR)

    timer = threading.Timer(WHOLE_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """What certificates are checked with: the office's own authority, else those that the system trusts.

    Raises:
        DeliveryError: the file holds no certificate.
    """
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise DeliveryError("tệp chứng thư (ca_file) không đọc được hoặc không chứa chứng thư nào") from error


def network_reason(error: OSError) -> str:
    """Why no connection came about, in Vietnamese."""
    if isinstance(error, gaierror):
        return "không tìm thấy máy theo tên; kiểm tra tên máy hoặc ghi địa chỉ IP"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "chứng thư của máy kia không được tin cậy; nêu ca_file của cơ quan"
    if isinstance(error, ssl.SSLError):
        return "không lập được đường truyền mã hóa; kiểm tra «security» và cổng"
    if isinstance(error, ConnectionRefusedError):
        return "máy kia từ chối kết nối; kiểm tra máy, cổng, và dịch vụ ở đó có đang chạy không"
    if isinstance(error, TimeoutError):
        return "máy kia không trả lời"
    if isinstance(error, ConnectionError | BrokenPipeError):
        return "máy kia ngắt kết nối giữa chừng"
    return f"không kết nối được ({error.strerror or type(error).__name__})"
