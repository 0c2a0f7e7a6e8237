"""The outbox: messages that were made, not yet or already sent, and the notices that each of them gives.

A notice is given by one message alone: its key is the primary key of its row. What is sent, tried again or
given up is written here before and after each attempt (``outbox_writing``), so that a sender that is killed
leaves behind what the next one needs. Unlike the log beside it the outbox proves nothing: its rows change,
and no seal covers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from daihoi.log_place import LogPlace
from daihoi.store.database import database, has_log
from daihoi.store.runs import Run

COLUMNS = """number, message_key, campaign_code, mailbox, status_date, known_seq, content, state, attempts,
    recorded_at, next_at, claimed_at, ended_at, reason"""
_AT_ONCE = 500
"""Keys asked about in one statement: SQLite takes no more than 999 parameters in old versions."""


class MessageState(StrEnum):
    """What became of a message: it is still to be sent, the other side took it, or nobody tries any more."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class NewMessage:
    """A message to be put into the outbox.

    Attributes:
        key: what it is known by; the receiving side is told it and can drop a repetition.
        campaign_code: folder name of the campaign.
        mailbox: to whom, e.g. ``unit:CL.KT``; the address itself is never written into the log.
        status_date: the day that it reports about.
        known_seq: the last event that was taken into account.
        content: what it says, as JSON text.
        notice_keys: the notices that it gives.
    """

    key: str
    campaign_code: str
    mailbox: str
    status_date: date
    known_seq: int
    content: str
    notice_keys: Sequence[str]


@dataclass(frozen=True)
class Message:
    """A message of the outbox.

    Attributes:
        number: in the order in which they were made; what was removed leaves a gap.
        key: see ``NewMessage``, as for the next five.
        state: what became of it.
        attempts: how often somebody began to send it.
        recorded_at: when it was made, UTC.
        next_at: before when nobody tries again, UTC.
        claimed_at: since when somebody is at it, UTC; None while nobody is.
        ended_at: when it was taken or given up, UTC; None while it waits.
        reason: why the last attempt failed, in words; empty for none.
    """

    number: int
    key: str
    campaign_code: str
    mailbox: str
    status_date: date
    known_seq: int
    content: str
    state: MessageState
    attempts: int
    recorded_at: datetime
    next_at: datetime
    claimed_at: datetime | None
    ended_at: datetime | None
    reason: str


def messages(place: LogPlace, campaign_code: str | None = None, *states: MessageState) -> list[Message]:
    """The messages of a campaign (of all when None) in these states (in any when none), oldest first.

    Raises:
        StoreError: the log cannot be read.
    """
    if not has_log(place):
        return []
    wanted = [("campaign_code", campaign_code)] if campaign_code else []
    where = [f"{column} = ?" for column, _ in wanted]
    where += [f"state in ({', '.join('?' * len(states))})"] if states else []
    sql = f"select {COLUMNS} from outbox{' where ' if where else ''}{' and '.join(where)} order by number"
    found = database(place)
    found.require_log()
    with found.reading() as run:
        return [message_of(row) for row in run(sql, [value for _, value in wanted] + [*map(str, states)])]


def given_keys(place: LogPlace, keys: Sequence[str]) -> set[str]:
    """Which of these notices some message gives already; none where there is no log yet.

    Raises:
        StoreError: the log cannot be read.
    """
    if not has_log(place):
        return set()
    found = database(place)
    found.require_log()
    with found.reading() as run:
        return known(run, keys)


def known(run: Run, keys: Sequence[str]) -> set[str]:
    """The same inside a transaction."""
    found: set[str] = set()
    for first in range(0, len(keys), _AT_ONCE):
        part = keys[first : first + _AT_ONCE]
        sql = f"select notice_key from outbox_notice where notice_key in ({', '.join('?' * len(part))})"
        found |= {row[0] for row in run(sql, part)}
    return found


def notice_keys(place: LogPlace, number: int) -> list[str]:
    """The notices that a message gives, sorted.

    Raises:
        StoreError: the log cannot be read.
    """
    with database(place).reading() as run:
        sql = "select notice_key from outbox_notice where message = ? order by notice_key"
        return [row[0] for row in run(sql, (number,))]


def last_status_date(run: Run, campaign_code: str) -> date | None:
    """The latest day that any message of a campaign reports about; None when there is none."""
    rows: Iterable[Sequence[str | None]] = run(
        "select max(status_date) from outbox where campaign_code = ?", (campaign_code,)
    )
    found = next(iter(rows))[0]
    return date.fromisoformat(found) if found else None


def message_of(row: Sequence[object]) -> Message:
    """A row under ``COLUMNS`` as a message."""
    number, key, code, mailbox, day, known_seq, content, state, attempts, *moments, reason = row
    recorded_at, next_at, claimed_at, ended_at = map(_moment, moments)
    assert recorded_at is not None
    assert next_at is not None
    return Message(
        int(str(number)),
        str(key),
        str(code),
        str(mailbox),
        date.fromisoformat(str(day)),
        int(str(known_seq)),
        str(content),
        MessageState(str(state)),
        int(str(attempts)),
        recorded_at,
        next_at,
        claimed_at,
        ended_at,
        str(reason),
    )


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
