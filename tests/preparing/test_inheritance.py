"""Reported work of units that are gone, and what rulings moved; the counts are those of the Cẩm Lệ article.

On 2 March 2020 congresses had been held in 121 of 235 branches, among them all 36 of Khuê Trung. From 5 March
its branches 7 and 8 are one: 120 of 234.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.counting import congress_count
from daihoi.domain.entries import Entries
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.changes import review
from daihoi.domain.preparing.former import former_units, with_reports
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.ruling_effects import documents, effect_of, latest_effects
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.domain.suspending import Suspend
from daihoi.domain.unit_changes import Dissolution, Merger, NewUnit, Renaming
from daihoi.loading import find_config
from daihoi.loading.register_config import load_registers
from daihoi.recording import import_file
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from tests.domain.reorganised import RECORDED, annulled, event, history, paper
from tests.preparing.conftest import CONFIG, configured, reports_of

CODE = "cam_le_2020"
CAMPAIGN = configured(CODE)
EVE, DAY = date(2020, 3, 4), date(2020, 3, 10)
MERGED = history(CAMPAIGN, ("3-5", Merger(("CL.KT.07", "CL.KT.08"), "CL.KT.08")))
Picture = Callable[..., Snapshot]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> EventLog:
    """A log with everything that Cẩm Lệ reported."""
    folder = tmp_path_factory.mktemp("cam_le")
    workspace = Workspace(CONFIG, folder / "data", folder / "out")
    for path in reports_of(CODE):
        import_file(workspace, CAMPAIGN, Path(path), actor="reports")
    return EventLog.open_existing(workspace.log_place)


@pytest.fixture(scope="module")
def picture(log: EventLog) -> Picture:
    def at(day: date, *rulings: RulingEvent) -> Snapshot:
        return replace(log.snapshot(CODE, day), rulings=rulings)

    return at


def seen(log: EventLog, snapshot: Snapshot, *more: Event) -> Preparation:
    """Cẩm Lệ as rulings left it, with what units that are gone had said."""
    now = assess(CAMPAIGN, snapshot)
    former = former_units(CAMPAIGN, snapshot.rulings, snapshot.status_date)
    told = [one for code in former for one in log.events(CODE, code)]
    entries = Entries(load_registers(find_config(CONFIG)), (), snapshot.status_date)
    return Preparation(
        now,
        entries,
        former=with_reports(former, [*told, *more]),
        effects=lambda: latest_effects(CAMPAIGN, snapshot, now),
    )


def held(assessment: Assessment) -> tuple[int, int]:
    level = assessment.campaign.structure.by_code["branch"]
    count = congress_count(assessment, level, assessment.campaign.root)
    return count.held, count.total


def table(found: Review, code: str) -> list[list[object]]:
    (one,) = (one for one in found.tables if one.code == code)
    return [list(row) for row in one.rows]


def said(activity: str, day: date, finish: date | None = None, percent: int | None = None) -> Event:
    statement = Statement(
        "CL.KT.07", activity, EventKind.REPORT, day, None, finish, 100 if finish else percent
    )
    return Event(9000 + day.toordinal(), RECORDED, "thử", 9, 1, None, statement, "")


def test_the_congress_of_a_merged_branch_is_shown_and_not_counted(log: EventLog, picture: Picture) -> None:
    found = seen(log, picture(DAY, *MERGED))
    assert held(found.assessment) == (120, 234)
    (row,) = table(review(found), "bieu-ke-thua")
    assert row[1:] == [
        "Chi bộ khu dân cư 8",
        "Chi bộ khu dân cư 7 ‡",
        EVE,
        "1-QĐ/QU",
        "Đại hội chi bộ",
        "xong 05/02/2020",
        "xong",
        "đại hội của đơn vị cũ, không tính cho nơi nhận",
    ]


def test_work_that_was_done_or_begun_is_told_apart(log: EventLog, picture: Picture) -> None:
    done = said("branch_draft_report", date(2020, 1, 20), finish=date(2020, 1, 18))
    begun = said("branch_prepare_personnel", date(2020, 1, 21), percent=40)
    found = review(seen(log, picture(DAY, *MERGED), done, begun))
    told = {row[5]: (row[6], row[8]) for row in table(found, "bieu-ke-thua")}
    assert len(told) == 3
    assert ("xong 18/01/2020", "kế thừa, không tính cho nơi nhận") in told.values()
    going_on = "làm dở, nơi nhận quyết định làm tiếp hay làm lại"
    assert ("chưa xong (40%, đến 21/01/2020)", going_on) in told.values()
    assert any("đã báo 3 việc, 2 việc xong: xem ở Chi bộ khu dân cư 8" in one for one in found.findings)


def test_an_approval_was_given_to_the_unit_that_is_gone(log: EventLog, picture: Picture) -> None:
    """Whether the heir is approved, its superior decides: nothing that was signed for another counts."""
    approved = said("branch_superior_approval", date(2020, 1, 30), finish=date(2020, 1, 30))
    rows = table(review(seen(log, picture(DAY, *MERGED), approved)), "bieu-ke-thua")
    (gate,) = (row for row in rows if row[6] == "xong 30/01/2020")
    assert gate[8] == "duyệt cho đơn vị cũ, nơi nhận phải được duyệt"


def test_what_was_said_of_days_after_the_end_is_not_inherited(log: EventLog, picture: Picture) -> None:
    late = said("branch_draft_report", date(2020, 3, 6), finish=date(2020, 3, 6))
    assert len(table(review(seen(log, picture(DAY, *MERGED), late)), "bieu-ke-thua")) == 1


def test_on_the_eve_nothing_is_inherited_and_nothing_has_moved(log: EventLog, picture: Picture) -> None:
    found = seen(log, picture(EVE, *MERGED))
    assert held(found.assessment) == (121, 235)
    assert (list(review(found).findings), list(review(found).tables)) == ([], [])


def test_a_merger_moves_the_denominator_and_the_number_held(log: EventLog, picture: Picture) -> None:
    found = review(seen(log, picture(DAY, *MERGED)))
    assert (
        "1-QĐ/QU, hiệu lực 05/03/2020: chi bộ: số đơn vị 235 → 234 (−1), đã đại hội 121 → 120 (−1)."
        in found.findings
    )
    district, grassroots, branch = table(found, "bieu-quyet-dinh-lam-doi")
    assert (branch[2], branch[3], branch[4]) == ("chi bộ", "235 → 234 (−1)", "121 → 120 (−1)")
    assert (grassroots[3], district[3]) == ("45", "1")


def test_a_suspension_moves_days_and_no_denominator(picture: Picture) -> None:
    """114 branches were still to come; none may before 4 May, so all of them miss 31 March."""
    pause = Suspend(("branch",), date(2020, 3, 6), date(2020, 5, 4))
    ruling = paper(date(2020, 3, 6), "12-CV/TU").ruling(RulingKind.SUSPEND, "CL", pause.details())
    snapshot = picture(DAY, event(1, ruling))
    (effect,) = latest_effects(CAMPAIGN, snapshot, assess(CAMPAIGN, snapshot))
    (branch,) = (level for level in effect.levels if level.name == "chi bộ")
    assert (branch.before.units, branch.after.units) == (235, 235)
    assert (branch.before.held, branch.after.held) == (121, 121)
    assert (branch.after.late, branch.moved) == (114, 114)
    assert min(day for code, day in branch.after.days.items() if day > DAY) == date(2020, 5, 4)


def test_what_a_document_annuls_holds_again_without_it(picture: Picture) -> None:
    """13-CV/TU takes back a pause until 4 May and sets one until 1 April: it moved 4 May to 1 April."""
    day = date(2020, 3, 6)
    first, second = (Suspend(("branch",), day, until) for until in (date(2020, 5, 4), date(2020, 4, 1)))
    pause = paper(day, "12-CV/TU").ruling(RulingKind.SUSPEND, "CL", first.details())
    shorter = paper(day, "13-CV/TU").ruling(RulingKind.SUSPEND, "CL", second.details())
    taken_back = event(2, paper(day, "13-CV/TU").ruling(RulingKind.ANNUL, "CL"), 1)
    known = (event(1, pause), taken_back, event(3, shorter))
    snapshot = picture(DAY, *known)
    now = assess(CAMPAIGN, snapshot)
    document = next(one for one in documents(snapshot) if one[0] == "13-CV/TU")
    levels = effect_of(CAMPAIGN, snapshot, now, document).levels
    (branch,) = (level for level in levels if level.name == "chi bộ")
    both = (branch.before, branch.after)
    assert [min(one for one in figures.days.values() if one > DAY) for figures in both] == [
        date(2020, 5, 4),
        date(2020, 4, 1),
    ]


def test_a_document_that_was_annulled_is_no_longer_one(picture: Picture) -> None:
    snapshot = picture(DAY, *MERGED, annulled(2, "3-5", 1))
    assert list(documents(snapshot)) == []


def test_what_later_rulings_rest_on_cannot_be_told_alone(picture: Picture) -> None:
    """Branch 91 is made by a merger and renamed later: without the merger there is nothing to rename."""
    new = NewUnit("CL.KT.91", "Chi bộ 7 và 8", "branch", "CL.KT", "residential")
    known = history(
        CAMPAIGN,
        ("3-5", Merger(("CL.KT.07", "CL.KT.08"), "CL.KT.91", new)),
        ("3-6", Renaming("CL.KT.91", "Chi bộ khu dân cư 7A")),
    )
    snapshot = picture(DAY, *known)
    now = assess(CAMPAIGN, snapshot)
    renaming, merger = documents(snapshot)
    assert effect_of(CAMPAIGN, snapshot, now, merger).why_not.startswith("quyết định sau dựa vào nó: ")
    assert not any(level.is_any for level in effect_of(CAMPAIGN, snapshot, now, renaming).levels)


def test_a_unit_nobody_took_over_leaves_its_work_to_nobody(log: EventLog, picture: Picture) -> None:
    known = history(CAMPAIGN, ("3-5", Dissolution("CL.KT.07")))
    found = review(seen(log, picture(DAY, *known)))
    assert [one.code for one in found.tables] == ["bieu-quyet-dinh-lam-doi"]
