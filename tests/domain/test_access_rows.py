"""Rows of a file against the rights of whoever imports it: each refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from daihoi.domain.access import INSTALLATION, LOCAL_OPERATOR, Access, AccessError, Actor, Grant
from daihoi.domain.access_rows import UnpermittedRows, approved, is_answered, refusals, reporters, speakers
from daihoi.domain.record import Event, EventKind, Statement
from daihoi.errors import InputErrors
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
    dossier: tuple[str, ...] = ()


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
        ("clerk", "report correct void"),
        ("approver", "approve reject"),
        ("coordinator", "correct void approve reject"),
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


def history(*acts: tuple[str, str, int | None]) -> list[Event]:
    """Events of one activity: who, what, and the number of the event that is corrected or taken back."""
    moment = datetime(2020, 3, 2, tzinfo=UTC)
    return [
        Event(n, moment, actor, 1, n, corrects, row("T", kind).statement, "")
        for n, (actor, kind, corrects) in enumerate(acts, 1)
    ]


def test_reporters_are_those_who_reported_or_corrected_a_report() -> None:
    events = history(
        ("coso", "report", None),
        ("vanphong", "correct", 1),
        ("quan", "reject", None),
        ("quan2", "approve", None),
        ("quan3", "correct", 4),
        ("quan4", "correct", 5),
        ("quan5", "void", 6),
    )
    assert reporters(events) == {"coso", "vanphong"}


@pytest.mark.parametrize(
    ("acts", "answered"),
    [
        ([], False),
        ([("a", "report", None)], False),
        ([("a", "approve", None)], True),
        ([("a", "reject", None)], True),
        ([("a", "approve", None), ("b", "correct", 1)], True),
        ([("a", "approve", None), ("b", "correct", 1), ("b", "correct", 2)], True),
        ([("a", "report", None), ("b", "correct", 1)], False),
        ([("a", "approve", None), ("b", "void", 1)], False),
        ([("a", "report", None), ("a", "approve", None), ("b", "void", 2)], False),
        ([("a", "approve", None), ("b", "correct", 1), ("b", "void", 2)], True),
        ([("a", "reject", None), ("b", "report", None)], False),
    ],
)
def test_whose_word_stands(acts: list[tuple[str, str, int | None]], answered: bool) -> None:
    assert is_answered(history(*acts)) is answered


@pytest.mark.parametrize("kind", ["correct", "void"])
def test_only_the_superior_changes_what_the_superior_said(access: Access, kind: str) -> None:
    """Not the clerk of the unit, nor the coordinator above the superior; each where it is theirs."""
    gate = {("T.1.1", "gate")}
    for who_, lines in (
        (who(("clerk", "T.1.1")), [7]),
        (who(("clerk", "T.1")), [7]),
        (who(("coordinator", "T")), [7]),
        (who(("coordinator", "T.1")), []),
        (LOCAL_OPERATOR, []),
    ):
        found = refusals([row("T.1.1", kind)], who_, access, TODAY, {}, gate)
        assert [problem.line for problem in found] == lines
    other = refusals([row("T.1.1", kind, activity="other")], who(("clerk", "T.1")), access, TODAY, {}, gate)
    assert other == []


def test_such_a_refusal_says_whose_it_is(access: Access) -> None:
    clerk, gate = who(("clerk", "T.1.1")), {("T.1.1", "gate")}
    (problem,) = refusals([row("T.1.1", "void")], clerk, access, TODAY, {}, gate)
    assert problem.what == "việc «gate» của «T.1.1» do cấp trên ghi, không được hủy điều đã báo"
    assert problem.remedy == "bỏ dòng này: chỉ cấp trên trực tiếp («T.1») ghi được"


def test_what_is_closed_or_changed_is_looked_up() -> None:
    kinds = ("report", "correct", "approve", "reject", "void")
    rows = [row(f"T.{n}", kind) for n, kind in enumerate(kinds)]
    assert [unit for unit, _ in approved(rows)] == ["T.1", "T.2", "T.3", "T.4"]


def test_refused_rows_are_an_error_of_input_and_of_access() -> None:
    assert issubclass(UnpermittedRows, InputErrors)
    assert issubclass(UnpermittedRows, AccessError)


def told(seq: int, activity: str, actor: str) -> Event:
    said = Statement("T.1.1", activity, EventKind.REPORT, JANUARY)
    return Event(seq, datetime(2020, 1, 1, tzinfo=UTC), actor, 1, 1, None, said, "")


def test_whoever_reported_on_the_dossier_does_not_approve_it(access: Access) -> None:
    gate = replace(row("T.1.1", "approve", 9), dossier=("draft", "personnel"))
    histories = {("T.1.1", "draft"): [told(1, "draft", "coso"), told(2, "draft", "vanphong")]}
    by = speakers([gate], who(("approver", "T.1")), histories)
    assert by == {("T.1.1", "gate"): {"coso", "vanphong"}}
    assert refused(access, who(("approver", "T.1")), gate, told_by=by) == [9]
    others = speakers([gate], who(("approver", "T.1")), {("T.1.1", "draft"): [told(1, "draft", "coso")]})
    assert refused(access, who(("approver", "T.1")), gate, told_by=others) == []


@pytest.mark.parametrize(("kind", "refusals_of"), [("correct", {"vanphong"}), ("void", set())])
def test_a_row_about_the_dossier_in_the_same_file_counts(kind: str, refusals_of: set[str]) -> None:
    gate = replace(row("T.1.1", "approve", 9), dossier=("draft",))
    by = speakers([row("T.1.1", kind, 8, "draft"), gate], who(("coordinator", "T.1")), {})
    assert by["T.1.1", "gate"] == refusals_of


def test_a_dossier_of_another_unit_does_not_count() -> None:
    gate = replace(row("T.1.1", "approve", 9), dossier=("draft",))
    by = speakers([row("T.1.2", "correct", 8, "draft"), gate], who(("coordinator", "T.1")), {})
    assert by["T.1.1", "gate"] == set()
