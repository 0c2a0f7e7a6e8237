"""The network of the real campaign against counts by hand and an expander written again from the files."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.spans import Span
from daihoi.domain.structure import LinkType
from tests.domain.conftest import CONFIG
from tests.domain.networks import after

LEVELS = ("branch", "grassroots", "district", "city")
BASELINE = Path(__file__).parent / "answers" / "cam_le_baseline.csv"
Row = dict[str, str]
LinkRow = tuple[str, str, str, str, str, int, str]


@pytest.fixture(scope="module")
def expansion(cam_le: Campaign) -> Expansion:
    return expand(cam_le)


@pytest.fixture(scope="module")
def baseline(expansion: Expansion) -> Schedule:
    return schedule(expansion.network, expansion.table, expansion.deadline)


@pytest.fixture(scope="module")
def templates() -> dict[str, list[dict[str, Any]]]:
    folder = CONFIG / "structures" / "four_level_2020"
    return {
        level: yaml.safe_load((folder / f"{level}.yaml").read_text(encoding="utf-8"))["activities"]
        for level in LEVELS
    }


@pytest.fixture(scope="module")
def units() -> list[Row]:
    path = CONFIG / "campaigns" / "cam_le_2020" / "units.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class NaiveExpander:
    """Unit by unit, activity by activity, link by link."""

    def __init__(self, units: list[Row], templates: dict[str, list[dict[str, Any]]]) -> None:
        self.units, self.templates = {u["unit_code"]: u for u in units}, templates
        self.calendar_of = {a["code"]: a["calendar"] for level in LEVELS for a in templates[level]}

    def links(self) -> Counter[LinkRow]:
        found: Counter[LinkRow] = Counter()
        for unit in self.units.values():
            for activity in self.templates[unit["level"]]:
                for link in activity["links"]:
                    for other in self._others(unit, link):
                        if not (link.get("pilots_exempt") and self._goes_ahead(unit)):
                            found[self._row(other, link, unit, activity)] += 1
        return found

    def _others(self, unit: Row, link: dict[str, Any]) -> list[Row]:
        children = [u for u in self.units.values() if u["parent_code"] == unit["unit_code"]]
        return {
            "self": [unit],
            "parent": [self.units[unit["parent_code"]]] if unit["parent_code"] else [],
            "children": children,
            "pilot_children": [child for child in children if child["is_pilot"]],
        }[link.get("scope", "self")]

    def _goes_ahead(self, unit: Row) -> bool:
        above = self.units.get(unit["parent_code"])
        return bool(unit["is_pilot"] or (above and above["is_pilot"]))

    def _row(self, other: Row, link: dict[str, Any], unit: Row, activity: dict[str, Any]) -> LinkRow:
        counted_on = link.get("lag_calendar", self.calendar_of[activity["code"]])
        return (
            other["unit_code"],
            link["after"],
            unit["unit_code"],
            activity["code"],
            link.get("type", "FS"),
            link.get("lag_days", 0),
            counted_on,
        )


def _links(expansion: Expansion) -> Counter[LinkRow]:
    links, names = expansion.network.links, expansion.table.codes
    return Counter(
        (
            expansion.unit_code(p),
            expansion.template(p).code,
            expansion.unit_code(s),
            expansion.template(s).code,
            LinkType(t).name,
            lag,
            names[c],
        )
        for p, s, t, lag, c in zip(
            *(
                column.tolist()
                for column in (
                    links.predecessor,
                    links.successor,
                    links.type,
                    links.lag_days,
                    links.calendar,
                )
            ),
            strict=True,
        )
    )


def _into(links: Counter[LinkRow], level: str, campaign: Campaign) -> int:
    return sum(n for row, n in links.items() if campaign.tree.by_code[row[2]].level == level)


def test_activities_per_level(expansion: Expansion) -> None:
    sizes = {level: (block.units.size, block.width) for level, block in expansion.blocks.items()}
    assert sizes == {"branch": (235, 14), "grassroots": (45, 17), "district": (1, 18)}
    assert len(expansion.network) == 3290 + 765 + 18


def test_links_per_level(expansion: Expansion, cam_le: Campaign) -> None:
    links = _links(expansion)
    # 16 inside the unit, 2 from above, and the draft for all but the 36 of the pilot ward
    assert _into(links, "branch", cam_le) == 235 * 18 + 199
    # 20 inside, 2 from above, the draft for all but 2 pilots, and one from each branch
    assert _into(links, "grassroots", cam_le) == 45 * 22 + 43 + 235
    # 24 inside; feedback and direction wait for all 45, the pilot round for 2
    assert _into(links, "district", cam_le) == 24 + 45 + 45 + 2
    assert len(expansion.network.links) == 4429 + 1268 + 116


def test_every_link_is_the_one_written_in_the_files(
    expansion: Expansion, units: list[Row], templates: dict[str, list[dict[str, Any]]]
) -> None:
    assert _links(expansion) == NaiveExpander(units, templates).links()


def test_links_to_the_city_are_external(expansion: Expansion) -> None:
    assert [(activity, link.predecessor) for activity, link in expansion.external_links] == [
        ("district_plan", "city_dissemination"),
        ("district_congress", "city_send_draft_down"),
    ]


def test_pilots_and_units_below_them_do_not_wait_for_the_draft_from_above(expansion: Expansion) -> None:
    links = _links(expansion)
    waiting = {row[2] for row in links if row[1].endswith("_send_draft_down") and row[0] != row[2]}
    assert {"CL.KT", "CL.TA", "CL.KT.01", "CL.KT.36"}.isdisjoint(waiting)
    assert {"CL.HTD", "CL.QS", "CL.HTD.01"} <= waiting


def test_grassroots_units_without_branches_lack_three_activities(expansion: Expansion) -> None:
    missing = np.flatnonzero(~expansion.is_applicable)
    assert missing.size == 3 * 26
    assert {expansion.template(int(n)).code for n in missing} == {
        "grassroots_allocate_delegates",
        "grassroots_send_draft_down",
        "grassroots_direct_branches",
    }
    assert "CL.KT" not in {expansion.unit_code(int(n)) for n in missing}


def test_what_a_unit_lacks_passes_its_predecessors_through(expansion: Expansion, baseline: Schedule) -> None:
    """The court's feedback waits for its own draft, in spite of the missing steps between."""
    draft = expansion.number("CL.TA", "grassroots_draft_documents")
    feedback = expansion.number("CL.TA", "grassroots_collect_feedback")
    assert _span(expansion, baseline, draft).last_day == date(2020, 2, 4)
    assert _span(expansion, baseline, feedback) == Span(date(2020, 2, 5), date(2020, 2, 15))


