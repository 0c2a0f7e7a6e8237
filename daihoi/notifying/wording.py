"""Notices in Vietnamese: one as a sentence, the same thing in many units as one line, a day as a title."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.notices import Notice
from daihoi.domain.notices_rules import NoticeKind
from daihoi.domain.units import Unit
from reports import tokens

TITLES = {
    NoticeKind.VERIFICATION: "Sổ ghi có lỗi",
    NoticeKind.BACKUP: "Sao lưu",
    NoticeKind.OVERDUE: "Quá hạn",
    NoticeKind.APPROVAL: "Phê duyệt",
    NoticeKind.BLOCKED: "Chậm kế hoạch",
    NoticeKind.REPORT: "Báo cáo mới",
}
"""What people read for each kind, in the order of a message."""

MAX_CODES = 6
"""Codes of units that a line names; of the others it gives the number."""


def one_line(text: str) -> str:
    """A text without line breaks and control characters: it may become part of a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def counted(kind: NoticeKind, count: int) -> str:
    """``3 việc quá hạn``: so many things of a kind, for the title of a message."""
    words = {
        NoticeKind.OVERDUE: f"{count} việc quá hạn",
        NoticeKind.BLOCKED: f"{count} việc chậm mà nơi khác đang chờ",
        NoticeKind.APPROVAL: f"{count} cửa duyệt cần xử lý",
        NoticeKind.REPORT: "báo cáo tiến độ mới",
        NoticeKind.VERIFICATION: "sổ ghi có lỗi",
        NoticeKind.BACKUP: "chưa có bản sao lưu mới",
    }
    return words[kind]


def sentence(notice: Notice, home: Unit | None = None) -> str:
    """One notice as a line.

    Args:
        notice: what is told.
        home: the unit whose office reads it: of its own work the line does not repeat whose it is.
    """
    if notice.activity is None:
        return _FACTS[notice.kind](notice)
    whose = "" if notice.unit == home else f"{one_line(notice.unit.name)} ({notice.unit.code}): "
    text = f"{whose}«{one_line(notice.activity.name)}», {_measure(notice)}"
    return one_line(f"{text}{_aside(notice)}.")


def gathered(notices: Sequence[Notice], level_name: str, above: Unit | None) -> str:
    """The same activity of several units below one body as a line.

    Args:
        notices: two or more that agree in kind, activity and step; the most urgent first.
        level_name: short name of the units' level.
        above: the body that they stand below; None where the reader is that body.
    """
    first, codes = notices[0], [notice.unit.code for notice in notices]
    shown = ", ".join(codes[:MAX_CODES]) + (
        f" và {len(codes) - MAX_CODES} nơi nữa" if codes[MAX_CODES:] else ""
    )
    assert first.activity is not None
    below = f" thuộc {one_line(above.name)}" if above else ""
    what = f"{len(codes)} {level_name}{below}: «{one_line(first.activity.name)}»"
    earliest = "sớm nhất " if len({notice.day for notice in notices}) > 1 else ""
    return one_line(f"{what}, {earliest}{_measure(first)}{_aside(first, is_one=False)} ({shown}).")


def in_brief(notices: Sequence[Notice], body: Unit) -> str:
    """All notices of a kind about a body and the units below it as a line; the most urgent first."""
    first, units = notices[0], {notice.unit.code for notice in notices}
    thing = "cửa duyệt" if first.kind is NoticeKind.APPROVAL else "việc"
    where = "" if units == {body.code} else f" ở {len(units)} đơn vị"
    assert first.activity is not None
    most = f"gấp nhất: «{first.activity.name}», {_measure(first)}"
    whose = "" if first.unit == body else f" ({first.unit.code})"
    return one_line(f"{body.name} ({body.code}): {len(notices)} {thing}{where}; {most}{whose}.")


def _measure(notice: Notice) -> str:
    """From which day on, and how long: ``hạn 24/02/2020, quá 5 ngày làm việc``."""
    assert notice.day is not None
    day = tokens.date_long(notice.day)
    if notice.kind is NoticeKind.BLOCKED:
        return f"kế hoạch xong ngày {day}, chậm {notice.days} ngày làm việc"
    return f"hạn {day}, {_distance(notice.days)}"


def _distance(days: int) -> str:
    """Working days to or since a day: ``còn 7 ngày làm việc``, ``đến hạn``, ``quá 5 ngày làm việc``."""
    if days == 0:
        return "đến hạn hôm nay"
    return f"quá {days} ngày làm việc" if days > 0 else f"còn {-days} ngày làm việc"


def _aside(notice: Notice, *, is_one: bool = True) -> str:
    """What else is to be known: who waits, who has to act."""
    parts = []
    if notice.count and is_one:
        parts.append(f"{notice.count} đơn vị khác đang chờ việc này")
    if notice.holder and is_one:
        parts.append(f"hồ sơ đang ở {one_line(notice.holder.name)}")
    return "".join(f"; {part}" for part in parts)


def _report(notice: Notice) -> str:
    assert notice.day is not None
    return f"Báo cáo tiến độ, số liệu đến hết ngày {tokens.date_long(notice.day)}, đã công bố."


def _verification(notice: Notice) -> str:
    assert notice.day is not None
    day = tokens.date_long(notice.day)
    return (
        f"Lần kiểm tra ngày {day} thấy sổ ghi có {notice.count} lỗi. Tạm ngừng nhập và công bố; chạy daihoi "
        "db verify để biết lỗi gì và cách khôi phục."
    )


def _backup(notice: Notice) -> str:
    remedy = "chạy daihoi db backup, rồi xem vì sao lần chạy hằng đêm không làm"
    if notice.day is None:
        return f"Chưa có bản sao lưu nào của sổ ghi: {remedy}."
    day = tokens.date_long(notice.day)
    return f"Bản sao lưu cuối của sổ ghi là của ngày {day}, đã {notice.days} ngày: {remedy}."


_FACTS = {
    NoticeKind.REPORT: _report,
    NoticeKind.VERIFICATION: _verification,
    NoticeKind.BACKUP: _backup,
}
