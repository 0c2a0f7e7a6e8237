"""A message as mail, and its way to the mail server. Its Message-ID never changes: see ``outbox_writing``."""

from __future__ import annotations

import hashlib
import smtplib
from contextlib import AbstractContextManager, closing, suppress
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Any

from daihoi.loading.notice_posts import MailServer, Security
from daihoi.notifying.delivering import (
    STEP_SECONDS,
    DeliveryError,
    UnreachableError,
    cut_off,
    network_reason,
    tls_context,
)
from daihoi.notifying.digests import Content
from daihoi.notifying.rendering import html_of, text_of
from daihoi.notifying.wording import one_line
from daihoi.store.outbox import Message


def mail_of(message: Message, address: str, server: MailServer) -> MIMEMultipart:
    """A message as mail: plain text and a page, all of it ASCII on the wire, the same bytes every time.

    Args:
        message: what is sent.
        address: the checked mail address of the mailbox.
        server: who sends.
    """
    content, digest = Content.from_json(message.content), hashlib.sha256(message.key.encode()).hexdigest()
    # The newer ``EmailMessage`` loses the space between two words with accents where it folds a header.
    mail = MIMEMultipart("alternative", boundary=f"daihoi-{digest[:32]}")
    mail["From"] = f"{_encoded('From', server.sender_name)} <{server.sender}>"
    mail["To"] = f"{_encoded('To', content.to)} <{address}>"
    mail["Subject"] = _encoded("Subject", content.subject)
    mail["Date"] = format_datetime(message.recorded_at.replace(microsecond=0))
    mail["Message-ID"] = f"<{digest[:40]}@{_domain(server)}>"
    mail["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it (RFC 3834)
    mail["Content-Language"] = "vi"
    mail.attach(MIMEText(text_of(content), "plain", "utf-8"))
    mail.attach(MIMEText(html_of(content), "html", "utf-8"))
    return mail


def _encoded(name: str, text: str) -> str:
    """A text for a header, on lines that every mail server passes on; it cannot end the header."""
    return Header(one_line(text), "utf-8", header_name=name).encode()


def _domain(server: MailServer) -> str:
    return server.sender.rpartition("@")[2]


def send_mail(message: Message, address: str, server: MailServer) -> None:
    """Hands a message to the mail server.

    Raises:
        DeliveryError: it was not taken.
    """
    mail = mail_of(message, address, server)
    try:
        with closing(_connected(server)) as smtp:
            _introduce(smtp, server)
            smtp.send_message(mail, server.sender, [address])
            # The message is taken: whatever goes wrong from here on is no failure.
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
    except (
        smtplib.SMTPConnectError,
        smtplib.SMTPServerDisconnected,
        smtplib.SMTPAuthenticationError,
    ) as error:
        raise UnreachableError(_refusal(error)) from error
    except smtplib.SMTPException as error:
        raise DeliveryError(_refusal(error)) from error
    except OSError as error:
        raise UnreachableError(f"máy thư {server.host}:{server.port}: {network_reason(error)}") from error


class _Timed(smtplib.SMTP):
    """A conversation that is cut off in the end, however slowly the other side keeps it alive."""

    _cutting: AbstractContextManager[None] | None = None

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: Any = None
    ) -> tuple[int, bytes]:
        """Connects, with the clock running."""
        self._cutting = cut_off(lambda: self.sock)
        self._cutting.__enter__()
        return super().connect(host, port, source_address)

    def close(self) -> None:
        """Ends the conversation and stops the clock."""
        super().close()
        if self._cutting is not None:
            self._cutting.__exit__(None, None, None)
            self._cutting = None


class _TimedTls(_Timed, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _connected(server: MailServer) -> smtplib.SMTP:
    # The name by which we introduce ourselves is given: smtplib would look up this machine's own.
    own = _domain(server)
    if server.security is Security.TLS:
        context = tls_context(server.ca_file)
        return _TimedTls(server.host, server.port, own, timeout=STEP_SECONDS, context=context)
    return _Timed(server.host, server.port, own, timeout=STEP_SECONDS)


def _introduce(smtp: smtplib.SMTP, server: MailServer) -> None:
    if server.security is Security.STARTTLS:
        smtp.starttls(context=tls_context(server.ca_file))
    if server.user:
        smtp.login(server.user, server.password)


def _refusal(error: smtplib.SMTPException) -> str:
    """Why the mail server refused, with its own words, which are mostly English."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"máy thư không nhận địa chỉ này: {code} {_text(said)}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"máy thư không nhận tài khoản hoặc mật khẩu ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"máy thư từ chối: {error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "máy thư ngắt kết nối giữa chừng"
    return f"máy thư không làm được điều cần: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
