"""What an administrator should know of the sending of notices; nothing where all is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.notice_config import load_notice_rules
from daihoi.loading.notice_delivery import load_delivery
from daihoi.log_place import LogPlace
from daihoi.store.outbox import Message, MessageState, messages

LOOK_BACK = timedelta(days=30)
"""How long a message that was given up is told."""

STUCK = timedelta(days=1)
"""A message that waits so long without an attempt: nobody sends."""


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong: what, and how to mend it, as Vietnamese sentences."""

    what: str
    remedy: str


def troubles(
    config: ConfigDir, data: Path, place: LogPlace, environment: Mapping[str, str], now: datetime
) -> list[Trouble]:
    """What is wrong with the sending of notices. Reads only.

    Args:
        config: the configuration.
        data: the data folder.
        place: the log that the outbox lies beside.
        environment: variables that may hold the secrets.
        now: this instant, with time zone.

    Raises:
        StoreError: the log cannot be read.
    """
    try:
        rules = load_notice_rules(config)
        delivery = load_delivery(data, environment, rules.personal_domains)
    except ConfigErrors as error:
        return [Trouble(str(error), "Sửa các chỗ nêu trên; cách viết: docs/notices.md.")]
    if delivery is None:
        return []
    told = messages(place, None, MessageState.GIVEN_UP, MessageState.WAITING)
    return [*_given_up(told, now), *_stuck(told, now)]


def _given_up(told: list[Message], now: datetime) -> list[Trouble]:
    lost = [
        m for m in told if m.state is MessageState.GIVEN_UP and m.ended_at and now - m.ended_at < LOOK_BACK
    ]
    if not lost:
        return []
    last = lost[-1]
    what = f"{len(lost)} thông báo đã thôi gửi trong 30 ngày qua; lần cuối vì: {last.reason}."
    code = last.campaign_code
    return [
        Trouble(
            what,
            f"Sửa nguyên nhân, rồi daihoi notices send {code} --retry. Xem: daihoi notices {code} --failed",
        )
    ]


def _stuck(told: list[Message], now: datetime) -> list[Trouble]:
    waiting = [m for m in told if m.state is MessageState.WAITING]
    stuck = [m for m in waiting if now - max(m.next_at, m.recorded_at) > STUCK]
    if not stuck:
        return []
    what = f"{len(stuck)} thông báo chờ hơn một ngày mà không ai gửi."
    return [Trouble(what, f"Chạy daihoi serve, hoặc daihoi notices send {stuck[-1].campaign_code}.")]
