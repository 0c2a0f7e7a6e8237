"""``notices.yaml`` in the data folder → how notices leave this installation.

Secrets stand in environment variables or in files that only their owner reads, never in the file itself.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from daihoi.domain.notices_supervisors import supervisor_code
from daihoi.errors import ConfigErrors, system_reason
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml
from daihoi.loading.notice_addresses import host_fault, mail_fault, url_fault
from daihoi.loading.notice_posts import Delivery, MailServer, Post, Security, mailbox_name
from daihoi.loading.notice_supervisors import label_fault
from daihoi.loading.schedule_values import read_number

FILE = "notices.yaml"
PASSWORD, SECRET = "DAIHOI_MAIL_PASSWORD", "DAIHOI_WEBHOOK_SECRET"
MIN_SECRET = 32
MAX_SECRET_BYTES = 4096
_OTHERS = 0o077
_SECURITY = {security.value: security for security in Security}
_MAILBOXES = ("unit", "supervisor", "coordinator", "above")


def load_delivery(
    data: Path, environment: Mapping[str, str], personal_domains: Collection[str]
) -> Delivery | None:
    """How an installation sends; None where its data folder has no ``notices.yaml``: then nothing is sent.

    Args:
        data: the data folder; files that are named in the file lie beside it unless they are absolute.
        environment: variables that may hold the secrets.
        personal_domains: domains of mail addresses that are refused.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = data / FILE
    if not path.exists():
        return None
    problems = Problems()
    top = read_yaml(path, f"{data.name}/{FILE}", problems)
    delivery = _Reader(top, data, environment, personal_domains).delivery() if top is not None else None
    if problems or delivery is None:
        raise ConfigErrors(problems, "Chưa gửi được thông báo: tệp địa chỉ chưa dùng được")
    return delivery