def test_deadlines_lie_on_congresses_only(expansion: Expansion) -> None:
    found: Counter[date] = Counter()
    for number in np.flatnonzero(expansion.deadline < 2**30).tolist():
        assert expansion.template(number).code.endswith("_congress")
        found[expansion.table.date(expansion.deadline[number] - 1)] += 1
    assert found == {
        date(2020, 3, 31): 235,
        date(2020, 6, 9): 44,
        date(2020, 4, 15): 1,
        date(2020, 7, 31): 1,
    }


def test_numbers_and_names(expansion: Expansion) -> None:
    number = expansion.number("CL.KT", "grassroots_congress")
    assert expansion.unit_code(number) == "CL.KT"
    assert expansion.template(number).code == "grassroots_congress"
    assert expansion.name(number) == "Đại hội đảng bộ, chi bộ cơ sở (Đảng bộ phường Khuê Trung)"
    assert number in expansion.numbers("CL.KT")
    assert number in expansion.congresses("grassroots")
    assert len(expansion.numbers("CL.KT.01")) == 14


def _span(expansion: Expansion, plan: Schedule, number: int) -> Span:
    return Span(expansion.table.date(plan.start[number]), expansion.table.date(plan.finish[number]))


def _facts() -> list[Row]:
    with BASELINE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("fact", _facts(), ids=lambda fact: f"{fact['unit_code']} {fact['activity']}")
def test_frozen_plan_of_the_district_and_the_pilot_ward(
    expansion: Expansion, baseline: Schedule, fact: Row
) -> None:
    number = expansion.number(fact["unit_code"], fact["activity"])
    planned = Span(date.fromisoformat(fact["start"]), after(date.fromisoformat(fact["finish"]), 1))
    assert _span(expansion, baseline, number) == planned


def test_every_activity_of_the_two_units_has_its_fact(expansion: Expansion) -> None:
    facts = {(fact["unit_code"], fact["activity"]) for fact in _facts()}
    own = {(u, expansion.template(n).code) for u in ("CL", "CL.KT") for n in expansion.numbers(u)}
    assert facts == own
