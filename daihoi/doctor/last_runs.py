"""How the last run of every deployment ended, from Prefect's own record; looked at, never relied upon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from daihoi.doctor.findings import Finding, fine, warning
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment
from daihoi.doctor.prefect_home import DATABASES, database_file, open_to_read

TOPIC = "Lần chạy theo lịch"
RECENT = timedelta(days=7)
_SHOWN = 200
_LAST = """select deployment.name, flow_run.state_type, flow_run.state_timestamp, flow_run_state.message
    from flow_run join deployment on deployment.id = flow_run.deployment_id
    left join flow_run_state on flow_run_state.id = flow_run.state_id
    where flow_run.state_type in ('COMPLETED', 'FAILED', 'CRASHED')
    order by flow_run.state_timestamp"""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    is_done: bool
    at: datetime
    message: str


def last_runs(here: Installation) -> Iterator[Finding]:
    """One finding per deployment whose last run failed; nothing where the record cannot be read."""
    ended = _last(here)
    if not ended:
        return
    failed = {name: run for name, run in ended.items() if not run.is_done and here.now - run.at < RECENT}
    for name, run in sorted(failed.items()):
        yield warning(
            TOPIC,
            f"«{name}» hỏng lúc {when(run.at)}: {_short(run.message)}",
            "Việc ấy chưa làm xong; lần sau theo lịch sẽ làm lại từ sổ ghi.",
            "Xử lý điều đã nêu rồi chạy lại ngay: daihoi trigger, hoặc mở trang của dịch vụ.",
        )
    if not failed:
        newest = max(ended.values(), key=lambda run: run.at)
        yield fine(TOPIC, f"lần cuối của cả {len(ended)} việc đều xong; gần nhất lúc {when(newest.at)}")


def _last(here: Installation) -> dict[str, Ended]:
    """Deployment → its last run that ended. Prefect may change its tables: then nothing is known."""
    path = database_file(here)
    if any(here.environment.get(name) for name in DATABASES) or not path.is_file():
        return {}
    try:
        with closing(open_to_read(path)) as connection:
            rows = connection.execute(_LAST).fetchall()
        return {
            str(name): Ended(kind == "COMPLETED", moment(at), str(told or ""))
            for name, kind, at, told in rows
        }
    except (sqlite3.Error, ValueError):
        return {}


def _short(message: str) -> str:
    line = " ".join(message.split()) or "không có lời nào"
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
