"""Accounts and their rights, as the log's database holds them. Reads through the driver alone.

An installation without accounts costs one look into the database and imports nothing. argon2 is loaded only
when somebody has to be recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from daihoi.domain.access import AccessError, Actor, Grant
from daihoi.domain.record import shown
from daihoi.log_place import LogPlace
from daihoi.store.database import database
from daihoi.store.runs import Run

_TOKEN = re.compile(r"dh([1-9][0-9]{0,8})_([A-Za-z0-9_-]{43})")
_ACCOUNTS = """select account.number, account.login, ended_on from account
    left join access_end on kind = 'account' and ended_number = account.number order by account.number"""
_GRANTS = """select role_grant.login, role_grant.number, role, unit_code, valid_from, valid_to, ended_on,
    role_grant.actor from role_grant
    left join access_end on kind = 'role_grant' and ended_number = role_grant.number
    order by role_grant.number"""
_TOKENS = """select access_token.login, access_token.number, valid_to, ended_on from access_token
    left join access_end on kind = 'access_token' and ended_number = access_token.number
    order by access_token.number"""
_SECRET = "select secret_hash from access_token where number = ? and login = ?"
UNKNOWN = (
    "Không nhận ra tài khoản: DAIHOI_USER hoặc thẻ không đúng. Kiểm tra đã chép đủ thẻ (dh…_…) chưa; "
    "không được thì xin người quản trị cấp thẻ mới."
)


@dataclass(frozen=True)
class GrantRecord:
    """A grant with its number and who gave it."""

    number: int
    grant: Grant
    actor: str


@dataclass(frozen=True)
class TokenRecord:
    """A token, without its secret, which nobody can read again.

    Attributes:
        number: part of the token itself.
        valid_to: last day it is good for.
        ended_on: the day from which on it is not, because it was replaced or its account disabled.
    """

    number: int
    valid_to: date
    ended_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it opens the door on a day."""
        return day <= self.valid_to and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes:
        number: from 1 without gaps.
        login: its code; never a person's name, never used again.
        disabled_on: the day it was disabled; None while it is in use.
        grants: all that it was ever given, oldest first.
        tokens: all that were ever issued, oldest first.
    """

    number: int
    login: str
    disabled_on: date | None
    grants: Sequence[GrantRecord]
    tokens: Sequence[TokenRecord]

    @property
    def actor(self) -> Actor:
        """The account as one who acts."""
        return Actor(self.login, tuple(record.grant for record in self.grants))


def has_accounts(place: LogPlace) -> bool:
    """Whether anybody has an account in the log at a place; False where there is no log.

    Raises:
        StoreError: the file cannot be read.
    """
    with _opened(place) as run:
        return run is not None and bool(list(run("select 1 from account limit 1")))


def accounts(place: LogPlace) -> list[Account]:
    """All accounts, oldest first; none where there is no log.

    Raises:
        StoreError: the file cannot be read.
    """
    with _opened(place) as run:
        return accounts_of(run) if run else []


def accounts_of(run: Run) -> list[Account]:
    """All accounts of a database that has the tables."""
    grants: dict[str, list[GrantRecord]] = {}
    for login, number, role, unit_code, first, last, ended, actor in run(_GRANTS, ()):
        grant = Grant(role, unit_code, date.fromisoformat(first), _day(last), _day(ended))
        grants.setdefault(login, []).append(GrantRecord(number, grant, actor))
    tokens: dict[str, list[TokenRecord]] = {}
    for login, number, last, ended in run(_TOKENS, ()):
        tokens.setdefault(login, []).append(TokenRecord(number, date.fromisoformat(last), _day(ended)))
    return [
        Account(number, login, _day(ended), grants.get(login, ()), tokens.get(login, ()))
        for number, login, ended in run(_ACCOUNTS, ())
    ]


def identify(place: LogPlace, login: str, token: str, on_date: date) -> Actor:
    """The account that a token belongs to.

    A wrong login, a wrong number and a wrong secret take the same time and get the same answer. Why a right
    token is refused is told to whoever holds it.

    Args:
        place: the log, with accounts.
        login: code of the account, as it was given.
        token: the whole token.
        on_date: today.

    Raises:
        AccessError: nobody, expired, replaced, or disabled; the message says what to do.
        StoreError: the file cannot be read.
    """
    parts = _TOKEN.fullmatch(token)
    number, secret = (int(parts[1]), parts[2]) if parts else (0, token)
    with _opened(place) as run:
        row = next(iter(run(_SECRET, (number, login))), None) if run else None
        known = accounts_of(run) if run else []
    if not _is_secret(row[0] if row else None, secret):
        raise AccessError(UNKNOWN)
    account = next(found for found in known if found.login == login)
    _refuse_spent(account, next(found for found in account.tokens if found.number == number), on_date)
    return account.actor


def _refuse_spent(account: Account, token: TokenRecord, on_date: date) -> None:
    if account.disabled_on is not None:
        raise AccessError(
            f"Tài khoản «{account.login}» đã bị khóa từ ngày {shown(account.disabled_on)}. "
            "Hỏi người quản trị; tài khoản đã khóa không mở lại, cần thì lập mã khác."
        )
    ask = f"Xin người quản trị cấp thẻ mới: daihoi user token {account.login}"
    if token.ended_on is not None:
        raise AccessError(
            f"Thẻ số {token.number} của «{account.login}» đã bị thay ngày {shown(token.ended_on)}. "
            f"Dùng thẻ mới. {ask}"
        )
    if not token.holds_on(on_date):
        raise AccessError(
            f"Thẻ số {token.number} của «{account.login}» đã hết hạn ngày {shown(token.valid_to)}. {ask}"
        )


def _is_secret(stored: str | None, secret: str) -> bool:
    """Compares in constant time; does the same work where there is nothing to compare with."""
    import argon2

    hasher = argon2.PasswordHasher()
    if stored is None:
        hasher.hash(secret)
        return False
    try:
        return hasher.verify(stored, secret)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


@contextmanager
def _opened(place: LogPlace) -> Iterator[Run | None]:
    """The database to read; None where there is none, or none of ours with accounts."""
    found = database(place)
    if not found.is_there():
        yield None
        return
    with found.reading() as run:
        yield run if run.tables() >= {"chain_head", "account"} else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
