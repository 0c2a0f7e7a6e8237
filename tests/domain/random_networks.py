"""Networks drawn at random, as text: a failing one can be read and typed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import strategies as st

from tests.domain.networks import START, Actual, Made, after, five_days, make_network, seven_days

NAMES = "ABCDEFG"
FIRST, LAST = after(START, -200), after(START, 250)


@dataclass(frozen=True)
class RandomPlan:
    """What ``make_network`` takes, with days off, deadlines and what happened until a status date."""

    specs: tuple[str, ...]
    days_off: frozenset[date]
    floors: Mapping[str, date]
    deadlines: Mapping[str, date] = field(default_factory=dict)
    actuals: Mapping[str, Actual] = field(default_factory=dict)
    status_date: date | None = None

    def make(self) -> Made:
        calendars = [five_days(self.days_off, FIRST, LAST), seven_days(FIRST, LAST)]
        return make_network(*self.specs, calendars=calendars, floors=self.floors)

    def with_day_off(self, day: date) -> RandomPlan:
        return replace(self, days_off=self.days_off | {day})

    def with_floor(self, name: str, day: date) -> RandomPlan:
        return replace(self, floors={**self.floors, name: max(day, self.floors.get(name, START))})


def dates(last: int = 40) -> st.SearchStrategy[date]:
    return st.integers(0, last).map(lambda days: after(START, days))


def _link_text(predecessor: str, kind: str, lag: int, calendar: str) -> str:
    return f"{predecessor}:{kind}" + (f"{lag:+}" if lag else "") + calendar


@st.composite
def plans(
    draw: st.DrawFn,
    kinds: tuple[str, ...] = ("FS", "SS", "FF", "SF"),
    least_lag: int = -3,
    least_days: int = 0,
    calendars: tuple[str, ...] = ("", "@seven"),
) -> RandomPlan:
    """Plans without progress; links lead from earlier names to later ones."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    specs = []
    for place, name in enumerate(names):
        links = st.builds(
            _link_text,
            st.sampled_from(names[:place] or "-"),
            st.sampled_from(kinds),
            st.integers(least_lag, 4),
            st.sampled_from(["", "", "@five", "@seven"] if len(calendars) > 1 else [""]),
        )
        waits = draw(st.lists(links, max_size=3)) if place else []
        shape = draw(st.sampled_from(["", "", "", "~"])) + draw(st.sampled_from(calendars))
        specs.append(
            f"{name}:{draw(st.integers(least_days, 5))}{shape}" + ("<" + ",".join(waits) if waits else "")
        )
    return RandomPlan(
        specs=tuple(specs),
        days_off=frozenset(draw(st.sets(dates(), max_size=5))),
        floors=draw(st.dictionaries(st.sampled_from(names), dates(15), max_size=2)),
        deadlines=draw(st.dictionaries(st.sampled_from(names), dates(60), max_size=3)),
    )


@st.composite
def plans_in_progress(draw: st.DrawFn) -> RandomPlan:
    """Plans at a status date: some activities finished, some started, in any order."""
    plan = draw(plans())
    status_date = draw(dates(20))
    actuals: dict[str, Actual] = {}
    for spec in plan.specs:
        start = draw(st.dates(after(START, -5), status_date))
        if draw(st.integers(0, 2)) == 0:
            actuals[spec[0]] = Actual(start, draw(st.dates(start, status_date)))
        elif draw(st.booleans()):
            actuals[spec[0]] = Actual(start, remaining=draw(st.integers(1, 4)))
    return replace(plan, actuals=actuals, status_date=status_date)
