"""The cascade into one congress: the chain that decides its date through the levels, and who waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Deadline
from daihoi.domain.counting import days_off_between
from daihoi.domain.reasons import Chain, ChainStep, Hold, Origin, Outlook, Reasons, Wait
from daihoi.domain.results import Edition
from daihoi.domain.spans import ONE_DAY, Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class CascadeStep:
    """One activity of the chain.

    Attributes:
        unit: whose it is.
        level_name: Vietnamese name of the unit's level.
        name: Vietnamese name of the activity.
        kind: see ``ActivityKind``.
        baseline: dates of the frozen plan.
        span: actual or expected dates.
        percent: 0–100, as reported.
        state: where it stands.
        wait: how it waits for the step before; None for the first.
    """

    unit: Unit
    level_name: str
    name: str
    kind: ActivityKind
    baseline: Span
    span: Span
    percent: int
    state: ActivityState
    wait: Wait | None


@dataclass(frozen=True)
class WaitingCongress:
    """A congress above that waits for the one in question.

    Attributes:
        unit: whose.
        level_name: Vietnamese name of its level.
        congress: its actual or expected days.
        deadline: of that congress.
        float_days: working days by which the congress in question may still slip without breaking that
            deadline; negative: already too late.
        last_permitted: last day on which the congress in question may end without breaking it.
    """

    unit: Unit
    level_name: str
    congress: Span
    deadline: Deadline
    float_days: int
    last_permitted: date


@dataclass(frozen=True)
class Cascade:
    """Why a congress is when it is.

    Attributes:
        edition: what it rests on.
        unit: whose congress.
        level_name: Vietnamese name of its level.
        path: names from the root down to, not including, the unit.
        congress: actual or expected days of the congress.
        is_held: reported as held.
        deadline: of the congress; None without one.
        float_days: working days to the deadline; None without deadline, or when held.
        steps: the chain, its cause first, the congress last.
        origin: what the cause rests on.
        chosen: where the day was chosen (a decision, a planned date): which; the chain then is how its
            preparation stands. None where the chain itself decides the day.
        spare_days: where the day was chosen, days between the end of preparation and that day; None else.
        waiting: the congresses above that have a deadline, the nearest level first.
        days_off: days off (not weekends) in the period → name.
    """

    edition: Edition
    unit: Unit
    level_name: str
    path: Sequence[str]
    congress: Span
    is_held: bool
    deadline: Deadline | None
    float_days: int | None
    steps: Sequence[CascadeStep]
    origin: Origin
    chosen: Origin | None
    spare_days: int | None
    waiting: Sequence[WaitingCongress]
    days_off: Mapping[date, str]

    @property
    def cause(self) -> CascadeStep:
        """The first step: what has to go faster for anything after it to become earlier."""
        return self.steps[0]

    @property
    def is_late(self) -> bool:
        """The congress will be after its deadline."""
        return self.float_days is not None and self.float_days < 0


def cascade(reasons: Reasons, unit_code: str) -> Cascade:
    """The chain into the congress of a unit, and who waits for that congress.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    outlook = reasons.outlook(unit_code)
    prepared, chain = outlook.preparation, outlook.chain
    shown = prepared.chain if prepared and not outlook.is_held else chain
    steps = [_step(reasons, step) for step in shown.steps]
    campaign, unit = reasons.assessment.campaign, outlook.unit
    return Cascade(
        edition=reasons.assessment.edition,
        unit=unit,
        level_name=campaign.structure.by_code[unit.level].name,
        path=_path(reasons, unit),
        congress=outlook.congress,
        is_held=outlook.is_held,
        deadline=outlook.deadline,
        float_days=outlook.float_days,
        steps=steps,
        origin=shown.origin,
        chosen=chain.origin if shown is not chain else None,
        spare_days=prepared.spare_days if prepared and shown is not chain else None,
        waiting=[_waiting(reasons, unit, hold) for hold in outlook.holds],
        days_off=_days_off(reasons, outlook, shown),
    )


def _step(reasons: Reasons, step: ChainStep) -> CascadeStep:
    assessment = reasons.assessment
    return CascadeStep(
        unit=step.unit,
        level_name=assessment.campaign.structure.by_code[step.unit.level].name,
        name=step.activity.name,
        kind=step.activity.kind,
        baseline=assessment.span(assessment.baseline, step.number),
        span=step.span,
        percent=int(assessment.reported.percent[step.number]),
        state=step.state,
        wait=step.wait,
    )


def _waiting(reasons: Reasons, unit: Unit, hold: Hold) -> WaitingCongress:
    assessment = reasons.assessment
    level = assessment.campaign.structure.by_code[hold.unit.level]
    number = assessment.expansion.number(hold.unit.code, level.congress.code)
    own = assessment.campaign.structure.by_code[unit.level].congress
    late = int(reasons.late_finish_for[hold.unit.level][assessment.expansion.number(unit.code, own.code)])
    return WaitingCongress(
        unit=hold.unit,
        level_name=level.name,
        congress=assessment.span(assessment.current, number),
        deadline=hold.deadline,
        float_days=hold.float_days,
        last_permitted=assessment.expansion.table.date(max(late, 1)) - ONE_DAY,
    )


def _path(reasons: Reasons, unit: Unit) -> list[str]:
    tree, names = reasons.assessment.campaign.tree, []
    while unit.parent_code:
        unit = tree.by_code[unit.parent_code]
        names.append(unit.name)
    return names[::-1]


def _days_off(reasons: Reasons, outlook: Outlook, chain: Chain) -> Mapping[date, str]:
    """Days off from the first step, plan or actual, to the last deadline that waits, with a margin."""
    assessment = reasons.assessment
    spans = [step.span for step in chain.steps]
    spans += [assessment.span(assessment.baseline, step.number) for step in chain.steps]
    days = [day for span in spans for day in (span.start, span.end)]
    days += [assessment.status_date, *(hold.deadline.last_day for hold in outlook.holds)]
    days += [outlook.deadline.last_day] if outlook.deadline else []
    calendar = assessment.campaign.working_calendar
    return days_off_between(assessment, max(min(days), calendar.first), min(max(days), calendar.last))
