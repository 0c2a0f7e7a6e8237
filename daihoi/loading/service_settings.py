"""What ``config/service.yaml`` says, as the program holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from daihoi.domain.structure import Basis


@dataclass(frozen=True)
class Schedule:
    """When what is done for one campaign is done.

    Attributes:
        progress_cron: when progress is computed and published, in the time zone of the settings.
        weekly_report_weekday: day of the progress run that also makes the report; Monday is 0.
    """

    progress_cron: str
    weekly_report_weekday: int


@dataclass(frozen=True)
class BackupsKept:
    """How many backups of the log are kept: the newest of each of the last days, weeks and months."""

    daily: int
    weekly: int
    monthly: int


@dataclass(frozen=True)
class Supervision:
    """How patient the supervisor is.

    Attributes:
        start_seconds: for which a server may keep silent before the start counts as failed.
        stop_seconds: after which a child that was asked to end is killed.
        first_pause_seconds: before a child that died is started again; doubles with every quick death.
        most_pause_seconds: where the doubling ends.
        quick_death_seconds: a child that lives shorter than this died quickly.
        give_up_after: quick deaths in a row after which the service ends.
        health_seconds: between two looks at the health of the service.
    """

    start_seconds: int
    stop_seconds: int
    first_pause_seconds: int
    most_pause_seconds: int
    quick_death_seconds: int
    give_up_after: int
    health_seconds: int


class Engine(Enum):
    """Where the steps of a run are computed."""

    THREADS = "threads"
    """In the process of the run."""
    DASK = "dask"
    """In processes beside it, by prefect-dask."""


@dataclass(frozen=True)
class Running:
    """How runs are started, followed, and left out.

    Attributes:
        at_once: runs that the service works on at a time.
        due_seconds: between two looks for runs that are due.
        follow_seconds: between two looks at a run that somebody waits for.
        rests_after_days: after the last deadline of a campaign its scheduled runs rest.
        engine: see ``Engine``.
        workers: how many processes compute steps, where ``engine`` uses any.
    """

    at_once: int
    due_seconds: int
    follow_seconds: int
    rests_after_days: int
    engine: Engine
    workers: int


@dataclass(frozen=True)
class ServiceSettings:
    """Everything that an installation may set about its service.

    Attributes:
        port: of the server, on 127.0.0.1.
        time_zone: IANA name; all crons are read in it.
        schedule: for campaigns that say nothing of their own.
        reconcile_minutes: between two looks at approvals and reminders.
        backup_cron: when the log is backed up.
        verify_cron: when the log is verified.
        run_history_days: for which Prefect keeps its runs.
        backups_kept: see ``BackupsKept``.
        log_bytes: size at which a log file is put aside.
        log_files: how many of those are kept beside the one that is written.
        supervision: see ``Supervision``.
        least_free_bytes: free space on the data folder's disk without which the service does not start.
        running: see ``Running``.
        bases: source and certainty by the name in the file, e.g. ``keep.logs``.
    """

    port: int
    time_zone: str
    schedule: Schedule
    reconcile_minutes: int
    backup_cron: str
    verify_cron: str
    run_history_days: int
    backups_kept: BackupsKept
    log_bytes: int
    log_files: int
    supervision: Supervision
    least_free_bytes: int
    running: Running
    bases: Mapping[str, Basis]
