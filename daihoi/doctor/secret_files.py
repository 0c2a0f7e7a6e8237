"""Who may read and write what: secrets for their owner only, the log for nobody else to change."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation
from daihoi.doctor.log_access import readable_log

TOPIC, OWNER = "Quyền tệp", "Chủ của tệp"
SECRETS = ("service.json", "*.key", "notices.yaml", "*.password", "refusals-*.log")
"""Names in the data folder of what only the owner may read."""

_GROUP_AND_OTHERS, _OTHERS_WRITE, _OTHERS_READ = 0o077, 0o002, 0o004


def permissions(here: Installation) -> Iterator[Finding]:
    """The rights of the data folder, the log and the secrets."""
    if sys.platform == "win32":
        yield fine(TOPIC, "không xét trên Windows")
        return
    troubles = [*_open_secrets(here), *_open_to_change(here), *_open_to_read(here)]
    yield from troubles
    if not troubles:
        yield fine(TOPIC, "tệp mật chỉ chủ đọc được; không người ngoài nào sửa được sổ ghi")


def owners(here: Installation) -> Iterator[Finding]:
    """Files of somebody else in the data folder: left by a command that was run as administrator."""
    if sys.platform == "win32" or not here.data.is_dir():
        return
    owner = here.data.stat().st_uid
    strange = sorted(path.name for path in _own_files(here.data) if path.lstat().st_uid != owner)
    if strange:
        yield broken(
            OWNER,
            f"{len(strange)} tệp trong {here.data} không cùng chủ với thư mục: {', '.join(strange[:5])}",
            "Thường do chạy một lần bằng sudo: từ đó lệnh thường và dịch vụ không ghi được.",
            f"Chạy: sudo chown -R --reference={here.data} {here.data}",
        )
    else:
        yield fine(OWNER, f"mọi tệp trong {here.data} cùng một chủ")


def _own_files(data: Path) -> Iterator[Path]:
    for folder in (data, data / "prefect", data / "backups", data / "logs", data / "evidence"):
        with suppress(OSError):
            yield from folder.iterdir()


def _open_secrets(here: Installation) -> Iterator[Finding]:
    paths = [path for pattern in SECRETS for path in here.data.glob(pattern)]
    token = here.environment.get("DAIHOI_TOKEN_FILE")
    for path in [*paths, *([Path(token)] if token else [])]:
        with suppress(OSError):
            if _mode(path) & _GROUP_AND_OTHERS:
                yield broken(
                    TOPIC,
                    f"người khác đọc được {path}",
                    "Ai đọc được tệp ấy thì chạy được việc thay bạn.",
                    f"Chạy: chmod 600 {path}; tệp đã để lộ lâu thì thay mật khẩu, thẻ trong đó.",
                )


def _open_to_change(here: Installation) -> Iterator[Finding]:
    for path in (here.data, here.log_file, here.data / "backups", here.out):
        with suppress(OSError):
            if path is not None and _mode(path) & _OTHERS_WRITE:
                yield broken(
                    TOPIC,
                    f"ai trên máy này cũng ghi được vào {path}",
                    "Số liệu, bản sao lưu hoặc bản công bố có thể bị sửa, bị xóa mà không qua chương trình.",
                    f"Chạy: chmod o-w {path}",
                )


def _open_to_read(here: Installation) -> Iterator[Finding]:
    """Where there are accounts, rights by unit mean nothing to whoever reads the file itself."""
    log = here.log_file
    if log is None or not log.is_file() or not (_mode(log) & _OTHERS_READ and _mode(here.data) & 0o001):
        return
    with readable_log(here) as run:
        has_accounts = run is not None and bool(list(run("select 1 from account limit 1")))
    if has_accounts:
        yield warning(
            TOPIC,
            f"ai trên máy này cũng đọc được {log}",
            "Bản cài có tài khoản và quyền theo đơn vị, nhưng ai mở thẳng tệp thì xem được tất cả.",
            f"Chạy: chmod o-rx {here.data}",
        )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
