"""How a campaign really goes, drawn from a seed over its plan: most units use up float, some are late."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.soak_clerks import Work, worked
from daihoi.domain.network import NO_DEADLINE

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.units import Unit
    from daihoi.workspace import Workspace

LATE = ((0.85, 0.2, 0.95), (1.0, 1.05, 1.3))
"""Up to this share of units: which part of their float they use up; more than 1 is late."""
SILENT = 0.02
"""Share of activities that nobody ever reports."""
ONE_DAY = timedelta(days=1)


def course(workspace: Workspace, campaign: str, first: date, seed: int) -> list[Work]:
    """Every work, congress and gate that is ever reported, with the days on which it really goes on."""
    from daihoi.domain.assessment import assess
    from daihoi.domain.record import Snapshot
    from daihoi.loading import find_config, load_campaign

    configured = load_campaign(find_config(workspace.config), campaign)
    chance, plan = random.Random(seed), assess(configured, Snapshot(campaign, first, 0, "", []))
    works = [work for unit in plan.campaign.tree.units for work in _of_unit(plan, unit, chance, first)]
    return [work for work in works if chance.random() >= SILENT]


def _of_unit(plan: Assessment, unit: Unit, chance: random.Random, first: date) -> Iterator[Work]:
    """In template order. A gate is decided, and that is told, after what it approves."""
    from daihoi.domain.structure import ActivityKind
    from daihoi.intake.setting import Setting

    part, setting = _used_up(chance), Setting(plan.campaign, first, (), None)
    done: dict[str, Work] = {}
    for number in plan.expansion.numbers(unit.code):
        activity, span = plan.expansion.template(number), plan.span(plan.baseline, number)
        if not plan.expansion.is_applicable[number]:
            continue
        days = timedelta(days=int(part * _float_days(plan, number)) + chance.randint(0, 3))
        dossier = [done[code] for code in setting.dossier(unit, activity) if code in done]
        work = Work(unit.code, activity.code, span.start + days, span.last_day + days, first)
        if activity.kind is ActivityKind.GATE:
            work = replace(
                work, finish=max([work.finish, *(one.finish + ONE_DAY for one in dossier)]), is_gate=True
            )
        told = worked(work.finish + timedelta(days=chance.choice((0, 0, 1, 2))))
        told = max([told, *(one.told for one in dossier)])
        done[activity.code] = replace(work, told=told)
    yield from done.values()


def _used_up(chance: random.Random) -> float:
    drawn = chance.random()
    least, most = next((least, most) for share, least, most in LATE if drawn <= share)
    return chance.uniform(least, most)


def _float_days(plan: Assessment, number: int) -> int:
    """Days between the earliest and the latest finish; none where there is no deadline to keep."""
    baseline = plan.baseline
    has_deadline = baseline.total_float_days[number] < NO_DEADLINE
    return max(0, int(baseline.late_finish[number] - baseline.finish[number])) if has_deadline else 0
