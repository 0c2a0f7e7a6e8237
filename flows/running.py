"""How this installation runs flows: the part «runs» of ``config/service.yaml``, as flows look it up."""

from __future__ import annotations

from daihoi.loading import find_config
from daihoi.loading.service_config import load_service_settings
from daihoi.loading.service_settings import Running


def running() -> Running:
    """What the configuration says now.

    Raises:
        ConfigErrors: everything that is wrong in ``service.yaml``.
        NoConfigError: there is no configuration.
    """
    return load_service_settings(find_config()).running
