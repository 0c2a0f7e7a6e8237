"""What follows from what, in the service: an import from a reconcile run, a level run from progress.

Each asks with a key that says what the run is for, so that nothing runs twice for the same knowledge. Outside
the service nothing is asked: there the campaign flow is the chain.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from daihoi import clock
from daihoi.domain.campaign import Campaign
from daihoi.loading import find_config, load_campaign
from daihoi.loading.campaign_schedule import load_schedule
from daihoi.loading.service_config import load_service_settings
from flows.asking import Asked, ServiceRefusal, ask
from flows.catalogue import Work, find_work
from flows.naming import name_of
from flows.requests import ProgressRequest
from flows.resting import nominal_report_day
from flows.served import scheduled_run, served_run
from tasks.watching import LOGGER


def after_import(campaign: str, last_seq: int) -> Asked:
    """Asks for approvals and for the workstreams to be looked at, as known up to the last event of the log.

    Raises:
        ServiceRefusal: the service does not answer.
    """
    request, about = _request(campaign), ProgressRequest(campaign=campaign)
    approvals, _ = [
        ask(find_work(slug), request, f"{slug}:{campaign}:{last_seq}", name_of(title, about), (campaign,))
        for slug, title in (("reconcile", "Phê duyệt"), ("preparation", "Chuẩn bị"))
    ]
    return approvals


def after_level(request: ProgressRequest, known_seq: int) -> Asked | None:
    """Asks for progress at the same status date, unless progress for this knowledge was asked for before."""
    if served_run() is None or request.known_at is not None:
        return None
    day = request.status_date or clock.today()
    key = f"progress:{request.campaign}:{day.isoformat()}:{known_seq}"
    return _asked_quietly(find_work("progress"), request.campaign, day, key)


def after_progress(request: ProgressRequest) -> Asked | None:
    """Asks for the written report of the week, if a scheduled run has not asked for it yet."""
    if scheduled_run() is None:
        return None
    config, day = find_config(), request.status_date or clock.today()
    default = load_service_settings(config).schedule
    weekday = load_schedule(config, request.campaign, default).weekly_report_weekday
    campaign: Campaign = load_campaign(config, request.campaign)
    nominal = nominal_report_day(campaign.working_calendar, weekday, day)
    key = f"report:{request.campaign}:{nominal.isoformat()}"
    return _asked_quietly(find_work("report"), request.campaign, day, key)


def _asked_quietly(work: Work, campaign: str, day: date, key: str) -> Asked | None:
    """Asks; that the service cannot be asked does not spoil the run that is done."""
    try:
        name = name_of(work.title, ProgressRequest(campaign=campaign, status_date=day))
        return ask(work, _request(campaign, day), key, name, (campaign,))
    except ServiceRefusal as error:
        LOGGER.warning("Không chạy tiếp được việc «%s»: %s", work.slug, error)
        return None


def _request(campaign: str, day: date | None = None) -> dict[str, Any]:
    told = {"campaign": campaign, **({"status_date": day.isoformat()} if day else {})}
    return {"request": told}
