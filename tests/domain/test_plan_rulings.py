"""Rulings about the plan, on a small ward whose dates are worked out by hand, and on Hải Phòng's in 2020.

The ward (see ``campaigns``): from Monday 1 June, branch congresses on Thursday 11, the ward's on Wednesday
17 and Thursday 18.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.excepting import Except
from daihoi.domain.planning.openings import OpeningKind, decided_day
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.replanning import Replan
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.ruled import ruled
from daihoi.domain.ruling_checks import concerned, faults
from daihoi.domain.ruling_faults import FaultyRuling
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.ruling_words import content
from daihoi.domain.rulings import Detail, Ruling, RulingError, RulingEvent, RulingKind
from daihoi.domain.structure import ActivityKind, Certainty
from daihoi.domain.suspending import Resume, Suspend
from daihoi.intake.reports import read_file
from daihoi.loading import find_config, load_campaign
from tests.domain.campaigns import STATED, held, make_campaign, said
from tests.domain.networks import day
from tests.domain.plans import make_plan, snapshot

TODAY = date(2020, 12, 1)
CONFIG = Path(__file__).parents[2] / "config"
READY = (held("W", "w_plan", "6-2"), said("W.1", "b_approval", "6-10", finish="6-10"))
"""The dossier of branch W.1 is approved: nothing else holds its congress back."""

MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


def paper(effective: str, **fields: Any) -> Paper:
    given: dict[str, Any] = {
        "document_number": "12-CV/TU",
        "document_date": day(effective),
        "body": "Thành ủy",
        "effective_date": day(effective),
        "reason": "phòng, chống dịch",
    }
    return Paper(**{**given, **fields})


def suspend(effective: str, levels: str, until: str = "", first: str = "", **fields: Any) -> Ruling:
    decided = Suspend(tuple(levels.split()), day(first or effective), day(until) if until else None)
    return paper(effective, **fields).ruling(RulingKind.SUSPEND, "W", decided.details())


def resume(effective: str, levels: str, first: str, **fields: Any) -> Ruling:
    decided = Resume(tuple(levels.split()), day(first))
    return paper(effective, **fields).ruling(RulingKind.RESUME, "W", decided.details())


def replan(effective: str, unit: str, start: str = "", days: int | None = None, activity: str = "") -> Ruling:
    decided = Replan(activity, day(start) if start else None, days)
    return paper(effective).ruling(RulingKind.REPLAN, unit, decided.details())


def allow(
    effective: str, rule: str, value: int | date | None, unit: str = "W", level: str = "", **fields: Any
) -> Ruling:
    return paper(effective, **fields).ruling(RulingKind.EXCEPT, unit, Except(rule, level, value).details())


def annul(effective: str, unit: str = "W") -> Ruling:
    return paper(effective).ruling(RulingKind.ANNUL, unit)


def raw(kind: RulingKind, details: dict[str, Detail], unit: str = "W", effective: str = "6-3") -> Ruling:
    return paper(effective).ruling(kind, unit, details)


def logged(*rulings: Ruling | tuple[Ruling, int], after: Sequence[RulingEvent] = ()) -> list[RulingEvent]:
    """Rulings as the log has them, numbered from 1; an annulment comes with the number that it annuls."""
    pairs = [given if isinstance(given, tuple) else (given, None) for given in rulings]
    return [
        *after,
        *(
            RulingEvent(seq, MOMENT, "ban-to-chuc", seq, 1, annuls, ruling, f"{seq:064x}")
            for seq, (ruling, annuls) in enumerate(pairs, len(after) + 1)
        ),
    ]


def assessed(
    campaign: Campaign, status_date: str, known: Sequence[RulingEvent], *told: Statement
) -> Assessment:
    return assess(campaign, replace(snapshot(status_date, *told), rulings=tuple(known)))


def opens(found: Assessment, unit: str) -> date:
    """First day of a unit's congress, as it is expected or was held."""
    level = found.campaign.structure.by_code[found.campaign.tree.unit(unit).level]
    number = found.expansion.number(unit, level.congress.code)
    return found.span(found.current, number).start


def told(
    campaign: Campaign, known: Sequence[RulingEvent], new: Ruling, annuls: int | None = None
) -> list[str]:
    return [f"{f.field}: {f.what} → {f.remedy}" for f in faults(campaign, known, new, annuls, TODAY)]


