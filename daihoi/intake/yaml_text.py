"""YAML text → plain nodes, or what keeps it from being read, in a clerk's words and with its line.

Looked at before anything is built from it, so that a hostile file costs no more than reading it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import yaml

MAX_DEPTH = 20
MAX_FAULTS = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
"""Controls, line ends that editors do not show, and signs that hide or turn the text around."""
_TAB = re.compile(" *\t")
_INDENT = ("thụt đầu dòng không thẳng với các dòng cùng nhóm", "cho các dòng cùng nhóm thụt vào bằng nhau")
_UNCLOSED = ("mở nháy mà không đóng", "thêm dấu nháy đóng ở cuối câu chữ")
_OPEN = ("mở ngoặc [ hoặc { mà thiếu dấu phẩy hay ngoặc đóng", "thêm dấu phẩy giữa các mục, và ngoặc đóng")
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "dấu hai chấm ở chỗ không nhận, hoặc thụt đầu dòng sai",
        "đặt câu chữ có dấu hai chấm trong nháy kép; cho các khóa thụt vào bằng nhau",
    ),
    ("could not find expected ':'", "thiếu dấu hai chấm sau khóa", "viết «khóa: giá trị»"),
    ("end of stream", *_UNCLOSED),
    ("expected key", *_INDENT),
    ("'-' indicator", *_INDENT),
    ("<block end>", *_INDENT),
    ("expected ','", *_OPEN),
    ("cannot start any token", "giá trị bắt đầu bằng dấu không được phép", "đặt giá trị trong nháy kép"),
    ("escape character", "dấu \\ trong nháy kép", "dùng nháy đơn, hoặc viết \\\\"),
)
"""What the YAML parser says (parts of it) → what is wrong, what to do."""


class Fault(NamedTuple):
    """Why a text is not read: 1-based line, what is there, what to write instead."""

    line: int
    what: str
    remedy: str


@lru_cache(maxsize=64)
def compose(text: str) -> yaml.Node | list[Fault]:
    """The tree of a text, or the reasons why it is not read; nobody changes what they are given.

    A command reads the same structure several times: the same text is parsed once.

    Refused are anchors, aliases, tags and merge keys, several documents, more than ``MAX_DEPTH`` levels
    and control characters: a person's file needs none of them.
    """
    if odd := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        return [Fault(line, f"có ký tự không in được U+{ord(odd[0]):04X}", "xóa ký tự này")]
    faults = list(islice(_faults(text), MAX_FAULTS))
    if faults:
        return faults
    node = yaml.compose(text, Loader=_LOADER)
    return node or [Fault(0, "tệp trống", "viết nội dung theo mẫu, hoặc bỏ tệp")]


def _faults(text: str) -> Iterator[Fault]:
    depth = documents = quoted_from = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 0
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.ScalarEvent):
                quoted_from = line if _is_quoted_over_lines(event) else 0
            if documents > 1:
                yield Fault(line, "tệp có nhiều phần, ngăn bằng dấu ---", "mỗi tệp một phần, bỏ dấu ---")
                return
            if depth > MAX_DEPTH:
                yield Fault(line, f"lồng sâu quá {MAX_DEPTH} tầng", "viết phẳng hơn")
                return
            if fault := _fault(event, line):
                yield fault
    except yaml.MarkedYAMLError as error:
        yield Fault(quoted_from, *_UNCLOSED) if quoted_from else _syntax_fault(error, text)


def _is_quoted_over_lines(event: yaml.ScalarEvent) -> bool:
    """Whether a quoted text goes on over several lines: before an error, its quote was not closed."""
    if event.start_mark is None or event.end_mark is None or event.style not in {'"', "'"}:
        return False
    return bool(event.end_mark.line > event.start_mark.line)


def _fault(event: yaml.Event, line: int) -> Fault | None:
    if isinstance(event, yaml.AliasEvent):
        return Fault(line, f"dùng bí danh YAML (*{event.anchor})", "viết lại giá trị ở từng chỗ")
    if anchor := getattr(event, "anchor", None):
        return Fault(line, f"dùng neo YAML (&{anchor})", "bỏ neo, viết lại giá trị ở từng chỗ")
    if tag := getattr(event, "tag", None):
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        return Fault(line, f"dùng thẻ YAML ({tag})", "bỏ thẻ, chỉ viết giá trị")
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
        return Fault(line, "dùng khóa gộp YAML (<<)", "viết đủ các khóa ở từng chỗ")
    return None


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    problem = error.problem or ""
    opened = "end of stream" in problem or "expected ','" in problem
    mark = (error.context_mark if opened else None) or error.problem_mark
    line = mark.line + 1 if mark else 0
    lines = text.splitlines()
    if 0 < line <= len(lines) and _TAB.match(lines[line - 1]):
        return Fault(line, "thụt đầu dòng bằng phím Tab", "thụt bằng dấu cách")
    for said, what, remedy in _SYNTAX:
        if said in problem:
            return Fault(line, what, remedy)
    return Fault(line, "không đọc được YAML", "xem lại thụt đầu dòng, dấu hai chấm và dấu nháy")
