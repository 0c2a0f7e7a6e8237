"""Rows of a file against the rights of whoever imports it: each refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from daihoi.domain.access import INSTALLATION, LOCAL_OPERATOR, Access, Actor, Grant
from daihoi.domain.access_rows import approved, refusals, reporters
from daihoi.domain.record import Event, EventKind, Statement
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix
from tests.domain.test_access import CONFIG, TODAY, TREE

JANUARY = date(2020, 1, 1)


@dataclass(frozen=True)
class Row:
    statement: Statement
    place: str
    line: int
    cell: str


@pytest.fixture(scope="module")
def access() -> Access:
    return Access(load_access_matrix(ConfigDir(CONFIG)), TREE)


def row(unit_code: str, kind: str = "report", line: int = 7, activity: str = "gate") -> Row:
    given = {"document_number": "12-TB/ĐU", "reason": "nhầm ngày"}
    finish = {"actual_finish": JANUARY, "percent": 100} if kind == "approve" else {}
    said = Statement(unit_code, activity, EventKind(kind), JANUARY, **given, **finish)
    return Row(said, "bieu.xlsx", line, f"Báo cáo!D{line}")


def who(*grants: tuple[str, str]) -> Actor:
    return Actor("vanphong", tuple(Grant(role, unit, JANUARY) for role, unit in grants))


def refused(
    access: Access, actor: Actor, *rows: Row, told_by: Mapping[tuple[str, str], set[str]] | None = None
) -> list[int]:
    return [problem.line for problem in refusals(rows, actor, access, TODAY, told_by or {})]


def test_rows_of_other_units_are_refused_and_the_rest_is_not(access: Access) -> None:
    units = ("T.1.1", "T.1.1.1", "T.1.2", "T.1", "T.10", "T.10.1")
    rows = [row(unit_code, line=line) for line, unit_code in enumerate(units, 2)]
    assert refused(access, who(("clerk", "T.1.1")), *rows) == [4, 5, 6, 7]


def test_a_refusal_names_place_account_action_unit_and_what_to_do(access: Access) -> None:
    (problem,) = refusals([row("T.10.1", "approve", 9)], who(("clerk", "T.1")), access, TODAY, {})
    assert str(problem) == (
        "bieu.xlsx:9 [Báo cáo!D9]: tài khoản «vanphong» không được ghi văn bản duyệt cho đơn vị «T.10.1» → "
        "bỏ dòng này: chỉ cấp trên trực tiếp («T.10») ghi được"
    )


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("reader", ""),
        ("clerk", "report correct"),
        ("approver", "approve reject"),
        ("coordinator", "correct approve reject"),
        ("organiser", "approve reject"),
    ],
)
def test_each_kind_takes_its_own_right(access: Access, role: str, allowed: str) -> None:
    """For a ward directly below the district of the grant."""
    kinds = [kind.value for kind in EventKind]
    passed = [kind for kind in kinds if not refused(access, who((role, "T.1")), row("T.1.1", kind))]
    assert sorted(passed) == sorted(allowed.split())


@pytest.mark.parametrize("kind", ["approve", "reject"])
@pytest.mark.parametrize("unit_code", ["T.1", "T.1.1.1", "T", "T.10", "T.10.1"])
def test_a_gate_is_not_closed_by_the_unit_itself_nor_over_the_superior(
    access: Access, unit_code: str, kind: str
) -> None:
    assert refused(access, who(("approver", "T.1")), row(unit_code, kind)) == [7]


def test_the_account_that_reported_does_not_approve(access: Access) -> None:
    """A coordinator may correct and may approve, but not both for one gate."""
    coordinator = who(("coordinator", "T.1"))
    told = {("T.1.1", "gate"): {"vanphong", "coso"}}
    assert refused(access, coordinator, row("T.1.1", "approve"), told_by=told) == [7]
    assert refused(access, coordinator, row("T.1.2", "approve"), told_by=told) == []
    assert refused(access, coordinator, row("T.1.1", "approve", activity="other"), told_by=told) == []


@pytest.mark.parametrize("kind", ["approve", "reject"])
def test_whoever_may_report_for_the_unit_does_not_approve(access: Access, kind: str) -> None:
    both = who(("clerk", "T.1.1"), ("approver", "T.1"))
    assert refused(access, both, row("T.1.1", kind)) == [7]
    assert refused(access, both, row("T.1.2", kind)) == []


def test_the_highest_unit_is_approved_from_outside(access: Access) -> None:
    assert refused(access, who(("approver", INSTALLATION)), row("T", "approve")) == []
    (problem,) = refusals([row("T", "approve")], who(("approver", "T")), access, TODAY, {})
    assert problem.remedy == "bỏ dòng này: chỉ cấp trên trực tiếp ghi được"


def test_the_day_of_the_import_counts_not_the_day_that_is_told(access: Access) -> None:
    """A right that began in March lets one report about January; one that ended in January does not."""
    march = Actor("a", (Grant("clerk", "T", TODAY),))
    january = Actor("a", (Grant("clerk", "T", JANUARY, date(2020, 1, 31)),))
    assert refused(access, march, row("T.1")) == []
    assert refused(access, january, row("T.1")) == [7]


def test_the_local_operator_is_asked_nothing(access: Access) -> None:
    rows = [row("T.1", kind.value) for kind in EventKind]
    assert refused(access, LOCAL_OPERATOR, *rows) == []


def test_reporters_are_those_who_reported_or_corrected() -> None:
    said = [("coso", "report"), ("vanphong", "correct"), ("quan", "reject"), ("quan2", "approve")]
    moment = datetime(2020, 3, 2, tzinfo=UTC)
    history = [
        Event(n, moment, actor, 1, n, None, row("T", kind).statement, "")
        for n, (actor, kind) in enumerate(said, 1)
    ]
    assert reporters(history) == {"coso", "vanphong"}


def test_only_gates_that_a_file_closes_are_looked_up() -> None:
    rows = [row("T.1"), row("T.2", "correct"), row("T.3", "approve"), row("T.4", "reject")]
    assert approved(rows) == [("T.3", "gate"), ("T.4", "gate")]
