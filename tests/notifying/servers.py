"""A mail server and a receiver of webhooks on this machine, which keep what they are given."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any


@dataclass
class MailHost:
    """A mail server. What it is to do is set by its fields before anybody connects.

    Attributes:
        refuses: command (``RCPT``, ``DATA`` …) → the answer that it gives instead of taking it.
        hangs: commands that it never answers.
        drips: says its greeting one letter every so many seconds; 0: at once.
        login: ``user password`` that it wants; empty for none.
        tls: with it the server is encrypted from the first byte, or offers STARTTLS.
        is_tls_first: which of the two.
        taken: every message that was taken: sender, receivers, raw bytes.
        commands: the commands of all conversations, in their order.
        paused: while it is not set, the answer to a whole message is held back.
    """

    refuses: dict[str, str] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    drips: float = 0.0
    login: str = ""
    tls: ssl.SSLContext | None = None
    is_tls_first: bool = False
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    paused: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def __post_init__(self) -> None:
        self.paused.set()

    @property
    def mails(self) -> list[EmailMessage]:
        """The messages, read as a mail program reads them."""
        return [BytesParser(EmailMessage, policy=SMTP).parsebytes(raw) for _, _, raw in self.taken]

    def shown(self, name: str) -> str:
        """A header of the last message by RFC 2047; the newer parser adds spaces inside names."""
        raw = message_from_bytes(self.taken[-1][2])[name]
        return str(make_header(decode_header(raw)))

    @property
    def distinct(self) -> list[EmailMessage]:
        """What a mail store keeps that drops messages with a Message-ID that it has."""
        return list({mail["Message-ID"]: mail for mail in self.mails}.values())


class _MailHandler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        host: MailHost = self.server.host  # type: ignore[attr-defined]  # set by ``mail_host``
        try:
            if host.tls and host.is_tls_first:
                self._encrypt(host.tls)
            self._greet(host)
            self._talk(host)
        except OSError:
            return

    def finish(self) -> None:
        for part in (self.rfile, self.wfile, self.request):
            part.close()

    def _encrypt(self, context: ssl.SSLContext) -> None:
        for part in (self.rfile, self.wfile):
            part.close()
        self.request = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def _greet(self, host: MailHost) -> None:
        for letter in "220 ready\r\n" if host.drips else ():
            self.wfile.write(letter.encode())
            time.sleep(host.drips)
        if not host.drips:
            self._say("220 ready")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _talk(self, host: MailHost) -> None:
        sender, receivers = "", list[str]()
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            host.commands.append(line)
            if verb in host.hangs:
                self.rfile.readline()
            elif verb in host.refuses:
                self._say(host.refuses[verb])
            elif verb in ("EHLO", "HELO"):
                offers = ["250-here"] + (["250-AUTH PLAIN"] if host.login else [])
                offers += ["250-STARTTLS"] if host.tls and not host.is_tls_first else []
                self._say("\r\n".join([*offers, "250 SIZE 1000000"]))
            elif verb == "STARTTLS" and host.tls:
                self._say("220 go")
                self._encrypt(host.tls)
            elif verb == "AUTH":
                given = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                self._say("235 in" if " ".join(given) == host.login else "535 5.7.8 bad credentials")
            elif verb == "MAIL":
                sender, receivers = line.partition(":")[2].split()[0].strip("<>"), []
                self._say("250 ok")
            elif verb == "RCPT":
                receivers.append(line.partition(":")[2].strip("<> "))
                self._say("250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                host.taken.append((sender, receivers, self._body()))
                host.paused.wait(20)
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a conversation that the other side breaks off is part of the tests."""


@contextmanager
def mail_host(**behaviour: Any) -> Iterator[MailHost]:
    """A mail server on a free port, ended with the block."""
    host = MailHost(**behaviour)
    with _Server(("127.0.0.1", 0), _MailHandler) as server:
        server.host = host  # type: ignore[attr-defined]  # read by the handler
        host.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield host
        host.paused.set()
        server.shutdown()


@dataclass
class Receiver:
    """A receiver of webhooks.

    Attributes:
        status: what it answers with.
        location: where it points to; empty for nowhere.
        calls: path, headers and body of every call.
    """

    status: int = 200
    location: str = ""
    calls: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/nhan?kenh=1"

    def is_signed(self, secret: str) -> bool:
        """Whether the last call bears the signature that the receiver itself computes."""
        _, headers, body = self.calls[-1]
        own = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return headers["X-Daihoi-Signature"] == f"sha256={own}"


@contextmanager
def receiver(**behaviour: Any) -> Iterator[Receiver]:
    """A receiver of webhooks on a free port, ended with the block."""
    made = Receiver(**behaviour)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.calls.append((self.path, dict(self.headers), body))
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        server.shutdown()


def self_signed(address: str) -> bytes:
    """A key and a certificate for an IP address, as PEM; good for a century."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "thu")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    return key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + made.public_bytes(pem)
