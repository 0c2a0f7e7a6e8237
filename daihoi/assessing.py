"""From a campaign's code to its assessment: configuration, log and computation put together.

The command line and the flows both come through here, so there is one way to compute a picture.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from daihoi import clock
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Snapshot
from daihoi.domain.ruled import ruled
from daihoi.loading import find_config, load_campaign
from daihoi.store.database import has_log
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from daihoi.domain.entries import Entries
    from daihoi.domain.preparing.base import Preparation
    from daihoi.domain.record import Event
    from daihoi.domain.ruling_effects import RulingEffect
    from daihoi.domain.rulings import RulingEvent


def rulings_of(
    workspace: Workspace, campaign_code: str, known_at: int | None = None
) -> Sequence[RulingEvent]:
    """The rulings of a campaign as known at an event of the log, in its order; none without a log.

    Raises:
        StoreError: the log cannot be read.
    """
    if not has_log(workspace.log_place):
        return ()
    with EventLog.open_existing(workspace.log_place) as log:
        return log.rulings(campaign_code, known_at)


def open_campaign(
    workspace: Workspace, campaign_code: str, on: date | None = None, known_at: int | None = None
) -> Campaign:
    """A campaign as it is configured and as rulings left it at the end of a day; today when None.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    return ruled(campaign, rulings_of(workspace, campaign_code, known_at), on or clock.today())


def open_assessment(
    workspace: Workspace, campaign_code: str, status_date: date, known_at: int | None = None
) -> Assessment:
    """A campaign at a status date, as known at an event of the log; as known now when None.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: there is no log yet, or it cannot be read.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    with EventLog.open_existing(workspace.log_place) as log:
        snapshot = log.snapshot(campaign_code, status_date, known_at)
    return assess(campaign, snapshot)


def open_assessment_or_plan(
    workspace: Workspace, campaign_code: str, status_date: date, known_at: int | None = None
) -> Assessment:
    """The same; where nothing was reported by then, the plan on the eve of the campaign.

    On the eve nothing can have happened yet, so nothing can be late for not having been reported.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read, or has no event ``known_at``.
    """
    campaign = load_campaign(find_config(workspace.config), campaign_code)
    return assess(campaign, known_or_nothing(workspace, campaign, status_date, known_at))


def open_entries(
    workspace: Workspace, campaign_code: str, status_date: date = date.max, known_at: int | None = None
) -> Entries:
    """What stands in the registers at the end of a day, as known at an event; nothing without a log.

    Raises:
        ConfigErrors: what is configured about registers is not usable.
        StoreError: the log cannot be read.
    """
    return open_entries_told(workspace, campaign_code, status_date, known_at)[0]


def open_entries_told(
    workspace: Workspace, campaign_code: str, status_date: date = date.max, known_at: int | None = None
) -> tuple[Entries, Sequence[Event]]:
    """The same, and all events of registers that are known, in ``seq`` order."""
    from daihoi.domain.entries import Entries, entries_of  # most readers need none
    from daihoi.domain.record import fold
    from daihoi.loading.register_config import load_registers

    registers = load_registers(find_config(workspace.config))
    if not has_log(workspace.log_place):
        return Entries(registers, (), status_date), ()
    with EventLog.open_existing(workspace.log_place) as log:
        events = log.entry_events(campaign_code, upto=known_at)
        known_seq = log.head()[0] if known_at is None else known_at
    return entries_of(list(fold(events, status_date).values()), registers, status_date, known_seq), events


def open_preparation(
    workspace: Workspace,
    campaign_code: str,
    status_date: date,
    known_at: int | None = None,
    units: Sequence[str] = (),
) -> Preparation:
    """Schedule and registers of a campaign at a status date, with the same knowledge.

    Args:
        workspace: where configuration and log are.
        campaign_code: folder name of the campaign.
        status_date: the day reported about.
        known_at: the last event that counts; all when None.
        units: codes of units whose subtrees are asked about; all when empty.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read.
        UnknownCodeError: no such unit.
    """
    entries = open_entries(workspace, campaign_code, status_date, known_at)
    # Whoever filed something knows of the day, even if no unit has reported yet.
    opened = open_assessment if len(entries) else open_assessment_or_plan
    assessment = opened(workspace, campaign_code, status_date, known_at)
    return preparation_of(workspace, assessment, entries, known_at, units)


def preparation_of(
    workspace: Workspace,
    assessment: Assessment,
    entries: Entries,
    known_at: int | None = None,
    units: Sequence[str] = (),
) -> Preparation:
    """An assessment and entries of the same knowledge, with office practice and units that are gone.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read.
        UnknownCodeError: no such unit.
    """
    from daihoi.domain.carrying_origin import Origins, TakenOver
    from daihoi.domain.preparing.base import Preparation
    from daihoi.domain.preparing.former import former_units, with_reports
    from daihoi.loading.readiness import load_checklist

    config, code = find_config(workspace.config), assessment.campaign.code
    chosen = frozenset(assessment.campaign.tree.subtrees(units)) if units else None
    rulings = rulings_of(workspace, code, known_at)
    checklist = load_checklist(config, entries.registers)
    if not rulings:
        return Preparation(assessment, entries, chosen, checklist)
    configured = load_campaign(config, code)
    former = former_units(configured, rulings, assessment.status_date)
    with EventLog.open_existing(workspace.log_place) as log:
        told = [event for unit in former for event in log.events(code, unit, upto=known_at)]
        said = log.entry_events(code, upto=known_at) if former else ()
    effects = partial(_effects, workspace, configured, assessment)
    taken = TakenOver(code, entries, Origins(said, entries.registers))
    reported = with_reports(former, told)
    return Preparation(assessment, entries, chosen, checklist, reported, effects, taken)


def _effects(workspace: Workspace, configured: Campaign, assessment: Assessment) -> list[RulingEffect]:
    """What the latest documents moved, with the knowledge that the assessment has.

    Raises:
        StoreError: the log cannot be read.
    """
    from daihoi.domain.ruling_effects import latest_effects

    edition = assessment.edition
    with EventLog.open_existing(workspace.log_place) as log:
        snapshot = log.snapshot(configured.code, edition.status_date, edition.known_seq)
    return latest_effects(configured, snapshot, assessment)


def prepared(workspace: Workspace, assessment: Assessment) -> Preparation:
    """An assessment with what the registers held when it was made.

    Raises:
        ConfigErrors: what is configured about registers is not usable.
        StoreError: the log cannot be read.
    """
    known = assessment.edition.known_seq
    entries = open_entries(workspace, assessment.campaign.code, assessment.status_date, known)
    return preparation_of(workspace, assessment, entries, known)


def known_or_nothing(
    workspace: Workspace, campaign: Campaign, status_date: date, known_at: int | None
) -> Snapshot:
    """What was known at a status date; where nothing was, nothing on the eve of the campaign.

    Raises:
        StoreError: the log cannot be read, or has no event ``known_at``.
    """
    eve = max(campaign.start_date - timedelta(days=1), campaign.working_calendar.first)
    if known_at is None and not has_log(workspace.log_place):
        return Snapshot(campaign.code, eve, 0, "", ())
    with EventLog.open_existing(workspace.log_place) as log:
        found = log.snapshot(campaign.code, status_date, known_at)
    if found.events or found.standing_rulings:
        return found
    return Snapshot(campaign.code, eve, found.known_seq, found.head, (), found.rulings)
