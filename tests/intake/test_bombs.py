"""Hostile workbooks: refused in words, by a process that goes on living."""

from __future__ import annotations

import io
import random
import re
import resource
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from daihoi.domain.campaign import Campaign
from daihoi.errors import InputErrors
from daihoi.intake.excel import sandbox
from daihoi.intake.excel.faults import WorkbookFault
from daihoi.intake.excel.gate import open_package
from daihoi.intake.tables import read_table

Problems = Callable[[Path], list[str]]
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
BROKEN = "mở bằng Excel, lưu lại thành .xlsx mới"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def good() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Báo cáo")
        sheet.write_row(0, 0, ["Mã đơn vị", "Việc", "Kết thúc"])
        sheet.write_row(1, 0, ["Q.A.01", "branch_congress", "28/02/2020"])
    return content.getvalue()


def rebuilt(good: bytes, changed: Mapping[str, bytes], **more: bytes) -> bytes:
    """The workbook with other contents in some parts, and parts added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            new.writestr(part, changed.get(part, old.read(part)))
        for name, text in changed.items():
            if name not in old.namelist():
                new.writestr(name, text)
    return content.getvalue()


def part_of(good: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        return package.read(name)


def with_rows(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'
    return f'{head}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'.encode()


def outside() -> bytes:
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return f'{head}<sst xmlns="{MAIN}"><si><t>&f;</t></si></sst>'.encode()


PARTS: dict[str, tuple[dict[str, bytes], str]] = {
    "entities within entities": ({STRINGS: laughs()}, f"tệp Excel hỏng (DOCTYPE) → {BROKEN}"),
    "an entity from another file": ({STRINGS: outside()}, f"tệp Excel hỏng (DOCTYPE) → {BROKEN}"),
    "a document type after a long comment": (
        {SHEET: b"<!--" + b" " * 200_000 + b"-->" + laughs()[21:]},
        f"tệp Excel hỏng (DOCTYPE) → {BROKEN}",
    ),
    "a document type in UTF-16": (
        {STRINGS: laughs().decode().encode("utf-16")},
        f"tệp Excel hỏng (XML không ở bảng mã UTF-8) → {BROKEN}",
    ),
    "a far cell": (
        {SHEET: with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')},
        "trang tính «Báo cáo» trải rộng 1048576 dòng × 16384 cột → xóa các ô thừa ở xa bảng rồi lưu lại",
    ),
    "an address that is none": (
        {SHEET: with_rows('<row r="1"><c r="AAAA1"><v>1</v></c></row>')},
        f"tệp Excel hỏng (ô 'AAAA1') → {BROKEN}",
    ),
    "a negative row": (
        {SHEET: with_rows('<row r="-5"><c><v>1</v></c></row>')},
        f"tệp Excel hỏng (số dòng hoặc cột '-5') → {BROKEN}",
    ),
    "XML that stops": (
        {SHEET: with_rows("")[:-20]},
        "tệp Excel hỏng (unclosed token: line 1, column 88) → " + BROKEN,
    ),
    "no sheet at all": (
        {"xl/_rels/workbook.xml.rels": b"<Relationships/>"},
        "tệp Excel hỏng (trang tính 'Báo cáo'",
    ),
    "a file within the file": (
        {"xl/embeddings/x.bin": b"PK\x03\x04"},
        "có tệp khác nhúng trong tệp này → xóa đối tượng nhúng rồi lưu lại",
    ),
    "a workbook within the workbook": (
        {"xl/media/x.xlsx": b"PK\x03\x04"},
        "có tệp khác nhúng trong tệp này → xóa đối tượng nhúng rồi lưu lại",
    ),
    "a name that climbs out": ({"xl/../../x.xml": b"<x/>"}, f"tệp Excel hỏng (tên phần sai) → {BROKEN}"),
    "an absolute name": ({"/etc/passwd": b"x"}, f"tệp Excel hỏng (tên phần sai) → {BROKEN}"),
    "two parts of one name": ({SHEET.upper(): b"<x/>"}, f"tệp Excel hỏng (hai phần cùng tên) → {BROKEN}"),
    "a thousand parts": (
        {f"xl/media/{n}.png": b"" for n in range(1_000)},
        "phần, quá 1000 → chép bảng sang tệp Excel mới rồi lưu",
    ),
    "parts that pack a thousandfold": (
        {"xl/media/x.png": b"\0" * 30_000_000},
        "lần, quá 200 lần → chép bảng sang tệp Excel mới rồi lưu",
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_hostile_part_is_refused(name: str, good: bytes, tmp_path: Path, problems: Problems) -> None:
    changed, expected = PARTS[name]
    (tmp_path / "t.xlsx").write_bytes(rebuilt(good, changed))
    (message,) = problems(tmp_path / "t.xlsx")
    assert message.startswith("t.xlsx: ")
    assert expected in message


def test_an_encrypted_part_is_refused(good: bytes) -> None:
    marked = bytearray(good)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.index(sign)
        marked[place + at] |= 1
    with pytest.raises(WorkbookFault, match="đặt mật khẩu"):
        open_package(io.BytesIO(bytes(marked)))


def test_a_size_that_is_not_true_is_refused(good: bytes) -> None:
    swollen = rebuilt(good, {"xl/media/x.png": bytes(range(256)) * 4_000})
    lying = bytearray(swollen)
    place = lying.rindex(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 100)
    with pytest.raises(WorkbookFault, match="tệp Excel hỏng"):
        open_package(io.BytesIO(bytes(lying)))


def test_a_million_rows_are_refused_within_the_memory_of_few(
    good: bytes, tmp_path: Path, problems: Problems
) -> None:
    some = "".join(f"<row><c><v>{n * 7919 % 99991}</v></c></row>" for n in range(5_000))
    (tmp_path / "t.xlsx").write_bytes(rebuilt(good, {SHEET: with_rows(some * 200)}))
    assert problems(tmp_path / "t.xlsx") == [
        "t.xlsx: trang tính «Báo cáo» có hơn 100.000 dòng → chia thành nhiều tệp"
    ]


def most_of_a_child() -> int:
    """Bytes of memory that the largest child of this process needed so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def test_a_workbook_that_needs_more_than_a_gigabyte_ends_the_child_only(
    good: bytes, tmp_path: Path, problems: Problems
) -> None:
    """A few kilobytes, legal in every part: one long text that sixty thousand cells refer to."""
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_001))
    (tmp_path / "t.xlsx").write_bytes(rebuilt(good, {STRINGS: text, SHEET: with_rows(rows)}))
    before = most_of_a_child()  # children of other tests of this process may have needed more
    assert problems(tmp_path / "t.xlsx") == [
        "t.xlsx: đọc tệp cần quá 1 GB bộ nhớ → chép bảng sang tệp Excel mới rồi lưu"
    ]
    assert most_of_a_child() <= max(before, 1 << 30)


