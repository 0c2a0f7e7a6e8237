"""YAML as clerks write it: values stay the text that stands in the file, mistakes are named by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_sound, read_yaml


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def read(tmp_path: Path, problems: Problems) -> Callable[[str], Section | None]:
    """Reads a text as the file ``a.yaml``."""

    def from_text(text: str) -> Section | None:
        path = tmp_path / "a.yaml"
        path.write_text(text, "utf-8")
        return read_yaml(path, "a.yaml", problems)

    return from_text


@pytest.fixture
def top(read: Callable[[str], Section | None]) -> Callable[[str], Section]:
    """Reads a text that is sound YAML."""

    def section(text: str) -> Section:
        found = read(text)
        assert found is not None
        return found

    return section


Read = Callable[[str], Section | None]
Top = Callable[[str], Section]


def said(problems: Problems) -> list[str]:
    return [str(problem) for problem in problems]


class TestValues:
    @pytest.mark.parametrize(
        "text",
        [
            "NO",
            "yes",
            "on",
            "0123",
            "12:30:45",
            "1_000",
            "0x1F",
            "1e3",
            ".inf",
            "2020-03-31",
            "=",
            "86-KH/QU",
        ],
    )
    def test_text_is_what_stands_in_the_file(self, text: str, top: Top, problems: Problems) -> None:
        assert top(f"a: {text}").text("a") == text
        assert not problems

    def test_integer(self, top: Top, problems: Problems) -> None:
        section = top("a: 3\nb: -2\nc: 007\nd: +4")
        assert [section.integer(key) for key in "abcd"] == [3, -2, 7, 4]
        assert section.integer("absent", default=5) == 5
        assert not problems

    @pytest.mark.parametrize("text", ["1_000", "1.000", "3,5", "2.0", "0x10", "1e3", "ba", "１２", "12:30"])
    def test_not_an_integer(self, text: str, top: Top, problems: Problems) -> None:
        top(f"a: {text}").integer("a")
        assert said(problems) == [f"a.yaml:1: «a: {text}» không phải số nguyên → viết một số nguyên, ví dụ 3"]

    def test_integer_out_of_bounds(self, top: Top, problems: Problems) -> None:
        section = top("a: 0\nb: " + "9" * 5000)
        assert section.integer("a", least=1) == 1
        section.integer("b")
        assert said(problems) == [
            "a.yaml:1: «a: 0» nhỏ hơn 1 → viết số nguyên từ 1 trở lên",
            "a.yaml:2: «b: 99999999999999999999» lớn quá mức → viết số nguyên không quá 1 triệu",
        ]

    def test_day(self, top: Top, problems: Problems) -> None:
        section = top("a: 2020-02-29\nb: '2020-03-31'\nc:\n")
        assert section.day("a") == date(2020, 2, 29)
        assert section.day("b") == date(2020, 3, 31)
        assert section.optional_day("c") is None
        assert not problems

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("2020-02-30", "ngày «2020-02-30» không có trong lịch → sửa thành ngày có thật"),
            ("2019-02-29", "ngày «2019-02-29» không có trong lịch → sửa thành ngày có thật"),
            *(
                (text, f"«{text}» không phải ngày viết theo năm-tháng-ngày → viết dạng 2020-03-31")
                for text in ["31/03/2020", "2020-3-31", "20200331", "2020-W13-2", "2020-03-31T00:00", "3/3"]
            ),
        ],
    )
    def test_not_a_day(self, text: str, what: str, top: Top, problems: Problems) -> None:
        assert top(f"a: {text}").day("a") == date.min
        assert said(problems) == [f"a.yaml:1: «a»: {what}"]

    def test_flag(self, top: Top, problems: Problems) -> None:
        section = top("a: true\nb: false\nc: True\n")
        assert (section.flag("a"), section.flag("b"), section.flag("absent")) == (True, False, False)
        assert not problems
        section.flag("c")
        assert said(problems) == ["a.yaml:3: «c: True» không được nhận → Có phải ý là «true»?"]

    @pytest.mark.parametrize("text", ["Branch", "1st", "báo_cáo", "a-b", "a b", "x" * 65])
    def test_not_a_code(self, text: str, top: Top, problems: Problems) -> None:
        top(f"a: {text}").code("a")
        assert len(problems) == 1
        assert problems[0].what == f"mã «{text}» không hợp lệ"

    def test_known(self, top: Top, problems: Problems) -> None:
        section = top("a: branch\nb: brunch")
        assert section.known("a", ["branch", "city"]) == "branch"
        assert section.known("b", []) == "brunch"
        assert section.known("absent", ["branch"], default="") == ""
        assert not problems
        section.known("b", ["branch", "city"])
        assert said(problems) == ["a.yaml:2: «b: brunch» không được nhận → Có phải ý là «branch»?"]

    @pytest.mark.parametrize("empty", ["", " null", " ~", ' ""', " '  '"])
    def test_empty_is_missing(self, empty: str, top: Top, problems: Problems) -> None:
        section = top(f"x: 1\na:{empty}")
        assert section.text("a", default="-") == "-"
        assert not problems
        section.text("a")
        assert said(problems) == ["a.yaml:2: thiếu «a» → thêm dòng «a: …»"]

    def test_a_list_where_a_value_is_wanted(self, top: Top, problems: Problems) -> None:
        assert top("a: [1, 2]").text("a") == ""
        assert said(problems) == [
            "a.yaml:1: «a» phải là một giá trị, không phải danh sách hay bảng → viết «a: giá trị»"
        ]


class TestParts:
    def test_sections_and_texts(self, top: Top, problems: Problems) -> None:
        section = top("a:\n  - {b: 1}\n  - b: 2\nc: [x, y]\nd: {e: 3}\n")
        assert [item.integer("b") for item in section.sections("a")] == [1, 2]
        assert [item.line for item in section.sections("a")] == [2, 3]
        assert section.texts("c") == ["x", "y"]
        assert section.section("d").integer("e") == 3
        assert section.sections("absent") == []
        section.finish()
        assert not problems

    def test_items_of_the_wrong_kind(self, top: Top, problems: Problems) -> None:
        section = top("a:\n  - x\n  - {b: 1}\nc:\n  - {b: 1}\n  -\n")
        assert len(section.sections("a")) == 1
        assert section.texts("c") == []
        assert [(p.line, p.what) for p in problems] == [
            (2, "mỗi dòng của «a» phải có khóa và giá trị"),
            (5, "mỗi dòng của «c» phải là một câu chữ"),
            (6, "mỗi dòng của «c» phải là một câu chữ"),
        ]

    def test_what_is_asked_of_a_missing_part_is_not_missing_too(self, top: Top, problems: Problems) -> None:
        part = top("x: 1").section("plan")
        part.text("number")
        part.day("date")
        assert said(problems) == ["a.yaml:1: phần «plan» còn thiếu → viết «plan:» rồi các khóa thụt vào"]

    def test_keys_nobody_asked_for(self, top: Top, problems: Problems) -> None:
        section = top("title: a\nnmae:\n  - b\n")
        section.text("title")
        section.text("name", default="")
        section.finish()
        assert said(problems) == ["a.yaml:2: khóa «nmae» không có trong mẫu → Có phải ý là «name»?"]

    def test_only_sound_sections_are_kept(self, top: Top, problems: Problems) -> None:
        section = top("a:\n  - {n: 1}\n  - {n: hai}\n  - {n: 3}\n")
        assert read_sound(section.sections("a"), lambda item: item.integer("n")) == (1, 3)
        assert len(problems) == 1
