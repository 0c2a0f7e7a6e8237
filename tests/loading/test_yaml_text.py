"""What is refused before anything is built from it: bombs, and files that are no YAML."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest

from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import Section, read_yaml

Read = Callable[[str], Section | None]


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


def alias_bomb() -> str:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghi"
    rows += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise(names)]
    return "\n".join(rows)


def merge_bomb() -> str:
    rows = ["a: &a {x: 1}"]
    names = "abcdefghi"
    rows += [f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}" for a, b in pairwise(names)]
    return "\n".join(rows)


BOMBS = {
    "aliases": (alias_bomb(), "dùng neo YAML (&a)"),
    "merge keys": (merge_bomb(), "dùng neo YAML (&a)"),
    "merge keys without aliases": ("a: {<<: {x: 1}}", "dùng khóa gộp YAML (<<)"),
    "20,000 lists deep": ("a: " + "[" * 20_000 + "]" * 20_000, "lồng sâu quá 20 tầng"),
    "20,000 mappings deep": ("a: " + "{b: " * 20_000 + "1" + "}" * 20_000, "lồng sâu quá 20 tầng"),
    "never closed": ("a: " + "[" * 20_000, "lồng sâu quá 20 tầng"),
    "code": ("a: !!python/object/apply:os.system [exit]", "dùng thẻ YAML (!!python/object/apply:os.system)"),
    "own tag": ("a: !secret b", "dùng thẻ YAML (!secret)"),
    "several documents": ("a: 1\n---\n" * 5_000, "tệp có nhiều phần, ngăn bằng dấu ---"),
    "control character": ("a: b\x00c", "có ký tự không in được U+0000"),
    "text direction": ("a: b\u202ec", "có ký tự không in được U+202E"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_before_anything_is_built(name: str, read: Read, problems: Problems) -> None:
    text, what = BOMBS[name]
    tracemalloc.start()
    began = perf_counter()
    assert read(text) is None
    took = perf_counter() - began
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problems[0].what == what
    assert all(problem.line and problem.remedy for problem in problems)
    assert len(problems) <= 20
    assert took < 1
    assert most < 8 << 20


def test_hostile_file_of_the_greatest_size(read: Read, problems: Problems) -> None:
    """A mebibyte of anchors: no more than twenty are listed."""
    assert read("- &a b\n" * 149_000) is None
    assert len(problems) == 20


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\n\tb: 2\n", 2, "thụt đầu dòng bằng phím Tab"),
        ("a: Kế hoạch: số 86\n", 1, "dấu hai chấm ở chỗ không nhận, hoặc thụt đầu dòng sai"),
        ('a: "x\nb: 1\n', 1, "mở nháy mà không đóng"),
        ("a: 'x\nb: 'y'\n", 1, "mở nháy mà không đóng"),
        ("a: [1, 2\nb: 3\n", 1, "mở ngoặc [ hoặc { mà thiếu dấu phẩy hay ngoặc đóng"),
        ("a: {b: 1\nc: 3\n", 1, "mở ngoặc [ hoặc { mà thiếu dấu phẩy hay ngoặc đóng"),
        ("a:\n  b: 1\n c: 2\n", 3, "thụt đầu dòng không thẳng với các dòng cùng nhóm"),
        ("a:\n  - 1\n - 2\n", 3, "thụt đầu dòng không thẳng với các dòng cùng nhóm"),
        ("a: 1\nbc\n", 3, "thiếu dấu hai chấm sau khóa"),
        ("a: @b\n", 1, "giá trị bắt đầu bằng dấu không được phép"),
        ('a: "\\đ"\n', 1, "dấu \\ trong nháy kép"),
        ("- a\n- b\n", 1, "tệp không bắt đầu bằng «khóa: giá trị»"),
        ("chữ\n", 1, "tệp không bắt đầu bằng «khóa: giá trị»"),
        ("", 0, "tệp trống"),
        ("# chỉ có ghi chú\n", 0, "tệp trống"),
    ],
)
def test_what_is_no_yaml_is_explained_in_vietnamese(
    text: str, line: int, what: str, read: Read, problems: Problems
) -> None:
    assert read(text) is None
    assert [(p.line, p.what) for p in problems] == [(line, what)]
