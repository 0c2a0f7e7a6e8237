"""Whether a mail address, the name of a machine or the address of a webhook may be written to.

Only plain ASCII forms are taken: what a header or a connection could read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from daihoi.domain.personal_data import personal_number

MAX_MAIL, MAX_URL = 254, 500
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_IPV6 = re.compile(r"[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_LOCAL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*")
_URL = re.compile(r"[!-~]+")


def mail_fault(address: str, personal_domains: Collection[str] = ()) -> str:
    """What is wrong with a mail address, in Vietnamese; empty when it is that of an office."""
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or not _HOST.fullmatch(domain) or len(address) > MAX_MAIL:
        return "không phải một địa chỉ thư"
    if domain.lower() in personal_domains:
        return f"«{domain}» là dịch vụ thư cá nhân"
    kind = personal_number(local)
    return f"chứa {kind}" if kind else ""


def host_fault(host: str) -> str:
    """What is wrong with the name of a machine; empty for a name or an address."""
    is_sound = len(host) <= MAX_MAIL and (_HOST.fullmatch(host) or _IPV6.fullmatch(host))
    return "" if is_sound else "không phải tên máy hay địa chỉ IP"


def url_fault(url: str) -> str:
    """What is wrong with an address of the web, in Vietnamese; empty when it can be asked."""
    if not _URL.fullmatch(url) or len(url) > MAX_URL:
        return f"có dấu cách, chữ có dấu hoặc dài quá {MAX_URL} ký tự"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "không phải một địa chỉ"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "không mở đầu bằng http://máy hoặc https://máy"
    if "@" in parts.netloc:
        return "có tài khoản, mật khẩu trong địa chỉ"
    if "#" in url:
        return "có phần sau dấu #"
    return "cổng 0 không dùng được" if port == 0 else host_fault(parts.hostname)
