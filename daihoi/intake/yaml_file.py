"""YAML as a person writes it: no anchors, no tags, no repeated keys, every mistake named with its line.

Values are read as the text that stands in the file, so nothing is turned into something else behind the
writer's back (``NO`` stays text, ``0123`` keeps its zero, dates are dates only where a date is asked for).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from daihoi.errors import suggestion
from daihoi.intake.config_text import Problems, iso_date, read_text
from daihoi.intake.dates import DateError
from daihoi.intake.yaml_text import compose

MAX_BYTES = 1 << 20
MAX_NUMBER = 1_000_000
MAX_CODE = 64
_INTEGER = re.compile(r"[+-]?[0-9]+")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_EMPTY = frozenset({"", "null", "~"})

T = TypeVar("T")


class Section:
    """A mapping of a YAML file. Each getter notes what is wrong and returns a harmless value instead."""

    def __init__(self, node: yaml.MappingNode, place: str, problems: Problems) -> None:
        self.place, self.problems = place, problems
        self.line = node.start_mark.line + 1
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            self.note(key, "khóa không phải là chữ", "viết «khóa: giá trị»")
            return
        if key.value in self._values:
            what = f"khóa «{key.value}» đã viết ở dòng {self._lines[key.value]}"
            self.note(key, what, "giữ lại một dòng, hoặc thêm «- » ở đầu mục mới")
            return
        self._values[key.value] = value
        self._lines[key.value] = key.start_mark.line + 1

    def note(self, where: yaml.Node | str, what: str, remedy: str) -> None:
        """Adds a problem at a node, or at a key of this section (its first line when the key is absent)."""
        line = self.line_of(where) if isinstance(where, str) else where.start_mark.line + 1
        self.problems.note(self.place, line, what, remedy)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the section when it is absent."""
        return self._lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Whether a key is there, with or without a value."""
        self._asked.add(key)
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        node = self._scalar(key, required=default is None)
        return node.value.strip() if node is not None else (default or "")

    def code(self, key: str) -> str:
        """A short ASCII name, as files, links and reports refer to it."""
        text = self.text(key)
        if text and (not _CODE.fullmatch(text) or len(text) > MAX_CODE):
            self.note(
                key,
                f"mã «{text}» không hợp lệ",
                f"viết bằng a–z, 0–9 và dấu _, bắt đầu bằng chữ cái, không quá {MAX_CODE} ký tự",
            )
        return text

    def integer(self, key: str, default: int | None = None, least: int | None = None) -> int:
        """A whole number, at least ``least``."""
        node = self._scalar(key, required=default is None)
        if node is None:
            return default or 0
        text = node.value.strip()
        if not _INTEGER.fullmatch(text):
            self.note(node, f"«{key}: {text}» không phải số nguyên", "viết một số nguyên, ví dụ 3")
        elif len(text) > len(str(MAX_NUMBER)) or abs(int(text)) > MAX_NUMBER:
            self.note(node, f"«{key}: {text:.20}» lớn quá mức", "viết số nguyên không quá 1 triệu")
        elif least is not None and int(text) < least:
            self.note(node, f"«{key}: {text}» nhỏ hơn {least}", f"viết số nguyên từ {least} trở lên")
        else:
            return int(text)
        return least or 0

    def day(self, key: str) -> date:
        """A date, written yyyy-mm-dd."""
        node = self._scalar(key, required=True)
        return self._date(node, key) if node is not None else date.min

    def optional_day(self, key: str) -> date | None:
        """A date or nothing."""
        node = self._scalar(key, required=False)
        return self._date(node, key) if node is not None else None

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false when absent."""
        return self.choice(key, {"true": True, "false": False}, default=False)

    def choice(self, key: str, options: Mapping[str, T], default: T | None = None) -> T:
        """One of the named options."""
        node = self._scalar(key, required=default is None)
        first = next(iter(options.values()))
        if node is None:
            return default if default is not None else first
        if node.value not in options:
            self.note(node, f"«{key}: {node.value}» không được nhận", suggestion(node.value, options))
        return options.get(node.value, first)

    def known(self, key: str, codes: Collection[str], default: str | None = None) -> str:
        """One of the codes; any code when none are known, as the file that lists them is noted already."""
        text = self.text(key, default)
        if text and codes and text not in codes and text != default:
            self.note(key, f"«{key}: {text}» không được nhận", suggestion(text, codes))
        return text

    def sections(self, key: str, *, required: bool = False) -> list[Section]:
        """A list of mappings; empty when absent and not required."""
        found = []
        for item in self._sequence(key, required):
            if isinstance(item, yaml.MappingNode):
                found.append(Section(item, self.place, self.problems))
            else:
                self.note(
                    item, f"mỗi dòng của «{key}» phải có khóa và giá trị", "viết «- {khóa: giá trị, …}»"
                )
        return found

    def section(self, key: str) -> Section:
        """A mapping; an empty one when it is missing."""
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.MappingNode):
            return Section(node, self.place, self.problems)
        fault = "phải gồm các khóa và giá trị" if key in self._values else "còn thiếu"
        self.note(key, f"phần «{key}» {fault}", f"viết «{key}:» rồi các khóa thụt vào")
        mark = yaml.Mark(self.place, 0, self.line - 1, 0, None, 0)
        return Section(yaml.MappingNode("map", [], mark, mark), self.place, Problems())

    def texts(self, key: str) -> list[str]:
        """A list of texts; empty when absent."""
        found = []
        for item in self._sequence(key, required=False):
            if isinstance(item, yaml.ScalarNode) and item.value.strip():
                found.append(item.value.strip())
            else:
                self.note(item, f"mỗi dòng của «{key}» phải là một câu chữ", "viết «- nội dung»")
        return found

    def finish(self) -> None:
        """Notes every key that nobody asked for: a misspelt key would otherwise be ignored in silence."""
        for key in self._values:
            if key not in self._asked:
                self.note(key, f"khóa «{key}» không có trong mẫu", suggestion(key, self._asked))

    def _scalar(self, key: str, *, required: bool) -> yaml.ScalarNode | None:
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.ScalarNode) and node.value.strip() not in _EMPTY:
            return node
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.note(
                node, f"«{key}» phải là một giá trị, không phải danh sách hay bảng", f"viết «{key}: giá trị»"
            )
        elif required:
            self.note(key, f"thiếu «{key}»", f"thêm dòng «{key}: …»")
        return None

    def _date(self, node: yaml.ScalarNode, key: str) -> date:
        try:
            return iso_date(node.value.strip())
        except DateError as error:
            self.note(node, f"«{key}»: {error.what}", error.remedy)
            return date.min

    def _sequence(self, key: str, required: bool) -> list[yaml.Node]:
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        empty = isinstance(node, yaml.ScalarNode) and node.value in _EMPTY
        if required or (node is not None and not empty):
            self.note(key, f"«{key}» phải là một danh sách", f"viết «{key}:» rồi các dòng bắt đầu bằng «- »")
        return []


def read_sound(sections: Iterable[Section], read: Callable[[Section], T]) -> tuple[T, ...]:
    """What was read without a problem: the rest, half understood, would only cause further messages."""
    found = []
    for section in sections:
        before = len(section.problems)
        item = read(section)
        if len(section.problems) == before:
            found.append(item)
    return tuple(found)


def read_yaml(path: Path, place: str, problems: Problems) -> Section | None:
    """The top section of a file, or None when the file cannot be read; the reasons are noted."""
    text = read_text(path, place, problems, MAX_BYTES)
    if text is None:
        return None
    node = compose(text)
    if isinstance(node, list):
        for fault in node:
            problems.note(place, *fault)
        return None
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1
        problems.note(place, line, "tệp không bắt đầu bằng «khóa: giá trị»", "viết các khóa theo mẫu")
        return None
    return Section(node, place, problems)