class _Reader:
    """Reads the file part by part; what is wrong is noted, and harmless values stand in for it."""

    def __init__(
        self, top: Section, folder: Path, environment: Mapping[str, str], personal_domains: Collection[str]
    ) -> None:
        self.top, self.folder, self.environment = top, folder, environment
        self.personal_domains = personal_domains

    def delivery(self) -> Delivery:
        server = self._server(self.top.section("mail")) if self.top.has("mail") else None
        has_webhook = self.top.has("webhook")
        secret, ca_file = self._webhook(self.top.section("webhook")) if has_webhook else ("", None)
        link = self.top.text("link", "")
        if link and (fault := url_fault(link)):
            self.top.note(
                "link",
                f"«link: {_shown(link)}»: {fault}",
                "viết http://máy/thư_mục, nơi xem được thư mục công bố",
            )
        posts = self._posts(server is not None, has_webhook)
        self.top.finish()
        return Delivery(server, secret, ca_file, link.rstrip("/"), posts)

    def _server(self, section: Section) -> MailServer:
        host, sender, name = section.text("host"), section.text("sender"), section.text("sender_name")
        if host and (fault := host_fault(host)):
            section.note(
                "host", f"«host: {_shown(host)}»: {fault}", "viết tên máy hoặc địa chỉ IP của máy thư"
            )
        if sender and (fault := mail_fault(sender, self.personal_domains)):
            section.note("sender", f"«{_shown(sender)}»: {fault}", "ghi hòm thư của cơ quan gửi")
        if fault := label_fault(name):
            section.note("sender_name", fault, "ghi tên cơ quan gửi, một dòng")
        security = section.choice("security", _SECURITY)
        user = section.text("user", "")
        server = MailServer(
            host,
            read_number(section, "port", 1, 65535),
            security,
            sender,
            name,
            user,
            self._secret(section, "password", PASSWORD) if user else "",
            self._file(section, "ca_file"),
        )
        self._note_exposed(section, server)
        section.finish()
        return server

    def _note_exposed(self, section: Section, server: MailServer) -> None:
        """What would send a password in the open, or name a protection that is not used."""
        if server.user and server.security is Security.NONE:
            section.note(
                "security", "có tài khoản mà đường truyền không mã hóa", "viết «starttls» hoặc «tls»"
            )
        if server.ca_file and server.security is Security.NONE:
            section.note("ca_file", "không dùng đến khi «security: none»", "bỏ dòng này, hoặc đổi «security»")
        if not server.user and section.has("password_file"):
            section.note("password_file", "có mật khẩu mà không có «user»", "thêm «user», hoặc bỏ dòng này")

    def _webhook(self, section: Section) -> tuple[str, Path | None]:
        found = self._secret(section, "secret", SECRET), self._file(section, "ca_file")
        if found[0] and len(found[0]) < MIN_SECRET:
            section.note(
                "secret_file", f"khóa ký dài {len(found[0])} ký tự", f"dùng khóa từ {MIN_SECRET} ký tự"
            )
        section.finish()
        return found

    def _posts(self, has_mail: bool, has_webhook: bool) -> dict[str, Post]:
        posts: dict[str, Post] = {}
        for section in self.top.sections("recipients", required=True):
            name = self._mailbox(section)
            post = self._post(section, has_mail, has_webhook)
            section.finish()
            if name in posts:
                section.note(name.partition(":")[0], "nơi nhận này đã ghi ở trên", "giữ một dòng")
            if name:
                posts[name] = post
        return posts

    def _mailbox(self, section: Section) -> str:
        """The name of the mailbox of a line; empty, and noted, when it names none or several."""
        named = [kind for kind in _MAILBOXES if section.has(kind)]
        if len(named) != 1:
            said = " và ".join(f"«{kind}»" for kind in named) or "chưa nêu nơi nhận"
            section.note(named[0] if named else "", said, f"nêu đúng một trong: {', '.join(_MAILBOXES)}")
            return ""
        code = section.text(named[0])
        if named[0] == "supervisor":
            code = supervisor_code(code)
        if code and not (
            code.isascii() and code.replace(".", "").replace("_", "").replace("-", "").isalnum()
        ):
            section.note(named[0], f"mã «{code}» không hợp lệ", "viết mã như trong units.csv, ví dụ CL.KT")
        return mailbox_name(named[0], code)

    def _post(self, section: Section, has_mail: bool, has_webhook: bool) -> Post:
        post = Post(section.text("mail", ""), section.text("webhook", ""))
        if bool(post.mail) == bool(post.webhook):
            section.note("mail", "cần «mail» hoặc «webhook», và chỉ một", "giữ một cách gửi cho mỗi nơi nhận")
        if post.mail and not has_mail:
            section.note("mail", "chưa có phần «mail» nêu máy thư", "thêm «mail:» với host, port, sender, …")
        if post.webhook and not has_webhook:
            section.note("webhook", "chưa có phần «webhook» nêu khóa ký", "thêm «webhook:» với secret_file")
        if post.mail and (fault := mail_fault(post.mail, self.personal_domains)):
            section.note(
                "mail",
                f"«{_shown(post.mail)}»: {fault}",
                "ghi hòm thư của cơ quan, ví dụ vanphong@co-quan.vn",
            )
        if post.webhook and (fault := url_fault(post.webhook)):
            section.note(
                "webhook", f"«{_shown(post.webhook)}»: {fault}", "viết dạng http://máy:cổng/đường_dẫn"
            )
        return post

    def _secret(self, section: Section, name: str, variable: str) -> str:
        """A secret from the environment, else from the file that is named; never from the section itself."""
        key = f"{name}_file"
        given, file = self.environment.get(variable, "").strip(), section.text(key, "")
        if section.has(name):
            section.note(
                name,
                "bí mật không được ghi trong tệp này",
                f"ghi vào tệp riêng rồi nêu «{key}», hoặc đặt {variable}",
            )
        if given:
            return given
        if file:
            return self._read_secret(section, key, self.folder / file)
        section.note(key, f"chưa có «{key}», cũng chưa đặt biến môi trường {variable}", "chọn một trong hai")
        return ""

    def _read_secret(self, section: Section, key: str, path: Path) -> str:
        try:
            if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & _OTHERS:
                section.note(key, f"người khác cũng đọc được «{path.name}»", f"chạy chmod 600 {path}")
            with path.open("rb") as file:
                text = file.read(MAX_SECRET_BYTES).decode("utf-8").strip()
        except OSError as error:
            section.note(
                key, f"không đọc được «{path.name}»: {system_reason(error)}", "kiểm tra tên và quyền"
            )
            return ""
        except UnicodeDecodeError:
            section.note(key, f"«{path.name}» không phải tệp chữ", "ghi bí mật thành một dòng chữ")
            return ""
        if not text or "\n" in text:
            section.note(key, f"«{path.name}» phải có đúng một dòng", "ghi bí mật thành một dòng")
        return text

    def _file(self, section: Section, key: str) -> Path | None:
        name = section.text(key, "")
        if not name:
            return None
        path = self.folder / name
        if not path.is_file():
            section.note(
                key, f"không có tệp «{name}» trong thư mục dữ liệu", "chép chứng thư vào đó, hoặc bỏ dòng này"
            )
        return path


def _shown(text: str) -> str:
    """A text as a message can repeat it: on one line."""
    return " ".join(text.split())