class TestSuspensions:
    def test_congresses_wait_for_the_day_on_which_they_are_allowed_again(self) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"))
        found = assessed(make_campaign(), "6-9", known)
        assert opens(found, "W.1") == day("6-22")

    def test_the_plan_knows_nothing_of_it(self) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"))
        found = assessed(make_campaign(), "6-9", known)
        number = found.expansion.number("W.1", "b_congress")
        assert found.span(found.baseline, number).start == day("6-11")

    def test_a_report_of_an_earlier_day_knows_nothing_of_it(self) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"))
        assert opens(assessed(make_campaign(), "6-8", known), "W.1") == opens(
            assessed(make_campaign(), "6-8", []), "W.1"
        )
        assert ruled(make_campaign(), known, day("6-8")) == make_campaign()

    @pytest.mark.parametrize(
        ("status_date", "again"),
        [
            ("6-9", "6-12"),  # not begun yet: the first working day after its first day, Thursday 11
            ("6-11", "6-12"),  # Thursday, its first day
            ("6-12", "6-15"),  # Friday: Monday
            ("6-13", "6-15"),  # Saturday
            ("6-30", "7-1"),
        ],
    )
    def test_without_an_end_it_is_supposed_to_end_with_the_status_date(
        self, status_date: str, again: str
    ) -> None:
        known = logged(suspend("6-9", "branch", first="6-11"))
        campaign = ruled(make_campaign(), known, day(status_date))
        assert [pause.until for pause in campaign.suspensions] == [day(again)]
        if day(status_date) > day("6-10"):
            assert opens(assessed(make_campaign(), status_date, known, *READY), "W.1") == day(again)

    def test_every_page_says_that_nobody_knows_the_end(self) -> None:
        found = assessed(make_campaign(), "6-12", logged(suspend("6-9", "branch ward")))
        assert list(found.edition.assumptions) == [
            "chưa biết ngày được tổ chức lại đại hội cấp chi bộ, phường (tạm hoãn từ 09/06/2020): "
            "tính như được từ 15/06/2020, ngày làm việc đầu tiên sau ngày chốt"
        ]

    def test_with_an_end_there_is_nothing_to_assume(self) -> None:
        found = assessed(make_campaign(), "6-12", logged(suspend("6-9", "branch", until="6-22")))
        assert found.edition.assumptions == ()

    def test_an_end_for_one_level_leaves_the_other_suspended(self) -> None:
        known = logged(suspend("6-9", "branch ward"), resume("6-12", "branch", "6-18"))
        before, after = (ruled(make_campaign(), known, day(d)) for d in ("6-11", "6-12"))
        assert [(p.levels, p.until) for p in before.suspensions] == [(("branch", "ward"), day("6-12"))]
        assert [(p.levels, p.until) for p in after.suspensions] == [
            (("ward",), day("6-15")),
            (("branch",), day("6-18")),
        ]
        assert opens(assessed(make_campaign(), "6-12", known, *READY), "W.1") == day("6-18")

    def test_an_end_ahead_of_time_brings_congresses_forward(self) -> None:
        known = logged(suspend("6-9", "branch", until="7-30"), resume("6-12", "branch", "6-22"))
        assert opens(assessed(make_campaign(), "6-12", known, *READY), "W.1") == day("6-22")
        assert opens(assessed(make_campaign(), "6-11", known, *READY), "W.1") == day("7-30")

    def test_a_suspension_of_the_configuration_can_be_ended(self) -> None:
        pause = Suspension(day("6-9"), day("7-30"), day("6-9"), ("branch",), "tạm hoãn", STATED)
        campaign = make_campaign(suspensions=(pause,))
        known = logged(resume("6-12", "branch", "6-22"))
        assert told(campaign, [], known[0].ruling) == []
        assert opens(assessed(campaign, "6-12", known, *READY), "W.1") == day("6-22")

    def test_an_assumed_ruling_is_shown_as_assumed(self) -> None:
        known = logged(
            suspend("6-9", "branch"), resume("6-12", "branch", "6-22", certainty=Certainty.ASSUMED)
        )
        (pause,) = ruled(make_campaign(), known, day("6-12")).suspensions
        assert pause.basis.is_assumed
        assert "tổ chức lại từ 22/06/2020" in pause.words

    def test_congresses_that_were_held_stay_held(self) -> None:
        known = logged(suspend("6-12", "branch"))
        found = assessed(make_campaign(), "6-12", known, held("W.1", "b_congress", "6-11"))
        assert opens(found, "W.1") == day("6-11")


