"""The unit that a reading command is asked about; one that is gone is answered with what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from daihoi.errors import DaihoiError

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.units import Unit
    from daihoi.workspace import Workspace


def asked_unit(
    workspace: Workspace, campaign: Campaign, code: str, day: date, known_at: int | None = None
) -> Unit:
    """The unit with a code.

    Args:
        workspace: where configuration and log are.
        campaign: with its units as they are on the day.
        code: of the unit.
        day: the day asked about.
        known_at: last event of the log that counts; all when None.

    Raises:
        DaihoiError: the unit is not there on that day; says why, and which units are there instead.
        UnknownCodeError: there never is such a unit; the message offers the nearest codes.
    """
    if code not in campaign.tree.by_code and (
        told := _absence(workspace, campaign.code, code, day, known_at)
    ):
        raise DaihoiError(told)
    return campaign.tree.unit(code)


def _absence(workspace: Workspace, campaign_code: str, code: str, day: date, known_at: int | None) -> str:
    """Why a unit is not there on a day; empty for one that never is."""
    from daihoi.assessing import rulings_of
    from daihoi.domain.unit_absence import absence
    from daihoi.domain.unit_lives import successors, units_ever
    from daihoi.loading import find_config, load_campaign

    configured = load_campaign(find_config(workspace.config), campaign_code)
    known = rulings_of(workspace, campaign_code, known_at)
    life = units_ever(configured, known).get(code)
    if life is None or life.is_there(day):
        return ""
    heirs = successors(configured, known, day).get(code, ())
    what, _ = absence(life, day, heirs, configured.structure)
    instead = f" Xem {' hoặc '.join(f'«{heir}»' for heir in heirs)}." if heirs else ""
    return f"{what[:1].upper()}{what[1:]}.{instead}"
