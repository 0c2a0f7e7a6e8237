"""Every check, in the order in which its answer is read; none can keep the others from being asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from daihoi.doctor import (
    clocks,
    configuration,
    copies,
    database_server,
    folders,
    last_runs,
    machine,
    notices,
    packages,
    prefect_home,
    published,
    record,
    refused,
    room,
    secret_files,
    service,
    typefaces,
)
from daihoi.doctor.findings import Finding, broken
from daihoi.doctor.installation import Installation
from daihoi.errors import DaihoiError

Check = Callable[[Installation], Iterator[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "python": machine.python,
        "packages": packages.requirements,
        "lock": packages.lock,
        "loading": packages.loading,
        "fonts": typefaces.faces,
        "terminal": machine.terminal,
        "memory": machine.memory,
        "zone": clocks.zone,
        "clock": clocks.clock,
        "folders": folders.writable,
        "file-system": folders.file_system,
        "room": room.room,
        "permissions": secret_files.permissions,
        "owners": secret_files.owners,
        "configuration": configuration.configuration,
        "server": database_server.server,
        "log": record.log,
        "backups": copies.copies,
        "reports": published.reports,
        "refusals": refused.refusals,
        "notices": notices.notices,
        "prefect-home": prefect_home.home,
        "prefect-settings": prefect_home.settings,
        "service": service.service,
        "port": service.port,
        "last-runs": last_runs.last_runs,
    }
)
"""Name → check."""


def examine(here: Installation) -> dict[str, list[Finding]]:
    """Runs every check; name of the check → what it found."""
    return {name: _asked(name, check, here) for name, check in CHECKS.items()}


def _asked(name: str, check: Check, here: Installation) -> list[Finding]:
    """What a check finds; one that fails itself is a finding, because then nobody knows."""
    found: list[Finding] = []
    try:
        found.extend(check(here))
    except DaihoiError as error:
        found.append(_failed(name, str(error)))
    except Exception as error:  # a sick machine breaks things in ways that no check foresees
        found.append(_failed(name, f"{type(error).__name__}: {error}"))
    return found


def _failed(name: str, said: str) -> Finding:
    return broken(
        f"Phép kiểm tra «{name}»",
        f"không làm xong: {said}",
        "Không biết chỗ này tốt hay hỏng.",
        "Xử lý các mục khác trước rồi chạy lại; còn lỗi thì gửi nguyên văn dòng này cho người bảo trì.",
    )
