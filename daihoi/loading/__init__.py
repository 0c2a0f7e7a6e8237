"""Configuration files → checked domain objects; every mistake is collected before anything is raised."""

from daihoi.loading.campaigns import load_campaign
from daihoi.loading.places import ConfigDir, find_config

__all__ = ["ConfigDir", "find_config", "load_campaign"]
