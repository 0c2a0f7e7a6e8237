"""The line of balance of a level: how many units are through each step, and how many have to be by now.

Required is what keeps the congress days of the frozen plan: a unit has to be through a step on the last day
that still leaves time for the rest before its planned congress. (The plan itself does everything as early as
it may, and so says little about when a step has to be over.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Deadline
from daihoi.domain.counting import days_off_between, level_deadline
from daihoi.domain.network import NO_DEADLINE, Flags, Ints
from daihoi.domain.results import DailyCount, Edition
from daihoi.domain.schedule import schedule
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.stamping import Block
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import STEPS, ActivityKind
from daihoi.domain.units import Unit
from daihoi.errors import UnknownCodeError


@dataclass(frozen=True)
class StepBalance:
    """How many units are through one step of the procedure.

    A unit is through a step when every activity that it has of the step is over.

    Attributes:
        code: one of ``STEPS``.
        activities: Vietnamese names of its activities that some unit has, in template order.
        has_gate: one of them is closed only by a superior's document.
        total: units that have the step.
        done: units that reported all of it as done.
        inferred: units through it only because something that can only follow it has started: nobody
            reported at least one of its activities. Of a gate nobody has shown the document, so these never
            count as ``done``.
        required: units that have to be through by the status date.
        through_curve: units through by the end of each day, inferred ones included, up to the status date.
        required_curve: units that have to be through by the end of each day.
    """

    code: str
    activities: Sequence[str]
    has_gate: bool
    total: int
    done: int
    inferred: int
    required: int
    through_curve: DailyCount
    required_curve: DailyCount

    @property
    def through(self) -> int:
        """Units through the step, reported or inferred."""
        return self.done + self.inferred

    @property
    def gap(self) -> int:
        """Units through minus units that have to be; negative is behind."""
        return self.through - self.required


@dataclass(frozen=True)
class LineOfBalance:
    """The steps of a level in the order of the procedure.

    Attributes:
        edition: what it rests on.
        root: the campaign's root.
        level_code: of the units counted.
        level_name: its short Vietnamese name, e.g. «chi bộ».
        units: how many units are counted.
        steps: those that the level has.
        deadline: of the level's congresses; None without one.
        days_off: days off (not weekends) in the period → name.
    """

    edition: Edition
    root: Unit
    level_code: str
    level_name: str
    units: int
    steps: Sequence[StepBalance]
    deadline: Deadline | None
    days_off: dict[date, str]


def line_of_balance(assessment: Assessment, level_code: str) -> LineOfBalance:
    """How many units of a level are through each step, and how many have to be at the status date.

    Raises:
        UnknownCodeError: the campaign has no unit of that level.
    """
    blocks = assessment.expansion.blocks
    if level_code not in blocks:
        raise UnknownCodeError("cấp", level_code, blocks)
    block = blocks[level_code]
    required = required_finish(assessment)
    steps = [_step(assessment, block, code, required) for code in STEPS if _activities(block, code)]
    steps = [step for step in steps if step.total]
    days = [day for step in steps for day in (*step.required_curve.days, *step.through_curve.days)]
    days.append(assessment.status_date)
    return LineOfBalance(
        edition=assessment.edition,
        root=assessment.campaign.root,
        level_code=level_code,
        level_name=block.level.short_name,
        units=int(block.units.size),
        steps=steps,
        deadline=level_deadline(assessment, block.level),
        days_off=dict(days_off_between(assessment, min(days), max(days))),
    )


def _activities(block: Block, step: str) -> list[int]:
    """Places in the template of the activities of a step."""
    return [place for place, activity in enumerate(block.level.activities) if activity.step == step]


def _step(assessment: Assessment, block: Block, code: str, finish: Ints) -> StepBalance:
    places = _activities(block, code)
    numbers = block.first + block.rows()[:, None] + np.array(places, np.int32)[None, :]
    has = assessment.expansion.is_applicable[numbers]
    has_step = has.any(axis=1)
    numbers, has = numbers[has_step], has[has_step]
    state = assessment.state[numbers]
    is_reported = ((state == ActivityState.DONE) | ~has).all(axis=1)
    is_over = ((state == ActivityState.DONE) | (state == ActivityState.UNREPORTED) | ~has).all(axis=1)
    through = _last_days(assessment.current.finish[numbers], has)[is_over]
    required = _last_days(finish[numbers], has)
    now = assessment.expansion.table.day(assessment.status_date)
    templates = [
        block.level.activities[place]
        for place, any_has in zip(places, has.any(axis=0), strict=True)
        if any_has
    ]
    return StepBalance(
        code=code,
        activities=[template.name for template in templates],
        has_gate=any(template.kind is ActivityKind.GATE for template in templates),
        total=int(has_step.sum()),
        done=int(is_reported.sum()),
        inferred=int((is_over & ~is_reported).sum()),
        required=int((required <= now).sum()),
        through_curve=_daily(assessment, np.minimum(through, now)),
        required_curve=_daily(assessment, required),
    )


def required_finish(assessment: Assessment) -> Ints:
    """Exclusive day by which each activity has to be over for every congress to keep its planned day.

    What leads to no congress has to be over when the plan says.
    """
    expansion, baseline = assessment.expansion, assessment.baseline
    keep = np.full_like(expansion.deadline, NO_DEADLINE)
    for level in expansion.blocks:
        congresses = expansion.congresses(level)
        keep[congresses] = baseline.finish[congresses]
    late = schedule(expansion.network, expansion.table, keep).late_finish
    finish: Ints = np.where(late >= NO_DEADLINE, baseline.finish, np.maximum(late, baseline.finish))
    return finish


def _last_days(finish: Ints, has: Flags) -> Ints:
    """Day number of the last day of a step, per unit."""
    last: Ints = np.where(has, finish, 0).max(axis=1, initial=0).astype(np.int32) - 1
    return last


def _daily(assessment: Assessment, days: Ints) -> DailyCount:
    known, counts = np.unique(days, return_counts=True)
    epoch = assessment.expansion.table.epoch
    return DailyCount([epoch + int(day) * ONE_DAY for day in known], np.cumsum(counts).astype(int).tolist())
