"""How notices leave an installation: its mail server, its webhooks, and the addresses of offices.

What stands here comes from ``notices.yaml`` in the data folder (see ``notice_delivery``), never from the
configuration that campaigns share and never from the log. ``repr`` of nothing here shows a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class MailServer:
    """The mail server that takes messages for delivery.

    Attributes:
        host: name or address.
        port: TCP port.
        security: see ``Security``.
        sender: mail address of the office that sends.
        sender_name: its Vietnamese name.
        user: account on the server; empty for none.
        password: of that account.
        ca_file: certificate of the office's own authority; None: those that the system trusts.
    """

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None


@dataclass(frozen=True)
class Post:
    """Where one mailbox is reached: a mail address or a webhook, the other is empty."""

    mail: str = ""
    webhook: str = ""


@dataclass(frozen=True)
class Delivery:
    """How notices leave an installation.

    Attributes:
        server: the mail server; None where no address is one of mail.
        secret: what webhook bodies are signed with; empty where there is no webhook.
        webhook_ca_file: like ``MailServer.ca_file``.
        link: address under which the published folder is seen by those who are told; empty for none.
        posts: mailbox → where it is reached; see ``mailbox_name``.
    """

    server: MailServer | None = None
    secret: str = field(default="", repr=False)
    webhook_ca_file: Path | None = None
    link: str = ""
    posts: Mapping[str, Post] = field(default_factory=dict)


def mailbox_name(kind: str, code: str) -> str:
    """How a mailbox is called: ``unit:CL.KT``, ``supervisor:to_1``, ``coordinator:CL``, ``above:CL``."""
    return f"{kind}:{code}"
