"""Names and tags of flow runs, as they read in the list of runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from prefect.runtime import flow_run

from daihoi import clock
from daihoi.domain.campaign import Campaign
from daihoi.errors import DaihoiError
from daihoi.loading import find_config, load_campaign
from flows.requests import ProgressRequest

MAX_SHOWN = 3
_BODIES = ("Đảng bộ", "Chi bộ")


def run_name(what: str, level: str = "") -> Callable[[], str]:
    """Names a run «Quận · Cẩm Lệ · chốt 02/03/2020» from its request.

    Args:
        what: the kind of run; for a level only where the campaign cannot be read.
        level: code of the level, which the campaign's structure has a name for.
    """

    def name() -> str:
        given = flow_run.parameters["request"]  # a model inside the run, plain where it comes from the server
        told = given if isinstance(given, Mapping) else given.model_dump()
        day = told.get("status_date")
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return _name(what, str(told["campaign"]), _units(told), day, level)

    return name


def name_of(what: str, request: ProgressRequest, level: str = "") -> str:
    """The name of a run for a request; see ``run_name``."""
    return _name(what, request.campaign, _units(request.model_dump()), request.status_date, level)


def _name(what: str, code: str, units: list[str], day: date | None, level: str) -> str:
    campaign = _campaign(code)
    if campaign and level in campaign.structure.by_code:
        short = campaign.structure.by_code[level].short_name
        what = short[:1].upper() + short[1:]
    whose = short_title(campaign) if campaign else code
    chosen = f" · {', '.join(units)}" if units else ""
    return f"{what} · {whose}{chosen} · chốt {day or clock.today():%d/%m/%Y}"


def _units(told: Mapping[str, Any]) -> list[str]:
    """The units of a request, at most as many as a list of runs can show."""
    units = [*(told.get("units") or []), *filter(None, [told.get("unit")])]
    more = len(units) - MAX_SHOWN
    return units if more <= 0 else [*units[:MAX_SHOWN], f"và {more} đơn vị khác"]


def short_title(campaign: Campaign) -> str:
    """The name of the root without the kind of body and of place: «Đảng bộ quận Cẩm Lệ» → «Cẩm Lệ»."""
    name = campaign.root.name
    for body in _BODIES:
        name = name.removeprefix(body).strip()
    level = campaign.structure.by_code[campaign.root.level]
    without = name.removeprefix(level.short_name).strip()
    return without or campaign.root.name


def _campaign(code: str) -> Campaign | None:
    try:
        return load_campaign(find_config(), code)
    except DaihoiError:
        return None  # the flow itself will say what is wrong
