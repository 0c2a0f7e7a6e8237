"""``schedule:`` of ``campaign.yaml`` → when the service works for one campaign.

The part is optional, and so is each of its lines; what is not said holds as in ``service.yaml``. The service
reads it by itself: when something is run changes nothing about the plan, so it is no part of a campaign.
"""

from __future__ import annotations

from dataclasses import replace

from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml
from daihoi.loading.basis import read_basis
from daihoi.loading.places import ConfigDir
from daihoi.loading.schedule_values import read_cron, read_weekday
from daihoi.loading.service_settings import Schedule

FILE, KEY = "campaign.yaml", "schedule"


def load_schedule(config: ConfigDir, campaign: str, default: Schedule) -> Schedule:
    """When the service works for a campaign.

    Raises:
        UnknownCodeError: there is no such campaign.
        ConfigErrors: everything that is wrong in the part, with line and remedy.
    """
    path = config.campaign_folder(campaign) / FILE
    problems = Problems()
    top = read_yaml(path, config.place(path), problems)
    schedule = read_schedule(top, default) if top is not None else default
    if problems:
        raise ConfigErrors(problems, "Giờ chạy của đợt chưa dùng được")
    return schedule


def read_schedule(top: Section, default: Schedule) -> Schedule:
    """The part of a campaign's file, if it is there; what is wrong in it is noted."""
    if not top.has(KEY):
        return default
    section, found = top.section(KEY), default
    if section.has("progress"):
        part = section.section("progress")
        found = replace(found, progress_cron=read_cron(part, "cron"))
        read_basis(part)
    if section.has("weekly_report"):
        part = section.section("weekly_report")
        found = replace(found, weekly_report_weekday=read_weekday(part, "weekday"))
        read_basis(part)
    section.finish()
    return found


def check_schedule(top: Section) -> None:
    """Notes what is wrong in the part, for whoever reads the whole file."""
    read_schedule(top, Schedule("", 0))
