"""Whether the installed Prefect can read the run history that lies in the Prefect home.

A newer Prefect changes the tables of its database, and an older one then only says that its server did not
start in time. The number of the last change stands in the database; the changes that a Prefect knows are
files of its own. Prefect is not imported.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

from daihoi.service.errors import ServiceError
from daihoi.workspace import Workspace

FILE = "prefect.db"
_MIGRATIONS = Path("server/database/_migrations/versions/sqlite")


def require_readable(workspace: Workspace) -> None:
    """Makes sure that Prefect's own database is none of a newer version; one that is absent is made anew.

    Raises:
        ServiceError: a newer Prefect has written it, or it is no database.
    """
    path = workspace.prefect_home / FILE
    if not path.is_file() or not path.stat().st_size:
        return
    revision = _revision(path)
    folder = _migrations()
    if revision and folder and not any(revision in file.name for file in folder.glob("*.py")):
        version = importlib.metadata.version("prefect")
        raise ServiceError(
            f"Lịch sử chạy «{path}» do một bản Prefect mới hơn ghi (bản cài ở đây là {version}) → cài lại "
            f"đúng bản cũ bằng constraints.txt của bản mới, hoặc dời tệp ấy đi nơi khác rồi bật lại: sổ ghi "
            "và tệp công bố còn nguyên, chỉ mất lịch sử chạy."
        )


def _revision(path: Path) -> str:
    """The number of the last change; empty while there has been none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as database:
            known = "select count(*) from sqlite_master where name = 'alembic_version'"
            if not database.execute(known).fetchone()[0]:
                return ""
            row = database.execute("select version_num from alembic_version").fetchone()
            return str(row[0]) if row else ""
    except sqlite3.DatabaseError as error:
        raise ServiceError(
            f"Không mở được lịch sử chạy «{path}»: {error} → dời tệp ấy và các tệp {FILE}-* đi nơi khác rồi "
            "bật lại: sổ ghi và tệp công bố còn nguyên, chỉ mất lịch sử chạy."
        ) from error


def _migrations() -> Path | None:
    spec = importlib.util.find_spec("prefect")
    folder = Path(spec.origin).parent / _MIGRATIONS if spec and spec.origin else None
    return folder if folder and folder.is_dir() else None
