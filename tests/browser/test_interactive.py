"""The interactive report as its readers use it: Cẩm Lệ on 2 March 2020 in a browser.

Counts are facts of the case (121 of 235 branches, 3 of 25 in Hòa Phát) or counted from the assessment.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.overview import overview
from daihoi.domain.states import ActivityState
from tests.browser.conftest import Show

CHOSEN = '.r[aria-selected="true"]'
OPEN_ROWS = "[...document.querySelectorAll('.r')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)"


def names(page: Any) -> list[str]:
    """The rows that are drawn, from the top."""
    return page.evaluate(f"{OPEN_ROWS}.map(r => r.querySelector('bdi').textContent)")  # type: ignore[no-any-return]  # from JavaScript


def cells(page: Any, name: str) -> list[str]:
    """The numbers of the row with this name: done, late, planned, expected, shifted, to spare."""
    row = page.locator(".r", has=page.locator("bdi", has_text=re.compile(f"^{name}$"))).first
    return [cell.strip() for cell in row.locator('[role="gridcell"]').all_text_contents()]


def press(page: Any, *keys: str) -> str:
    """The name of the row that is chosen after some keys."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.locator(f"{CHOSEN} bdi").text_content())


def search(page: Any, words: str) -> list[str]:
    page.fill("#q", words)
    page.keyboard.press("Enter")
    return names(page)


def test_the_headline_and_the_root_tell_the_case(cam_le_page: Show) -> None:
    page = cam_le_page()
    assert "Đã tổ chức 121/235 (51,49%) chi bộ" in page.text_content(".finding")
    assert cells(page, "Đảng bộ quận Cẩm Lệ")[0] == "121/235"
    assert cells(page, "Đảng bộ phường Hòa Phát")[0] == "3/25"
    assert page.text_content("#count") == "47/4.276 dòng"  # 281 units and 3,995 activities


def test_units_stand_as_in_the_overview_until_asked_for_the_list(
    cam_le_page: Show, cam_le: Assessment
) -> None:
    page, shown = cam_le_page(), overview(cam_le)
    assert names(page)[2:12] == [row.count.unit.name for row in shown.rows[:10]]
    page.select_option("#order", "")
    in_file_order = [unit.name for unit in cam_le.campaign.tree.children["CL"]]
    assert names(page)[2:12] == in_file_order[:10]


def test_filters_count_what_they_say(cam_le_page: Show, cam_le: Assessment) -> None:
    page = cam_le_page()
    shown = dict(
        page.locator("#chips button").evaluate_all(
            "all => all.map(b => [b.dataset.filter, b.lastChild.textContent])"
        )
    )
    state, current = cam_le.state, cam_le.current
    is_open = ~np.isin(state, [ActivityState.DONE, ActivityState.UNREPORTED, ActivityState.NOT_APPLICABLE])
    will_be_late = is_open & (current.total_float_days < 0) & (current.total_float_days < NO_DEADLINE)
    begun = cam_le.baseline.start <= cam_le.expansion.table.day(cam_le.status_date)
    assert shown == {
        "late": f"{int((will_be_late | (state == ActivityState.OVERDUE)).sum())}",
        "held": f"{int((begun & (state == ActivityState.NOT_YET_POSSIBLE)).sum())}",
        "mute": f"{int((state == ActivityState.UNREPORTED).sum()):,}".replace(",", "."),
        "gate": f"{int((state == ActivityState.WAITING_FOR_APPROVAL).sum())}",
    }


