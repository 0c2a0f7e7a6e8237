"""YAML as a person writes it: no anchors, no tags, no repeated keys, every mistake named with its line.

Values are read as the text that stands in the file, so nothing is turned into something else behind the
writer's back (``NO`` stays text, ``0123`` keeps its zero, dates are dates only where a date is asked for).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from daihoi.errors import Problem, suggestion

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

T = TypeVar("T")


class Problems(list[Problem]):
    """The problems found so far; reading goes on so that all are found."""

    def note(self, place: str, line: int, what: str, remedy: str, cell: str = "") -> None:
        """Adds one."""
        self.append(Problem(place, line, what, remedy, cell))


class Section:
    """A mapping of a YAML file. Each getter notes what is wrong and returns a harmless value instead."""

    def __init__(self, node: yaml.MappingNode, place: str, problems: Problems) -> None:
        self.place, self.problems = place, problems
        self.line = node.start_mark.line + 1
        self._values: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                self.note(key, f"khóa «{name}» viết hai lần", "giữ lại một dòng")
            self._values[name] = value

    def note(self, where: yaml.Node | str | None, what: str, remedy: str) -> None:
        """Adds a problem at a node, at a key of this section, or at its first line."""
        node = self._values.get(where) if isinstance(where, str) else where
        self.problems.note(self.place, node.start_mark.line + 1 if node else self.line, what, remedy)

    def line_of(self, key: str) -> int:
        """The line of a value, or of the section when it is absent."""
        node = self._values.get(key)
        return node.start_mark.line + 1 if node else self.line

    def has(self, key: str) -> bool:
        """Whether a key is there, with or without a value."""
        self._asked.add(key)
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        node = self._scalar(key, required=default is None)
        return node.value.strip() if node is not None else (default or "")

    def integer(self, key: str, default: int | None = None, least: int | None = None) -> int:
        """A whole number, at least ``least``."""
        node = self._scalar(key, required=default is None)
        if node is None:
            return default or 0
        try:
            number = int(node.value)
        except ValueError:
            self.note(node, f"«{key}: {node.value}» không phải số nguyên", "viết một số nguyên, ví dụ 3")
            return least or 0
        if least is not None and number < least:
            self.note(node, f"«{key}: {number}» nhỏ hơn {least}", f"viết số nguyên từ {least} trở lên")
        return number

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

    def sections(self, key: str, *, required: bool = False) -> list[Section]:
        """A list of mappings; empty when absent and not required."""
        found = []
        for item in self._sequence(key, required):
            if isinstance(item, yaml.MappingNode):
                found.append(Section(item, self.place, self.problems))
            else:
                self.note(item, f"mỗi dòng của «{key}» phải có khóa và giá trị", "viết «- {khóa: giá trị, …}»")
        return found

    def section(self, key: str) -> Section:
        """A mapping; an empty one when it is missing."""
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.MappingNode):
            return Section(node, self.place, self.problems)
        self.note(
            key,
            f"thiếu phần «{key}» hoặc phần đó không phải bảng khóa – giá trị",
            f"viết «{key}:» rồi các khóa thụt vào",
        )
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
        for key, node in self._values.items():
            if key not in self._asked:
                self.note(node, f"khóa «{key}» không có trong mẫu", suggestion(key, self._asked))

    def _scalar(self, key: str, *, required: bool) -> yaml.ScalarNode | None:
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.ScalarNode) and node.value.strip() not in {"", "null", "~"}:
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
            return date.fromisoformat(node.value)
        except ValueError:
            self.note(
                node,
                f"«{key}: {node.value}» không phải ngày có thật",
                "viết năm-tháng-ngày, ví dụ 2020-03-31",
            )
            return date.min

    def _sequence(self, key: str, required: bool) -> list[yaml.Node]:
        self._asked.add(key)
        node = self._values.get(key)
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        empty = isinstance(node, yaml.ScalarNode) and node.value in {"", "null", "~"}
        if required or (node is not None and not empty):
            self.note(key, f"«{key}» phải là một danh sách", f"viết «{key}:» rồi các dòng bắt đầu bằng «- »")
        return []


def read_yaml(path: Path, place: str, problems: Problems) -> Section | None:
    """The top section of a file, or None when the file cannot be read; the reasons are noted."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        problems.note(place, 0, "không có tệp này", "tạo tệp, hoặc sửa tên ở nơi nhắc đến nó")
        return None
    if len(content) > MAX_BYTES:
        problems.note(
            place, 0, f"tệp lớn {len(content):,} byte", f"tệp cấu hình không quá {MAX_BYTES:,} byte"
        )
        return None
    try:
        text = content.decode("utf-8-sig")
        if not _is_plain(text, place, problems):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError:
        problems.note(place, 0, "tệp không ở bảng mã UTF-8", "lưu lại tệp với bảng mã UTF-8")
        return None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problems.note(
            place,
            line,
            f"không đọc được YAML: {error.problem}",
            "xem lại thụt đầu dòng, dấu hai chấm và dấu nháy",
        )
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.note(place, 1, "tệp phải là một bảng khóa – giá trị", "bắt đầu bằng «khóa: giá trị»")
        return None
    return Section(node, place, problems)


def _is_plain(text: str, place: str, problems: Problems) -> bool:
    """Refuses what a person's file does not need and a hostile one abuses, before anything is built."""
    depth, before = 0, len(problems)
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.note(place, line, "dùng neo hoặc bí danh YAML (& hoặc *)", "viết lại giá trị ở từng chỗ")
        elif tag := getattr(event, "tag", None):
            problems.note(place, line, f"dùng thẻ YAML {tag}", "bỏ thẻ, chỉ viết giá trị")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            problems.note(place, line, f"lồng sâu quá {MAX_DEPTH} tầng", "viết phẳng hơn")
        if len(problems) > before:
            return False
    return True
