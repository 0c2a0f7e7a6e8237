"""Posts and bodies stand for people: who is in charge is written as a post, never as a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.record import Fault

REMEDY = "ghi chức danh hoặc cơ quan, ví dụ «Trưởng Ban Tổ chức Quận ủy»; không ghi tên người"
FREE_REMEDY = "bỏ tên người, ghi chức danh"
NAMED = "có tên người"
"""Without the name: what is refused is also told to whoever looks at a run."""

_STARTS = (
    "ủy viên|bí thư|phó|trưởng|chánh|chủ tịch|chủ nhiệm|giám đốc|hiệu trưởng|thường trực|lãnh đạo|thành viên|"
    "ban|các|tiểu ban|tổ|nhóm|văn phòng|ủy ban|hội|mặt trận|cơ quan|bộ phận|phòng|trung tâm|"
    "đoàn (?:chủ tịch|kiểm tra|giám sát|thanh niên|công tác|thể)|đảng ủy|đảng bộ|đảng đoàn|chi bộ|chi ủy|"
    "cấp ủy|thành ủy|quận ủy|huyện ủy|tỉnh ủy|công an|quân sự|liên đoàn|sở|bộ|trường|công ty|thanh tra"
)
_POST = re.compile(rf"(?:{_STARTS})\b", re.IGNORECASE)
_HONORIFICS = ("ông", "bà", "anh", "chị", "đồng chí", "đ/c")
_FAMILIES = frozenset(
    (
        *("nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ"),
        *("ngô", "dương", "lý", "đào", "đoàn", "trương", "lâm", "mai", "trịnh", "đinh", "lương", "tạ", "tô"),
    )
)
_PLACES = frozenset(
    ("phường", "quận", "xã", "huyện", "tỉnh", "trường", "đường", "trấn", "viện", "ty", "phố", "số")
)
"""Words that stand before a place or a school that bears a person's name."""

_SHORTEST = 3
"""Family name and two names: with fewer words, places could not be told from people."""


def person_named(text: str) -> str:
    """The words of a text that name a person; empty when none do.

    Only what is written as a name is found: an honorific with a name, or a family name with two names
    after it. Places and schools that bear a name are let through.
    """
    return _honored(text) or _full_name(text)


def post_faults(entry: Entry, *columns: str) -> Iterator[Fault]:
    """Cells that should hold a post or a body, and do not."""
    for column in columns:
        text = entry.text(column)
        if text and (person_named(text) or not _POST.match(_one_spelling(text))):
            yield Fault(column, f"«{text}» không phải chức danh, cơ quan", REMEDY)


def text_faults(entry: Entry, columns: Sequence[str]) -> Iterator[Fault]:
    """Free text that names a person."""
    for column in columns:
        if person_named(entry.text(column)):
            yield Fault(column, NAMED, FREE_REMEDY)


def _honored(text: str) -> str:
    for honorific in _HONORIFICS:
        for found in re.finditer(rf"(?<!\w){honorific} (\w+)", text, re.IGNORECASE):
            name = found[1]
            if name[0].isupper() and not _POST.match(_one_spelling(text[found.start(1) :])):
                return found.group()
    return ""


def _full_name(text: str) -> str:
    words = re.findall(r"\w+|[^\w\s]+", text)
    for place, word in enumerate(words):
        before = words[place - 1].lower() if place else ""
        if word[0].isupper() and word.lower() in _FAMILIES and before not in _PLACES:
            name = _capitalised(words[place:])
            if len(name) >= _SHORTEST:
                return " ".join(name)
    return ""


def _capitalised(words: Sequence[str]) -> list[str]:
    """The words up to the first that does not begin with a capital."""
    found = []
    for word in words:
        if not word[0].isupper():
            break
        found.append(word)
    return found


def _one_spelling(text: str) -> str:
    """«uỷ» and «ủy» are the same word."""
    return text.replace("uỷ", "ủy").replace("Uỷ", "Ủy")
