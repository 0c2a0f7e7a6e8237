"""The page of a campaign: every report, newest first; and the page that leads on."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from reports.website.campaign import campaign_page
from reports.website.markup import door
from reports.website.page import site_files
from reports.website.summary import Dated, dated
from tests.reports.site_samples import make_report, read

FEB_24, MAR_2 = date(2020, 2, 24), date(2020, 3, 2)
TOLD = json.loads(site_files(make_report())["muc-luc.json"])


def report(day: date, **changes: Any) -> Dated:
    found = dated(day, json.dumps({**TOLD, **changes}).encode())
    assert found.facts is not None
    return found


def test_dates_are_listed_newest_first_with_their_figures_and_links() -> None:
    found = read(campaign_page("c", [report(FEB_24, held=73, planned=95, difference=""), report(MAR_2)]))
    assert found.faults == []
    assert [t for t in found.values("a", "href") if "index" in t] == [
        "2020-03-02/index.html",
        "2020-03-02/index.html",
        "2020-02-24/index.html",
    ]
    assert "73/235 (31,06%) −22" in found.text
    assert "đã tổ chức từ 73 lên 121 trên 235" in found.text
    assert found.text.index("02/03/2020 121/235") < found.text.index("24/02/2020 73/235")


def test_the_order_in_which_reports_are_given_does_not_matter() -> None:
    first, second = report(FEB_24, held=73), report(MAR_2)
    assert campaign_page("c", [first, second]) == campaign_page("c", [second, first])


def test_one_report_has_no_curve_and_none_is_an_empty_list() -> None:
    assert "Tăng qua các báo cáo" not in read(campaign_page("c", [report(MAR_2)])).text
    assert read(campaign_page("cam_le_2020", [])).text.startswith("cam_le_2020")


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{", b"[]", b"null", json.dumps({**TOLD, "held": "121"}).encode(), b'{"held": 1}', b"\xff"],
)
def test_a_report_without_readable_facts_is_still_listed(content: bytes | None) -> None:
    found = read(campaign_page("c", [dated(FEB_24, content), report(MAR_2)]))
    assert "2020-02-24/bao-cao/" in found.values("a", "href")
    assert "24/02/2020 –" in found.text


def test_a_root_after_its_deadline_is_said_and_hostile_words_stay_words() -> None:
    found = read(
        campaign_page("c", [report(MAR_2, root_float_days=-15, difference="<script>", campaign_title="<b>")])
    )
    assert "28/07/2020 sau hạn 15 ngày" in found.text
    assert "<script>" in found.text
    assert "script" not in {tag for tag, _ in found.tags}


def test_the_door_leads_on_without_a_script() -> None:
    found = read(door("bao-cao/index.html", 'Đại hội "<x>"'))
    assert found.faults == []
    assert "0; url=bao-cao/index.html" in found.values("meta", "content")
    assert found.values("a", "href") == ["bao-cao/index.html"]
    assert "script" not in {tag for tag, _ in found.tags}
