"""When the service starts what: settings of the installation and of each campaign, as Prefect's schedules.

A deployment about campaigns has one schedule for each, which can be paused by itself. Campaigns that were
over long ago get a paused one: nobody wants last year's report every morning, and who does can switch it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from prefect.schedules import Cron, Interval, Schedule

from daihoi.errors import DaihoiError
from daihoi.loading import ConfigDir, load_campaign
from daihoi.loading.campaign_schedule import load_schedule
from daihoi.loading.service_settings import ServiceSettings
from flows.catalogue import When, Work
from flows.resting import is_over
from tasks.artifacts import artifact_key
from tasks.watching import LOGGER

_ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
"""Intervals are counted from here: on the hour, the same after every start."""


@dataclass(frozen=True)
class ServedCampaign:
    """A campaign as its schedules need it.

    Attributes:
        code: its code.
        progress_cron: when its progress is published.
        is_over: nobody waits for news of it any more.
    """

    code: str
    progress_cron: str
    is_over: bool


def served_campaigns(config: ConfigDir, settings: ServiceSettings, today: date) -> list[ServedCampaign]:
    """The configured campaigns; one that cannot be read is left out and named in the log of the service."""
    return list(_readable(config, settings, today))


def _readable(config: ConfigDir, settings: ServiceSettings, today: date) -> Iterator[ServedCampaign]:
    for code in config.campaign_codes():
        try:
            own = load_schedule(config, code, settings.schedule)
            rests = is_over(load_campaign(config, code), today, settings.running.rests_after_days)
            yield ServedCampaign(code, own.progress_cron, rests)
        except DaihoiError as error:
            LOGGER.error("Đợt «%s» không được đưa vào dịch vụ: %s", code, error)


def schedules_of(
    work: Work, settings: ServiceSettings, campaigns: Iterable[ServedCampaign]
) -> list[Schedule]:
    """The schedules of a work, in the time zone of the settings; none for what only people start."""
    zone = settings.time_zone
    nightly = {When.BACKUP: settings.backup_cron, When.VERIFY: settings.verify_cron}
    if work.when in nightly:
        return [Cron(nightly[work.when], timezone=zone, slug=work.slug)]
    if work.when is When.PROGRESS:
        return [_about(one, Cron(one.progress_cron, timezone=zone)) for one in campaigns]
    if work.when is When.RECONCILE:
        every = timedelta(minutes=settings.reconcile_minutes)
        return [_about(one, Interval(every, _ANCHOR, zone)) for one in campaigns]
    return []


def _about(campaign: ServedCampaign, schedule: Schedule) -> Schedule:
    """The schedule for one campaign. Its slug changes when the campaign is over.

    What a person paused or resumed is remembered by the slug: it holds for the time it was meant for.
    """
    return replace(
        schedule,
        active=not campaign.is_over,
        parameters={"request": {"campaign": campaign.code}},
        slug=artifact_key(campaign.code) + ("-da-xong" if campaign.is_over else ""),
    )
