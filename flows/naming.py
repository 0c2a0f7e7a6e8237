"""Names of flow runs, as they read in the list of runs, and inside another run in its graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from prefect.context import FlowRunContext
from prefect.runtime import flow_run

from daihoi import clock
from daihoi.domain.campaign import Campaign
from daihoi.errors import DaihoiError
from daihoi.loading import find_config, load_campaign
from flows.requests import ProgressRequest
from tasks.watching import graph_name

MAX_SHOWN = 3
SEPARATOR = " · "
_BODIES = ("Đảng bộ", "Chi bộ")


def run_name(what: str, level: str = "") -> Callable[[], str]:
    """Names a run «Quận · Cẩm Lệ · chốt 02/03/2020» from its request.

    Inside another run it is «Quan - Cam Le - chot 02/03/2020»: there the name stands in the run graph, which
    draws nothing but ASCII.

    Args:
        what: the kind of run; for a level only where the campaign cannot be read.
        level: code of the level, which the campaign's structure has a name for.
    """

    def name() -> str:
        given = flow_run.parameters["request"]  # a model inside the run, plain where it comes from the server
        told = given if isinstance(given, Mapping) else given.model_dump()
        day = told.get("status_date")
        day = date.fromisoformat(day) if isinstance(day, str) else day
        named = _name(what, str(told["campaign"]), _units(told), day, level)
        return graph_name(named.replace(SEPARATOR, " - ")) if _is_inside_another() else named

    return name


def _is_inside_another() -> bool:
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    return run is not None and run.parent_task_run_id is not None


def name_of(what: str, request: ProgressRequest, level: str = "") -> str:
    """The name of a run for a request; see ``run_name``."""
    return _name(what, request.campaign, _units(request.model_dump()), request.status_date, level)


def _name(what: str, code: str, units: list[str], day: date | None, level: str) -> str:
    campaign = _campaign(code)
    if campaign and level in campaign.structure.by_code:
        short = campaign.structure.by_code[level].short_name
        what = short[:1].upper() + short[1:]
    whose = short_title(campaign) if campaign else code
    parts = [what, whose, *([", ".join(units)] if units else []), f"chốt {day or clock.today():%d/%m/%Y}"]
    return SEPARATOR.join(parts)


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
