"""``config/service.yaml`` → settings of the service; every mistake is collected before anything is raised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daihoi.domain.structure import Basis
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir
from daihoi.loading.schedule_values import read_cron, read_number, read_time_zone, read_weekday
from daihoi.loading.service_settings import (
    BackupsKept,
    Engine,
    Running,
    Schedule,
    ServiceSettings,
    Supervision,
)

FILE = "service.yaml"
HEADING = "Thiết lập của dịch vụ chưa dùng được"
BYTES_PER_KB, BYTES_PER_MB = 1000, 1_000_000
LEAST_PORT, MOST_PORT = 1024, 65535  # below 1024 only an administrator may listen
MINUTES_OF_A_DAY, SECONDS_OF_A_DAY, DAYS_OF_TEN_YEARS = 1440, 86_400, 3650
MOST_AT_ONCE, MOST_WORKERS = 50, 64  # processes of one machine; more is a slip of the finger
ENGINES = {engine.value: engine for engine in Engine}


def load_service_settings(config: ConfigDir) -> ServiceSettings:
    """The settings of a configuration; the installed ones where it has no ``service.yaml``.

    Raises:
        ConfigErrors: everything that is wrong in the file, with line and remedy.
    """
    path = config.root / FILE
    problems = Problems()
    top = read_yaml(path if path.exists() else _installed(), FILE, problems)
    settings = _Reader(top).settings() if top is not None else None
    if problems or settings is None:
        raise ConfigErrors(problems, HEADING)
    return settings


def _installed() -> Path:
    """The file that travels with the program."""
    package = Path(__file__).resolve().parents[1]
    wheel = package / "_config" / FILE
    return wheel if wheel.exists() else package.parent / "config" / FILE


class _Reader:
    """Reads the parts in turn; each is a value, or a few, with the source that they come from."""

    def __init__(self, top: Section) -> None:
        self.top = top
        self.bases: dict[str, Basis] = {}

    def settings(self) -> ServiceSettings:
        with self._part(self.top, "", "port") as part:
            port = read_number(part, "number", LEAST_PORT, MOST_PORT)
        with self._part(self.top, "", "time_zone") as part:
            zone = read_time_zone(part, "name")
        schedule, minutes, backup, verify = self._schedules()
        days, backups, log_bytes, log_files = self._keep()
        supervision, free = self._supervision()
        running = self._running()
        self.top.finish()
        return ServiceSettings(
            port, zone, schedule, minutes, backup, verify, days, backups,
            log_bytes, log_files, supervision, free, running, self.bases,
        )  # fmt: skip

    @contextmanager
    def _part(self, of: Section, above: str, key: str) -> Iterator[Section]:
        section = of.section(key)
        yield section
        self.bases[f"{above}.{key}" if above else key] = read_basis(section)

    def _schedules(self) -> tuple[Schedule, int, str, str]:
        section, name = self.top.section("schedules"), "schedules"
        with self._part(section, name, "progress") as part:
            progress = read_cron(part, "cron")
        with self._part(section, name, "weekly_report") as part:
            weekday = read_weekday(part, "weekday")
        with self._part(section, name, "reconcile") as part:
            minutes = read_number(part, "every_minutes", 1, MINUTES_OF_A_DAY)
        with self._part(section, name, "backup") as part:
            backup = read_cron(part, "cron")
        with self._part(section, name, "verify") as part:
            verify = read_cron(part, "cron")
        section.finish()
        return Schedule(progress, weekday), minutes, backup, verify

    def _keep(self) -> tuple[int, BackupsKept, int, int]:
        section, name = self.top.section("keep"), "keep"
        with self._part(section, name, "run_history") as part:
            days = read_number(part, "days", 1, DAYS_OF_TEN_YEARS)
        with self._part(section, name, "backups") as part:
            kept = (read_number(part, key, least, 1000) for key, least in
                    (("daily", 1), ("weekly", 0), ("monthly", 0)))  # fmt: skip
            backups = BackupsKept(*kept)
        with self._part(section, name, "logs") as part:
            size = read_number(part, "max_kb", 10, 1_000_000) * BYTES_PER_KB
            files = read_number(part, "files", 1, 100)
        section.finish()
        return days, backups, size, files

    def _supervision(self) -> tuple[Supervision, int]:
        section, name = self.top.section("supervision"), "supervision"
        with self._part(section, name, "start") as part:
            start = read_number(part, "give_up_seconds", 5, 3600)
        with self._part(section, name, "stop") as part:
            stop = read_number(part, "kill_after_seconds", 1, 60)
        with self._part(section, name, "restart") as part:
            first = read_number(part, "first_seconds", 1, 3600)
            most = read_number(part, "most_seconds", 1, 3600)
            if most < first:
                remedy = f"viết số không nhỏ hơn «first_seconds: {first}»"
                part.note("most_seconds", f"«most_seconds: {most}» nhỏ hơn lần chờ đầu", remedy)
        with self._part(section, name, "quick_death") as part:
            quick = read_number(part, "within_seconds", 1, 3600)
            give_up = read_number(part, "give_up_after", 1, 1000)
        with self._part(section, name, "health") as part:
            health = read_number(part, "every_seconds", 1, SECONDS_OF_A_DAY)
        with self._part(section, name, "disk") as part:
            free = read_number(part, "least_free_mb", 0, 1_000_000) * BYTES_PER_MB
        section.finish()
        return Supervision(start, stop, first, most, quick, give_up, health), free

    def _running(self) -> Running:
        section, name = self.top.section("runs"), "runs"
        with self._part(section, name, "at_once") as part:
            at_once = read_number(part, "most", 1, MOST_AT_ONCE)
        with self._part(section, name, "due") as part:
            due = read_number(part, "every_seconds", 1, 3600)
        with self._part(section, name, "follow") as part:
            follow = read_number(part, "every_seconds", 1, 3600)
        with self._part(section, name, "rest") as part:
            rest = read_number(part, "after_days", 0, DAYS_OF_TEN_YEARS)
        with self._part(section, name, "steps") as part:
            engine = part.choice("engine", ENGINES)
            workers = read_number(part, "workers", 1, MOST_WORKERS)
        section.finish()
        return Running(at_once, due, follow, rest, engine, workers)
