"""Files that are no plan, or mean harm, are refused in words, quickly and in little memory."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from daihoi.errors import InputErrors
from daihoi.exchange.mspdi import parsing
from daihoi.exchange.mspdi.parsing import MAX_BYTES
from daihoi.exchange.mspdi.reading import read_project

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PROJECT = '<Project xmlns="http://schemas.microsoft.com/project">'
TASK = "<Task><UID>1</UID><ID>1</ID><Name>Việc</Name><Duration>PT8H0M0S</Duration></Task>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MEMORY = 250_000_000
SECONDS = 20
"""Far above what is needed on a quiet machine; a bomb that goes off takes gigabytes and minutes."""


def refused(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "plan.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refusal_of(path)


def refusal_of(path: Path) -> str:
    tracemalloc.start()
    begun = time.monotonic()
    try:
        with pytest.raises(InputErrors) as caught:
            read_project(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.monotonic() - begun < SECONDS
    assert peak < MEMORY
    message = str(caught.value)
    assert "plan.xml" in message
    assert len(message) < 2000
    return message


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE Project [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        '<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/x.dtd">',
        f'<!DOCTYPE Project [<!ENTITY a "{"a" * 100_000}">]>',
        "<!DOCTYPE Project>",
    ],
    ids=["billion laughs", "external entity", "parameter entity", "external DTD", "blow-up", "bare"],
)
@pytest.mark.parametrize("entity", ["l9", "x", "a"])
def test_a_dtd_is_refused_before_it_is_used(tmp_path: Path, doctype: str, entity: str) -> None:
    body = f"{PROJECT}<Tasks><Task><Name>&{entity};</Name></Task></Tasks></Project>"
    assert "DTD" in refused(tmp_path, HEAD + doctype + body)


def test_a_hundred_megabytes_are_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # takes no room on the disk
    assert "100,0 MB" in refusal_of(path)


def test_deep_nesting(tmp_path: Path) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    assert "lồng nhau" in refused(tmp_path, f"{HEAD}{PROJECT}{deep}</Project>")


def test_too_many_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real limit is the same rule with a larger number, and would only make this test slow."""
    monkeypatch.setattr(parsing, "MAX_ELEMENTS", 20_000)
    content = f"{HEAD}{PROJECT}<Tasks><Task>{'<a/>' * 25_000}</Task></Tasks></Project>"
    assert "20.000 phần tử" in refused(tmp_path, content)


def test_one_endless_text(tmp_path: Path) -> None:
    name = "a" * (MAX_BYTES - 1000)
    content = f"{HEAD}{PROJECT}<Tasks><Task><ID>1</ID><UID>{name}</UID></Task></Tasks></Project>"
    assert "số nguyên" in refused(tmp_path, content)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, share: float) -> None:
    whole = (HEAD + PROJECT + "<Tasks>" + TASK * 50 + "</Tasks></Project>").encode()
    assert "hỏng hoặc bị cắt" in refused(tmp_path, whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "hỏng hoặc bị cắt"),
        (b"   \n", "hỏng hoặc bị cắt"),
        (b"Ma don vi,Viec\n", "hỏng hoặc bị cắt"),
        (b"\0" * 1000, "hỏng hoặc bị cắt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, ".mpp"),
        (b"PK\x03\x04" + b"x" * 100, "Excel"),
        (f"{HEAD}{PROJECT}<Title>Hà Nội</Title></Project>".encode("cp1258", "replace"), "hỏng hoặc bị cắt"),
        (b'<?xml version="1.0" encoding="klingon"?><Project/>', "klingon|bảng mã|unknown encoding"),
        (b'<?xml version="1.0" encoding="gb18030"?><Project/>', "bảng mã|hỏng"),
        (f"{HEAD}<Project/>".encode(), "không phải dự án"),
        (f'{HEAD}<Project xmlns="http://example.org/x"/>'.encode(), "không phải dự án"),
        (f"{HEAD}<html><body/></html>".encode(), "«html»"),
        (f"{HEAD}{PROJECT}</Project>".encode(), "không có việc nào"),
        (f"{HEAD}{PROJECT}<Tasks/></Project>".encode(), "không có việc nào"),
        (f"{HEAD}{PROJECT}<Tasks>{TASK}</Tasks></Project><x/>".encode(), "hỏng hoặc bị cắt"),
    ],
)
def test_what_is_no_project(tmp_path: Path, content: bytes, said: str) -> None:
    message = refused(tmp_path, content)
    assert any(word in message for word in said.split("|")), message


def test_no_file_at_all(tmp_path: Path) -> None:
    assert "không có tệp này" in refusal_of(tmp_path / "plan.xml")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.xml").mkdir()
    assert "không có tệp này" in refusal_of(tmp_path / "plan.xml")


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("<UID>một</UID>", "UID là «một»"),
        ("<UID>1.5</UID>", "UID là «1.5»"),
        ("<UID>99999999999999999999</UID>", "phải là số nguyên"),
        ("<Duration>5 ngày</Duration>", "PT40H0M0S"),
        ("<Duration>-PT8H0M0S</Duration>", "Duration là «-PT8H0M0S»"),
        ("<Duration>PT8H</Duration>", "Duration là «PT8H»"),
        ("<ConstraintDate>14/04/2020</ConstraintDate>", "2020-04-14T08:00:00"),
        ("<Start>2020-02-30T08:00:00</Start>", "Start là «2020-02-30T08:00:00»"),
    ],
)
def test_values_that_the_schema_does_not_know_are_named_by_row(
    tmp_path: Path, element: str, said: str
) -> None:
    task = f"<Task><ID>7</ID><Name>Góp ý</Name>{element}</Task>"
    message = refused(tmp_path, f"{HEAD}{PROJECT}<Tasks>{task}</Tasks></Project>")
    assert said in message
    assert "plan.xml:7 [«Góp ý»]" in message


def test_all_wrong_values_are_told_at_once(tmp_path: Path) -> None:
    tasks = "".join(f"<Task><ID>{n}</ID><UID>x</UID></Task>" for n in range(1, 6))
    assert "(5 lỗi)" in refused(tmp_path, f"{HEAD}{PROJECT}<Tasks>{tasks}</Tasks></Project>")


def test_utf_16_is_read(tmp_path: Path) -> None:
    content = f'<?xml version="1.0" encoding="UTF-16"?>{PROJECT}<Tasks>{TASK}</Tasks></Project>'
    path = tmp_path / "plan.xml"
    path.write_bytes(content.encode("utf-16"))
    assert [task.name for task in read_project(path).tasks] == ["Việc"]
