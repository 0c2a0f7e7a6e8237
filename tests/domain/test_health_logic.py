"""The network's own flaws: who waits for whom, loose ends, leads, long lags, empty hammocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daihoi.domain.campaign import Floor, OwnDuration
from daihoi.domain.health import Verdict
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import BRANCH, STATED, make_campaign, make_district
from tests.domain.healths import checked, counted, where
from tests.domain.networks import START

NETWORK = (
    "link_up",
    "link_down",
    "no_predecessor",
    "no_successor",
    "hammock_empty",
    "lead",
    "long_lag",
    "long_duration",
)


def ward(**changed: str) -> tuple[str, ...]:
    """The ward's template with single activities written anew; an empty text leaves one out."""
    usual = {
        "w_plan": "w_plan:2",
        "w_direct": "w_direct:2~?<w_plan,/b_congress:FF",
        "w_finalize": "w_finalize:3<w_direct",
        "w_congress": "w_congress:2*@everyday<w_finalize",
    }
    return tuple(text for text in {**usual, **changed}.values() if text)


def branch(**changed: str) -> tuple[str, ...]:
    """The branch's template, likewise."""
    usual = {spec.partition(":")[0]: spec for spec in BRANCH}
    return tuple(text for text in {**usual, **changed}.values() if text)


def test_a_sound_network_has_no_flaw() -> None:
    results = checked(make_campaign())
    assert {results[code].verdict for code in NETWORK} == {Verdict.PASSED}


def test_a_congress_that_nobody_above_waits_for_is_found_once_for_all_units() -> None:
    result = checked(make_campaign(ward=ward(w_direct="", w_finalize="w_finalize:3<w_plan")))["link_up"]
    assert counted(result) == (2, 2)
    assert where(result) == [("", "b_congress")]
    assert "cả 2 chi bộ" in result.found.findings[0].what


def test_waiting_for_what_follows_the_congress_below_is_waiting_too() -> None:
    campaign = make_campaign(ward=ward(w_direct="w_direct:2~?<w_plan,/b_report:FF"))
    assert checked(campaign)["link_up"].verdict is Verdict.PASSED


def test_an_activity_above_that_leads_nowhere_does_not_count_as_waiting() -> None:
    results = checked(make_campaign(ward=ward(w_finalize="w_finalize:3<w_plan")))
    assert counted(results["link_up"]) == (2, 2)
    assert where(results["no_successor"]) == [("W", "w_direct")]


def test_a_unit_that_waits_for_nothing_above_is_found() -> None:
    results = checked(make_campaign(branch=branch(b_draft="b_draft:3")))
    assert counted(results["link_down"]) == (2, 2)
    assert where(results["no_predecessor"]) == [("", "b_draft")]


def test_waiting_for_the_level_above_only_after_the_congress_is_not_enough() -> None:
    campaign = make_campaign(
        branch=branch(b_draft="b_draft:3", b_report="b_report:2<b_congress,^w_plan"),
    )
    assert counted(checked(campaign)["link_down"]) == (2, 2)


def test_the_first_activity_of_the_round_may_wait_for_nothing_but_no_second_one() -> None:
    result = checked(make_campaign(ward=(*ward(), "w_hall:2<w_plan:FF")))["no_predecessor"]
    assert where(result) == [("W", "w_hall")]  # an end that waits leaves the start open


@pytest.mark.parametrize("link", ["", ",b_hall:SS"])
def test_an_end_that_nobody_waits_for_is_loose(link: str) -> None:
    campaign = make_campaign(branch=(*branch(b_submit=f"b_submit:1<b_draft{link}"), "b_hall:2<b_draft"))
    result = checked(campaign)["no_successor"]
    assert where(result) == [("", "b_hall")]
    assert counted(result) == (1, 10)  # six activities of a branch, four of the ward


def test_what_follows_the_congress_may_end_the_chain() -> None:
    campaign = make_campaign(branch=(*branch(), "b_thanks:1<b_congress", "b_files:1<b_thanks"))
    assert checked(campaign)["no_successor"].verdict is Verdict.PASSED


