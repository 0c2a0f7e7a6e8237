"""Tables that must be refused as a whole, each with every message it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., Path]
Problems = Callable[[Path], list[str]]
HEAD = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Số văn bản,Lý do,Nguồn\n"

TABLES = {
    "empty": (b"", ["t.csv: tệp không có gì → ghi dòng tiêu đề và ít nhất một dòng số liệu"]),
    "header only": (HEAD, ["t.csv:1: chỉ có dòng tiêu đề → ghi ít nhất một dòng số liệu"]),
    "unknown column": (
        "Mã đơn vị,Việc,Kết thuc\nQ,x,1/3/2020\n",
        ["t.csv:1: không có cột «Kết thuc» → Có phải ý là «Kết thúc»?"],
    ),
    "no column for notes": (
        "Mã đơn vị,Việc,Ghi chú\nQ,x,y\n",
        [
            "t.csv:1: không có cột «Ghi chú» → Hiện có: «Kết thúc», «Tệp minh chứng», «Việc», «Căn cứ», "
            "«Ngày văn bản», «Loại», «Lý do», «Nguồn», … (còn 7)."
        ],
    ),
    "missing columns": (
        "Kết thúc\n1/3/2020\n",
        ["t.csv:1: thiếu cột «Mã đơn vị» → thêm cột này", "t.csv:1: thiếu cột «Việc» → thêm cột này"],
    ),
    "a column under two names": (
        "Mã đơn vị,Việc,unit_code\nQ,x,Q\n",
        ["t.csv:1: cột «Mã đơn vị» có hai lần → giữ lại một cột"],
    ),
    "the title of the table above its headings": (
        "DANH SÁCH CHI BỘ,,\nMã đơn vị,Việc,Kết thúc\nQ,x,1/3/2020\n",
        [
            "t.csv:1: dòng này chỉ có một ô «DANH SÁCH CHI BỘ», không phải dòng tiêu đề cột → bỏ tựa đề, "
            "để dòng tiêu đề cột đứng đầu bảng; nếu đây là tiêu đề cột thì ghi đủ cho mọi cột"
        ],
    ),
    "a short row": (
        "Mã đơn vị,Việc,Kết thúc\nQ,x\n",
        [
            "t.csv:2: dòng có 2 ô, tiêu đề có 3 → ghi đủ các ô; ô có dấu phân cách thì đặt trong ngoặc kép",
        ],
    ),
    "a cell without column": (
        "Mã đơn vị,Việc\nQ,x,thừa\n",
        [
            "t.csv:2 [ô thứ 3]: ô «thừa» không có tiêu đề cột → nếu trong ô có dấu phẩy "
            "thì đặt cả ô trong nháy kép; nếu không, ghi tiêu đề cột, hoặc bỏ ô này"
        ],
    ),
    "an unclosed quote": (
        'Mã đơn vị,Việc\nQ,x\n"Q,x\nQ,x\n',
        [
            "t.csv:3: dấu ngoặc kép không đóng, hoặc đứng sai chỗ (unexpected end of data)"
            " → đóng ngoặc kép của ô này"
        ],
    ),
    "another encoding": (
        "Mã đơn vị,Việc\nQ,x\nĐ".encode("utf-16"),
        ["t.csv:1: tệp không phải UTF-8 → trong Excel chọn lưu dạng «CSV UTF-8»"],
    ),
    "one broken letter": (
        "Mã đơn vị,Việc\nQ,".encode() + b"\xd0\n",
        ["t.csv:2: tệp không phải UTF-8 → trong Excel chọn lưu dạng «CSV UTF-8»"],
    ),
    "a zero byte": ("Mã đơn vị,Việc\nQ,x\0\n", ["t.csv:2: tệp có byte 0 → lưu lại dạng «CSV UTF-8»"]),
    "tabs": (
        "Mã đơn vị\tViệc\nQ\tx\n",
        ["t.csv:1: cột phân cách bằng dấu Tab → lưu lại với dấu phẩy hoặc chấm phẩy"],
    ),
    "two delimiters": (
        "Mã đơn vị,Việc;Loại\nQ,x;\n",
        ["t.csv:1: dòng tiêu đề có cả hai dấu phân cách → chỉ dùng dấu phẩy, hoặc chấm phẩy"],
    ),
    "a workbook with the wrong ending": (
        b"PK\x03\x04xxxx",
        ["t.csv: tệp Excel mang đuôi .csv → đổi lại đuôi tệp, hoặc lưu thành CSV UTF-8"],
    ),
    "the same activity twice": (
        "Mã đơn vị,Việc,Kết thúc\nQ.A.01,branch_congress,1/3/2020\nQ.A.01,Đại hội chi bộ,29/2/2020\n",
        [
            "t.csv:3 [cột «Kết thúc»]: «Q.A.01», việc «Đại hội chi bộ» đã có ở dòng 2"
            " → mỗi đơn vị và việc chỉ ghi một dòng"
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_wrong_table_says_why(name: str, csv_file: Make, problems: Problems) -> None:
    content, expected = TABLES[name]
    assert problems(csv_file(content)) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "t.xls",
            b"\xd0\xcf\x11\xe0",
            "đuôi tệp «.xls» không đọc được → lưu lại thành .xlsx hoặc .csv (UTF-8)",
        ),
        ("t.xlsm", b"PK\x03\x04", "đuôi tệp «.xlsm» không đọc được → lưu lại thành .xlsx hoặc .csv (UTF-8)"),
        (
            "t.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "tệp đặt mật khẩu, hoặc là .xls cũ đổi đuôi → bỏ mật khẩu và lưu lại thành .xlsx",
        ),
        ("t.xlsx", b"unit_code,activity", "không phải tệp Excel .xlsx → mở bằng Excel, lưu lại thành .xlsx"),
        (
            "t.xlsx",
            b"PK\x03\x04 cut off",
            "tệp Excel hỏng (File is not a zip file) → mở bằng Excel, lưu lại thành .xlsx mới",
        ),
        ("t.csv", b"x" * 20_000_001, "tệp nặng 20,0 MB, quá 20 MB → chia thành nhiều tệp"),
    ],
)
def test_another_format_is_refused(
    name: str, content: bytes, expected: str, csv_file: Make, problems: Problems
) -> None:
    assert problems(csv_file(content, name)) == [f"{name}: {expected}"]


def test_a_missing_file_is_named(tmp_path: Path, problems: Problems) -> None:
    assert problems(tmp_path / "x.csv") == ["x.csv: không có tệp này → kiểm tra đường dẫn"]


def test_a_file_called_nearly_so_is_offered(tmp_path: Path, problems: Problems) -> None:
    for name in ("bieu-11-7.xlsx", "bieu-28-7.xlsx", "bieu-11-07.txt", "ghi-chu.xlsx"):
        (tmp_path / name).touch()
    told = "không có tệp này → Có phải ý là «bieu-11-7.xlsx», «bieu-28-7.xlsx»?"
    assert problems(tmp_path / "bieu-11-07.xlsx") == [f"bieu-11-07.xlsx: {told}"]


def test_a_missing_file_of_a_missing_folder_is_named(tmp_path: Path, problems: Problems) -> None:
    assert problems(tmp_path / "nhan" / "x.csv") == ["x.csv: không có tệp này → kiểm tra đường dẫn"]