class TestReplanning:
    def test_the_congress_moves_and_the_plan_stays(self) -> None:
        known = logged(replan("6-9", "W", "6-25"))
        found = assessed(make_campaign(), "6-9", known)
        number = found.expansion.number("W", "w_congress")
        assert opens(found, "W") == day("6-25")
        assert found.span(found.baseline, number).start == day("6-17")
        assert found.variance_days(number) == 8  # every day counts: Wednesday 17 to Thursday 25

    def test_a_day_before_what_it_waits_for_shows_as_negative_float(self) -> None:
        found = assessed(make_campaign(), "6-9", logged(replan("6-9", "W", "6-12")))
        assert opens(found, "W") == day("6-12")
        number = found.expansion.number("W", "w_congress")
        assert (found.total_float_days(number) or 0) < 0

    def test_only_the_length_changes(self) -> None:
        found = assessed(
            make_campaign(),
            "6-2",
            logged(replan("6-2", "W.1", days=5, activity="b_draft")),
            held("W", "w_plan", "6-2"),
        )
        draft = found.expansion.number("W.1", "b_draft")
        assert found.span(found.current, draft).last_day == day("6-9")  # Wednesday 3 to Tuesday 9
        assert found.span(found.baseline, draft).last_day == day("6-5")
        assert opens(found, "W.1") == day("6-13")  # two working days more than Thursday 11: Saturday
        assert opens(found, "W.2") == day("6-11")

    def test_work_half_done_has_half_of_the_new_length_left(self) -> None:
        known = logged(replan("6-3", "W.1", days=6, activity="b_draft"))
        half = said("W.1", "b_draft", "6-3", start="6-3", percent=50)
        done = held("W", "w_plan", "6-2")
        found = assessed(make_campaign(), "6-3", known, done, half)
        number = found.expansion.number("W.1", "b_draft")
        assert found.reported.actuals.remaining_days[number] == 3

    def test_the_latest_one_holds_and_keeps_what_it_does_not_name(self) -> None:
        known = logged(replan("6-3", "W", "6-24", 1), replan("6-4", "W", "6-25"))
        (new,) = ruled(make_campaign(), known, day("6-4")).replans
        assert (new.start, new.duration_days) == (day("6-25"), 1)

    def test_one_known_late_but_decided_earlier_does_not_overrule(self) -> None:
        known = logged(replan("6-4", "W", "6-25"), replan("6-3", "W", "6-24"))
        assert opens(assessed(make_campaign(), "6-4", known), "W") == day("6-25")
        assert opens(assessed(make_campaign(), "6-3", known), "W") == day("6-24")

    def test_planning_starts_from_the_new_day(self) -> None:
        campaign = ruled(make_campaign(), logged(replan("6-3", "W", "6-24")), day("6-3"))
        assert decided_day(campaign, campaign.tree.unit("W")) == (day("6-24"), OpeningKind.FIXED)

    def test_a_later_suspension_overtakes_the_new_day(self) -> None:
        """The congress cannot be on Thursday 25 any more: it waits for Monday 29."""
        known = logged(replan("6-9", "W", "6-25"), suspend("6-20", "ward", until="6-29"))
        done = [held("W", "w_finalize", "6-16"), *(held(f"W.{n}", "b_congress", "6-11") for n in (1, 2))]
        assert opens(assessed(make_campaign(), "6-19", known, *done), "W") == day("6-25")
        assert opens(assessed(make_campaign(), "6-20", known, *done), "W") == day("6-29")

    def test_what_was_held_on_another_day_was_held_on_it(self) -> None:
        known = logged(replan("6-9", "W.1", "6-15"))
        found = assessed(make_campaign(), "6-16", known, held("W.1", "b_congress", "6-16"))
        assert opens(found, "W.1") == day("6-16")

    def test_the_new_plan_of_a_unit_that_is_gone_is_left_aside(self) -> None:
        campaign = make_campaign(units=("W", "W.2"))
        assert ruled(campaign, logged(replan("6-9", "W.1", "6-15")), day("6-9")).replans == ()


