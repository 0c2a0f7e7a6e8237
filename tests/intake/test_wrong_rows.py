"""Rows that must be refused, each with every message it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., Path]
Problems = Callable[[Path], list[str]]
HEAD = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Số văn bản,Lý do,Nguồn\n"
DATES = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"

ROWS = {
    "unknown unit": (
        "Q.A.1,branch_congress,,,1/3/2020",
        ["[cột «Mã đơn vị»]: không có đơn vị «Q.A.1» → Có phải ý là «Q.A.01», «Q.A», «Q.A.02»?"],
    ),
    "unit left out": (",branch_congress,,,1/3/2020", ["[cột «Mã đơn vị»]: để trống → ghi mã đơn vị"]),
    "a code with a Cyrillic letter": (
        "Q.А.01,branch_congress,,,1/3/2020",
        ["[cột «Mã đơn vị»]: mã «Q.А.01» có chữ ngoài ASCII → chép lại mã từ danh sách đơn vị"],
    ),
    "activity left out": ("Q.A.01,,,,1/3/2020", ["[cột «Việc»]: để trống → ghi mã hoặc tên việc"]),
    "activity of another level": (
        "Q.A.01,grassroots_congress,,,1/3/2020",
        [
            "[cột «Việc»]: việc «grassroots_congress» thuộc cấp «Đảng bộ cơ sở», đơn vị này ở cấp «Chi bộ»"
            " → Có phải ý là «branch_congress»?"
        ],
    ),
    "misspelt activity": (
        "Q.A.01,branch_congres,,,1/3/2020",
        [
            "[cột «Việc»]: cấp «Chi bộ» không có việc «branch_congres»"
            " → Có phải ý là «branch_congress», «branch_draft», «branch_meeting_2»?"
        ],
    ),
    "a name that two activities bear": (
        "Q.A.01,Họp trù bị,,,1/3/2020",
        [
            "[cột «Việc»]: cấp này có 2 việc tên «Họp trù bị» → ghi mã: branch_meeting_1, branch_meeting_2",
        ],
    ),
    "an activity for units with children only": (
        "Q.B,grassroots_direct,,,1/3/2020",
        ["[cột «Việc»]: «Q.B» không có đơn vị dưới nên không có việc «grassroots_direct» → bỏ dòng này"],
    ),
    "unknown kind": (
        "Q.A.01,branch_congress,xong,,1/3/2020",
        ["[cột «Loại»]: «xong» không hợp lệ → ghi một trong: «báo cáo», «sửa», «duyệt», «trả lại», «hủy»"],
    ),
    "a report closes a gate": (
        "Q.A.01,branch_approval,,,1/3/2020",
        [
            "[cột «Kết thúc»]: việc «Đảng ủy cơ sở duyệt» chỉ xong khi cấp trên duyệt"
            " → ghi Loại = duyệt và Số văn bản"
        ],
    ),
    "an approval of what is no gate": (
        "Q.A.01,branch_congress,duyệt,,1/3/2020,,,5-QĐ",
        ["[cột «Loại»]: việc «Đại hội chi bộ» không phải việc cấp trên duyệt → ghi Loại = báo cáo"],
    ),
    "an approval without document": (
        "Q.A.01,branch_approval,duyệt,,1/3/2020",
        ["[cột «Số văn bản»]: duyệt hoặc trả lại mà không có số văn bản → ghi Số văn bản"],
    ),
    "an approval without its day": (
        "Q.A.01,branch_approval,duyệt,,,,,5-QĐ",
        ["[cột «Kết thúc»]: duyệt mà không có ngày duyệt → ghi ngày duyệt ở cột Kết thúc"],
    ),
    "a correction closes a gate without document": (
        "Q.A.01,branch_approval,sửa,,1/3/2020,,,,nhầm ngày",
        ["[cột «Số văn bản»]: sửa ngày duyệt mà không có số văn bản → ghi Số văn bản"],
    ),
    "a correction without reason": (
        "Q.A.01,branch_congress,sửa,,1/3/2020",
        ["[cột «Lý do»]: dòng sửa không có lý do → ghi Lý do"],
    ),
    "nothing said": (
        "Q.A.01,branch_congress,,,,,1/3/2020",
        ["[cột «Tỷ lệ (%)»]: dòng không nêu gì → ghi Bắt đầu, Kết thúc hoặc Tỷ lệ (0 nếu chưa làm)"],
    ),
    "unfinished without its day": (
        "Q.A.01,branch_draft,,1/2/2020,,50",
        ["[cột «Số liệu đến ngày»]: để trống → việc chưa xong phải ghi Số liệu đến ngày"],
    ),
    "finished before it started": (
        "Q.A.01,branch_draft,,2/3/2020,1/3/2020",
        [
            "[cột «Kết thúc»]: kết thúc 01/03/2020 trước bắt đầu 02/03/2020"
            " → ghi ngày kết thúc từ ngày bắt đầu trở đi",
        ],
    ),
    "started after the day it is about": (
        "Q.A.01,branch_draft,,1/3/2020,,,20/2/2020",
        [
            "[cột «Bắt đầu»]: ngày 01/03/2020 sau ngày của số liệu 20/02/2020"
            " → chỉ ghi việc đã xảy ra đến ngày của số liệu"
        ],
    ),
    "finished after the day it is about": (
        "Q.A.01,branch_draft,,,1/3/2020,,20/2/2020",
        [
            "[cột «Kết thúc»]: kết thúc 01/03/2020 sau Số liệu đến ngày 20/02/2020"
            " → chỉ ghi việc đã xảy ra đến ngày của số liệu"
        ],
    ),
    "started and finished after the day it is about": (
        "Q.A.01,branch_draft,,28/2/2020,1/3/2020,,20/2/2020",
        [
            "[cột «Bắt đầu»]: bắt đầu 28/02/2020 sau Số liệu đến ngày 20/02/2020"
            " → chỉ ghi việc đã xảy ra đến ngày của số liệu",
            "[cột «Kết thúc»]: kết thúc 01/03/2020 sau Số liệu đến ngày 20/02/2020"
            " → chỉ ghi việc đã xảy ra đến ngày của số liệu",
        ],
    ),
    "only the first day after the day it is about": (
        "Q.A.01,branch_draft,,1/3/2020,1/2/2020,,20/2/2020",
        [
            "[cột «Bắt đầu»]: bắt đầu 01/03/2020 sau Số liệu đến ngày 20/02/2020"
            " → chỉ ghi việc đã xảy ra đến ngày của số liệu",
        ],
    ),
    "100 % and no finish": (
        "Q.A.01,branch_draft,,,,100,1/3/2020",
        ["[cột «Tỷ lệ (%)»]: tỷ lệ 100 mà không có ngày kết thúc → ghi ngày kết thúc"],
    ),
    "a finish and 60 %": (
        "Q.A.01,branch_draft,,,1/3/2020,60",
        [
            "[cột «Tỷ lệ (%)»]: đã kết thúc 01/03/2020 mà tỷ lệ là 60 → ghi tỷ lệ 100, hoặc bỏ ngày kết thúc",
        ],
    ),
    "120 %": (
        "Q.A.01,branch_draft,,,,120,1/3/2020",
        ["[cột «Tỷ lệ (%)»]: tỷ lệ 120 ngoài khoảng 0–100 → ghi số nguyên từ 0 đến 100"],
    ),
    "a half percent": (
        "Q.A.01,branch_draft,,,,0.5,1/3/2020",
        ["[cột «Tỷ lệ (%)»]: «0.5» không phải tỷ lệ → ghi số nguyên từ 0 đến 100"],
    ),
    "tomorrow": (
        "Q.A.01,branch_congress,,,3/3/2020",
        ["[cột «Kết thúc»]: ngày 03/03/2020 chưa đến → ghi ngày không sau 02/03/2020"],
    ),
    "a wrong century": (
        "Q.A.01,branch_congress,,,1/3/1920",
        ["[cột «Kết thúc»]: ngày 01/03/1920 quá sớm → ghi ngày từ 15/11/2017 trở đi"],
    ),
    "a ratio or a date": (
        "Q.A.01,branch_congress,,,3/3",
        ["[cột «Kết thúc»]: «3/3» không có năm → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"],
    ),
    "month first": (
        "Q.A.01,branch_congress,,,2/20/2020",
        [f"[cột «Kết thúc»]: «2/20/2020» không có trong lịch (ngày 2 tháng 20 năm 2020) → {DATES}"],
    ),
    "an invisible character": (
        "Q.A.01,branch_congress,,,1/3/2020,,,,,a\u200bb",
        ["[cột «Nguồn»]: có ký tự không in được U+200B → xóa ký tự này, viết trên một dòng"],
    ),
    "a broken character": (
        "Q.A.01,branch_congress,,,1/3/2020,,,,,Đ\ufffdng",
        ["[cột «Nguồn»]: có ký tự không in được U+FFFD → xóa ký tự này, viết trên một dòng"],
    ),
    "several at once": (
        "X,branch_congress,,1/2,,x,1/3/2020",
        [
            "[cột «Bắt đầu»]: «1/2» không có năm → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020",
            "[cột «Mã đơn vị»]: không có đơn vị «X» → Các mã có: Q, Q.A, Q.A.01, Q.A.02, Q.B.",
            "[cột «Tỷ lệ (%)»]: «x» không phải tỷ lệ → ghi số nguyên từ 0 đến 100",
        ],
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_row_names_its_cells(name: str, csv_file: Make, problems: Problems) -> None:
    row, expected = ROWS[name]
    cells = row.split(",")
    good = "Q.A.02,branch_congress,,,1/3/2020,,,,,\n"
    path = csv_file(HEAD + good + ",".join(cells + [""] * (10 - len(cells))) + "\n")
    assert problems(path) == sorted(f"t.csv:3 {message}" for message in expected)
