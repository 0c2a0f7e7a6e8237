"""What the service offers, as its server knows it: deployments, when each runs, and when next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from daihoi import clock
from daihoi.intake.cron_text import cron_fault, next_time
from daihoi.service.api import Api

_LIMIT = 200


@dataclass(frozen=True)
class Offer:
    """One deployment.

    Attributes:
        name: ``flow/deployment``, as ``prefect deployment run`` wants it.
        description: its first line.
        schedules: cron expressions, or ``900`` for every 900 seconds; without those that are off.
        next_run: instant of the next scheduled run; None when nothing is scheduled, or nobody can tell yet.
    """

    name: str
    description: str
    schedules: tuple[str, ...]
    next_run: datetime | None

    @property
    def title(self) -> str:
        """The part that people read."""
        return self.name.partition("/")[2]


@dataclass(frozen=True)
class Page:
    """What is told once the service can be used.

    Attributes:
        ui_url: for the browser.
        key: the file that holds what the login page asks for.
        offers: the deployments, by name.
        logs: folder of the log files.
        process: number of the supervisor.
        start_seconds: how long the start took.
    """

    ui_url: str
    key: Path
    offers: tuple[Offer, ...]
    logs: Path
    process: int
    start_seconds: float


def offers(api: Api) -> tuple[Offer, ...]:
    """All deployments, by name.

    Raises:
        ServiceError: the server does not answer.
    """
    deployments = api.post("/deployments/filter", {"limit": _LIMIT})
    flows = {flow["id"]: flow["name"] for flow in api.post("/flows/filter", {"limit": _LIMIT})}
    upcoming = _upcoming(api)
    found = (_offer(deployment, flows, upcoming) for deployment in deployments)
    return tuple(sorted(found, key=lambda offer: offer.name))


def _upcoming(api: Api) -> dict[str, datetime]:
    """The next run of each deployment."""
    asked = {
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"is_null_": False}},
        "sort": "EXPECTED_START_TIME_ASC",
        "limit": _LIMIT,
    }
    found: dict[str, datetime] = {}
    for run in api.post("/flow_runs/filter", asked):
        found.setdefault(run["deployment_id"], datetime.fromisoformat(run["expected_start_time"]))
    return found


def _offer(told: Mapping[str, Any], flows: Mapping[str, str], upcoming: Mapping[str, datetime]) -> Offer:
    schedules = [one["schedule"] for one in told["schedules"] if one["active"] and not told["paused"]]
    first_line = (told.get("description") or "").strip().partition("\n")[0]
    name = f"{flows.get(told['flow_id'], '?')}/{told['name']}"
    next_run = upcoming.get(told["id"]) or min(filter(None, map(_next, schedules)), default=None)
    return Offer(name, first_line, tuple(map(_schedule, schedules)), next_run)


def _next(told: Mapping[str, Any]) -> datetime | None:
    """When a schedule is due next, for the first seconds in which the server has made no runs for it."""
    cron = str(told.get("cron", ""))
    if cron_fault(cron):
        return None
    return next_time(cron, clock.now().astimezone(ZoneInfo(told.get("timezone") or "UTC")))


def _schedule(told: Mapping[str, Any]) -> str:
    if "cron" in told:
        return str(told["cron"])
    if "interval" in told:
        return str(round(float(told["interval"])))
    return str(told.get("rrule", "?"))
