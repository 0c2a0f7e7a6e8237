"""Hundreds of random sequences of rulings about units, some known late, some annulled.

What is expected comes from arithmetic on the rulings themselves: a creation adds one, a merger of three
into one of them takes two away, and so on. Rulings that do not fit are thrown away, as the program does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.counting import congress_count
from daihoi.domain.record import Event, Snapshot, fold
from daihoi.domain.ruled import ruled
from daihoi.domain.rulings import RulingEvent, RulingKind, standing_rulings
from daihoi.domain.unit_changes import (
    Creation,
    Dissolution,
    Merger,
    Move,
    NewUnit,
    Renaming,
    Splitting,
    UnitChange,
)
from daihoi.domain.unit_counts import count_units
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_history import unit_faults
from daihoi.domain.unit_lives import successors, units_ever
from daihoi.domain.units import Unit
from tests.domain.campaigns import held, make_district
from tests.domain.networks import START, day
from tests.domain.reorganised import RECORDED, annulled, decided

UNITS = ("D", "D.A", "D.A.1", "D.A.2", "D.A.3", "D.B", "D.B.1", "D.B.2", "D.C", "D.C.1", "D.E")
DISTRICT = make_district(units=UNITS)
DAYS = [START + timedelta(days=n) for n in range(7)]
BELOW = {"district": "ward", "ward": "branch"}
MANY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def text(on: date) -> str:
    return f"{on.month}-{on.day}"


class Deciding:
    """Makes rulings from the units that there are; what does not fit is thrown away."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.known: list[RulingEvent] = []
        self.seq = self.made = 0

    def pick(self, units: Sequence[Unit]) -> Unit:
        return self.draw(st.sampled_from(list(units)))

    def new(self, level: str, parent: str) -> NewUnit:
        self.made += 1
        return NewUnit(f"N.{self.made}", f"Đơn vị mới {self.made}", level, parent, level)

    def decide(self) -> None:
        self.seq += 1
        on = self.draw(st.sampled_from(DAYS))
        numbers = [event.seq for event in self.known if event.ruling.kind is not RulingKind.ANNUL]
        if numbers and self.draw(st.integers(0, 6)) == 0:
            new = annulled(self.seq, text(on), self.draw(st.sampled_from(numbers)))
        else:
            change = self.change(ruled(DISTRICT, self.known, on))
            if change is None:
                return
            new = decided(self.seq, text(on), change)
        if not unit_faults(DISTRICT, [*self.known, new], self.seq):
            self.known.append(new)

    def change(self, campaign: Campaign) -> UnitChange | None:
        tree, draw = campaign.tree, self.draw
        unit = self.pick(tree.units)
        siblings = [other for other in tree.of_level(unit.level) if other is not unit]
        children = {child.code: unit.code for child in tree.children[unit.code]}
        kind = draw(st.sampled_from(("create", "rename", "move", "merge", "split", "dissolve")))
        if kind == "create" and unit.level in BELOW:
            return Creation(self.new(BELOW[unit.level], unit.code))
        if kind == "rename":
            self.made += 1
            return Renaming(unit.code, f"Tên mới {self.made}")
        if not unit.parent_code or not siblings:
            return None
        other = self.pick(siblings)
        if kind == "move":
            return Move(unit.code, other.parent_code)
        if kind == "merge":
            third = self.pick(siblings)
            codes = tuple(dict.fromkeys((unit.code, other.code, third.code)))
            if draw(st.booleans()):
                return Merger(codes, other.code)
            new = self.new(unit.level, unit.parent_code)
            return Merger(codes, new.code, new)
        if kind == "split":
            parts = tuple(self.new(unit.level, unit.parent_code) for _ in range(draw(st.integers(2, 3))))
            goes_on = draw(st.booleans())
            targets = dict.fromkeys(children, other.code if goes_on else parts[0].code)
            return Splitting(unit.code, parts, goes_on, targets)
        return Dissolution(unit.code, other.code if children or draw(st.booleans()) else "")


@st.composite
def histories(draw: st.DrawFn, most: int = 7) -> list[RulingEvent]:
    """Rulings that fit each other, in the order of the log."""
    deciding = Deciding(draw)
    for _ in range(draw(st.integers(1, most))):
        deciding.decide()
    return deciding.known


def balance(change: UnitChange) -> int:
    """How many units more there are after a change."""
    match change:
        case Creation():
            return 1
        case Merger(codes=codes, new=new):
            return (1 if new else 0) - (len(codes) if new else len(codes) - 1)
        case Splitting(parts=parts, goes_on=goes_on):
            return len(parts) - (0 if goes_on else 1)
        case Dissolution():
            return -1
    return 0


def expected(known: Sequence[RulingEvent], on: date) -> int:
    """Units on a day by arithmetic: those at the beginning, plus the balance of every ruling that stands."""
    return len(UNITS) + sum(balance(change_of(event.ruling)) for event in standing_rulings(known, on))


