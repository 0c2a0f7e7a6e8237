"""The page of a report: what a leader reads first, what can be opened from it, what can never be in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from daihoi.domain.report_differences import Gain
from daihoi.domain.urgent_work import Urgency
from reports.website.captions import in_order, meaning_of
from reports.website.differences import difference_details, difference_headline
from reports.website.facts import Report, Since
from reports.website.gallery import size_of
from reports.website.page import site_files
from tests.reports.samples import EDITION, make_overview, make_pace, overview_row
from tests.reports.site_samples import FILES, Page, difference, gain, make_report, read, units, work

HOSTILE = [
    "<script>alert(1)</script>",
    "</table></main><img src=x onerror=alert(2)>",
    "\"><svg onload='alert(3)'>",
    "\u202eôb ihC\u202c \u200f",
    "Chi bộ " + "rất dài " * 25,
    "Chi bo\u0323\u0302 Tha\u0302\u0301ng",
    "=HYPERLINK(1)",
    "https://ví.dụ/&amp;",
]


def page(report: Report) -> Page:
    return read(site_files(report)["index.html"])


@pytest.fixture(scope="module")
def shown() -> Page:
    return page(make_report())


def test_the_finding_comes_first_and_in_one_sentence(shown: Page) -> None:
    """146 were planned by 2-3: 25 more than the 121 held."""
    assert "Đã tổ chức 121/235 (51,49%) chi bộ, thấp hơn kế hoạch 25. Chậm nhất: " in shown.text
    headings = [
        shown.content.index(f"<h2>{words}") for words in ("Các số", "Chậm ở", "Việc gấp", "Biểu", "Tải")
    ]
    assert [shown.content.index('class="finding"'), *headings] == sorted(
        [shown.content.index('class="finding"'), *headings]
    )


def test_key_figures_late_organisations_and_what_is_urgent_can_be_read(shown: Page) -> None:
    for words in (
        "82/196 (41,84%)",
        "Đảng bộ phường Hòa Phát 3/25 −8",
        "Quá hạn Tiếp thu kế hoạch 8 chi bộ của Đảng bộ phường Hòa Phát Chi ủy 27/02 −5 ngày",
        "Chờ duyệt Tiếp thu kế hoạch 5 chi bộ",
        "tên chi bộ và ngày của từng chi bộ",
    ):
        assert words in shown.text, words
    (mark,) = re.findall(r"Sổ ghi đến số (\d+ · [0-9a-f]{12})", shown.text)[:1]
    assert f"daihoi db anchor --check {mark.replace(' · ', ':')}" in shown.text


def test_tags_are_closed_and_headings_are_in_vietnamese(shown: Page) -> None:
    assert shown.faults == []
    assert dict(shown.tags)["html"] == {"lang": "vi"}


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(shown: Page) -> None:
    content = shown.content
    (policy,) = [v for v in shown.values("meta", "content") if v.startswith("default-src")]
    look = content[content.index("<style>") + 7 : content.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' file:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not {tag for tag, _ in shown.tags} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
    }
    assert [a for _, attributes in shown.tags for a in attributes if a.startswith("on") or a == "style"] == []
    targets = [*shown.values("a", "href"), *shown.values("img", "src")]
    assert [t for t in targets if re.match(r"\w+:|//|/", t)] == []
    assert "url(" not in look
    assert "@import" not in look


def test_every_link_to_a_file_leads_to_one(shown: Page) -> None:
    around = {"../viec-branch/viec.csv", "../../index.html", "../../2020-02-24/index.html"}
    known = {*FILES, "index.html", "muc-luc.json", "manifest.json", *around}
    targets = {unquote(t) for t in [*shown.values("a", "href"), *shown.values("img", "src")]}
    assert {t for t in targets if not t.startswith("#")} <= known
    ids = {str(attributes["id"]) for _, attributes in shown.tags if "id" in attributes}
    assert {t[1:] for t in targets if t.startswith("#")} <= ids


def test_charts_lead_to_their_sheets_and_say_their_size(shown: Page) -> None:
    assert shown.values("img", "src") == ["tong-quan.png", "gantt-CL.00.png", "gantt-CL.png"]
    assert shown.values("img", "width") == ["1753", "1753", "1240"]
    assert shown.values("img", "alt") == [
        "Tổng quan các đơn vị",
        "Đảng bộ phường Hòa Phát",
        "Đảng bộ quận Cẩm Lệ",
    ]
    place = shown.content.index('src="tong-quan.png"')
    assert 'href="tong-quan.pdf"' in shown.content[place - 60 : place]


def test_files_are_offered_with_their_sizes(shown: Page) -> None:
    assert "tuong-tac.html Trang tương tác: mọi đơn vị, mọi việc; tìm, lọc, in 1,9 MB" in shown.text
    assert "tong-quan.pdf Biểu đồ để in 2 KB" in shown.text
    assert "viec-gap.csv Việc quá hạn, sắp lỡ hạn, chờ duyệt: từng đơn vị 1 KB" in shown.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_only_ever_text(hostile: str) -> None:
    rows = [overview_row(0, hostile, 25, 3, 11), overview_row(1, "Đảng bộ B", 5, 0, 2)]
    who = units(hostile)[0]
    edition = replace(EDITION, campaign_title=hostile, assumptions=(hostile,))
    report = make_report(
        make_overview(rows, edition=edition),
        pace=make_pace(edition=edition, complete_units=[(hostile, 5)]),
        urgent=[
            work(Urgency.OVERDUE, above=who, unit=who, count=1, activity_name=hostile, responsible=hostile)
        ],
        since=Since(date(2020, 2, 24), 900, difference(behind=[who]), hostile),
    )
    plain, found = page(make_report()), page(report)
    assert found.faults == []
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in plain.tags}
    assert [a for _, attributes in found.tags for a in attributes if a.startswith("on")] == []
    assert json.loads(site_files(report)["muc-luc.json"])["campaign_title"] == hostile


def test_the_same_report_gives_the_same_bytes_and_changes_nothing_given() -> None:
    report = make_report()
    assert site_files(report) == site_files(make_report())
    assert report.files == FILES


def test_the_first_report_has_nothing_to_compare_with() -> None:
    found = page(make_report(since=None))
    assert "So với" not in found.text
    assert "2020-02-24" not in found.content


def test_a_report_that_cannot_be_compared_says_why() -> None:
    found = page(
        make_report(since=Since(date(2020, 2, 24), 900, None, "Sổ ghi khi đó không phải sổ ghi này."))
    )
    assert "Báo cáo 24/02/2020 . Sổ ghi khi đó không phải sổ ghi này." in found.text


@pytest.mark.parametrize(
    "report",
    [
        make_report(make_overview([]), urgent=[], files={}, worklists={}, since=None),
        make_report(make_overview([overview_row(0, "Một", 1, 0, 0)])),
        make_report(make_overview([overview_row(n, f"Đảng bộ {n}", 9, 0, 0) for n in range(75)])),
        make_report(urgent=[work(Urgency.WILL_MISS, last_day=None, float_days=None)] * 50),
    ],
    ids=["empty", "one unit", "75 units, nothing held", "50 urgent without deadline"],
)
def test_extremes_are_whole_pages(report: Report) -> None:
    found = page(report)
    assert found.faults == []
    assert len([tag for tag, _ in found.tags if tag == "tr"]) < 60


def test_all_done_is_said() -> None:
    rows = [replace(overview_row(n, f"Đảng bộ {n}", 5, 5, 5), congress_held=True) for n in range(3)]
    found = page(make_report(make_overview(rows, root_held=True), urgent=[]))
    assert "Mọi đơn vị đã đại hội xong." in found.text
    assert "Không có việc nào quá hạn" in found.text
    still_to_come = page(make_report(make_overview(rows), urgent=[]))
    assert "Mọi đơn vị trực thuộc đã đại hội xong." in still_to_come.text
    assert "đã đại hội xong" not in page(make_report(make_overview([]), urgent=[])).text


def test_the_difference_in_one_line() -> None:
    assert difference_headline(difference()) == "Từ 24/02: +48 chi bộ, không đơn vị nào chậm thêm"
    nothing = difference(levels=[gain("branch", Gain(235, 90, 90, 0, 0, 0))])
    level = nothing.levels[0].level.short_name
    assert difference_headline(nothing) == f"Từ 24/02: không thêm {level} nào, không đơn vị nào chậm thêm"
    found = difference(
        levels=[gain("branch", Gain(235, 90, 107, 14, 3, 0)), gain("ward", Gain(45, 0, 2, 2, 0, 0))],
        behind=units("A", "B", "C"),
        caught_up=units("D"),
    )
    short = found.levels[1].level.short_name
    said = f"Từ 24/02: +17 chi bộ, +2 {short}, 3 đơn vị chậm thêm, 1 đơn vị hết chậm"
    assert difference_headline(found).replace(found.levels[0].level.short_name, "chi bộ", 1) == said


def test_what_became_known_late_is_told_apart_from_what_happened() -> None:
    found = difference(
        levels=[
            gain("branch", Gain(235, 90, 106, 14, 3, 1), Gain(235, 0, 12, 12, 0, 0)),
            gain("ward", Gain(45, 0, 0, 0, 0, 0)),
        ],
        late=units("A", "B", "C", "D", "E"),
        restated=1200,
    )
    details = " ".join(difference_details(found))
    for words in (
        "90 → 106 trên 235; 14 mới tổ chức; 3 ",
        "do sửa số liệu cũ (đã tổ chức đến 24/02, nay mới ghi nhận); 1 ",
        "nay không tính.",
        "Đại hội của đơn vị nay dự kiến sau hạn: A, B, C và 2 đơn vị nữa.",
        "+12 được duyệt (12 trên 235).",
        "Việc quá hạn: 3 → 13.",
        "ngày 28/07/2020, sớm lên 23 ngày.",
        "vẫn ngày 28/07/2020.",
        "1.200 việc đến 24/02 nay được biết khác",
    ):
        assert words in details, words


def test_charts_have_one_order_and_unknown_ones_are_not_shown() -> None:
    given = ["gantt-B", "gantt-A", "ma-tran-gop-branch", "la", "lich-dai-hoi-2", "tong-quan"]
    assert in_order(given) == ["tong-quan", "ma-tran-gop-branch", "lich-dai-hoi-2", "gantt-B", "gantt-A"]
    assert meaning_of("la.bin") == ""


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "1 KB"), (1536, "2 KB"), (1048576, "1,0 MB"), (1300000, "1,2 MB")]
)
def test_sizes_read_as_people_write_them(size: int, shown: str) -> None:
    assert size_of(size) == shown
