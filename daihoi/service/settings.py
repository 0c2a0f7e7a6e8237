"""The settings of the service of one installation (``config/service.yaml``)."""

from __future__ import annotations

from daihoi.loading import find_config
from daihoi.loading.campaign_schedule import load_schedule
from daihoi.loading.service_config import load_service_settings
from daihoi.loading.service_settings import (
    BackupsKept,
    Engine,
    Running,
    Schedule,
    ServiceSettings,
    Supervision,
)
from daihoi.workspace import Workspace

__all__ = [
    "BackupsKept",
    "Engine",
    "Running",
    "Schedule",
    "ServiceSettings",
    "Supervision",
    "schedule_of",
    "settings_of",
]


def settings_of(workspace: Workspace) -> ServiceSettings:
    """What the configuration of a workspace says about the service.

    Raises:
        ConfigErrors: everything that is wrong in ``service.yaml``.
        NoConfigError: there is no configuration.
    """
    return load_service_settings(find_config(workspace.config))


def schedule_of(workspace: Workspace, campaign: str) -> Schedule:
    """When the service works for a campaign: its own ``schedule:``, and the installation's for the rest.

    Raises:
        ConfigErrors: everything that is wrong in the part, or in ``service.yaml``.
        UnknownCodeError: there is no such campaign.
    """
    return load_schedule(find_config(workspace.config), campaign, settings_of(workspace).schedule)
