"""Networks drawn at random from a seed, with everything a plan may hold: the same for the same seed.

Each is a plain description, made of numpy columns. ``RandomNetwork.network`` turns it into what the engine
takes; ``benchmarks.mpxj_schedule`` into what MPXJ takes. Its calendars are those of the configuration: the
Vietnamese working week with its holidays and swapped Saturdays, every day, and a week of six days.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.features import Features, Scheduler
from benchmarks.network_links import draw_links
from benchmarks.network_progress import draw_actuals, settled_links
from daihoi.domain.calendars import DayTable, WorkCalendar
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints, Links
from daihoi.domain.network import Network
from daihoi.domain.schedule import Actuals
from daihoi.domain.structure import LinkType
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import read_yaml
from daihoi.loading.calendars import read_calendars
from daihoi.loading.places import find_config

SUNDAY = 6
FIRST_START, LAST_START = date(2019, 9, 2), date(2020, 9, 1)


@dataclass(frozen=True)
class RandomNetwork:
    """Activities and links as columns; day numbers count from the first day of the calendars.

    Attributes:
        calendars: in the order of the day table.
        start: day on which the project starts; nothing starts before.
        duration_days: int32 ≥ 0.
        calendar: int8 row of the day table.
        floor: int32 start not earlier than; ``NO_DAY`` for none.
        finish_floor: int32 exclusive day, finish not earlier than; ``NO_DAY`` for none.
        fixed_start: int32 start on; ``NO_DAY`` for none.
        deadline: int32 exclusive day; ``NO_DEADLINE`` for none.
        links: columns.
        actuals: what happened before ``now``.
        now: first day after the status date; None for a plan that nothing has happened to.
        features: what was wanted of it.
    """

    calendars: tuple[WorkCalendar, ...]
    start: int
    duration_days: Ints
    calendar: NDArray[np.int8]
    floor: Ints
    finish_floor: Ints
    fixed_start: Ints
    deadline: Ints
    links: Links
    actuals: Actuals | None = None
    now: int | None = None
    features: Features = field(default_factory=Features)

    def __len__(self) -> int:
        return int(self.duration_days.size)

    @cached_property
    def table(self) -> DayTable:
        """The calendars as look-up arrays."""
        return DayTable(self.calendars, self.calendars[0].first)

    @cached_property
    def network(self) -> Network:
        """What the engine takes. The start of the project is a floor of every activity."""
        no = np.zeros(len(self), bool)
        return Network(
            duration_days=self.duration_days,
            calendar=self.calendar,
            is_hammock=no,
            floor=np.maximum(self.floor, np.int32(self.start)),
            finish_floor=self.finish_floor,
            fixed_start=self.fixed_start,
            is_whole=no,
            ignores_status_date=no,
            links=self.links,
            name_of=lambda at: f"A{at + 1}",
        )

    def worked(self, day: Ints) -> Ints:
        """The first day from ``day`` on that each activity's own calendar works."""
        table = self.table
        before = table.working_before[self.calendar, np.clip(day, 0, table.horizon)]
        first: Ints = table.day_of[self.calendar, before]
        return first


def random_network(seed: int, size: int, features: Features | None = None) -> RandomNetwork:
    """A network of ``size`` activities; the same for the same arguments.

    Args:
        seed: any whole number; every seed is another network.
        size: number of activities, 1 or more.
        features: what it may hold; everything but progress when None.
    """
    features = features or Features()
    rng = np.random.default_rng([seed, size])
    calendars = vietnamese_calendars()
    first = calendars[0].first
    start = int(rng.integers((FIRST_START - first).days, (LAST_START - first).days))
    level = np.sort(rng.integers(0, _depth(rng, size), size)).astype(np.int32)
    row = rng.choice(np.array(features.calendars, np.int8), size)
    days = rng.choice([1, 1, 2, 2, 3, 3, 4, 5, 5, 8, 10, 15], size).astype(np.int32)
    if features.milestones:
        days[rng.random(size) < 0.12] = 0
    plain = RandomNetwork(
        calendars=calendars,
        start=start,
        duration_days=days,
        calendar=row,
        floor=np.full(size, NO_DAY, np.int32),
        finish_floor=np.full(size, NO_DAY, np.int32),
        fixed_start=np.full(size, NO_DAY, np.int32),
        deadline=np.full(size, NO_DEADLINE, np.int32),
        links=draw_links(rng, level, row, days, features),
        features=features,
    )
    dated = _with_dates(rng, plain, level)
    if features.progress:
        dated = _with_progress(rng, dated, level)
    return _shuffled(rng, dated)


