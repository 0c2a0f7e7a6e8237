"""Units that are made, renamed, moved, merged, split and dissolved; every answer is worked out by hand.

The district of ``campaigns``: D; wards D.A, D.B, D.C; branches D.A.1, D.A.2, D.B.1. D.C has none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign, Deadline, FixedDate, Floor, OwnDuration
from daihoi.domain.counting import congress_count
from daihoi.domain.expansion import expand
from daihoi.domain.record import Event, Snapshot, Statement, fold
from daihoi.domain.ruled import ruled
from daihoi.domain.ruling_faults import FaultyRuling
from daihoi.domain.rulings import RulingError, RulingEvent, RulingKind
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.unit_alignment import common_activities
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
from daihoi.domain.unit_reach import GoneUnit, gone_units
from daihoi.domain.unit_rulings import concerned_units, with_unit_rulings
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import BRANCH, STATED, held, make_district
from tests.domain.networks import day
from tests.domain.plans import allowed
from tests.domain.reorganised import (
    RECORDED,
    annulled,
    branch,
    codes,
    decided,
    event,
    history,
    paper,
    parents,
    ward,
)

DISTRICT = make_district()
START = ["D", "D.A", "D.A.1", "D.A.2", "D.B", "D.B.1", "D.C"]
TWO_BRANCHES = Merger(("D.A.1", "D.A.2"), "D.A.2")
TWO_WARDS = Merger(("D.A", "D.B"), "D.A")


def members(campaign: Campaign) -> dict[str, int | None]:
    return {unit.code: unit.member_count for unit in campaign.tree.units}


def counted(**numbers: int) -> Campaign:
    """The district with members: codes are written with _ for the dot."""
    units = (replace(u, member_count=numbers.get(u.code.replace(".", "_"))) for u in DISTRICT.tree.units)
    return replace(DISTRICT, tree=UnitTree(tuple(units)))


# What each kind does.


def test_a_new_unit_comes_last_and_is_there_from_its_day_on() -> None:
    new = NewUnit("D.C.1", "Chi bộ Trường học", parent_code="D.C", kind="school")
    known = history(DISTRICT, ("6-10", Creation(new)))
    assert codes(DISTRICT, known, "6-9") == START
    assert codes(DISTRICT, known, "6-10") == [*START, "D.C.1"]
    made = ruled(DISTRICT, known, day("6-10")).tree.unit("D.C.1")
    assert (made.name, made.level, made.parent_code) == ("Chi bộ Trường học", "branch", "D.C")
    assert made.basis == Basis(Certainty.STATED, "1-QĐ/QU (20/05/2020)")


def test_a_renamed_unit_keeps_its_code_and_its_past_name() -> None:
    known = history(DISTRICT, ("6-10", Renaming("D.A.1", "Chi bộ Hòa Bình")))
    assert codes(DISTRICT, known, "6-30") == START
    assert ruled(DISTRICT, known, day("6-9")).tree.unit("D.A.1").name == "Đơn vị D.A.1"
    assert ruled(DISTRICT, known, day("6-10")).tree.unit("D.A.1").name == "Chi bộ Hòa Bình"


def test_the_root_may_be_renamed() -> None:
    known = history(DISTRICT, ("6-10", Renaming("D", "Đảng bộ thành phố D")))
    assert ruled(DISTRICT, known, day("6-10")).root.name == "Đảng bộ thành phố D"


def test_a_moved_unit_stands_below_another() -> None:
    known = history(DISTRICT, ("6-10", Move("D.A.2", "D.C")))
    assert parents(DISTRICT, known, "6-9")["D.A.2"] == "D.A"
    assert parents(DISTRICT, known, "6-10")["D.A.2"] == "D.C"
    assert codes(DISTRICT, known, "6-10") == START


def test_branches_merge_into_one_of_them() -> None:
    known = history(DISTRICT, ("6-10", TWO_BRANCHES))
    assert codes(DISTRICT, known, "6-10") == ["D", "D.A", "D.A.2", "D.B", "D.B.1", "D.C"]


def test_the_one_that_goes_on_may_get_another_name() -> None:
    known = history(DISTRICT, ("6-10", replace(TWO_BRANCHES, name="Chi bộ 1 + 2")))
    assert ruled(DISTRICT, known, day("6-10")).tree.unit("D.A.2").name == "Chi bộ 1 + 2"


def test_branches_merge_into_a_new_one() -> None:
    new = NewUnit("D.A.3", "Chi bộ chung")
    known = history(DISTRICT, ("6-10", Merger(("D.A.1", "D.A.2"), "D.A.3", new)))
    assert codes(DISTRICT, known, "6-10") == ["D", "D.A", "D.B", "D.B.1", "D.C", "D.A.3"]
    assert parents(DISTRICT, known, "6-10")["D.A.3"] == "D.A"


def test_children_of_merged_wards_follow_by_default() -> None:
    known = history(DISTRICT, ("6-10", TWO_WARDS))
    assert parents(DISTRICT, known, "6-10") == {
        "D": "",
        "D.A": "D",
        "D.A.1": "D.A",
        "D.A.2": "D.A",
        "D.B.1": "D.A",
        "D.C": "D",
    }


def test_a_child_goes_where_the_ruling_says() -> None:
    elsewhere = Merger(("D.A", "D.B"), "D.B", children_to={"D.A.2": "D.C"})
    after = parents(DISTRICT, history(DISTRICT, ("6-10", elsewhere)), "6-10")
    assert (after["D.A.1"], after["D.A.2"], after["D.B.1"]) == ("D.B", "D.C", "D.B")


def test_a_unit_is_split_and_goes_on() -> None:
    known = history(DISTRICT, ("6-10", Splitting("D.A.1", (NewUnit("D.A.3", "Chi bộ 3"),), goes_on=True)))
    assert codes(DISTRICT, known, "6-10") == [*START, "D.A.3"]
    made = ruled(DISTRICT, known, day("6-10")).tree.unit("D.A.3")
    assert (made.level, made.parent_code, made.kind) == ("branch", "D.A", "branch")


def test_a_unit_is_split_and_ends_with_its_children_where_the_ruling_says() -> None:
    parts = (NewUnit("D.E", "Phường E"), NewUnit("D.F", "Phường F"))
    split = Splitting("D.A", parts, goes_on=False, children_to={"D.A.1": "D.E", "D.A.2": "D.F"})
    after = parents(DISTRICT, history(DISTRICT, ("6-10", split)), "6-10")
    assert after == {
        "D": "",
        "D.A.1": "D.E",
        "D.A.2": "D.F",
        "D.B": "D",
        "D.B.1": "D.B",
        "D.C": "D",
        "D.E": "D",
        "D.F": "D",
    }


def test_a_part_of_the_children_goes_to_the_new_ward() -> None:
    split = Splitting("D.A", (NewUnit("D.E", "Phường E"),), goes_on=True, children_to={"D.A.2": "D.E"})
    after = parents(DISTRICT, history(DISTRICT, ("6-10", split)), "6-10")
    assert (after["D.A.1"], after["D.A.2"]) == ("D.A", "D.E")


def test_a_unit_is_dissolved_without_and_with_a_successor() -> None:
    known = history(DISTRICT, ("6-10", Dissolution("D.B.1")), ("6-11", Dissolution("D.A", "D.C")))
    assert parents(DISTRICT, known, "6-11") == {
        "D": "",
        "D.A.1": "D.C",
        "D.A.2": "D.C",
        "D.B": "D",
        "D.C": "D",
    }


def test_several_rulings_of_one_day_follow_each_other() -> None:
    known = history(
        DISTRICT,
        ("6-10", Creation(NewUnit("D.E", "Phường E", parent_code="D", kind="ward"))),
        ("6-10", Move("D.A.1", "D.E")),
        ("6-10", Renaming("D.A.1", "Chi bộ E 1")),
    )
    tree = ruled(DISTRICT, known, day("6-10")).tree
    assert (tree.unit("D.A.1").parent_code, tree.unit("D.A.1").name) == ("D.E", "Chi bộ E 1")


def test_a_ruling_known_late_takes_its_place_in_time() -> None:
    known = [
        decided(1, "6-15", Merger(("D.A.1", "D.A.2"), "D.A.1")),
        decided(2, "6-10", Creation(branch("D.A.3", "D.A"))),
    ]
    assert codes(DISTRICT, known, "6-12") == [*START, "D.A.3"]
    assert codes(DISTRICT, known, "6-15") == ["D", "D.A", "D.A.1", "D.B", "D.B.1", "D.C", "D.A.3"]


def test_what_is_annulled_is_undone_from_that_day_on_and_stays_in_the_past() -> None:
    known = [*history(DISTRICT, ("6-10", TWO_BRANCHES)), annulled(2, "6-15", 1)]
    assert "D.A.1" not in codes(DISTRICT, known, "6-14")
    assert codes(DISTRICT, known, "6-15") == START


def test_without_rulings_about_units_the_campaign_is_the_same_object() -> None:
    assert with_unit_rulings(DISTRICT, []) is DISTRICT
    about_the_plan = event(1, paper(day("6-10")).ruling(RulingKind.SUSPEND, "D"))
    assert with_unit_rulings(DISTRICT, [about_the_plan]) is DISTRICT


def test_what_was_decided_for_a_unit_that_is_gone_is_left_aside() -> None:
    campaign = replace(
        DISTRICT,
        deadlines=(*DISTRICT.deadlines, Deadline("xong 10-6", day("6-10"), STATED, unit_code="D.A.1")),
        floors=(
            Floor("D.A.1", "b_draft", day("6-8"), "", STATED),
            Floor("D.A.2", "b_draft", day("6-8"), "", STATED),
        ),
        fixed_dates=(FixedDate("D.A.1", "b_congress", day("6-11"), "", STATED),),
        durations=(OwnDuration("D.A.1", "b_draft", 5, STATED),),
        exceptions=(
            allowed("window_end", None, unit_code="D.A.1"),
            allowed("window_end", None, level="ward"),
        ),
    )
    after = ruled(campaign, history(campaign, ("6-10", TWO_BRANCHES)), day("6-10"))
    assert after.deadlines == DISTRICT.deadlines
    assert [floor.unit_code for floor in after.floors] == ["D.A.2"]
    assert (after.fixed_dates, after.durations) == ((), ())
    assert [exception.level for exception in after.exceptions] == ["ward"]


def test_a_day_decided_for_work_with_units_below_is_left_aside_when_they_are_gone() -> None:
    floor = Floor("D.B", "w_direct", day("6-8"), "", STATED)  # only wards with branches direct them
    campaign = replace(DISTRICT, floors=(floor,))
    known = history(campaign, ("6-10", Move("D.B.1", "D.C")))
    assert ruled(campaign, known, day("6-9")).floors == (floor,)
    assert ruled(campaign, known, day("6-10")).floors == ()


# Party members.


def test_members_of_merged_branches_are_added_and_the_ward_keeps_its_number() -> None:
    campaign = counted(D=60, D_A=30, D_A_1=12, D_A_2=18, D_B=30, D_B_1=30)
    after = members(ruled(campaign, history(campaign, ("6-10", TWO_BRANCHES)), day("6-10")))
    assert after == {"D": 60, "D.A": 30, "D.A.2": 30, "D.B": 30, "D.B.1": 30, "D.C": None}


def test_members_of_a_moved_branch_go_from_ward_to_ward() -> None:
    campaign = counted(D=60, D_A=30, D_A_1=12, D_A_2=18, D_B=30, D_B_1=30)
    after = members(ruled(campaign, history(campaign, ("6-10", Move("D.A.1", "D.B"))), day("6-10")))
    assert (after["D"], after["D.A"], after["D.B"]) == (60, 18, 42)


def test_merged_wards_hold_the_members_of_both_less_a_child_that_goes_elsewhere() -> None:
    campaign = counted(D=70, D_A=30, D_A_1=12, D_A_2=18, D_B=30, D_B_1=30, D_C=10)
    merger = Merger(("D.A", "D.B"), "D.B", children_to={"D.A.2": "D.C"})
    after = members(ruled(campaign, history(campaign, ("6-10", merger)), day("6-10")))
    assert (after["D"], after["D.B"], after["D.C"]) == (70, 42, 28)


def test_a_number_that_is_not_known_is_not_made_up() -> None:
    campaign = counted(D=60, D_A=30, D_A_1=12, D_B=30, D_B_1=30)
    after = members(ruled(campaign, history(campaign, ("6-10", TWO_BRANCHES)), day("6-10")))
    assert (after["D.A.2"], after["D.A"]) == (None, 30)


def test_a_split_branch_has_fewer_members() -> None:
    campaign = counted(D=60, D_A=30, D_A_1=12, D_A_2=18, D_B=30, D_B_1=30)
    part = branch("D.A.3", "D.A", member_count=5)
    after = members(
        ruled(campaign, history(campaign, ("6-10", Splitting("D.A.1", (part,), goes_on=True))), day("6-10"))
    )
    assert (after["D.A"], after["D.A.1"], after["D.A.3"]) == (30, 7, 5)


# Lives, successors, counts.


def test_lives_and_successors_are_followed_through() -> None:
    known = history(
        DISTRICT,
        ("6-10", TWO_BRANCHES),
        ("6-12", Splitting("D.A.2", (branch("D.A.3"), branch("D.A.4")), goes_on=False)),
        ("6-15", Merger(("D.A.3", "D.B.1"), "D.B.1")),
        ("6-16", Dissolution("D.A.4")),
    )
    lives = units_ever(DISTRICT, known)
    assert list(lives) == [*START, "D.A.3", "D.A.4"]
    first = {code: life.first_day for code, life in lives.items() if life.first_day}
    assert first == {"D.A.3": day("6-12"), "D.A.4": day("6-12")}
    last = {code: life.last_day for code, life in lives.items() if life.last_day}
    assert last == {"D.A.1": day("6-9"), "D.A.2": day("6-11"), "D.A.3": day("6-14"), "D.A.4": day("6-15")}
    assert lives["D.A.1"].ended_by == known[0]
    assert lives["D.A.3"].begun_by == known[1]
    assert successors(DISTRICT, known, day("6-9")) == {}
    assert successors(DISTRICT, known, day("6-12")) == {
        "D.A.1": ("D.A.3", "D.A.4"),
        "D.A.2": ("D.A.3", "D.A.4"),
    }
    assert successors(DISTRICT, known, day("6-16")) == {
        "D.A.1": ("D.B.1",),
        "D.A.2": ("D.B.1",),
        "D.A.3": ("D.B.1",),
        "D.A.4": (),
    }
    assert lives["D.A.1"].heirs == ("D.B.1",)


def test_a_unit_whose_merger_was_annulled_was_there_all_the_time() -> None:
    known = [*history(DISTRICT, ("6-10", TWO_BRANCHES)), annulled(2, "6-15", 1)]
    life = units_ever(DISTRICT, known)["D.A.1"]
    assert (life.first_day, life.last_day, life.heirs) == (None, None, ())


def test_the_count_is_explained_ruling_by_ruling() -> None:
    known = history(
        DISTRICT,
        ("6-10", TWO_BRANCHES),  # branches −1
        ("6-11", Creation(branch("D.C.1", "D.C"))),  # branches +1
        ("6-12", TWO_WARDS),  # wards −1
        ("6-15", Renaming("D.C", "Phường mới")),
        ("6-20", Dissolution("D.C.1")),
    )
    found = count_units(DISTRICT, known, day("6-15"))
    assert [(c.level.code, c.before, c.came, c.went, c.now) for c in found.levels] == [
        ("district", 1, 0, 0, 1),
        ("ward", 3, 0, 1, 2),
        ("branch", 3, 1, 1, 3),
    ]
    told = [
        (c.event.seq, [u.code for u in c.came], [u.code for u in c.went], [a.after.code for a in c.altered])
        for c in found.changes
    ]
    assert told == [
        (1, [], ["D.A.1"], []),
        (2, ["D.C.1"], [], []),
        (3, [], ["D.B"], ["D.B.1"]),
        (4, [], [], ["D.C"]),
    ]
    assert [later.event.seq for later in found.later] == [5]
    wards = found.of_level("ward")
    assert ([c.level.code for c in wards.levels], [c.event.seq for c in wards.changes], wards.later) == (
        ["ward"],
        [3, 4],
        [],
    )
    later = count_units(DISTRICT, known, day("6-20"), since=day("6-11"))
    assert [(c.level.code, c.before, c.now) for c in later.levels] == [
        ("district", 1, 1),
        ("ward", 3, 2),
        ("branch", 3, 2),
    ]
    assert [c.event.seq for c in later.changes] == [3, 4, 5]


def test_below_one_ward_a_move_counts() -> None:
    known = history(DISTRICT, ("6-10", Move("D.A.2", "D.C")), ("6-12", Creation(branch("D.B.2", "D.B"))))
    in_a, in_c = (count_units(DISTRICT, known, day("6-15"), under=code) for code in ("D.A", "D.C"))
    assert [(c.level.code, c.before, c.came, c.went, c.now) for c in in_a.levels] == [
        ("ward", 1, 0, 0, 1),
        ("branch", 2, 0, 1, 1),
    ]
    assert [(c.level.code, c.before, c.came, c.went, c.now) for c in in_c.levels] == [
        ("ward", 1, 0, 0, 1),
        ("branch", 0, 1, 0, 1),
    ]
    assert [[c.event.seq for c in found.changes] for found in (in_a, in_c)] == [[1], [1]]


def test_an_annulment_is_a_change_of_its_own() -> None:
    known = [*history(DISTRICT, ("6-10", TWO_BRANCHES)), annulled(2, "6-15", 1)]
    found = count_units(DISTRICT, known, day("6-15"))
    assert [(c.event.seq, [u.code for u in c.came]) for c in found.changes] == [(1, []), (2, ["D.A.1"])]
    branches = next(c for c in found.levels if c.level.code == "branch")
    assert (branches.before, branches.came, branches.went, branches.now) == (3, 1, 1, 3)


# What was reported.


def picture(known: list[RulingEvent], on: str, *said: Statement) -> tuple[int, int]:
    """Branches that held their congress, and all branches, at the end of a day."""
    told = [Event(100 + n, RECORDED, "văn phòng", 2, 1, None, s, "") for n, s in enumerate(said)]
    events = tuple(fold(told, day(on)).values())
    shown = assess(DISTRICT, Snapshot("thu", day(on), 200, "", events, tuple(known)))
    count = congress_count(shown, shown.campaign.structure.by_code["branch"], shown.campaign.root)
    return count.held, count.total


def test_what_a_merged_branch_reported_counts_until_it_is_gone() -> None:
    known = history(DISTRICT, ("6-15", TWO_BRANCHES))
    said = (held("D.A.1", "b_congress", "6-11"), held("D.B.1", "b_congress", "6-12"))
    assert picture([], "6-14", *said) == (2, 3)
    assert picture(known, "6-14", *said) == (2, 3)  # the picture of that day stays what it was
    assert picture(known, "6-15", *said) == (1, 2)


def test_the_denominator_is_the_same_whatever_is_decided_later() -> None:
    known = history(DISTRICT, ("6-15", TWO_BRANCHES))
    later = [*known, decided(2, "6-20", Dissolution("D.B.1"))]
    for on in ("6-10", "6-15", "6-19"):
        assert picture(known, on) == picture(later, on)
    assert picture(later, "6-20") == (0, 1)


def test_a_new_unit_plans_nothing_before_it_is_there() -> None:
    """By hand from Wednesday 10 June: draft 10-12, submit 15, approval 16-17, congress 18."""
    known = history(DISTRICT, ("6-10", Creation(branch("D.C.1", "D.C"))))
    shown = assess(DISTRICT, Snapshot("thu", day("6-10"), 1, "", (), tuple(known)))
    planned = [shown.span(shown.baseline, number) for number in shown.expansion.numbers("D.C.1")[:4]]
    assert [(span.start, span.last_day) for span in planned] == [
        (day("6-10"), day("6-12")),
        (day("6-15"), day("6-15")),
        (day("6-16"), day("6-17")),
        (day("6-18"), day("6-18")),
    ]
    (floor,) = shown.campaign.floors
    assert floor.reason == "D.C.1 thành lập từ 10/06/2020 theo 1-QĐ/QU"


def test_a_level_may_lose_all_its_units() -> None:
    known = history(
        DISTRICT,
        ("6-10", Dissolution("D.A.1")),
        ("6-10", Dissolution("D.A.2")),
        ("6-10", Dissolution("D.B.1")),
    )
    shown = assess(DISTRICT, Snapshot("thu", day("6-10"), 3, "", (), tuple(known)))
    assert sorted(shown.expansion.blocks) == ["district", "ward"]


# What the log keeps.


@pytest.mark.parametrize(
    "change",
    [
        Creation(NewUnit("D.C.1", "Chi bộ 1", "branch", "D.C", "school", True, True, 0, date(2020, 6, 12))),
        Renaming("D.A", "Tên mới"),
        Move("D.A.1", "D.B"),
        Merger(("D.A", "D.B"), "D.B", name="Phường A-B", children_to={"D.A.1": "D.C"}),
        Merger(("D.A.1", "D.A.2"), "D.A.3", branch("D.A.3", "D.A", member_count=7)),
        Splitting("D.A.1", (branch("D.A.3", "D.A"),), goes_on=True),
        Splitting("D.A", (ward("D.E"), ward("D.F")), False, {"D.A.1": "D.E", "D.A.2": "D.F"}),
        Dissolution("D.A", "D.B", {"D.A.1": "D.C"}),
        Dissolution("D.A.1"),
    ],
    ids=lambda change: type(change).__name__,
)
def test_the_log_gives_back_what_was_decided(change: UnitChange) -> None:
    ruling = decided(1, "6-10", change).ruling
    kept = replace(ruling, details=json.loads(json.dumps(ruling.details)))
    assert change_of(kept) == change


def test_whoever_decides_needs_the_units_on_both_sides() -> None:
    asked = {
        "D.C": Creation(branch("D.C.1", "D.C")),
        "D.A": Renaming("D.A", "Tên mới"),
        "D.A.1 D.B": Move("D.A.1", "D.B"),
        "D.A D.B D.C": Merger(("D.A", "D.B"), "D.B", children_to={"D.A.1": "D.C"}),
        "D.A.1 D.A": Splitting("D.A.1", (branch("D.A.3", "D.A"),), goes_on=True),
        "D.A D.B": Dissolution("D.A", "D.B"),
    }
    for units, change in asked.items():
        assert " ".join(concerned_units(decided(1, "6-10", change).ruling)) == units


# What is refused: by itself, ...


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Creation(NewUnit("D.Đ", "Phường Đ")), "mã «D.Đ» không hợp lệ"),
        (lambda: Creation(NewUnit("d.e", "Phường E")), "mã «d.e» không hợp lệ"),
        (lambda: Creation(NewUnit("D." + "9" * 31, "Phường E")), "không quá 32 ký tự"),
        (lambda: Creation(NewUnit("D..1", "Phường E")), "mã «D..1» không hợp lệ"),
        (lambda: Creation(NewUnit("D.E", " ")), "tên đơn vị để trống"),
        (lambda: Creation(NewUnit("D.E", "Phường\u200bE")), "ký tự không in được"),
        (lambda: Creation(NewUnit("D.E", "x" * 201)), "tên dài 201 ký tự → viết không quá 200"),
        (lambda: Creation(NewUnit("D.E", "Phường E", member_count=-1)), "-1 đảng viên"),
        (lambda: Renaming("D.A", ""), "tên đơn vị để trống"),
        (lambda: Merger(("D.A",), "D.A"), "chỉ có 1 đơn vị gộp → ghi ít nhất 2 đơn vị"),
        (lambda: Merger(("D.A", "D.A"), "D.A"), "đơn vị gộp «D.A» ghi 2 lần"),
        (lambda: Merger(("D.A", "D.B"), "D.A", ward("D.A")), "vừa là đơn vị được gộp, vừa là đơn vị mới"),
        (lambda: Splitting("D.A", (), goes_on=True), "chỉ có 0 đơn vị mới → ghi ít nhất 1 đơn vị"),
        (lambda: Splitting("D.A", (ward("D.E"),), goes_on=False), "chỉ có 1 đơn vị mới → ghi ít nhất 2"),
        (lambda: Splitting("D.A", (ward("D.E"), ward("D.E")), False), "đơn vị mới «D.E» ghi 2 lần"),
    ],
)
def test_a_change_that_contradicts_itself_is_refused(make: object, said: str) -> None:
    assert callable(make)
    with pytest.raises(FaultyRuling, match="→") as refused:
        make()
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (RulingKind.RENAME_UNIT, {"name": 7}),
        (RulingKind.CREATE_UNIT, {"name": "Phường E", "congress": "12/06/2020"}),
        (RulingKind.CREATE_UNIT, {"name": "Phường E", "members": "12"}),
        (RulingKind.MERGE_UNITS, {"units": "D.A,D.B"}),
        (RulingKind.MERGE_UNITS, {"units": ["D.A", "D.B"], "children": ["D.A.1"]}),
        (RulingKind.SPLIT_UNIT, {"parts": ["D.E"]}),
        (RulingKind.SUSPEND, {}),
    ],
)
def test_details_that_are_not_those_of_their_kind_are_refused(
    kind: RulingKind, details: Mapping[str, str]
) -> None:
    with pytest.raises(RulingError):
        change_of(paper(day("6-10")).ruling(kind, "D.A", details))


# ... and by the units that there are.


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (Creation(branch("D.A.1", "D.A")), "code", "mã «D.A.1» đang là của Đơn vị D.A.1 → đặt mã khác"),
        (
            Creation(branch("D.B.2", "D.B")),
            "code",
            "mã «D.B.2» là của đơn vị «D.B.2», đã sáp nhập vào D.B.1 từ",
        ),
        (Creation(branch("D.X.1", "D.X")), "parent", "ngày 10/06/2020 không có đơn vị «D.X» → Có phải ý là"),
        (
            Creation(branch("D.E.1", "D")),
            "parent",
            "chi bộ D.E.1 không ở dưới quận D được → chọn đơn vị cấp trên",
        ),
        (Creation(branch("D.A.9", "D.A.1")), "parent", "chi bộ D.A.9 không ở dưới chi bộ D.A.1 được"),
        (Creation(NewUnit("E", "Quận E", "district", "D", "district")), "parent", "quận là cấp cao nhất"),
        (
            Creation(NewUnit("D.E", "E", "wards", "D", "ward")),
            "level",
            "không có cấp «wards» → Có phải ý là «ward»",
        ),
        (Creation(NewUnit("D.E", "E", "ward", "", "ward")), "parent", "chưa rõ D.E trực thuộc đơn vị nào"),
        (Creation(NewUnit("D.E", "E", "ward", "D")), "kind", "chưa rõ D.E thuộc loại đơn vị nào"),
        (
            Creation(branch("D.C.1", "D.C", planned_congress_date=date(2031, 1, 1))),
            "congress",
            "nằm ngoài lịch",
        ),
        (
            Creation(branch("D.C.1", "D.C", planned_congress_date=day("6-9"))),
            "congress",
            "trước khi có D.C.1",
        ),
        (
            Creation(branch("D.C.1", "D.C", planned_congress_date=day("6-13"))),
            "congress",
            "sau hạn của cấp (xong 6-12)",
        ),
        (Renaming("D.A", "Đơn vị D.A"), "name", "D.A đang có đúng tên «Đơn vị D.A»"),
        (
            Renaming("D.B.2", "Chi bộ"),
            "unit",
            "không còn đơn vị «D.B.2», đã sáp nhập vào D.B.1 từ 08/06/2020 theo 1-QĐ/QU → "
            "có phải ý là D.B.1?",
        ),
        (Move("D", "D.A"), "unit", "«D» là đơn vị cao nhất của đợt, không chuyển được"),
        (Move("D.A.1", "D.A"), "parent", "D.A.1 đang trực thuộc D.A"),
        (Move("D.A.1", "D"), "parent", "chi bộ D.A.1 không ở dưới quận D được"),
        (Move("D.A", "D.A"), "parent", "D.A là chính D.A hoặc ở dưới D.A"),
        (Move("D.A", "D.A.1"), "parent", "D.A.1 là chính D.A hoặc ở dưới D.A"),
        (Move("D.A.1", "D.B.1"), "parent", "chi bộ D.A.1 không ở dưới chi bộ D.B.1 được"),
        (Merger(("D.A.1", "D.A"), "D.A"), "units", "các đơn vị không cùng cấp: chi bộ D.A.1, phường D.A"),
        (Merger(("D.A.1", "D.A.7"), "D.A.1"), "units", "không có đơn vị «D.A.7»"),
        (
            Merger(("D.A.1", "D.A.2"), "D.B.1"),
            "into",
            "«D.B.1» không nằm trong các đơn vị được gộp → ghi D.A.1, D.A.2, D.B.1",
        ),
        (Merger(("D.A.1", "D.A.2"), "D.A.9"), "name", "«D.A.9» chưa có: là đơn vị mới mà không có tên"),
        (Merger(("D.A.1", "D.A.2"), "D.B.2"), "into", "không còn đơn vị «D.B.2»"),
        (Merger(("D.A.1", "D.A.2"), "D.E", ward("D.E")), "into", "«D.E» là phường, đơn vị cũ là chi bộ"),
        (Merger(("D", "D.A"), "D"), "units", "«D» là đơn vị cao nhất của đợt, không sáp nhập được"),
        (
            Merger(("D.A", "D.B"), "D.B", children_to={"D.A.1": "D.A"}),
            "child",
            "D.A.1 chuyển về D.A là đơn vị kết thúc",
        ),
        (Merger(("D.A", "D.B"), "D.B", children_to={"D.B.1": "D.C"}), "child", "D.B.1 không trực thuộc D.A"),
        (
            Merger(("D.A", "D.B"), "D.B", children_to={"D.A.1": "D.B.1"}),
            "child",
            "chi bộ D.A.1 không ở dưới chi bộ D.B.1",
        ),
        (Merger(("D.A", "D.B"), "D.B", children_to={"D.A.1": "D.Z"}), "child", "không có đơn vị «D.Z»"),
        (Merger(("D.A", "D.B"), "D.B", children_to={"D.A.8": "D.C"}), "child", "không có đơn vị «D.A.8»"),
        (
            Splitting("D", (ward("D.E"),), goes_on=True),
            "unit",
            "đơn vị cao nhất của đợt, không chia tách được",
        ),
        (
            Splitting("D.A", (branch("D.A.9", "D.A"),), goes_on=True),
            "part",
            "«D.A.9» là chi bộ, đơn vị cũ là phường",
        ),
        (
            Splitting("D.A", (ward("D.E"), ward("D.F")), False),
            "child",
            "2 đơn vị bên dưới chưa có nơi đến: D.A.1, D.A.2",
        ),
        (Splitting("D.A", (ward("D.E"),), True, {"D.B.1": "D.E"}), "child", "D.B.1 không trực thuộc D.A"),
        (
            Splitting("D.A.1", (branch("D.B.1", "D.A"),), goes_on=True),
            "part",
            "mã «D.B.1» đang là của Đơn vị D.B.1",
        ),
        (Dissolution("D"), "unit", "«D» là đơn vị cao nhất của đợt, không giải thể được"),
        (Dissolution("D.A"), "child", "2 đơn vị bên dưới chưa có nơi đến: D.A.1, D.A.2 → ghi nơi đến"),
        (Dissolution("D.A", "D.A"), "successor", "D.A không thể tiếp nhận chính mình"),
        (Dissolution("D.A", "D.B.1"), "successor", "các đơn vị không cùng cấp: phường D.A, chi bộ D.B.1"),
        (
            Dissolution("D.A", children_to={"D.A.1": "D.B"}),
            "child",
            "1 đơn vị bên dưới chưa có nơi đến: D.A.2",
        ),
        (Dissolution("D.A.7"), "unit", "không có đơn vị «D.A.7» → Có phải ý là «D.A.2», «D.A.1»"),
    ],
)
def test_a_change_that_does_not_fit_the_units_of_its_day_is_refused(
    change: UnitChange, field: str, said: str
) -> None:
    campaign = make_district(units=[*START, "D.B.2"])
    known = history(campaign, ("6-8", Merger(("D.B.1", "D.B.2"), "D.B.1")))
    new = decided(2, "6-10", change)
    faults = unit_faults(campaign, [*known, new], 2)
    assert [fault.field for fault in faults if said in f"{fault.what} → {fault.remedy}"] == [field], faults
    with pytest.raises(FaultyRuling):
        ruled(campaign, [*known, new], day("6-10"))


def test_every_fault_is_told_at_once() -> None:
    merger = Merger(("D.A.7", "D.A.8"), "D.E", NewUnit("D.E", "Phường E", "ward", "D.X", ""))
    faults = unit_faults(DISTRICT, [decided(1, "6-10", merger)], 1)
    assert sorted(fault.field for fault in faults) == ["kind", "parent", "units", "units"]


def test_a_ruling_must_leave_room_for_those_that_take_effect_later() -> None:
    known = [decided(1, "6-15", TWO_BRANCHES), decided(2, "6-10", Dissolution("D.A.1"))]
    (fault,) = unit_faults(DISTRICT, known, 2)
    assert fault.what.startswith("quyết định 1-QĐ/QU (sự kiện số 1, hiệu lực 15/06/2020) không còn khớp: ")
    assert "ngày 15/06/2020 không còn đơn vị «D.A.1», đã giải thể từ 10/06/2020 theo 2-QĐ/QU" in fault.what


def test_an_annulment_must_leave_what_rests_on_it() -> None:
    known = history(DISTRICT, ("6-10", Creation(branch("D.C.1", "D.C"))), ("6-12", Renaming("D.C.1", "Tên")))
    (fault,) = unit_faults(DISTRICT, [*known, annulled(3, "6-15", 1)], 3)
    assert "quyết định 2-QĐ/QU (sự kiện số 2, hiệu lực 12/06/2020) không còn khớp" in fault.what


def test_a_code_of_an_annulled_ruling_is_not_used_again_once_a_day_has_seen_it() -> None:
    made = history(DISTRICT, ("6-10", Creation(branch("D.C.1", "D.B"))))
    again = Creation(branch("D.C.1", "D.C"))
    known = [*made, annulled(2, "6-12", 1), decided(3, "6-12", again)]
    (fault,) = unit_faults(DISTRICT, known, 3)
    assert "mã «D.C.1» đã dùng theo một quyết định nay đã hủy" in fault.what
    mended = [*made, annulled(2, "6-10", 1), decided(3, "6-10", again)]  # no day has seen it
    assert unit_faults(DISTRICT, mended, 3) == []
    assert parents(DISTRICT, mended, "6-10")["D.C.1"] == "D.C"


# Who may still speak of a unit that is gone.


def test_a_unit_that_is_gone_belongs_where_the_unit_above_it_went() -> None:
    known = history(
        DISTRICT,
        ("6-10", TWO_BRANCHES),  # D.A.1 into D.A.2, below D.A
        ("6-12", Merger(("D.A", "D.B"), "D.B")),
        ("6-15", Dissolution("D.B.1")),
    )
    assert gone_units(DISTRICT, known, day("6-9")) == {}
    assert gone_units(DISTRICT, known, day("6-10")) == {"D.A.1": GoneUnit("D.A", ("D.A.2",))}
    assert gone_units(DISTRICT, known, day("6-15")) == {
        "D.A.1": GoneUnit("D.B", ("D.A.2",)),
        "D.A": GoneUnit("D", ("D.B",)),
        "D.B.1": GoneUnit("D.B", ()),
    }


def test_below_a_dissolved_unit_it_is_the_one_above_that() -> None:
    known = history(DISTRICT, ("6-10", Dissolution("D.B.1")), ("6-12", Dissolution("D.B")))
    assert gone_units(DISTRICT, known, day("6-12")) == {"D.B.1": GoneUnit("D", ()), "D.B": GoneUnit("D", ())}


def test_activities_are_matched_by_unit_though_numbers_differ() -> None:
    then = expand(DISTRICT)
    now = expand(ruled(DISTRICT, history(DISTRICT, ("6-10", TWO_BRANCHES)), day("6-10")))
    before, after = common_activities(then, now)
    names = [(then.unit_code(a), then.template(a).code) for a in before.tolist()]
    assert names == [(now.unit_code(a), now.template(a).code) for a in after.tolist()]
    assert len(names) == len(now.network) == len(then.network) - len(BRANCH)
    same = common_activities(then, then)
    assert [numbers.tolist() for numbers in same] == [list(range(len(then.network)))] * 2
