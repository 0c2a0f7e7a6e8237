"""What Prefect keeps on this machine, and the settings it would run with. Loads no Prefect."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

from daihoi import prefect_settings
from daihoi.doctor import limits
from daihoi.doctor.asking import get
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation
from daihoi.doctor.machine import size

TOPIC, SETTINGS = "Lịch sử chạy", "Thiết lập Prefect"
DATABASES = ("PREFECT_SERVER_DATABASE_CONNECTION_URL", "PREFECT_API_DATABASE_CONNECTION_URL")
MIGRATIONS = "server/database/_migrations/versions/sqlite"
LARGE_BYTES = 2 * limits.GIGABYTE
_REVISION = re.compile(r"^revision\s*(?::[^=]+)?=\s*[\"'](\w+)[\"']", re.MULTILINE)
_TELLING = {
    "DO_NOT_TRACK": {"1", "true", "yes"},
    "PREFECT_SERVER_ANALYTICS_ENABLED": {"false", "0", "no", "off"},
    "PREFECT_SERVER_UI_V2_ENABLED": {"false", "0", "no", "off"},
}
"""Settings by which nothing is told to the outside, with the values that mean so."""


def home(here: Installation) -> Iterator[Finding]:
    """The database of runs: readable, and of a version that the installed Prefect knows."""
    if any(here.environment.get(name) for name in DATABASES):
        yield fine(TOPIC, "nằm trên máy chủ cơ sở dữ liệu, theo biến môi trường của Prefect")
        return
    path = database_file(here)
    if not path.is_file() or not path.stat().st_size:
        yield fine(TOPIC, "chưa có: sẽ được lập khi chạy lần đầu")
        return
    try:
        revision = _revision_of(path)
    except sqlite3.DatabaseError as error:
        yield broken(
            TOPIC,
            f"{path} hỏng: {error}",
            "Prefect không khởi động được; số liệu không bị đụng đến.",
            _aside(path),
        )
        return
    yield from _judged(path, revision, _known_revisions(here))


def settings(here: Installation) -> Iterator[Finding]:
    """Variables of the environment that would make Prefect do what it must not here."""
    troubles = [*_telling(here.environment), *_server_elsewhere(here.environment)]
    yield from troubles
    if not troubles:
        yield fine(
            SETTINGS,
            f"{len(prefect_settings.SETTINGS)} thiết lập của chương trình được dùng; không gọi ra ngoài",
        )


def _judged(path: Path, revision: str, known: frozenset[str]) -> Iterator[Finding]:
    used = sum(one.stat().st_size for one in path.parent.glob("prefect.db*"))
    if known and revision not in known:
        yield broken(
            TOPIC,
            f"{path} do bản Prefect khác, mới hơn tạo ra (dấu {revision or 'trống'})",
            "Prefect đã cài không mở được: lần chạy nào cũng dừng với lời «Timed out while attempting to "
            "connect to ephemeral Prefect API server».",
            f"Cài lại đúng bản khóa (constraints.txt). Hoặc {_aside(path)}",
        )
    elif used > LARGE_BYTES:
        yield warning(
            TOPIC,
            f"{path.parent} chiếm {size(used)}",
            "Trang theo dõi chậm, ổ đĩa đầy dần.",
            f"Giảm keep.run_history trong config/service.yaml; hoặc {_aside(path)}",
        )
    else:
        yield fine(TOPIC, f"{path.parent}: {size(used)}, đúng phiên bản")


def _aside(path: Path) -> str:
    return (
        f"dừng dịch vụ, cất {path.parent} đi chỗ khác rồi chạy lại: chỉ mất lịch sử chạy, không mất số liệu."
    )


def open_to_read(path: Path) -> sqlite3.Connection:
    """A database of another program; where nobody uses it, nothing is made beside it.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    wal = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=2)


def database_file(here: Installation) -> Path:
    """Where Prefect's own database lies, unless it lies on a server."""
    return Path(here.environment.get("PREFECT_HOME") or here.workspace.prefect_home) / "prefect.db"


def _revision_of(path: Path) -> str:
    """The mark of the last migration."""
    with closing(open_to_read(path)) as connection:
        rows = connection.execute("select version_num from alembic_version").fetchall()
    return str(rows[0][0]) if rows else ""


def _known_revisions(here: Installation) -> frozenset[str]:
    """Marks of the migrations that the installed Prefect has; empty where they are not to be found."""
    folders = [Path(library) / "prefect" / MIGRATIONS for library in here.libraries]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        return frozenset()
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.py"))
    return frozenset(found[1] for text in texts if (found := _REVISION.search(text)))


def _telling(environment: Mapping[str, str]) -> Iterator[Finding]:
    for name, silent in _TELLING.items():
        value = environment.get(name)
        if value is not None and value.strip().lower() not in silent:
            yield warning(
                SETTINGS,
                f"biến môi trường {name}={value}",
                "Prefect, hoặc trình duyệt mở trang của nó, sẽ gọi ra ngoài mạng.",
                f"Bỏ biến ấy (unset {name}); chương trình tự đặt {name}={prefect_settings.SETTINGS[name]}.",
            )


def _server_elsewhere(environment: Mapping[str, str]) -> Iterator[Finding]:
    """A server named by hand is for an installation over several machines; elsewhere it is left over."""
    url = environment.get("PREFECT_API_URL")
    if url and get(url, "/health")[0] != HTTPStatus.OK:
        yield warning(
            SETTINGS,
            f"biến môi trường PREFECT_API_URL={url}, mà ở đó không có gì trả lời",
            "Lệnh và bộ chạy nào dùng máy chủ Prefect ấy sẽ dừng.",
            "Dùng nhiều máy thì bật máy chủ ấy (docs/operations.md); không dùng thì: unset PREFECT_API_URL.",
        )