def vietnamese_calendars() -> tuple[WorkCalendar, ...]:
    """The calendars of the configuration, and a working week from Monday to Saturday made from them."""
    config, problems = find_config(), Problems()
    path = config.root / "calendars" / "vietnam.yaml"
    section = read_yaml(path, config.place(path), problems)
    if section is None:
        raise ConfigErrors(problems)
    read, _ = read_calendars(section)
    six_days = replace(
        read["working"], code="six_days", name="Thứ hai đến thứ bảy", weekend=frozenset({SUNDAY})
    )
    return read["working"], read["everyday"], six_days


def _depth(rng: np.random.Generator, size: int) -> int:
    """Levels of computation: some, and at most what the years of the calendars can hold."""
    return int(rng.integers(4, max(5, min(size // 4, 60))))


def _with_dates(rng: np.random.Generator, plain: RandomNetwork, level: Ints) -> RandomNetwork:
    """Adds floors, decided days and deadlines, each on an activity of its own or beside another."""
    size, features = len(plain), plain.features
    share = rng.permutation(size) / size  # one kind of date at most, as MS Project allows
    span = int(level.max(initial=0)) * 6 + 20
    near = plain.start + (level * 6 + rng.integers(0, 30, size)).astype(np.int32)
    none = np.full(size, NO_DAY, np.int32)
    floor = np.where((share < 0.06) & features.floors, plain.worked(near), none)
    on_finish = (share >= 0.06) & (share < 0.12) & features.finish_floors
    # Beyond the duration, so that no finish asks for a start before the project's.
    late_enough = plain.worked(near + plain.duration_days * 2 + 20) + 1
    fixed = (share >= 0.12) & (share < 0.14) & features.fixed_starts
    if features.sound_for == Scheduler.PRIMAVERA:
        # a date for the start that a start waits for gives a late start behind it: EXPLAINED
        fixed[plain.links.predecessor[plain.links.type == LinkType.SS]] = False
    fixed_day = plain.worked(near)
    may_be_late = (share >= 0.14) & (rng.random(size) < 0.12) & features.deadlines
    due = plain.start + (level * 5 + rng.integers(0, max(span // 2, 40), size)).astype(np.int32)
    return replace(
        plain,
        floor=floor.astype(np.int32),
        finish_floor=np.where(on_finish, late_enough, none).astype(np.int32),
        fixed_start=np.where(fixed, fixed_day, none).astype(np.int32),
        deadline=np.where(may_be_late, plain.worked(due) + 1, NO_DEADLINE).astype(np.int32),
    )


def _with_progress(rng: np.random.Generator, plan: RandomNetwork, level: Ints) -> RandomNetwork:
    """Adds a status date and what happened before it."""
    deepest = max(int(level.max(initial=0)), 1)
    reached = float(rng.uniform(0.15, 0.6))
    now = plan.start + 20 + int(deepest * reached * 7)
    actuals = draw_actuals(rng, plan, level / deepest, reached, now)
    # What P6 makes of such dates beside progress stands in EXPLAINED.
    is_near = actuals.is_started | (plan.finish_floor < now + 20 + 2 * plan.duration_days)
    is_past = actuals.is_started | (plan.fixed_start < now)
    return replace(
        plan,
        actuals=actuals,
        now=now,
        links=settled_links(plan.links, plan.calendar, actuals),
        finish_floor=np.where(is_near, NO_DAY, plan.finish_floor).astype(np.int32),
        fixed_start=np.where(is_past, NO_DAY, plan.fixed_start).astype(np.int32),
    )


def _shuffled(rng: np.random.Generator, made: RandomNetwork) -> RandomNetwork:
    """The same under other numbers: the order of rows says nothing about the order of work."""
    new_of = rng.permutation(len(made)).astype(np.int32)
    old = np.argsort(new_of)
    links, actuals = made.links, made.actuals
    if actuals is not None:
        actuals = Actuals(actuals.start[old], actuals.finish[old], actuals.remaining_days[old])
    return replace(
        made,
        duration_days=made.duration_days[old],
        calendar=made.calendar[old],
        floor=made.floor[old],
        finish_floor=made.finish_floor[old],
        fixed_start=made.fixed_start[old],
        deadline=made.deadline[old],
        links=replace(links, predecessor=new_of[links.predecessor], successor=new_of[links.successor]),
        actuals=actuals,
    )


def is_set(day: Ints) -> Flags:
    """Where a column of days holds one."""
    flags: Flags = (day != NO_DAY) & (day != NO_DEADLINE)
    return flags
