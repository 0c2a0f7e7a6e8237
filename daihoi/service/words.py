"""The sentences of the service, in Vietnamese."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path

from daihoi.service.health import Health
from daihoi.service.page import Page
from reports.tokens import number

_MB, _GB = 1_000_000, 1_000_000_000
_WEEKDAYS = ("Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def up(page: Page) -> str:
    """The service can be used."""
    seconds = number(page.start_seconds, 1)
    return f"Dịch vụ đã chạy ở {page.ui_url} sau {seconds} giây, {len(page.offers)} việc chạy được."


def health(found: Health) -> str:
    """One line about how the service is."""
    if found.answer_seconds is None:
        answer = "máy chủ KHÔNG trả lời"
    else:
        answer = f"máy chủ trả lời {number(found.answer_seconds, 2)} giây"
    runner = "bộ chạy đang chạy" if found.is_runner_up else "bộ chạy KHÔNG chạy"
    parts = [answer, runner]
    if found.usage.processes:
        parts.append(f"{number(found.usage.memory_bytes / _MB)} MB bộ nhớ")
    if found.cpu_pct is not None:
        parts.append(f"{number(found.cpu_pct, 1)}% một lõi")
    parts.append(f"đĩa còn {number(found.free_bytes / _GB, 1)} GB")
    if found.restarts:
        parts.append(f"đã bật lại {found.restarts} lần")
    return " · ".join(parts)


def death(title: str, code: int) -> str:
    """How a program ended."""
    if code < 0:
        names = {int(known): known.name for known in signal.Signals}
        return f"{title} bị ngắt ({names.get(-code, -code)})"
    return f"{title} đã dừng (mã {code})"


def schedule(text: str) -> str:
    """When a schedule is due: «06:00 hằng ngày», «mỗi 15 phút», or the expression itself when it is rare."""
    if text.isdigit():
        seconds = int(text)
        return f"mỗi {seconds // 60} phút" if seconds % 60 == 0 else f"mỗi {seconds} giây"
    words = text.split()
    if len(words) != 5:
        return text
    minute, hour, day, month, weekday = words
    if minute.startswith("*/") and [hour, day, month, weekday] == ["*"] * 4:
        return f"mỗi {minute[2:]} phút"
    if not (minute.isdigit() and hour.isdigit() and day == month == "*"):
        return f"cron {text}"
    return f"{int(hour):02d}:{int(minute):02d} {_days(weekday)}"


def _days(weekday: str) -> str:
    if weekday == "*":
        return "hằng ngày"
    first, _, last = weekday.partition("-")
    if first.isdigit() and last.isdigit():
        return f"{_WEEKDAYS[int(first)]} đến {_WEEKDAYS[int(last)]}"
    if all(part.isdigit() for part in weekday.split(",")):
        return ", ".join(_WEEKDAYS[int(part)] for part in weekday.split(","))
    return f"(thứ {weekday})"


def starting(title: str, seconds: float) -> str:
    """Something is being started."""
    return f"Đang bật {title} … {number(seconds)} giây"


def again(death_told: str, pause_seconds: float, log: Path) -> str:
    """A process that died is started again."""
    return (
        f"{death_told[:1].upper()}{death_told[1:]}; bật lại sau {number(pause_seconds)} giây. Nhật ký: {log}"
    )


def given_up(death_told: str, deaths: int, log: Path, last: Iterable[str]) -> str:
    """A process died too often."""
    often = f" {deaths} lần liền, mỗi lần chỉ sau ít giây" if deaths > 1 else ""
    return f"{death_told}{often}. {_last_lines(log, last)}"


def too_slow(title: str, seconds: float, log: Path, last: Iterable[str]) -> str:
    """A process did not come up."""
    return (
        f"{title} không lên sau {number(seconds)} giây (máy quá bận thì tăng «supervision.start» trong "
        f"config/service.yaml). {_last_lines(log, last)}"
    )


def _last_lines(log: Path, last: Iterable[str]) -> str:
    lines = "\n".join(f"  {line}" for line in last)
    return f"Các dòng cuối của {log}:\n{lines or '  (chưa có dòng nào)'}"


def silent(title: str, looks: int) -> str:
    """The server hangs."""
    return f"{title[:1].upper()}{title[1:]} không trả lời {looks} lần liền: ngắt và bật lại."


def tidied(interrupted: int, missed: int) -> str:
    """What a killed service, or a machine that was off, had left."""
    parts = []
    if interrupted:
        parts.append(f"{interrupted} lượt bị ngắt giữa chừng lần trước (lượt sau làm lại)")
    if missed:
        parts.append(f"bỏ {missed} lượt lỡ đã cũ (mỗi việc chỉ chạy bù một lần)")
    return "Dọn lịch sử chạy: " + "; ".join(parts) + "."


def leftovers(processes: Iterable[int]) -> str:
    """Processes of an earlier service were ended."""
    numbers = ", ".join(map(str, processes))
    return f"Đã dừng các tiến trình mà lần chạy trước để lại: {numbers}."


STOPPING = "Đang dừng …"


def stopped(seconds: float) -> str:
    """The end."""
    return f"Đã dừng sau {number(seconds, 1)} giây. Lịch chạy còn nguyên; bật lại lúc nào cũng được."
