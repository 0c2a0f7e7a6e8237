"""Decides on rows that take back what was said («hủy»)."""

from __future__ import annotations

from datetime import date

from daihoi.domain.record import Event, EventKind, Statement, current, shown
from daihoi.store.admission_outcomes import Admitted, Conflict, History


def decide_void(said: Statement, history: History) -> Admitted | Conflict | None:
    """What a row adds that takes back the latest statement that stands about an activity.

    The row names the day that statement is about. So a file that is imported again among new rows does
    not take back the statement before it, and a slip takes back nothing.

    Args:
        said: the row.
        history: all events of the activity, in ``seq`` order.
    """
    latest, earlier = current(history, date.max), _earlier(said, history)
    if latest is None or latest.statement.effective_date != said.effective_date:
        return None if earlier else _nothing_to_take_back(said, latest)
    if earlier:
        what = (
            f"nhắc lại lần hủy đã ghi (sự kiện số {earlier.seq}); sau đó đã báo lại (sự kiện số {latest.seq})"
        )
        return Conflict(what, "muốn hủy lần nữa thì ghi Lý do khác")
    return Admitted(said, latest.seq)


def _earlier(said: Statement, history: History) -> Event | None:
    """The event that took back a statement about the same day for the same reason."""
    voids = (event for event in history if event.statement.kind is EventKind.VOID)
    told = (said.effective_date, said.reason)
    return next((e for e in voids if (e.statement.effective_date, e.statement.reason) == told), None)


def _nothing_to_take_back(said: Statement, latest: Event | None) -> Conflict:
    if latest is None:
        return Conflict("không có điều gì đang ghi để hủy", "bỏ dòng này")
    day = shown(latest.statement.effective_date)
    what = f"điều đang ghi là về ngày {day} (sự kiện số {latest.seq}), dòng này hủy số liệu ngày"
    remedy = f"muốn hủy điều ấy thì ghi Số liệu đến ngày {day}"
    return Conflict(f"{what} {shown(said.effective_date)}", remedy)
