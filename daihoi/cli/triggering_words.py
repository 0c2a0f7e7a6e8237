"""What the states of a run are called; Prefect's own names are English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.asking import Asked

STATES = {
    "Scheduled": "chờ đến giờ",
    "Late": "chờ, đã quá giờ",
    "AwaitingConcurrencySlot": "chờ lượt",
    "AwaitingRetry": "chờ chạy lại",
    "Pending": "đang khởi động",
    "Submitting": "đang khởi động",
    "Retrying": "đang chạy lại",
    "Running": "đang chạy",
    "Completed": "xong",
    "Failed": "hỏng",
    "Crashed": "bị ngắt",
    "Cancelling": "đang hủy",
    "Cancelled": "đã hủy",
}
_NOISE = ("All states completed", "Flow run encountered an exception: ")


def state(asked: Asked) -> str:
    """A state in Vietnamese, with its message where that says more: «hỏng: Không có đơn vị …»."""
    name, message = STATES.get(asked.state, asked.state), asked.message
    for words in _NOISE:
        message = message.removeprefix(words)
    is_told = (asked.is_over and not asked.is_good) or asked.state not in STATES
    return f"{name}: {message}" if message and is_told else name
