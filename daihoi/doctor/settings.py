"""The settings of the service, for checks that need one; what is wrong with them is told elsewhere."""

from __future__ import annotations

from daihoi.doctor.installation import Installation
from daihoi.errors import DaihoiError
from daihoi.loading import ConfigDir, find_config
from daihoi.loading.service_config import load_service_settings
from daihoi.loading.service_settings import ServiceSettings


def settings_of(here: Installation) -> ServiceSettings:
    """The settings of the configuration in use; those that travel with the program where it has none.

    Raises:
        ConfigErrors: not even the latter can be read.
    """
    try:
        return load_service_settings(find_config(here.workspace.config))
    except DaihoiError:
        return load_service_settings(ConfigDir(here.package))  # has no such file: the installed one is taken
