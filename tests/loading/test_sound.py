"""What sound campaigns hold."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import expand
from daihoi.domain.structure import Certainty, LinkScope, LinkType
from daihoi.loading import ConfigDir, load_campaign

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def complete() -> Campaign:
    return load_campaign(ConfigDir(ROOT / "tests/data/config"), "complete")


@pytest.fixture(scope="module")
def cam_le() -> Campaign:
    return load_campaign(ConfigDir(ROOT / "config"), "cam_le_2020")


class TestComplete:
    def test_head(self, complete: Campaign) -> None:
        assert complete.code == "complete"
        assert (complete.plan_number, complete.plan_date) == ("12-KH/TU", date(2019, 11, 15))
        assert complete.start_date == date(2019, 11, 1)
        assert complete.delegates is not None
        assert complete.delegates.total == 340
        assert complete.assumptions == ("Đợt này là ví dụ, mọi số liệu đều là giả định.",)
        assert [Path(file).name for file in complete.report_files] == ["2020-03-02_chi_bo.csv"]

    def test_units(self, complete: Campaign) -> None:
        levels = Counter(unit.level for unit in complete.tree.units)
        assert levels == {"city": 1, "district": 2, "grassroots": 5, "branch": 8}
        without_branches = [
            u.code for u in complete.tree.of_level("grassroots") if not complete.tree.children[u.code]
        ]
        assert without_branches == ["TP.A.TR", "TP.B.TT"]
        assert complete.root.member_count == 60 + 24 + 9 + 30 + 7

    def test_unit_with_every_cell(self, complete: Campaign) -> None:
        unit = complete.tree.unit("TP.A.TR")
        assert (unit.name, unit.kind, unit.line) == ("Chi bộ Trường Trung học A", "school", 7)
        assert unit.is_direct_election
        assert not unit.is_pilot
        assert unit.planned_congress_date == date(2020, 5, 12)
        assert unit.basis.certainty is Certainty.ASSUMED
        assert complete.tree.unit("TP.A.CA").basis.source == "Ví dụ: bầu trực tiếp bí thư, có hai chi bộ"
        assert complete.tree.unit("TP.B.TT").planned_congress_date is None

    def test_every_way_of_waiting(self, complete: Campaign) -> None:
        links = [link for activity in complete.structure.activities() for link in activity.links]
        assert {link.type for link in links} == set(LinkType)
        assert {link.scope for link in links} == set(LinkScope)
        assert min(link.lag_days for link in links) == -1
        exempt = [link for link in links if link.pilots_exempt]
        assert [(link.predecessor, link.lag_days, link.lag_calendar) for link in exempt] == [
            ("grassroots_send_drafts", 3, "working")
        ]

    def test_steps_and_lines(self, complete: Campaign) -> None:
        branch = complete.structure.by_code["branch"]
        final = branch.activities[branch.position["branch_final_documents"]]
        assert (final.workstream, final.step, final.line) == ("documents", "finalizing", 45)
        assert (branch.congress.calendar, branch.congress.step) == ("everyday", "congress")

    def test_swapped_day_counts_and_the_day_it_pays_for_does_not(self, complete: Campaign) -> None:
        calendar = complete.working_calendar
        assert calendar.is_working_day(date(2020, 1, 18))
        assert not calendar.is_working_day(date(2020, 1, 22))
        assert complete.calendars["everyday"].is_working_day(date(2020, 1, 25))

    def test_pilots_wait_for_no_draft_so_the_network_has_no_circle(self, complete: Campaign) -> None:
        assert len(expand(complete).network) == 8 * 8 + 5 * 7 + 2 * 4 + 1 * 4


class TestCamLe:
    """The facts of the article of March 2020, counted by hand."""

    def test_branches(self, cam_le: Campaign) -> None:
        assert len(cam_le.tree.of_level("branch")) == 235
        assert cam_le.root.code == "CL"
        below = Counter(unit.kind for unit in cam_le.tree.children["CL.KT"])
        assert below == {"residential": 26, "administrative": 10}
        assert len(cam_le.tree.children["CL.QS"]) == 3

    def test_members_of_khue_trung(self, cam_le: Campaign) -> None:
        members = [unit.member_count for unit in cam_le.tree.children["CL.KT"]]
        assert cam_le.tree.unit("CL.KT").member_count == 993
        assert sum(count for count in members if count is not None) == 993
        assert None not in members

    def test_delegates_within_the_cap(self, cam_le: Campaign) -> None:
        cap = cam_le.rules.find("delegates_max", "district")
        assert cam_le.delegates is not None
        assert cap is not None
        assert (cam_le.delegates.total, cap.value) == (275, 300)

    def test_deadlines_keep_their_words(self, cam_le: Campaign) -> None:
        assert [(d.level or d.unit_code, d.words, d.last_day) for d in cam_le.deadlines] == [
            ("branch", "hoàn thành trong tháng 3-2020", date(2020, 3, 31)),
            ("grassroots", "hoàn thành trước ngày 10-6-2020", date(2020, 6, 9)),
            ("district", "vào cuối tháng 7-2020", date(2020, 7, 31)),
            ("CL.KT", "ngày 14 và 15-4", date(2020, 4, 15)),
        ]
        assert all(d.basis.certainty is Certainty.STATED for d in cam_le.deadlines)

    def test_pilots_and_direct_elections(self, cam_le: Campaign) -> None:
        units = cam_le.tree.units
        assert {unit.code for unit in units if unit.is_pilot} == {"CL.KT", "CL.TA"}
        assert {unit.code for unit in units if unit.is_direct_election} == {"CL.CA", "CL.DM"}
        assert cam_le.tree.unit("CL.KT").planned_congress_date == date(2020, 4, 14)

    def test_own_deadline_of_a_unit_goes_before_its_level_s(self, cam_le: Campaign) -> None:
        own, of_level = (cam_le.deadline_of(cam_le.tree.unit(code)) for code in ("CL.KT", "CL.QS"))
        assert own is not None
        assert of_level is not None
        assert (own.last_day, of_level.last_day) == (date(2020, 4, 15), date(2020, 6, 9))
