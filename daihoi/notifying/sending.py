"""From what is due to what is sent: messages are made, put into the outbox, then handed over one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from daihoi.domain.notices import Ground, Notice, due_notices, given_on, lasting_notices, not_given
from daihoi.domain.notices_rules import RetryRule
from daihoi.loading.notice_posts import Delivery
from daihoi.log_place import LogPlace
from daihoi.notifying.delivering import DeliveryError, UnreachableError, channel, deliver
from daihoi.notifying.digests import Composed, compose
from daihoi.store.outbox import Message, MessageState, given_keys

Clock = Callable[[], datetime]
"""Gives this instant, with time zone."""
Choice = Callable[[Notice], bool]
"""Says whether a notice is to be given."""


@dataclass(frozen=True)
class Attempt:
    """One attempt to send one message: what became of the message, and why where it was not taken."""

    message: Message
    state: MessageState
    reason: str = ""


@dataclass(frozen=True)
class Sent:
    """What one call has done.

    Attributes:
        new: messages that were put into the outbox.
        unaddressed: notices for which there is no address.
        attempts: messages that were tried, in their order.
    """

    new: int
    unaddressed: Sequence[Notice]
    attempts: Sequence[Attempt]

    @property
    def delivered(self) -> int:
        """How many messages were taken by the other side."""
        return sum(1 for attempt in self.attempts if attempt.state is MessageState.SENT)


def due_now(place: LogPlace, ground: Ground) -> list[Notice]:
    """The notices that are due and that no message gives yet.

    Raises:
        StoreError: the log cannot be read.
        CalendarRangeError: a due day lies outside the calendars.
    """
    return _not_given(place, due_notices(ground))


def _not_given(place: LogPlace, notices: Sequence[Notice]) -> list[Notice]:
    return not_given(notices, given_keys(place, [notice.key for notice in notices]))


def prepare(place: LogPlace, ground: Ground, delivery: Delivery) -> Composed:
    """The messages that would be put into the outbox now; nothing is written.

    Raises:
        StoreError: the log cannot be read.
        CalendarRangeError: a due day lies outside the calendars.
    """
    return compose(ground, due_now(place, ground), delivery)


def announce(
    place: LogPlace,
    ground: Ground,
    delivery: Delivery,
    clock: Clock,
    *,
    makes_digests: bool = True,
    is_chosen: Choice = lambda _: True,
) -> Sent:
    """Makes the messages that are due and sends all that wait. May be called at any time, by anyone, twice.

    What was sent or given up long ago is removed from the outbox.

    Args:
        place: the log that the outbox lies beside.
        ground: what notices are made from.
        delivery: how messages leave.
        clock: see ``Clock``.
        makes_digests: whether the digest of the day is made already, or only what is sent at once.
        is_chosen: which notices are given; all by default. The others stay due.

    Raises:
        StoreError: the log cannot be written, or messages of a later day are there already.
        CalendarRangeError: a due day lies outside the calendars.
    """
    from daihoi.store.outbox_writing import opened  # SQLAlchemy, which listing does not need

    lasting = lasting_notices(ground)
    due = _not_given(place, [notice for notice in given_on(ground.assessment, lasting) if is_chosen(notice)])
    composed = compose(ground, due, delivery)
    code = ground.assessment.edition.campaign_code
    messages = [
        digest.message() for digest in composed.digests if makes_digests or digest.notices[0].is_at_once
    ]
    with opened(place) as outbox:
        new = outbox.put(messages, clock())
        if ground.rules.keep_days is not None:
            old = clock() - timedelta(days=ground.rules.keep_days)
            outbox.forget(code, old, {notice.key for notice in lasting})
    return Sent(new, composed.unaddressed, send_waiting(place, code, delivery, clock, ground.rules.retry))


def send_waiting(
    place: LogPlace, campaign_code: str, delivery: Delivery, clock: Clock, rule: RetryRule
) -> list[Attempt]:
    """Sends every message of a campaign that may be tried now, each once.

    Args:
        place: the log that the outbox lies beside.
        campaign_code: folder name of the campaign.
        delivery: how messages leave.
        clock: see ``Clock``.
        rule: when what failed is tried again, and when it is given up.

    Raises:
        StoreError: the log cannot be written.
    """
    from daihoi.store.outbox_writing import opened

    attempts: list[Attempt] = []
    silent: dict[str, UnreachableError] = {}
    with opened(place) as outbox:
        while (message := outbox.claim(campaign_code, clock())) is not None:
            try:
                _hand_over(message, delivery, silent)
            except Exception as error:
                # Whatever goes wrong with one message must not keep back those behind it.
                reason = str(error) if isinstance(error, DeliveryError) else _unexpected(error)
                state = outbox.note_failed(message, reason, clock(), rule)
                attempts.append(Attempt(message, state, reason))
            else:
                outbox.note_sent(message, clock())
                attempts.append(Attempt(message, MessageState.SENT))
    return attempts


def _unexpected(error: Exception) -> str:
    return f"lỗi không lường trước khi gửi ({type(error).__name__})"


def _hand_over(message: Message, delivery: Delivery, silent: dict[str, UnreachableError]) -> None:
    """Hands a message over, unless nobody answered there a moment ago.

    Raises:
        DeliveryError: it was not taken.
    """
    way = channel(message, delivery)
    if way in silent:
        raise silent[way]
    try:
        deliver(message, delivery)
    except UnreachableError as error:
        silent[way] = error
        raise
