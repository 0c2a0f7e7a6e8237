"""Names that would break a careless page: nothing executes, nothing breaks, nothing overflows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from daihoi.domain.units import UnitTree
from tests.browser.chromium import show
from tests.browser.conftest import written
from tests.domain.campaigns import assessed, held, make_campaign

NAMES = {
    "W": "<script>window.hit = 1</script>",
    "W.1": '</script><img src=x onerror="window.hit = 2"><b>',
    "W.2": "\"'`><svg/onload=window.hit=3>&amp;{{data}}${1}",
    "W.3": "\u202eôb ihC \u200fabc\u202a",
    "W.4": "Chi bộ " + "W" * 193,
    "W.5": "Chi bo\u0323\u0302 Thuye\u0302\u0300n",
    "W.6": "\u0000\u0007=HYPERLINK(1)\n\t  x",
}


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    campaign = make_campaign(units=tuple(NAMES))
    units = tuple(replace(unit, name=NAMES[unit.code]) for unit in campaign.tree.units)
    told = assessed(replace(campaign, tree=UnitTree(units)), "6-11", held("W.1", "b_congress", "6-11"))
    return show(browser, written(told, tmp_path_factory.mktemp("hostile")))


def shown(page: Any) -> list[str]:
    return page.locator(".r bdi").all_text_contents()  # type: ignore[no-any-return]  # from JavaScript


def test_nothing_executes_and_nothing_is_asked_for(page: Any) -> None:
    page.focus("#grid")
    for _ in NAMES:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.fill("#q", NAMES["W.1"])
    page.keyboard.press("Enter")
    page.fill("#q", "")
    page.keyboard.press("Enter")
    assert page.evaluate("window.hit") is None
    assert page.said == []
    assert page.locator("b, img, .r script").count() == page.locator("#chips b").count()


@pytest.mark.parametrize("code", ["W", "W.1", "W.2", "W.3", "W.4", "W.6"])
def test_a_name_is_shown_as_it_is(page: Any, code: str) -> None:
    assert NAMES[code] in shown(page)


def test_a_decomposed_name_is_composed_and_found_without_accents(page: Any) -> None:
    assert "Chi bộ Thuyền" in shown(page)
    page.fill("#q", "thuyen")
    page.keyboard.press("Enter")
    assert shown(page)[-1] == "Chi bộ Thuyền"
    page.fill("#q", "")
    page.keyboard.press("Enter")


def test_rows_keep_their_height_and_width(page: Any) -> None:
    boxes = page.evaluate(
        "[...document.querySelectorAll('.r')].map(r => [r.offsetHeight, r.scrollWidth - r.clientWidth])"
    )
    assert {tuple(box) for box in boxes} == {(26, 0)}
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_a_name_that_turns_the_writing_around_turns_only_itself(page: Any) -> None:
    row = page.locator(".r", has=page.locator("bdi", has_text="ihC"))
    name, number = row.locator(".n").bounding_box(), row.locator("[role=gridcell]").first.bounding_box()
    assert name["x"] < number["x"]
    assert page.evaluate("getComputedStyle(document.querySelector('.r bdi')).unicodeBidi") == "isolate"


def test_a_long_name_is_told_in_full(page: Any, tmp_path: Path) -> None:
    page.locator(".r", has=page.locator("bdi", has_text="WWWW")).click()
    assert page.text_content("#detail h2 bdi") == NAMES["W.4"]
    assert (
        page.evaluate(
            "document.getElementById('detail').scrollWidth - document.getElementById('detail').clientWidth"
        )
        <= 0
    )