def test_a_filter_leaves_only_what_passes_and_the_way_to_it(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.click('[data-filter="gate"]')
    assert page.text_content("#count").startswith("33 việc")
    marks = page.locator(".r .n svg use").evaluate_all("all => all.map(u => u.getAttribute('href'))")
    assert set(marks) == {"#m4"}
    assert "Chi bộ khu dân cư 8" in names(page)
    page.click('[data-filter="gate"]')
    assert page.text_content("#count") == "47/4.276 dòng"


def test_filter_and_workstream_together(cam_le_page: Show) -> None:
    page = cam_le_page("#filter=late")
    every = int(page.text_content('[data-filter="late"] b'))
    page.select_option("#stream", label="Văn kiện")
    some = int(page.text_content('[data-filter="late"] b'))
    assert 0 < some < every
    assert page.text_content("#count").startswith(f"{some} việc")


def test_search_without_accents_in_any_form_or_by_code(cam_le_page: Show) -> None:
    page = cam_le_page()
    for words in ("khue trung", "KHUÊ TRUNG", "Khue\u0302 Trung", "cl.kt"):
        found = search(page, words)
        assert "Đảng bộ phường Khuê Trung" in found, words
        assert not [name for name in found if name.startswith("Đảng bộ phường Hòa")], words


def test_d_with_a_stroke_is_found_as_d(cam_le_page: Show) -> None:
    assert "Chi bộ Bưu điện quận" in search(cam_le_page(), "buu dien")


def test_nothing_found_says_so_and_offers_the_way_back(cam_le_page: Show) -> None:
    page = cam_le_page()
    for words in ("không có ở đây", "<script>", "[", "%", "\\"):
        assert search(page, words) == [], words
        assert page.is_visible("#none")
    page.click("#none button")
    assert len(names(page)) > 10


def test_keys_walk_the_tree(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.focus("#grid")
    assert press(page, "Home") == "Đảng bộ quận Cẩm Lệ"
    assert press(page, "ArrowDown", "ArrowDown") == "Đảng bộ phường Hòa Phát"
    assert press(page, "ArrowRight") == "Đảng bộ phường Hòa Phát"
    assert page.get_attribute(CHOSEN, "aria-expanded") == "true"
    assert press(page, "ArrowRight", "ArrowDown") == "Chi bộ khu dân cư 9"
    assert press(page, "ArrowLeft") == "Đảng bộ phường Hòa Phát"
    assert press(page, "ArrowLeft") == "Đảng bộ phường Hòa Phát"
    assert page.get_attribute(CHOSEN, "aria-expanded") == "false"
    assert press(page, "ArrowLeft") == "Đảng bộ quận Cẩm Lệ"
    assert press(page, "ArrowUp") == "Đảng bộ quận Cẩm Lệ"
    last = press(page, "End")
    assert last == press(page, "ArrowDown", "PageDown") != "Đảng bộ quận Cẩm Lệ"
    assert page.locator(CHOSEN).is_visible()


def test_slash_goes_to_the_search_and_enter_back_to_the_tree(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.focus("#grid")
    page.keyboard.press("/")
    page.keyboard.type("hoa xuan")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "grid"
    assert "Đảng bộ phường Hòa Xuân" in names(page)


def test_the_tree_is_a_treegrid_to_those_who_do_not_see_it(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.focus("#grid")
    press(page, "ArrowDown", "ArrowDown", "ArrowRight")
    facts = page.evaluate("""() => {
      const grid = document.querySelector('[role=treegrid]');
      const row = document.getElementById(grid.getAttribute('aria-activedescendant'));
      return {
        rows: +grid.ariaRowCount, focus: document.activeElement === grid,
        row: [row.role, row.ariaLevel, row.ariaRowIndex, row.ariaSelected],
        name: row.querySelector('[role=rowheader]').textContent,
        cells: row.querySelectorAll('[role=gridcell]').length,
        heads: grid.querySelectorAll('[role=columnheader]').length,
        chart: document.querySelector('.chart').getAttribute('aria-hidden')};
    }""")
    assert facts["rows"] > 48
    assert facts["focus"]
    assert facts["row"] == ["row", "2", "4", "true"]
    assert "Đảng bộ phường Hòa Phát" in facts["name"]
    assert facts["cells"] + 1 == facts["heads"] == 7
    assert facts["chart"] == "true"


def test_a_row_is_explained_and_leads_to_what_holds_it(cam_le_page: Show) -> None:
    page = cam_le_page("#unit=CL.HP.09&activity=branch_draft_report")
    told = page.text_content("#detail")
    assert "Đảng bộ quận Cẩm Lệ › Đảng bộ phường Hòa Phát › Chi bộ khu dân cư 9" in told
    assert "Chưa đến lượt" in told
    page.click("#detail dd button >> nth=0")
    assert page.text_content("#detail h2 bdi") == "Tiếp thu kế hoạch; chi ủy phân công"
    assert page.locator(f"{CHOSEN} bdi").text_content() == "Tiếp thu kế hoạch; chi ủy phân công"
    page.keyboard.press("Tab")
    page.click("#detail .x")
    assert not page.is_visible("#detail")


def test_arrows_are_drawn_for_the_chosen_row_only(cam_le_page: Show) -> None:
    page = cam_le_page("#unit=CL.HP.09")
    assert page.locator("#links .ar").count() == 0
    page = cam_le_page("#unit=CL.HP.09&activity=branch_draft_report")
    # From the plan, and to the feedback that follows.
    assert page.locator("#links .ar").count() == 2


def test_the_address_remembers_and_brings_back(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.click('[data-filter="late"]')
    page.focus("#grid")
    name = press(page, "ArrowDown", "ArrowDown")
    page.wait_for_url("**filter=late**")
    again = cam_le_page(page.evaluate("location.hash"))
    assert again.locator(f"{CHOSEN} bdi").text_content() == name
    assert again.get_attribute('[data-filter="late"]', "aria-pressed") == "true"


WRONG_ADDRESSES = (
    "#filter=constructor&stream=99",
    "#stream=x&filter=__proto__",
    "#%",
    "#unit=CL.HP&activity=<img src=x onerror=alert(1)>",
    "#only=CL.HP&unit=CL.KT",
    "#unit=&only=&q=&filter=",
    "#unit=KHONG.CO",
)


def test_wrong_addresses_break_nothing(cam_le_page: Show) -> None:
    page = cam_le_page(WRONG_ADDRESSES[-1])
    assert page.is_visible("#missing")
    for address in WRONG_ADDRESSES:
        page.evaluate(
            "to => new Promise(done => { addEventListener('hashchange', done, {once: true}); "
            "location.hash = to; })",
            address + "&x",
        )
        assert len(names(page)) >= 1, address
        assert page.is_visible("#missing") == ("KHONG" in address), address


def test_one_unit_alone_and_back(cam_le_page: Show) -> None:
    page = cam_le_page("#only=CL.HP")
    assert names(page)[0] == "Đảng bộ phường Hòa Phát"
    assert page.get_attribute(".r >> nth=0", "aria-level") == "1"
    page.click("#only button")
    assert names(page)[0] == "Đảng bộ quận Cẩm Lệ"


def test_only_what_the_window_shows_is_drawn(cam_le_page: Show) -> None:
    page = cam_le_page("#q=chi+bo")
    assert int(page.text_content("#count").split("/")[0]) > 250
    assert page.locator(".r").count() < 80
    page.evaluate("document.getElementById('wrap').scrollTop = 5000")
    page.locator('.r[aria-rowindex="200"]').wait_for()
    assert page.locator(".r").count() < 80
    assert names(page)[0] != "Đảng bộ quận Cẩm Lệ"


def test_the_status_date_and_the_days_off_are_drawn(cam_le_page: Show) -> None:
    page = cam_le_page()
    assert "02/03" in page.locator("#axis text").all_text_contents()
    day, *off = page.evaluate("""['.st', '.of'].flatMap(look => {
      const box = document.querySelector('.chart ' + look).getBBox();
      return look === '.st' ? [box.x] : [box.x, box.x + box.width];
    })""")
    assert off[0] < day < off[1]  # Tết before it, 30 April after it
    assert "Tết, ngày lễ" in page.text_content("#legend")


def test_on_paper_every_open_row_stands_once_and_nothing_is_cut(cam_le_page: Show) -> None:
    page = cam_le_page()
    page.locator(".r").first.click()  # opens the detail, which hides the legend on the screen
    page.emulate_media(media="print")
    assert page.is_visible("#legend")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".sheet .r").count() == 47
    wide = page.evaluate("""Math.max(...[...document.querySelectorAll('.sheet svg.chart')].map(
      s => s.getBoundingClientRect().right - s.parentNode.getBoundingClientRect().left))""")
    assert wide <= 1055  # the width of A4 in landscape, less margins, in CSS pixels
    assert page.is_visible("footer details p")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".sheet").count() == 0


def test_nothing_but_the_tree_scrolls_sideways(cam_le_page: Show) -> None:
    page = cam_le_page()
    for width, height in ((1366, 768), (390, 844), (820, 1180)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        assert page.evaluate("document.getElementById('wrap').clientHeight") > 300


def test_zoom_keeps_the_middle_and_fits_again(cam_le_page: Show) -> None:
    page = cam_le_page()
    width = "document.querySelector('.chart').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.click("#in")
    assert page.evaluate(width) == pytest.approx(before * 1.3, rel=0.01)
    page.click("#fit")
    assert page.evaluate(width) == pytest.approx(before, rel=0.01)
