"""What the files of a configuration have in common: UTF-8 text, ISO dates, problems that are collected."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from daihoi.errors import Problem
from daihoi.intake.dates import DateError

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Problems(list[Problem]):
    """The problems found so far; reading goes on so that all are found."""

    def note(self, place: str, line: int, what: str, remedy: str, cell: str = "") -> None:
        """Adds one."""
        self.append(Problem(place, line, what, remedy, cell))


def iso_date(text: str) -> date:
    """The date of ``2020-03-31``; config files know no other form.

    Raises:
        DateError: another form, or a day that does not exist.
    """
    match = _ISO.fullmatch(text)
    if not match:
        raise DateError(f"«{text}» không phải ngày viết theo năm-tháng-ngày", "viết dạng 2020-03-31")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise DateError(f"ngày «{text}» không có trong lịch", "sửa thành ngày có thật") from None


def vn(day: date) -> str:
    """A date as people in Vietnam write it."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def read_text(path: Path, place: str, problems: Problems, most_bytes: int) -> str | None:
    """The text of a file in NFC, or None when it cannot be read; the reason is noted."""
    try:
        size = path.stat().st_size
        if size > most_bytes:
            problems.note(
                place, 0, f"tệp lớn {_dotted(size)} byte", f"tệp không quá {_dotted(most_bytes)} byte"
            )
            return None
        return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        problems.note(place, 0, "không có tệp này", "tạo tệp, hoặc sửa tên ở nơi nhắc đến nó")
    except OSError:
        problems.note(place, 0, "không mở được tệp này", "xem lại quyền đọc, và đó có phải là tệp không")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.note(place, line, "tệp không ở bảng mã UTF-8", "lưu lại tệp với bảng mã UTF-8")
    return None


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
