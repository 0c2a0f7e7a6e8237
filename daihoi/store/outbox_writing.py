"""What a sender writes into the outbox: messages put in, claimed before an attempt, noted after it.

The order is: claim (committed), hand over, note (committed). Two senders never claim the same message while
one of them is at it. A sender that is killed between handing over and noting leaves a claim without an end:
when the claim has grown old the message is sent again, under the same key, by which the receiving side knows
that it has it already. So every message is delivered at least once, and twice only then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import insert

from daihoi.domain.notices_rules import RetryRule
from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store import tables
from daihoi.store.canonical import utc_text
from daihoi.store.outbox import (
    COLUMNS,
    Message,
    MessageState,
    NewMessage,
    known,
    last_status_date,
    message_of,
)
from daihoi.store.runs import Run
from daihoi.store.writing import LogWriter, Transaction

LEASE = timedelta(minutes=10)
"""How long a claim without an end keeps others away; longer than any attempt may last."""

_FAR = timedelta(days=2)
"""No message ever waits so long: a time of next attempt beyond it was noted by a clock that ran ahead."""

MAX_REASON = 300


class Outbox:
    """The outbox of a log, to be written. Make it with ``opened``."""

    def __init__(self, writer: LogWriter) -> None:
        self._writer = writer

    def put(self, messages: Sequence[NewMessage], moment: datetime) -> int:
        """Puts messages in, all or nothing; gives how many were new.

        A message is passed over when it is there already, or when another one gives any of its notices:
        then somebody else made messages from the same picture, and what remains is due the next time.

        Args:
            messages: of one campaign or several.
            moment: this instant, with time zone.

        Raises:
            StoreError: a message reports about an earlier day than one that is there; the log cannot be
                written.
            ValueError: ``moment`` has no time zone.
        """
        at = utc_text(moment)
        with self._writer.transaction() as now:
            return sum(_put(now, message, at) for message in messages)

    def claim(self, campaign_code: str, moment: datetime) -> Message | None:
        """The oldest message that may be tried now, which nobody else is given meanwhile; None for none.

        Raises:
            StoreError: the log cannot be written.
        """
        at, old, ahead = (utc_text(moment + step) for step in (timedelta(0), -LEASE, LEASE))
        sql = f"""select {COLUMNS} from outbox where campaign_code = ? and state = 'waiting'
            and (next_at <= ? or next_at > ?)
            and (claimed_at is null or claimed_at <= ? or claimed_at > ?) order by number limit 1"""
        with self._writer.transaction() as now:
            rows = now.run(sql, (campaign_code, at, utc_text(moment + _FAR), old, ahead))
            row = next(iter(rows), None)
            if row is None:
                return None
            told = "update outbox set claimed_at = ?, attempts = attempts + 1 where number = ?"
            now.run(told, (at, row[0]))
            claimed = now.run(f"select {COLUMNS} from outbox where number = ?", (row[0],))
            return message_of(next(iter(claimed)))

    def note_sent(self, message: Message, moment: datetime) -> None:
        """Notes that the other side took a message.

        Raises:
            StoreError: the log cannot be written.
        """
        sql = """update outbox set state = 'sent', ended_at = ?, claimed_at = null, reason = ''
            where number = ? and state <> 'sent'"""
        with self._writer.transaction() as now:
            now.run(sql, (utc_text(moment), message.number))

    def note_failed(self, message: Message, reason: str, moment: datetime, rule: RetryRule) -> MessageState:
        """Notes that an attempt failed: the message waits for the next one, or is given up.

        What another sender has begun or noted since then stands.

        Raises:
            StoreError: the log cannot be written.
        """
        is_over = moment >= message.recorded_at + timedelta(days=rule.give_up_days)
        state = MessageState.GIVEN_UP if is_over else MessageState.WAITING
        ended = utc_text(moment) if is_over else None
        sql = """update outbox set state = ?, ended_at = ?, next_at = ?, claimed_at = null, reason = ?
            where number = ? and attempts = ? and state = 'waiting'"""
        again = utc_text(moment + rule.wait(message.attempts))
        with self._writer.transaction() as now:
            now.run(sql, (state.value, ended, again, reason[:MAX_REASON], message.number, message.attempts))
        return state

    def forget(self, campaign_code: str, before: datetime, lasting: Collection[str]) -> int:
        """Removes messages that ended long ago and tell of nothing that lasts; gives how many.

        What a message gave may be given again once it is removed. So it stays while any of its notices
        lasts: who was told once of a gate that is still open is not to be told anew. The last message of
        a campaign always stays: it says up to which day was told.

        Args:
            campaign_code: folder name of the campaign.
            before: messages that were sent or given up before this instant, with time zone.
            lasting: keys of the notices that last, given or not.

        Raises:
            StoreError: the log cannot be written.
            ValueError: ``before`` has no time zone.
        """
        at = utc_text(before)
        with self._writer.transaction() as now:
            old = [
                number
                for number in _ended(now.run, campaign_code, at)
                if not _lasts(now.run, number, lasting)
            ]
            for number in old:
                now.run("delete from outbox_notice where message = ?", (number,))
                now.run("delete from outbox where number = ?", (number,))
        return len(old)

    def revive(self, campaign_code: str, moment: datetime) -> int:
        """Lets messages that were given up be tried once more; gives how many.

        Raises:
            StoreError: the log cannot be written.
        """
        with self._writer.transaction() as now:
            where = "campaign_code = ? and state = 'given_up'"
            count = now.run.number(f"select count(*) from outbox where {where}", (campaign_code,))
            sql = f"update outbox set state = 'waiting', ended_at = null, next_at = ? where {where}"
            now.run(sql, (utc_text(moment), campaign_code))
        return count


def _ended(run: Run, campaign_code: str, before: str) -> list[int]:
    """Numbers of the messages that ended before an instant; the last of all is none of them."""
    sql = """select number from outbox where campaign_code = ? and state <> 'waiting' and ended_at < ?
        and number < (select max(number) from outbox where campaign_code = ?) order by number"""
    return [int(row[0]) for row in run(sql, (campaign_code, before, campaign_code))]


def _lasts(run: Run, number: int, lasting: Collection[str]) -> bool:
    rows = run("select notice_key from outbox_notice where message = ?", (number,))
    return any(row[0] in lasting for row in rows)


@contextmanager
def opened(place: LogPlace) -> Iterator[Outbox]:
    """The outbox of the log at a place; the log is made when it is not there.

    Raises:
        StoreError: what is there is no log of this version, or it cannot be written.
    """
    writer = LogWriter(place)
    try:
        yield Outbox(writer)
    finally:
        writer.close()


def _put(now: Transaction, message: NewMessage, at: str) -> int:
    last = last_status_date(now.run, message.campaign_code)
    if last is not None and message.status_date < last:
        raise StoreError(
            f"Đã lập thông báo của ngày {last:%d/%m/%Y}; không lập lùi cho ngày "
            f"{message.status_date:%d/%m/%Y}: người nhận sẽ tưởng đó là tình hình mới."
        )
    same = now.run.number("select count(*) from outbox where message_key = ?", (message.key,))
    if same or known(now.run, message.notice_keys):
        return 0
    number = now.run.number("select coalesce(max(number), 0) + 1 from outbox")
    row = {
        "number": number,
        "message_key": message.key,
        "campaign_code": message.campaign_code,
        "mailbox": message.mailbox,
        "status_date": message.status_date,
        "known_seq": message.known_seq,
        "content": message.content,
        "state": MessageState.WAITING.value,
        "attempts": 0,
        "recorded_at": at,
        "next_at": at,
        "reason": "",
    }
    now.connection.execute(insert(tables.outbox).values(row))
    notices = [{"notice_key": key, "message": number} for key in message.notice_keys]
    now.connection.execute(insert(tables.outbox_notice), notices)
    return 1
