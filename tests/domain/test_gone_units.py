"""Units that are gone: who still has rights over them, and pictures with different units compared.

D.A.1 is merged into D.A.2 from 10 June, and the ward D.A into D.B from 12 June.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from daihoi.domain.access import Access, AccessMatrix, Actor, Grant
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.record import Event, Snapshot, Statement, fold
from daihoi.domain.report_differences import Gain, report_difference
from daihoi.domain.restatement import restate
from daihoi.domain.ruled import ruled
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.unit_changes import Merger
from daihoi.domain.unit_reach import gone_units
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix
from tests.domain.campaigns import held, make_district
from tests.domain.conftest import CONFIG
from tests.domain.networks import day
from tests.domain.reorganised import history

DISTRICT = make_district()
RULINGS = history(
    DISTRICT, ("6-10", Merger(("D.A.1", "D.A.2"), "D.A.2")), ("6-12", Merger(("D.A", "D.B"), "D.B"))
)
TODAY = day("6-15")
LATER = datetime(2020, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def access() -> Access:
    matrix: AccessMatrix = load_access_matrix(ConfigDir(CONFIG))
    tree = ruled(DISTRICT, RULINGS, TODAY).tree
    return Access(matrix, tree, gone_units(DISTRICT, RULINGS, TODAY))


@pytest.mark.parametrize(
    ("granted_at", "unit_code", "yes"),
    [
        ("D.A.1", "D.A.1", True),  # its own late reports
        ("D.A.1", "D.A.2", True),  # through the successor
        ("D.A.1", "D.B", False),
        ("D.A.1", "D.B.1", False),
        ("D.A", "D.A.1", True),  # below the ward that is gone, as ever
        ("D.A", "D.B", True),  # through the successor
        ("D.A", "D.B.1", True),
        ("D.B", "D.A.1", True),  # what was below the ward that it took in
        ("D.B", "D.A", False),  # a ward beside it
        ("D", "D.A.1", True),
        ("D.C", "D.A.1", False),
        ("D.B.1", "D.A.1", False),
        ("D.A.2", "D.A.1", False),
    ],
)
def test_rights_follow_units_to_their_successors(
    access: Access, granted_at: str, unit_code: str, yes: bool
) -> None:
    clerk = Actor("vp", (Grant("clerk", granted_at, day("6-1")),))
    assert access.can(clerk, "report", unit_code, TODAY) is yes


def picture(
    on: str, seq: int, said: tuple[Statement, ...], rulings: list[RulingEvent]
) -> tuple[Assessment, Snapshot]:
    told = [Event(100 + n, LATER, "vp", 1, 1, None, statement, "") for n, statement in enumerate(said)]
    events = tuple(fold(told, day(on)).values())
    snapshot = Snapshot("thu", day(on), seq, "", events, tuple(rulings))
    return assess(DISTRICT, snapshot), snapshot


HELD = (held("D.A.1", "b_congress", "6-9"), held("D.A.2", "b_congress", "6-11"))


def test_a_restatement_tells_the_rulings_that_were_not_known() -> None:
    then, now = picture("6-11", 0, HELD[:1], []), picture("6-11", 2, HELD, RULINGS)
    found = restate(*then, *now)
    branches = found.levels[0]
    assert (branches.held_then, branches.total_then) == (1, 3)
    assert (branches.held_now, branches.total) == (1, 2)  # D.A.2; D.A.1 is gone
    assert [event.seq for event in found.rulings] == [1]  # the wards' takes effect later
    assert sum(found.states.values()) > 0


def test_a_restatement_counts_below_units_that_were_not_known() -> None:
    rulings = history(DISTRICT, ("6-10", Merger(("D.A", "D.B"), "D.B")))
    then, now = picture("6-11", 0, HELD[:1], []), picture("6-11", 1, HELD, rulings)
    (row,) = restate(*then, *now).units
    assert (row.code, row.held_then, row.total_then, row.held_now, row.total) == ("D.B", 0, 1, 2, 3)


def test_what_a_unit_that_is_gone_had_done_is_counted_no_more() -> None:
    then, _ = picture("6-9", 0, HELD[:1], [])
    restated, _ = picture("6-9", 2, HELD, RULINGS)
    now, _ = picture("6-11", 2, HELD, RULINGS)
    branches = report_difference(then, restated, now).levels[0]
    assert branches.congresses == Gain(total=2, then=1, now=1, newly=1, told_late=0, withdrawn=1)