def tally(known: Sequence[RulingEvent], on: date, under: str) -> Counter[str]:
    """Units of a day by level: all, or those at and below one."""
    tree = ruled(DISTRICT, known, on).tree
    if under and under not in tree.by_code:
        return Counter()
    codes = tree.subtrees([under or "D"])
    return Counter(unit.level for unit in tree.units if unit.code in codes)


@MANY
@given(histories(), st.sampled_from(DAYS), st.sampled_from(("", *UNITS)))
def test_counts_are_those_of_the_rulings_on_every_date(
    known: list[RulingEvent], since: date, under: str
) -> None:
    for on in DAYS:
        found = count_units(DISTRICT, known, on)
        assert sum(level.now for level in found.levels) == expected(known, on)
        assert {c.level.code: c.now for c in found.levels if c.now} == tally(known, on, "")
    for on in (d for d in DAYS if d >= since):
        was, now = tally(known, since, under), tally(known, on, under)
        for count in count_units(DISTRICT, known, on, since, under).levels:
            assert (count.before, count.now) == (was[count.level.code], now[count.level.code])
            assert count.now == count.before + count.came - count.went


@MANY
@given(histories())
def test_every_unit_stands_below_one_of_the_next_level_and_is_counted_once(known: list[RulingEvent]) -> None:
    for on in DAYS:
        tree = ruled(DISTRICT, known, on).tree
        assert len(tree.by_code) == len(tree.units) == expected(known, on)
        assert [unit.code for unit in tree.units if not unit.parent_code] == ["D"]
        for unit in tree.units:
            if unit.parent_code:
                assert BELOW[tree.unit(unit.parent_code).level] == unit.level
        wards = [tree.subtrees([ward.code]) for ward in tree.of_level("ward")]
        assert sum(len(below) - 1 for below in wards) == len(tree.of_level("branch"))
        went = successors(DISTRICT, known, on)
        assert not went.keys() & tree.by_code.keys()
        assert {heir for heirs in went.values() for heir in heirs} <= tree.by_code.keys()


@MANY
@given(histories())
def test_the_picture_of_a_day_is_not_changed_by_what_takes_effect_later(known: list[RulingEvent]) -> None:
    for place, event in enumerate(known):
        for on in (d for d in DAYS if d < event.ruling.effective_date):
            without, with_it = (ruled(DISTRICT, known[: place + n], on).tree.units for n in (0, 1))
            assert with_it == without


@MANY
@given(histories())
def test_units_keep_their_order_and_codes_are_never_used_again(known: list[RulingEvent]) -> None:
    is_annulled = any(event.ruling.kind is RulingKind.ANNUL for event in known)
    seen = [[unit.code for unit in ruled(DISTRICT, known, on).tree.units] for on in DAYS]
    for before, after in pairwise(seen):
        kept = [code for code in after if code in before]
        assert kept == [code for code in before if code in after]
        assert after[: len(kept)] == kept or is_annulled  # new ones come last
    lives = units_ever(DISTRICT, known)
    for on, codes in zip(DAYS, seen, strict=True):
        if not is_annulled or on == DAYS[-1]:  # what is annulled in the end never was
            assert {code for code, life in lives.items() if life.is_there(on)} == set(codes)


@settings(MANY, max_examples=40)
@given(histories(most=5), st.lists(st.sampled_from([u for u in UNITS if u.count(".") == 2]), unique=True))
def test_congresses_held_are_those_of_the_units_of_the_day(known: list[RulingEvent], told: list[str]) -> None:
    said = [held(code, "b_congress", "6-1") for code in told]
    events = tuple(fold([Event(99, RECORDED, "x", 1, 1, None, s, "") for s in said], day("6-7")).values())
    for on in (DAYS[0], DAYS[3], DAYS[-1]):
        shown = assess(DISTRICT, Snapshot("thu", on, 99, "", events, tuple(known)))
        if "branch" not in shown.expansion.blocks:
            continue
        count = congress_count(shown, shown.campaign.structure.by_code["branch"], shown.campaign.root)
        there = {unit.code for unit in shown.campaign.tree.of_level("branch")}
        assert (count.held, count.total) == (len(there & set(told)), len(there))


def test_random_histories_hold_every_kind_of_ruling() -> None:
    """A look at the generator: what it makes is not all thrown away, nor all alike."""
    kinds: Counter[RulingKind] = Counter()

    @settings(MANY, max_examples=60, database=None)
    @given(histories())
    def look(known: list[RulingEvent]) -> None:
        kinds.update(event.ruling.kind for event in known)

    look()
    assert {kind for kind, count in kinds.items() if count >= 5} >= {
        RulingKind.CREATE_UNIT,
        RulingKind.RENAME_UNIT,
        RulingKind.MOVE_UNIT,
        RulingKind.MERGE_UNITS,
        RulingKind.SPLIT_UNIT,
        RulingKind.DISSOLVE_UNIT,
        RulingKind.ANNUL,
    }
