"""Who may do what: every cell of the matrix against answers written by hand (``answers/access.csv``).

The tree of the tests: a city T with districts T.1 and T.10 (whose codes begin alike), wards and branches.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from daihoi.domain.access import INSTALLATION, LOCAL_OPERATOR, Access, AccessMatrix, Actor, Grant, Relation
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.units import Unit, UnitTree
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix

CONFIG = Path(__file__).resolve().parents[2] / "config"
ANSWERS = Path(__file__).with_name("answers") / "access.csv"
BASIS = Basis(Certainty.ASSUMED, "thử")
PARENTS = {
    "T": "",
    "T.1": "T",
    "T.10": "T",
    "T.1.1": "T.1",
    "T.1.2": "T.1",
    "T.10.1": "T.10",
    "T.1.1.1": "T.1.1",
    "T.10.1.1": "T.10.1",
}
TREE = UnitTree(tuple(Unit(code, code, "level", above, "kind", BASIS) for code, above in PARENTS.items()))
TODAY = date(2020, 3, 2)
DAY = timedelta(days=1)

FROM_DISTRICT = {
    "own": ["T.1"],
    "directly_below": ["T.1.1", "T.1.2"],
    "further_below": ["T.1.1.1"],
    "directly_above": ["T"],
    "further_above": [INSTALLATION],
    "sibling": ["T.10"],
    "other": ["T.10.1", "T.10.1.1", "Q", "", "T.1.", "t.1", "T.1.1.9"],
}
FROM_INSTALLATION = {
    "own": [INSTALLATION],
    "directly_below": ["T"],
    "further_below": ["T.1", "T.10.1", "T.1.1.1"],
    "other": ["Q", "", "**"],
}
OF_INSTALLATION = {"auditor", "administrator"}
STATES = {
    "in force": Grant("", "", TODAY - DAY, TODAY + DAY),
    "without an end": Grant("", "", TODAY),
    "not yet": Grant("", "", TODAY + DAY),
    "expired": Grant("", "", TODAY - 9 * DAY, TODAY - DAY),
    "revoked": Grant("", "", TODAY - 9 * DAY, None, TODAY),
    "revoked before it began": Grant("", "", TODAY + DAY, None, TODAY),
}
IN_FORCE = {"in force", "without an end"}


@pytest.fixture(scope="module")
def matrix() -> AccessMatrix:
    return load_access_matrix(ConfigDir(CONFIG))


@pytest.fixture(scope="module")
def access(matrix: AccessMatrix) -> Access:
    return Access(matrix, TREE)


def answers() -> list[dict[str, str]]:
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def actor(role: str, unit_code: str, state: str = "in force") -> Actor:
    like = STATES[state]
    return Actor("ai-do", (Grant(role, unit_code, like.valid_from, like.valid_to, like.revoked_on),))


def cells() -> Iterator[tuple[str, str, str, str, str, bool]]:
    """Role, action, state, unit of the grant, unit acted on, expected answer."""
    for answer in answers():
        role, action = answer["role"], answer["action"]
        is_wide = role in OF_INSTALLATION
        granted_at = INSTALLATION if is_wide else "T.1"
        for relation, units in (FROM_INSTALLATION if is_wide else FROM_DISTRICT).items():
            for unit_code in units:
                for state in STATES:
                    yes = answer[relation] == "yes" and state in IN_FORCE
                    yield role, action, state, granted_at, unit_code, yes


def test_the_hand_written_answers_cover_every_role_and_action(matrix: AccessMatrix) -> None:
    told = [(answer["role"], answer["action"]) for answer in answers()]
    assert sorted(told) == sorted((role, action) for role in matrix.roles for action in matrix.actions)


def test_every_cell_is_as_written_by_hand(access: Access) -> None:
    asked, wrong = 0, []
    for role, action, state, granted_at, unit_code, yes in cells():
        asked += 1
        if access.can(actor(role, granted_at, state), action, unit_code, TODAY) is not yes:
            wrong.append((role, action, state, unit_code))
    assert wrong == []
    assert asked == 5 * 15 * 14 * 6 + 2 * 15 * 8 * 6


@pytest.mark.parametrize(
    ("granted_at", "unit_code", "relation"),
    [
        ("T.1.1", "T.1.1.1", Relation.DIRECTLY_BELOW),
        ("T.1.1.1", "T.1", Relation.FURTHER_ABOVE),
        ("T.1.1.1", "T.1.1", Relation.DIRECTLY_ABOVE),
        ("T.1.1", "T.10.1", Relation.OTHER),
        ("T", INSTALLATION, Relation.DIRECTLY_ABOVE),
        ("T.1", "T.10", Relation.SIBLING),
        ("Q", "Q", Relation.OTHER),
        (INSTALLATION, "T", Relation.DIRECTLY_BELOW),
    ],
)
def test_where_units_lie(access: Access, granted_at: str, unit_code: str, relation: Relation) -> None:
    assert access.relation(granted_at, unit_code) is relation


@pytest.mark.parametrize("role", sorted(OF_INSTALLATION))
def test_a_role_of_the_installation_is_worth_nothing_at_a_unit(access: Access, role: str) -> None:
    units = [code for codes in FROM_DISTRICT.values() for code in codes]
    actions = access.matrix.actions
    assert not any(access.can(actor(role, "T.1"), a, u, TODAY) for a in actions for u in units)


def test_a_gate_is_only_for_the_direct_superior(access: Access) -> None:
    """Whoever approves for the district approves its wards, not itself, not the branches of its wards."""
    every = {code for code in PARENTS if access.can(actor("approver", "T.1"), "approve", code, TODAY)}
    assert every == {"T.1.1", "T.1.2"}


def test_the_gate_of_the_highest_unit_is_for_whoever_stands_for_what_lies_above(access: Access) -> None:
    assert access.can(actor("approver", INSTALLATION), "approve", "T", TODAY)
    assert not access.can(actor("approver", "T"), "approve", "T", TODAY)


@pytest.mark.parametrize(
    ("day", "yes"),
    [
        (date(2020, 1, 31), False),
        (date(2020, 2, 1), True),
        (date(2020, 6, 30), True),
        (date(2020, 7, 1), False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(access: Access, day: date, yes: bool) -> None:
    given = Actor("a", (Grant("reader", "T", date(2020, 2, 1), date(2020, 6, 30)),))
    assert access.can(given, "read", "T.1", day) is yes


def test_a_grant_held_until_the_day_it_was_revoked(access: Access) -> None:
    given = Actor("a", (Grant("reader", "T", date(2020, 2, 1), None, date(2020, 3, 2)),))
    assert access.can(given, "read", "T", date(2020, 3, 1))
    assert not access.can(given, "read", "T", date(2020, 3, 2))


def test_several_grants_add_up_and_do_not_mix(access: Access) -> None:
    """May report in one ward and approve in another: not approve in the first."""
    both = Actor("a", (*actor("clerk", "T.1.1").grants, *actor("approver", "T.10").grants))
    may = [(a, u) for a in ("report", "approve") for u in PARENTS if access.can(both, a, u, TODAY)]
    assert may == [("report", "T.1.1"), ("report", "T.1.1.1"), ("approve", "T.10.1")]


@pytest.mark.parametrize("role", ["", "chief", "READER", "reader "])
def test_an_unknown_role_allows_nothing(access: Access, role: str) -> None:
    assert not any(access.can(actor(role, "T"), action, "T", TODAY) for action in access.matrix.actions)


@pytest.mark.parametrize("action", ["", "delete", "READ", "own"])
def test_an_unknown_action_is_refused(access: Access, action: str) -> None:
    assert not any(access.can(actor(role, "T"), action, "T", TODAY) for role in access.matrix.roles)


def test_nobody_without_grants_may_do_anything(access: Access) -> None:
    assert not access.can_somewhere(Actor("a"), access.matrix.actions, TODAY)


def test_the_local_operator_may_do_everything(access: Access) -> None:
    assert all(access.can(LOCAL_OPERATOR, a, u, TODAY) for a in access.matrix.actions for u in PARENTS)


def test_calling_oneself_operator_does_not_help(access: Access) -> None:
    assert not access.can(Actor(LOCAL_OPERATOR.code), "read", "T", TODAY)


def test_somewhere_counts_only_what_holds_today(access: Access) -> None:
    clerk, former = actor("clerk", "T.1"), actor("clerk", "T.1", "expired")
    assert access.can_somewhere(clerk, {"report"}, TODAY)
    assert not access.can_somewhere(clerk, {"approve", "grant"}, TODAY)
    assert not access.can_somewhere(former, {"report"}, TODAY)


def test_units_that_point_at_each_other_end_the_question(matrix: AccessMatrix) -> None:
    """The loader refuses such a tree; were one to get here, the answer is no and it comes at once."""
    circle = UnitTree((Unit("A", "A", "l", "B", "k", BASIS), Unit("B", "B", "l", "A", "k", BASIS)))
    assert not Access(matrix, circle).can(actor("reader", INSTALLATION), "read", "A", TODAY)