def test_text_of_many_megabytes_is_refused(good: bytes, tmp_path: Path, problems: Problems) -> None:
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_001))
    (tmp_path / "t.xlsx").write_bytes(rebuilt(good, {STRINGS: text, SHEET: with_rows(rows)}))
    assert problems(tmp_path / "t.xlsx") == ["t.xlsx: các ô có 32 triệu chữ → chia thành nhiều tệp"]


def test_the_child_inherits_nothing_but_the_places_of_modules(
    good: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A start-up hook in the environment or in the current folder is not run."""
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('hook')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "sitecustomize.py"))
    monkeypatch.chdir(tmp_path)
    (sheet,) = sandbox.read_workbook(good)
    assert sheet["lines"][1] == ["Q.A.01", "branch_congress", "28/02/2020"]


def outcome(path: Path) -> str:
    try:
        read_table(path)
    except InputErrors as error:
        return str(error)
    return "read"


def test_no_damage_to_the_bytes_does_more_than_a_refusal(good: bytes, tmp_path: Path) -> None:
    chance = random.Random(20200302)
    outcomes = []
    for turn in range(8):
        damaged = bytearray(good)
        for _ in range(1 + turn):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / "t.xlsx"
        path.write_bytes(bytes(damaged[: len(damaged) - 97 * (turn % 3)]))
        outcomes.append(outcome(path))
    assert all(said == "read" or re.search(r"t\.xlsx.* → ", said) for said in outcomes)
    assert len(set(outcomes)) > 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Q,x\n" * 200_002, "tệp có hơn 200 nghìn dòng → chia thành nhiều tệp"),
        (
            'Mã đơn vị,Việc\n"Q,x\n'.encode() + b"Q,x\n" * 5_000 + b'"\n',
            "t.csv:2: một ô dài 20004 chữ: có thể ngoặc kép mở ở đây mà đóng nhầm chỗ",
        ),
        ("Mã đơn vị,Việc\nQ,Đại hội\n".encode("cp1258", "replace"), "tệp không phải UTF-8"),
    ],
    ids=["rows", "a quote that swallows rows", "Windows-1258"],
)
def test_a_hostile_csv_is_refused(
    content: bytes, expected: str, campaign: Campaign, csv_file: Callable[..., Path], problems: Problems
) -> None:
    (message,) = problems(csv_file(content))
    assert expected in message