class TestPermissions:
    def test_another_value_for_one_unit(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        known = logged(allow("6-3", "congress_days_max", 3))
        rule = rule_in_force(ruled(campaign, known, day("6-3")), "congress_days_max", campaign.root)
        assert rule is not None
        assert (rule.value, rule.exception and rule.exception.allowed_by) == (3, "Thành ủy")

    def test_before_its_day_the_rule_holds(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        rule = rule_in_force(
            ruled(campaign, logged(allow("6-3", "congress_days_max", 3)), day("6-2")),
            "congress_days_max",
            campaign.root,
        )
        assert rule is not None
        assert rule.value == 2

    def test_a_later_one_takes_the_place_of_an_earlier_one(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        known = logged(allow("6-3", "congress_days_max", 3), allow("6-4", "congress_days_max", None))
        (only,) = ruled(campaign, known, day("6-4")).exceptions
        assert only.value is None

    def test_one_for_a_level_goes_behind_one_for_the_unit(self) -> None:
        campaign = make_plan({"notice_lead_days.branch": 10})
        known = logged(
            allow("6-3", "notice_lead_days", 5, unit="W.1"),
            allow("6-4", "notice_lead_days", 7, level="branch"),
        )
        now = ruled(campaign, known, day("6-4"))
        values = [rule_in_force(now, "notice_lead_days", now.tree.unit(u)) for u in ("W.1", "W.2")]
        assert [rule.value for rule in values if rule] == [5, 7]

    def test_a_day_stays_a_day(self) -> None:
        campaign = make_plan({"window_end.ward": "6-30"})
        known = logged(allow("6-3", "window_end", day("7-15")))
        (only,) = ruled(campaign, known, day("6-3")).exceptions
        assert only.value == day("7-15")

    def test_it_allows_what_the_rule_forbids(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        longer = replan("6-4", "W", days=3)
        assert told(campaign, [], longer) == [
            "days: đại hội 3 ngày, quy định tối đa 2 → giảm số ngày, hoặc ghi văn bản cho phép trước (except)"
        ]
        assert told(campaign, logged(allow("6-3", "congress_days_max", 3)), longer) == []
        assert told(campaign, logged(allow("6-5", "congress_days_max", 3)), longer) != []


class TestAnnulment:
    def test_from_its_day_on_the_ruling_never_was(self) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"), (annul("6-12"), 1))
        assert ruled(make_campaign(), known, day("6-11")).suspensions != ()
        assert ruled(make_campaign(), known, day("6-12")).suspensions == ()

    def test_what_rests_on_it_has_to_go_first(self) -> None:
        known = logged(suspend("6-9", "branch"), resume("6-12", "branch", "6-18"))
        (only,) = told(make_campaign(), known, annul("6-15"), 1)
        assert "không có quyết định số 1 thì quyết định số 2 (12-CV/TU, hiệu lực 12/06/2020)" in only
        assert "cấp chi bộ không bị tạm hoãn" in only
        assert told(make_campaign(), logged((annul("6-14"), 2), after=known), annul("6-15"), 1) == []

    def test_of_an_end_leaves_the_suspension_without_one(self) -> None:
        known = logged(suspend("6-9", "branch"), resume("6-12", "branch", "6-18"), (annul("6-15"), 2))
        assert told(make_campaign(), known[:2], annul("6-15"), 2) == []
        (pause,) = ruled(make_campaign(), known, day("6-15")).suspensions
        assert pause.until == day("6-16")

    def test_of_an_end_is_refused_where_a_later_suspension_would_overlap(self) -> None:
        known = logged(
            suspend("6-9", "branch"), resume("6-12", "branch", "6-18"), suspend("7-1", "branch", until="7-6")
        )
        (only,) = told(make_campaign(), known, annul("7-2"), 2)
        assert "quyết định số 3" in only

    @pytest.mark.parametrize(
        ("number", "what"),
        [
            (9, "số 9 không phải số của quyết định nào của đợt này"),
            (None, "số None không phải số"),
            (2, "số 2 là quyết định hủy"),
            (1, "quyết định số 1 đã bị hủy bởi số 2"),
        ],
    )
    def test_only_of_a_ruling_that_stands(self, number: int | None, what: str) -> None:
        known = logged(suspend("6-9", "branch"), (annul("6-12"), 1))
        (only,) = told(make_campaign(), known, annul("6-15"), number)
        assert what in only
        assert only.startswith("number: ")

    def test_of_a_permission_on_which_a_long_congress_rests(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        known = logged(allow("6-3", "congress_days_max", 3), replan("6-4", "W", days=3))
        assert told(campaign, known, annul("6-5"), 1) != []
        assert told(campaign, known, annul("6-5"), 2) == []


WRONG: list[tuple[Ruling, str, str]] = [
    (suspend("6-9", "brunch"), "levels", "không có cấp «brunch» → Có phải ý là «branch»?"),
    (suspend("6-9", "district"), "levels", "không có cấp «district»"),
    (suspend("6-9", "branch", until="6-8", first="6-1"), "until", "đã được tổ chức lại từ 08/06/2020"),
    (replan("6-9", "X", "6-25"), "unit", "không có đơn vị «X»"),
    (replan("6-9", "w", "6-25"), "unit", "Có phải ý là «W»?"),
    (replan("6-9", "W.1", "6-25", activity="w_congress"), "activity", "không có việc «w_congress»"),
    (replan("6-9", "W.1", "6-25", activity="b_congres"), "activity", "Có phải ý là «b_congress»?"),
    (replan("6-9", "W", "6-8"), "start", "trước ngày quyết định có hiệu lực (09/06/2020)"),
    (replan("5-9", "W", "5-25"), "start", "trước ngày đợt bắt đầu (01/06/2020)"),
    (replan("6-9", "W", "6-13", activity="w_finalize"), "start", "là ngày nghỉ (cuối tuần)"),
    (replan("6-9", "W", "12-31", 9, "w_finalize"), "start", "kéo dài quá ngày cuối của lịch"),
    (replan("6-9", "W", days=500), "days", "dài hơn cả lịch"),
    (replan("6-9", "W.1", days=3, activity="b_approval"), "days", "là việc cấp trên duyệt"),
    (allow("6-9", "congress_day_max", 3), "rule", "Có phải ý là «congress_days_max»?"),
    (allow("6-9", "congress_days_max", 3, level="branch"), "rule", "không có «congress_days_max» cho cấp"),
    (allow("6-9", "congress_days_max", 3, unit="W.9"), "unit", "không có đơn vị «W.9»"),
    (allow("6-9", "congress_days_max", 3, level="wards"), "level", "không có cấp «wards»"),
    (allow("6-9", "congress_days_max", 3, unit="W.1", level="ward"), "level", "cả đơn vị «W.1» và cấp"),
    (allow("6-9", "congress_days_max", date(2020, 7, 1)), "value", "không đúng loại → ghi một số nguyên"),
    (allow("6-9", "window_end", 3), "value", "không đúng loại → ghi một ngày, như 30/06/2020"),
    (allow("6-9", "window_end", date(2031, 7, 1)), "value", "ngày 01/07/2031 nằm ngoài lịch"),
    (suspend("6-9", "branch", document_date=date(2020, 12, 2)), "document_date", "sau hôm nay (01/12/2020)"),
    (suspend("6-9", "branch", effective_date=date(2021, 3, 1)), "effective_date", "nằm ngoài lịch"),
    (resume("6-9", "branch", "6-12"), "levels", "cấp chi bộ không bị tạm hoãn"),
    (resume("6-9", "brunch", "6-12"), "levels", "không có cấp «brunch»"),
    (raw(RulingKind.SUSPEND, {"levels": "branch"}), "", "không đọc được «levels»"),
    (raw(RulingKind.SUSPEND, {"levels": ["branch"], "first": "27-3-2020"}), "", "không đọc được «first»"),
    (raw(RulingKind.SUSPEND, {}), "levels", "chưa nêu cấp nào"),
    (raw(RulingKind.SUSPEND, {"levels": ["branch"]}, unit="W.1"), "unit", "là của cả đợt"),
    (raw(RulingKind.REPLAN, {}), "start", "không nêu ngày mới"),
    (raw(RulingKind.REPLAN, {"start": 5}), "", "không đọc được «start»"),
    (raw(RulingKind.REPLAN, {"duration_days": True}), "", "không đọc được «duration_days»"),
    (raw(RulingKind.REPLAN, {"activity": ["x"], "duration_days": 1}), "", "không đọc được «activity»"),
    (raw(RulingKind.EXCEPT, {"rule": "congress_days_max", "value": [3]}), "", "không đọc được giá trị"),
    (raw(RulingKind.EXCEPT, {}), "rule", "chưa nêu quy định nào"),
]


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(("ruling", "field", "what"), WRONG)
    def test_is_refused_with_its_field(self, ruling: Ruling, field: str, what: str) -> None:
        campaign = make_plan({"congress_days_max.ward": 2, "window_end.ward": "6-30"})
        found = told(campaign, [], ruling)
        assert found
        assert found[0].startswith(f"{field}: ")
        assert what in found[0]

    def test_everything_is_told_at_once(self) -> None:
        campaign = make_plan({"congress_days_max.ward": 2})
        assert len(told(campaign, [], replan("6-9", "W", "6-8", 3))) == 2
        assert len(told(campaign, [], suspend("6-9", "brunch wart", first="1-1", until="6-9"))) == 3

    @pytest.mark.parametrize(
        "decided",
        [
            lambda: Suspend((), date(2020, 6, 1)),
            lambda: Suspend(("branch", "branch"), date(2020, 6, 1)),
            lambda: Suspend(("branch",), date(2020, 6, 1), date(2020, 6, 1)),
            lambda: Suspend(("branch",), date(2020, 6, 2), date(2020, 6, 1)),
            lambda: Resume((), date(2020, 6, 1)),
            lambda: Resume(("ward", "ward"), date(2020, 6, 1)),
            lambda: Replan("w_congress"),
            lambda: Replan("w_congress", None, 0),
            lambda: Except("", "ward", 3),
            lambda: Except("congress_days_max", "ward", -1),
        ],
    )
    def test_what_contradicts_itself_cannot_even_be_made(self, decided: Callable[[], object]) -> None:
        with pytest.raises(FaultyRuling):
            decided()

    @pytest.mark.parametrize("lacking", ["document_number", "body", "reason"])
    def test_no_ruling_without_a_document_and_a_reason(self, lacking: str) -> None:
        with pytest.raises(RulingError, match="thiếu"):
            suspend("6-9", "branch", **{lacking: " "})

    @pytest.mark.parametrize(
        ("first", "until", "fits"),
        [
            ("6-22", "7-1", True),  # one follows the other
            ("6-1", "6-9", True),
            ("6-21", "7-1", False),
            ("6-21", "", False),
            ("6-1", "6-10", False),
            ("6-1", "", False),
        ],
    )
    def test_two_suspensions_of_a_level_do_not_overlap(self, first: str, until: str, fits: bool) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"))
        found = told(make_campaign(), known, suspend("6-8", "ward branch", first=first, until=until))
        assert (found == []) is fits

    def test_a_congress_is_not_put_into_a_suspension(self) -> None:
        known = logged(suspend("6-9", "branch ward", until="6-22"))
        for start, fits in (("6-21", False), ("6-20", False), ("6-22", True)):
            assert (told(make_campaign(), known, replan("6-9", "W", start)) == []) is fits, start
        assert told(make_campaign(), known, replan("6-9", "W.1", "6-15", activity="b_draft")) == []

    def test_nor_may_its_last_day_reach_into_one(self) -> None:
        """Two days from Saturday 20 would end on Sunday 21, the first day of the suspension."""
        known = logged(suspend("6-9", "ward", first="6-21"))
        assert told(make_campaign(), known, replan("6-9", "W", "6-20")) != []
        assert told(make_campaign(), known, replan("6-9", "W", "6-19")) == []

    def test_a_suspension_is_ended_within_it(self) -> None:
        known = logged(suspend("6-9", "branch", until="6-22"))
        for first, fits in (("6-9", False), ("6-10", True), ("6-21", True), ("6-22", False), ("7-1", False)):
            assert (told(make_campaign(), known, resume("6-9", "branch", first)) == []) is fits, first

    def test_one_that_comes_to_be_known_late_must_leave_later_ones_standing(self) -> None:
        """The congress was put off to Thursday 25; only now a suspension from the 9th is found."""
        known = logged(replan("6-10", "W", "6-25"))
        (only,) = told(make_campaign(), known, suspend("6-9", "ward", until="6-29"))
        assert only == (
            ": có quyết định này thì quyết định số 1 (12-CV/TU, hiệu lực 10/06/2020) không còn khớp: "
            "ngày mới 25/06/2020 nằm trong thời gian tạm hoãn từ 09/06/2020 đến hết 28/06/2020 → "
            "sửa quyết định này, hoặc hủy quyết định ấy trước"
        )
        assert told(make_campaign(), known, suspend("6-9", "ward", until="6-25")) == []

    def test_it_must_fit_on_the_eve_of_an_annulment_too(self) -> None:
        """From Friday 12 on there is no suspension 1, but on the 10th there was, and 2 overlaps with it."""
        known = logged(suspend("6-9", "branch", until="6-22"), (annul("6-12"), 1))
        assert told(make_campaign(), known, suspend("6-10", "branch", until="6-24")) != []
        assert told(make_campaign(), known, suspend("6-12", "branch", until="6-24")) == []

    def test_what_was_wrong_before_is_not_held_against_a_new_one(self) -> None:
        """The configuration was changed since: unit W.1, of which ruling 1 speaks, is in it no more."""
        known = logged(replan("6-9", "W.1", "6-25"))
        campaign = make_campaign(units=("W", "W.2"))
        assert told(campaign, known, replan("6-9", "W.2", "6-25")) == []

    def test_a_unit_is_looked_for_on_the_day(self) -> None:
        """W.2 has been dissolved since: replanned before, not after."""
        gone = paper("6-15").ruling(RulingKind.DISSOLVE_UNIT, "W.2", {"successor": "W.1"})
        assert told(make_campaign(), logged(gone), replan("6-10", "W.2", "6-25")) == []
        (only,) = told(make_campaign(), logged(gone), replan("6-15", "W.2", "6-25"))
        assert only.startswith("unit: không có đơn vị «W.2»")


class TestWhomItIsAbout:
    def test_a_suspension_is_about_the_whole_campaign(self) -> None:
        assert concerned(make_campaign(), suspend("6-9", "branch")) == ["W"]

    def test_a_new_day_is_about_its_unit(self) -> None:
        assert concerned(make_campaign(), replan("6-9", "W.1", "6-25")) == ["W.1"]

    def test_an_annulment_is_about_what_it_annuls(self) -> None:
        merged = paper("6-9").ruling(RulingKind.MERGE_UNITS, "W.1", {"units": ["W.1", "W.2"]})
        assert concerned(make_campaign(), annul("6-10", "W.1"), merged) == ["W.1", "W.2"]

    def test_a_unit_that_there_is_not_takes_the_right_over_all(self) -> None:
        assert concerned(make_campaign(), replan("6-9", "W.9", "6-25")) == ["W"]


@pytest.mark.parametrize(
    ("ruling", "annuls", "words"),
    [
        (
            suspend("6-9", "branch ward"),
            None,
            "đại hội cấp chi bộ, phường từ 09/06/2020, chưa biết ngày tổ chức lại",
        ),
        (suspend("6-9", "ward", "6-22"), None, "đại hội cấp phường từ 09/06/2020, tổ chức lại từ 22/06/2020"),
        (resume("6-9", "ward", "6-22"), None, "đại hội cấp phường từ 22/06/2020"),
        (replan("6-9", "W.1", "6-25"), None, "«Việc b_congress» của W.1 Đơn vị W.1: bắt đầu 25/06/2020"),
        (replan("6-9", "W.1", "", 2, "b_draft"), None, "«Việc b_draft» của W.1 Đơn vị W.1: 2 ngày"),
        (replan("6-9", "W.9", "6-25", 2), None, "«đại hội» của W.9: bắt đầu 25/06/2020, 2 ngày"),
        (allow("6-9", "window_end", date(2020, 7, 1)), None, "«window_end» là 01/07/2020 cho W Đơn vị W"),
        (allow("6-9", "window_end", None, level="ward"), None, "«window_end» không áp dụng cho cấp phường"),
        (annul("6-9"), 17, "số 17"),
        (raw(RulingKind.SUSPEND, {"levels": 3}), None, "không đọc được «levels» của quyết định: «3»"),
    ],
)
def test_what_it_says_in_words(ruling: Ruling, annuls: int | None, words: str) -> None:
    assert content(make_campaign(), ruling, annuls).startswith(words)


@pytest.fixture(scope="module")
def hai_phong() -> Campaign:
    return load_campaign(find_config(CONFIG), "ngo_quyen_2020")


@pytest.fixture
def march_27(hai_phong: Campaign) -> list[RulingEvent]:
    document = Paper("1-CV/TU", date(2020, 3, 27), "Thành ủy", date(2020, 3, 27), "phòng, chống dịch")
    decided = Suspend(("grassroots", "district"), date(2020, 3, 27), date(2020, 5, 4))
    return logged(document.ruling(RulingKind.SUSPEND, hai_phong.root.code, decided.details()))


@pytest.fixture(scope="module")
def march_20(hai_phong: Campaign) -> list[Event]:
    """What was reported on 20 March: the congresses held by then, and what else was done."""
    files = [Path(name) for name in hai_phong.report_files if "2020-03-20" in name]
    said_then = [row.statement for file in files for row in read_file(file, hai_phong, TODAY).rows]
    return [
        Event(seq, MOMENT, "van-phong", 1, 1, None, statement, f"{seq:064x}")
        for seq, statement in enumerate(said_then, 1)
    ]


def _done_by_plan(campaign: Campaign, day: date) -> list[Statement]:
    """Everything but congresses that the plan has finished by a day."""
    plan = assess(campaign, Snapshot(campaign.code, campaign.start_date, 0, "", ()))
    expansion, over = plan.expansion, plan.expansion.table.day(day) + 1
    return [
        Statement(
            expansion.unit_code(n),
            expansion.template(n).code,
            EventKind.REPORT,
            day,
            actual_finish=expansion.table.date(int(plan.baseline.finish[n]) - 1),
            percent=100,
        )
        for n in np.flatnonzero((plan.baseline.finish <= over) & expansion.is_applicable).tolist()
        if expansion.template(n).kind is not ActivityKind.CONGRESS
    ]


class TestHaiPhong:
    """Congresses suspended from 27 March 2020 (S1): in the configuration, or ruled in due course."""

    def bare(self, configured: Campaign) -> Campaign:
        return replace(configured, suspensions=())

    @pytest.mark.parametrize("status_date", [date(2020, 3, 27), date(2020, 4, 10), date(2020, 5, 15)])
    def test_the_ruling_gives_the_same_schedules(
        self,
        hai_phong: Campaign,
        march_20: list[Event],
        march_27: list[RulingEvent],
        status_date: date,
    ) -> None:
        known = Snapshot(hai_phong.code, status_date, 0, "", march_20)
        by_file = assess(hai_phong, known)
        by_ruling = assess(self.bare(hai_phong), replace(known, rulings=march_27))
        for plan in ("baseline", "current"):
            for column in ("start", "finish", "late_start", "late_finish", "total_float_days"):
                one, other = (getattr(getattr(a, plan), column) for a in (by_file, by_ruling))
                np.testing.assert_array_equal(one, other)
        np.testing.assert_array_equal(by_file.state, by_ruling.state)

    def test_it_holds_congresses_up(self, hai_phong: Campaign, march_27: list[RulingEvent]) -> None:
        """Had everything gone by the plan until 20 March, congresses would have been held in April."""
        by_plan = snapshot("3-20", *_done_by_plan(self.bare(hai_phong), date(2020, 3, 20)))
        known = replace(by_plan, campaign_code=hai_phong.code, status_date=date(2020, 3, 27))
        without = assess(self.bare(hai_phong), known)
        found = assess(self.bare(hai_phong), replace(known, rulings=march_27))
        waiting = [n for n in found.expansion.congresses("grassroots") if not found.current.is_finished[n]]
        first = [a.expansion.table.date(int(a.current.start[waiting].min())) for a in (without, found)]
        assert first[0] < date(2020, 4, 30)
        assert first[1] == date(2020, 5, 4)

    def test_a_report_of_20_march_knows_nothing_of_it(
        self, hai_phong: Campaign, march_20: list[Event], march_27: list[RulingEvent]
    ) -> None:
        known = Snapshot(hai_phong.code, date(2020, 3, 20), 0, "", march_20)
        found = assess(self.bare(hai_phong), replace(known, rulings=march_27))
        never = assess(self.bare(hai_phong), known)
        assert found.campaign == never.campaign
        np.testing.assert_array_equal(found.current.start, never.current.start)

    def test_until_it_ended_nobody_knew_when(self, hai_phong: Campaign) -> None:
        """As it was: suspended without an end on 27 March, ended in late April, congresses from 4 May."""
        root, body = hai_phong.root.code, "Thành ủy"
        first = Paper("1-CV/TU", date(2020, 3, 27), body, date(2020, 3, 27), "phòng, chống dịch")
        last = Paper("2-CV/TU", date(2020, 4, 29), body, date(2020, 4, 29), "hết giãn cách")
        levels = ("grassroots", "district")
        known = logged(
            first.ruling(RulingKind.SUSPEND, root, Suspend(levels, date(2020, 3, 27)).details()),
            last.ruling(RulingKind.RESUME, root, Resume(levels, date(2020, 5, 4)).details()),
        )
        ends = {}
        for status_date in (date(2020, 3, 27), date(2020, 4, 10), date(2020, 4, 29)):
            now = ruled(self.bare(hai_phong), known, status_date)
            ends[status_date] = [pause.until for pause in now.suspensions]
        assert ends == {
            date(2020, 3, 27): [date(2020, 3, 30)],  # Friday; Monday
            date(2020, 4, 10): [date(2020, 4, 13)],
            date(2020, 4, 29): [date(2020, 5, 4)],
        }
