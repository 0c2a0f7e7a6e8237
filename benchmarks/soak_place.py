"""The installation of a soak: a generated campaign, this project's configuration, offices with addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.generate import CAMPAIGN, write_config
from benchmarks.soak_post import SECRET
from daihoi.workspace import Workspace

RECONCILE_EVERY = ("every_minutes: 15,", "every_minutes: 1440,")
"""Of the 96 scheduled reviews of a day one is run: they are the same flow on the same knowledge."""


def installation(folder: Path, source: Path, activities: int, address: str) -> Workspace:
    """Writes configuration and data folder of an installation with one generated campaign.

    Args:
        folder: where; must be empty or absent.
        source: configuration whose rules and settings are taken over; its campaigns are not.
        activities: about how many activities the campaign has.
        address: where notices are sent.
    """
    config, data = folder / "config", folder / "data"
    shutil.copytree(source, config, ignore=shutil.ignore_patterns("campaigns"))
    write_config(config, source, activities)
    _run_less_often(config / "service.yaml")
    data.mkdir()
    _write_addresses(data, _offices(config), address)
    return Workspace(config, data, folder / "out")


def _run_less_often(path: Path) -> None:
    before, after = RECONCILE_EVERY
    told = path.read_text("utf-8")
    if before not in told:
        raise ValueError(f"{path.name} no longer says «{before}»")
    path.write_text(told.replace(before, after), "utf-8")


def _offices(config: Path) -> list[str]:
    """Units with a mailbox: all but branches, which are told through the organisation above them."""
    rows = (config / "campaigns" / CAMPAIGN / "units.csv").read_text("utf-8").splitlines()[1:]
    return [row.split(",")[0] for row in rows if row.split(",")[2] != "branch"]


def _write_addresses(data: Path, offices: list[str], address: str) -> None:
    secret = data / "webhook.secret"
    secret.touch(mode=0o600)
    secret.write_text(SECRET, "utf-8")
    lines = [f'  - {{unit: {code}, webhook: "{address}"}}' for code in offices]
    lines += [f'  - {{coordinator: {offices[0]}, webhook: "{address}"}}']
    lines += [f'  - {{above: {offices[0]}, webhook: "{address}"}}']
    told = ["webhook: {secret_file: webhook.secret}", "recipients:", *lines]
    (data / "notices.yaml").write_text("\n".join(told) + "\n", "utf-8")
