"""The errors a user can meet. Each keeps its parts and says what to do; messages are Vietnamese.

``DaihoiError`` is the root: the command line prints it and exits with code 2. Errors about input are
collected (``Problem``) and raised together (``InputErrors``), so that one reading of a file is enough
to mend all of it.
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ADDRESS = re.compile(r"(?:^|!)([A-Z]{1,3})[0-9]+$")
"""The address of a cell of a sheet, ``Báo cáo!B7``; its letters are the column."""


class DaihoiError(Exception):
    """Anything the program refuses for a reason that the user can act on."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place of an input.

    Attributes:
        place: file as the user knows it, e.g. ``campaigns/cam_le_2020/units.csv``.
        line: 1-based line of the file; 0 when the whole file is meant.
        what: what was read, with its value.
        remedy: what to write instead.
        cell: column or cell name for tables (``B7``, ``cột parent_code``); empty otherwise.
    """

    place: str
    line: int
    what: str
    remedy: str
    cell: str = ""

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}" if self.line else self.place
        if self.cell:
            where = f"{where} [{self.cell}]"
        return f"{where}: {self.what} → {self.remedy}"


class InputErrors(DaihoiError):
    """All problems found in an input, as one reads: by place, line and column."""

    def __init__(self, problems: Iterable[Problem], heading: str = "Dữ liệu vào có lỗi") -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems), key=_as_read))
        self.heading = heading
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{heading} ({len(self.problems)} lỗi):\n{lines}")


def _as_read(problem: Problem) -> tuple[str, int, int, str, Problem]:
    """Where a problem stands among others: cells of a sheet from the left, ``Z7`` before ``AA7``."""
    cell = _ADDRESS.search(problem.cell)
    column = cell.group(1) if cell else ""
    return problem.place, problem.line, len(column), column, problem


class ConfigErrors(InputErrors):
    """What is wrong in the configuration of a campaign."""


class CycleError(DaihoiError):
    """Links that wait for each other in a circle.

    Attributes:
        path: the names along the circle; the first is repeated at the end.
    """

    def __init__(self, path: Sequence[str]) -> None:
        self.path = tuple(path)
        super().__init__("Các liên kết chờ nhau thành vòng: " + " → ".join(self.path))


class CalendarRangeError(DaihoiError):
    """A date that the calendar does not cover."""


class UnknownCodeError(DaihoiError):
    """A code that names nothing known, with the nearest known ones."""

    def __init__(self, kind: str, code: str, known: Iterable[str]) -> None:
        self.kind, self.code = kind, code
        super().__init__(f"Không có {kind} «{code}». {suggestion(code, known)}")


class StoreError(DaihoiError):
    """The event log refuses or cannot do what was asked."""


_MOST_SHOWN = 8
_CODE = re.compile("[a-z0-9_]+")


def suggestion(code: str, known: Iterable[str], most: int = _MOST_SHOWN) -> str:
    """A remedy for a misspelt code or name: the nearest known ones, or all of them when there are few.

    Capitals make no difference to what is near: for ``cl.kt`` the remedy is «CL.KT». Of more than ``most``,
    only those most like the word are shown.
    """
    known = sorted(set(known))
    return nearest(code, known) or _all_of(code, known, most)


def nearest(code: str, known: Iterable[str]) -> str:
    """A question that offers what is spelt nearly like a word; empty when nothing is."""
    spellings: dict[str, list[str]] = {}
    for name in sorted(set(known)):
        spellings.setdefault(name.casefold(), []).append(name)
    near = difflib.get_close_matches(code.casefold(), spellings, n=3, cutoff=0.6)
    close = [name for match in near for name in spellings[match]][:3]
    return f"Có phải ý là {', '.join(f'«{match}»' for match in close)}?" if close else ""


def _all_of(code: str, known: Sequence[str], most: int) -> str:
    """All that is known, what is most like the word first where there is too much; names in quotes."""
    are_codes = not any(" " in name or "," in name for name in known)
    if not are_codes:  # people who write names read names
        known = [name for name in known if not _CODE.fullmatch(name)]
    first = known if len(known) <= most else _most_like(code, known)[:most]
    shown = ", ".join(name if are_codes else f"«{name}»" for name in first)
    rest = f", … (còn {len(known) - len(first)})" if len(known) > len(first) else ""
    return f"{'Các mã có' if are_codes else 'Hiện có'}: {shown or '(chưa có mã nào)'}{rest}."


def _most_like(code: str, known: Sequence[str]) -> list[str]:
    like = {name: difflib.SequenceMatcher(None, code.casefold(), name.casefold()).ratio() for name in known}
    return sorted(known, key=lambda name: (-like[name], name))


def system_reason(error: OSError) -> str:
    """Why the system refused to read or write, in words for the user; the system's own when rare."""
    return _SYSTEM_REASONS.get(error.errno or 0) or error.strerror or str(error)


_NO_SPACE, _NO_PERMISSION = "hết chỗ trống trên đĩa", "không có quyền ghi"
_IN_THE_WAY = "vướng một tệp hoặc thư mục cùng tên"
_SYSTEM_REASONS = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: _NO_PERMISSION,
    errno.ENOENT: "không có thư mục",
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
}
