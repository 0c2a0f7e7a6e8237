"""Tables and page about gates: what they say, and that nothing in them runs."""

from __future__ import annotations

import csv
import io
from datetime import date

from daihoi.domain.approvals import Gate, approvals
from daihoi.domain.results import Edition
from reports.gates import GATE_HEADINGS, REMINDER_HEADINGS, finding, gate_files, left
from tests.domain.campaigns import held, make_campaign
from tests.domain.gates import LADDER, approved, mended_draft, pictured

EDITION = Edition("thu", "Đợt <thử>", date(2020, 6, 16), 5, "ab" * 32)
PREPARED = (held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-5"), held("W.1", "b_submit", "6-8"))


def found(*more: object) -> list[Gate]:
    return approvals(pictured("6-16", *PREPARED, *more), LADDER)  # type: ignore[arg-type]  # statements


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_finding_counts_what_is_done_what_waits_and_what_is_late() -> None:
    told = finding(found(approved("6-10")), EDITION)
    assert told == "Đến hết ngày 16/06/2020: 1/2 (50,00%) cửa đã duyệt; 1 quá hạn."
    assert finding([], EDITION) == "Đến hết ngày 16/06/2020: không có cửa duyệt nào."


def test_days_left_are_said_in_words() -> None:
    assert [left(days) for days in (None, 3, 0, -2)] == ["", "còn 3 ngày", "đến hạn", "quá 2 ngày"]


def test_the_table_tells_every_gate() -> None:
    head, first, second, last = rows(gate_files(found(approved("6-10")), EDITION)["phe-duyet.csv"])
    assert tuple(head) == GATE_HEADINGS
    one, other = (dict(zip(head, row, strict=True)) for row in (first, second))
    assert (one["Trạng thái"], one["Ngày duyệt, trả lại"], one["Hạn"]) == ("đã duyệt", "10/06/2020", "")
    assert one["Vì sao"] == "5-TB/ĐU, duyệt ngày 10/06/2020"
    # Due on Thursday 11 June; Friday 12, Monday 15 and Tuesday 16 have gone by.
    assert (other["Hạn"], other["Còn (ngày làm việc)"]) == ("11/06/2020", "-3")
    assert other["Nhắc"] == "báo cấp trên: Đơn vị W"
    assert last == ["Số liệu đến hết ngày 16/06/2020; sổ ghi đến số 5"]


def test_a_reminder_has_a_key_of_unit_gate_step_and_due_day() -> None:
    head, first, last = rows(gate_files(found(approved("6-10")), EDITION)["nhac-viec.csv"])
    assert tuple(head) == REMINDER_HEADINGS
    told = dict(zip(head, first, strict=True))
    assert told["Khóa"] == "W.2/b_approval/to_superior/2020-06-11"
    assert (told["Báo cho (mã)"], told["Từ ngày"]) == ("W", "16/06/2020")
    assert last[0].startswith("Số liệu")


def test_the_page_shows_what_is_to_be_done_and_why() -> None:
    page = gate_files(found(approved("6-10"), mended_draft("6-8")), EDITION)["phe-duyet.html"].decode()
    assert "hồ sơ thay đổi sau khi duyệt: sự kiện số 5 (sửa «Việc b_draft»)" in page
    assert "Đợt &lt;thử&gt;" in page
    assert "<thử>" not in page
    assert "http" not in page


def test_the_same_gates_make_the_same_bytes() -> None:
    assert gate_files(found(), EDITION) == gate_files(found(), EDITION)


def test_nothing_to_do_is_said() -> None:
    nothing = gate_files([], EDITION)
    assert "Không có." in nothing["phe-duyet.html"].decode()
    assert len(rows(nothing["phe-duyet.csv"])) == 2


def test_no_cell_runs_as_a_formula() -> None:
    gates = approvals(pictured("6-16", *PREPARED, approved("6-10", "=1+1"), campaign=make_campaign()), LADDER)
    content = gate_files(gates, EDITION)["phe-duyet.csv"].decode("utf-8-sig")
    assert "'=1+1" in content
    assert ",=1+1" not in content
