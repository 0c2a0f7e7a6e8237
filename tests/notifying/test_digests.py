"""Messages as an office reads them: what is in them, in which words, and that nobody else's matters are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daihoi.domain.notices import PublishedReport, Upkeep, due_notices
from daihoi.domain.notices_addressees import Addressee
from daihoi.domain.notices_rules import NoticeKind, Role
from daihoi.domain.units import UnitTree
from daihoi.loading.notice_posts import Delivery, Post
from daihoi.notifying import wording
from daihoi.notifying.digests import Composed, Content, compose
from daihoi.notifying.mailboxes import mailbox_of
from daihoi.notifying.rendering import html_of, text_of
from tests.domain.campaigns import held, make_district
from tests.domain.networks import day
from tests.notifying.told import OVERSEER, delivery, ground, late_district, only

PLANNED = tuple(held(ward, "w_plan", "6-2") for ward in ("D.A", "D.B", "D.C"))


def composed(posts: Delivery, status_date: str = "6-15", **more: object) -> Composed:
    grounds = replace(ground(late_district(status_date)), **more)  # type: ignore[arg-type]  # fields by name
    return compose(grounds, due_notices(grounds), posts)


def content_for(mailbox: str, found: Composed) -> Content:
    return next(digest.content for digest in found.digests if digest.mailbox.name == mailbox)


def test_a_ward_reads_what_is_late_how_long_and_who_waits() -> None:
    """By 3 June; up to Monday 15 June eight working days; both branches wait."""
    found = composed(delivery(D_A="a@x.vn"), rules=only(NoticeKind.OVERDUE))
    content = content_for("unit:D.A", found)
    assert content.subject == "1 việc quá hạn – chuẩn bị đại hội, ngày 15/06/2020"
    assert content.to == "Đơn vị D.A"
    assert content.known == "Số liệu đến hết ngày 15/06/2020; sổ ghi đến số 0."
    (section,) = content.sections
    assert section.title == "1 việc quá hạn"
    assert list(section.lines) == [
        "«Việc w_plan», hạn 03/06/2020, quá 8 ngày làm việc; 2 đơn vị khác đang chờ việc này."
    ]


def test_the_superior_reads_the_same_of_each_unit_below_it() -> None:
    found = composed(
        delivery(D="d@x.vn", D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn"), rules=only(NoticeKind.OVERDUE)
    )
    (line,) = content_for("unit:D", found).sections[0].lines
    assert line == "2 phường: «Việc w_plan», hạn 03/06/2020, quá 8 ngày làm việc (D.A, D.B)."


def test_the_same_thing_is_said_once_to_an_office_that_stands_in_for_another() -> None:
    """Without an address of its own D.A is told through D, which is told as its superior as well."""
    content = content_for("unit:D", composed(delivery(D="d@x.vn"), rules=only(NoticeKind.OVERDUE)))
    assert content.subject.startswith("3 việc quá hạn")
    assert sum(line.count("D.A") for line in content.sections[0].lines) == 1


def test_branches_without_mail_are_told_through_their_ward_never_through_another() -> None:
    grounds = ground(late_district("6-9", *PLANNED), only(NoticeKind.OVERDUE))
    found = compose(grounds, due_notices(grounds), delivery(D_A="a@x.vn", D_B="b@x.vn"))
    assert {(box.mailbox.name, n.unit.code) for box in found.digests for n in box.notices} == {
        ("unit:D.A", "D.A.1"), ("unit:D.A", "D.A.2"), ("unit:D.B", "D.B.1"),
    }  # fmt: skip
    assert "D.B" not in text_of(content_for("unit:D.A", found))


def test_where_nobody_in_the_line_has_an_address_nothing_is_sent_and_it_is_counted() -> None:
    found = composed(delivery(D_B="b@x.vn"), rules=only(NoticeKind.OVERDUE))
    assert [box.mailbox.name for box in found.digests] == ["unit:D.B"]
    assert {n.unit.code for n in found.unaddressed} >= {"D.A", "D.C"}


def test_who_oversees_gets_a_digest_of_the_units_in_charge_with_a_link() -> None:
    posts = replace(delivery(), link="http://may.noi-bo/dh", posts={"supervisor:to_1": Post("to1@x.vn")})
    report = PublishedReport(day("6-12"), 3)
    content = content_for("supervisor:to_1", composed(posts, supervisors=(OVERSEER,), report=report))
    assert content.to == "Tổ chỉ đạo số 1"
    assert content.link == "http://may.noi-bo/dh/thu/2020-06-12/index.html"
    (line,) = content.sections[0].lines
    assert line.startswith("Đơn vị D.A (D.A): «Việc w_plan», hạn 03/06/2020, quá 8 ngày làm việc; 2 đơn vị")


def test_a_long_list_is_told_in_brief_one_line_for_each_body_below() -> None:
    wards = [f"D.{letter}" for letter in "ABCDEFGHIJKLMN"]
    campaign_units = ("D", *wards, *(f"{ward}.{n}" for ward in wards[:2] for n in (1, 2)))
    assessment = late_district("6-9", *(held(w, "w_plan", "6-2") for w in wards[:2]), units=campaign_units)
    grounds = ground(assessment, only(NoticeKind.OVERDUE, NoticeKind.APPROVAL))
    lines = [
        line
        for section in content_for(
            "unit:D", compose(grounds, due_notices(grounds), delivery(D="d@x.vn"))
        ).sections
        for line in section.lines
    ]
    assert (
        "2 chi bộ thuộc Đơn vị D.A: «Việc b_draft», hạn 08/06/2020, quá 1 ngày làm việc (D.A.1, D.A.2)."
        in lines
    )
    assert len(lines) <= 2 * 14


def test_what_is_urgent_goes_by_itself_and_asks_for_no_report() -> None:
    posts = replace(delivery(), posts={"coordinator:D": Post("c@x.vn")})
    upkeep = Upkeep(2, day("6-15"), None, is_backup_known=True)
    found = composed(posts, upkeep=upkeep, report=PublishedReport(day("6-15"), 0))
    subjects = sorted(box.content.subject.partition(" – ")[0] for box in found.digests)
    assert subjects == ["Báo cáo tiến độ mới", "Chưa có bản sao lưu mới", "Sổ ghi có lỗi"]
    assert {box.content.asked for box in found.digests} == {""}
    keys = [box.message().key for box in found.digests]
    assert len(set(keys)) == 3
    assert "thu/2020-06-15/coordinator:D/digest" in keys


def test_without_an_address_of_its_own_the_coordinator_is_reached_at_the_root() -> None:
    tree, coordinator = make_district().tree, Addressee(Role.COORDINATOR, "D", "Nơi điều phối")
    assert mailbox_of(coordinator, tree, {"unit:D": Post("d@x.vn")}).name == "unit:D"  # type: ignore[union-attr]
    assert mailbox_of(coordinator, tree, {"unit:D.A": Post("a@x.vn")}) is None


@pytest.mark.parametrize(
    "addressee",
    [Addressee(Role.SUPERIOR, "", "Thành ủy"), Addressee(Role.SUPERVISOR, "to_1", "Tổ 1")],
    ids=["above the root", "who oversees"],
)
def test_nobody_stands_in_for_those_outside_the_tree(addressee: Addressee) -> None:
    assert mailbox_of(addressee, make_district().tree, {"unit:D": Post("d@x.vn")}) is None


def test_names_with_line_breaks_and_markup_stay_text_on_one_line() -> None:
    tree = make_district().tree
    bad = "Đảng bộ\r\nBcc: ai@khac.vn <script>alert(1)</script>\x00"
    units = tuple(replace(unit, name=bad) if unit.code == "D.A" else unit for unit in tree.units)
    grounds = ground(late_district(tree=UnitTree(units)), only(NoticeKind.OVERDUE))
    (digest,) = compose(grounds, due_notices(grounds), delivery(D_A="a@x.vn")).digests
    assert digest.content.to == "Đảng bộ Bcc: ai@khac.vn <script>alert(1)</script>"
    page = html_of(digest.content)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_text_and_page_say_the_same() -> None:
    content = content_for("unit:D.A", composed(delivery(D_A="a@x.vn")))
    text, page = text_of(content), html_of(content)
    for section in content.sections:
        for line in section.lines:
            assert f"- {line}\n" in text
            assert f"<li>{line}</li>" in page
    assert text.startswith("Kính gửi: Đơn vị D.A\n\nĐợt thử\nSố liệu đến hết ngày 15/06/2020")
    assert "http" not in page  # nothing that a mail program would fetch


def test_what_is_stored_is_what_was_made() -> None:
    content = content_for("unit:D.A", composed(delivery(D_A="a@x.vn")))
    assert text_of(Content.from_json(content.to_json())) == text_of(content)


@pytest.mark.parametrize(
    ("days", "words"), [(-7, "còn 7 ngày làm việc"), (0, "đến hạn hôm nay"), (3, "quá 3 ngày làm việc")]
)
def test_distances_are_told_in_working_days(days: int, words: str) -> None:
    grounds = ground(late_district("6-15"), only(NoticeKind.APPROVAL))
    notice = replace(due_notices(grounds)[0], days=days)
    assert words in wording.sentence(notice)
    assert "hồ sơ đang ở Đơn vị" in wording.sentence(notice)