def test_pilots_that_need_not_wait_leave_no_loose_end_above_them() -> None:
    """The ward sends a draft; its branches wait for it unless the ward goes ahead as a pilot."""
    sent = (*ward(), "w_send:1<w_plan")
    campaign = make_campaign(ward=sent, branch=branch(b_congress="b_congress:1*@everyday<b_approval,^w_send"))
    levels = campaign.structure.levels
    congress = levels[0].congress
    exempt = replace(congress, links=tuple(replace(link, pilots_exempt=True) for link in congress.links[1:]))
    changed = tuple(
        replace(exempt, links=(congress.links[0], *exempt.links)) if a is congress else a
        for a in levels[0].activities
    )
    structure = replace(campaign.structure, levels=(replace(levels[0], activities=changed), levels[1]))
    for is_pilot in (True, False):
        units = tuple(replace(u, is_pilot=is_pilot and u.code == "W") for u in campaign.tree.units)
        result = checked(replace(campaign, structure=structure, tree=UnitTree(units)))["no_successor"]
        assert result.verdict is Verdict.PASSED


def test_a_lead_is_found_with_its_days_and_what_it_waits_for() -> None:
    result = checked(make_campaign(branch=branch(b_submit="b_submit:1<b_draft-1")))["lead"]
    assert counted(result) == (1, 9)  # five links of a branch, four of the ward
    assert where(result) == [("", "b_submit")]
    assert "−1 ngày" in result.found.findings[0].what
    assert "Việc b_draft" in result.found.findings[0].what


@pytest.mark.parametrize(("lag", "found"), [(20, 0), (21, 1)])
def test_a_lag_is_long_beyond_the_limit(lag: int, found: int) -> None:
    result = checked(make_campaign(branch=branch(b_submit=f"b_submit:1<b_draft+{lag}")))["long_lag"]
    assert counted(result) == (found, 9)


def test_a_hammock_in_a_unit_without_children_holds_nothing() -> None:
    """D.C has no branches: with the activity kept for wards with branches there is no flaw."""
    assert counted(checked(make_district())["hammock_empty"]) == (0, 2)
    everywhere = ward(w_direct="w_direct:2~<w_plan,/b_congress:FF")
    result = checked(make_district(ward=everywhere))["hammock_empty"]
    assert counted(result) == (1, 3)
    assert "1/3: Đơn vị D.C" in result.found.findings[0].what
    assert "parents_only" in result.found.findings[0].remedy


@pytest.mark.parametrize(("days", "found"), [(44, 0), (45, 1)])
def test_work_is_long_beyond_the_limit(days: int, found: int) -> None:
    result = checked(make_campaign(branch=branch(b_draft=f"b_draft:{days}<^w_plan")))["long_duration"]
    assert counted(result) == (found, 8)  # the hammock is left out


def test_a_units_own_long_duration_is_named_with_the_unit() -> None:
    own = (OwnDuration("W.2", "b_draft", 50, STATED),)
    result = checked(make_campaign(durations=own))["long_duration"]
    assert where(result) == [("W.2", "b_draft")]
    assert counted(result) == (1, 9)


def test_waiting_for_a_level_outside_needs_a_date_that_stands_in_for_it() -> None:
    campaign = make_district(ward=ward(w_plan="w_plan:2<^d_plan", w_finalize="w_finalize:3<w_direct,^d_plan"))
    tree = UnitTree(
        tuple(
            replace(unit, parent_code="" if unit.code == "D.A" else unit.parent_code)
            for unit in campaign.tree.units
            if unit.code.startswith("D.A")
        )
    )
    alone = replace(campaign, tree=tree)
    result = checked(alone)["link_outside"]
    assert counted(result) == (1, 2)  # the first activity waits for the start of the campaign
    assert where(result) == [("D.A", "w_finalize")]
    assert "Việc d_plan" in result.found.findings[0].what
    floor = Floor("D.A", "w_finalize", START, "quận báo trước", STATED)
    assert checked(replace(alone, floors=(floor,)))["link_outside"].verdict is Verdict.PASSED
    assert checked(alone)["no_predecessor"].verdict is Verdict.PASSED
