"""Adds accounts, grants and tokens, and ends them. Nothing is changed or deleted; one transaction each."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Table, insert

from daihoi.domain.access import INSTALLATION, AccessError, Grant
from daihoi.errors import UnknownCodeError
from daihoi.log_place import LogPlace
from daihoi.store import seals, tables
from daihoi.store.accounts import Account, accounts_of
from daihoi.store.canonical import utc_text
from daihoi.store.writing import Transaction, written

SECRET_BYTES = 32


@dataclass(frozen=True)
class Act:
    """Who changes something, and when.

    Attributes:
        actor: code of the account that acts.
        moment: this instant, with time zone.
        day: the local date of that instant: from it on, what is ended holds no more.
    """

    actor: str
    moment: datetime
    day: date


@dataclass(frozen=True)
class Token:
    """A token that was just issued. Its text is shown once and stored nowhere."""

    text: str
    number: int
    valid_to: date


def register(place: LogPlace, login: str, until: date, act: Act, first_role: str = "") -> Token:
    """Adds an account with a token; the log is created when it is not there.

    Args:
        place: the log.
        login: its code, which the caller has checked; capitals make no other code.
        until: last day the token is good for.
        act: who and when.
        first_role: for the first account of an installation, and only for it: its role for the whole of it.

    Raises:
        AccessError: the code is taken, or the account is the first and gets no role, or is not and gets one.
        StoreError: the log cannot be written.
    """
    with _ledger(place, act) as ledger:
        known = ledger.accounts()
        taken = next((one.login for one in known if one.login.casefold() == login.casefold()), None)
        if taken:
            raise AccessError(f"Đã có tài khoản «{taken}»: chọn mã khác. Mã đã khóa cũng không dùng lại.")
        if bool(first_role) == bool(known):
            raise AccessError(_NOT_FIRST if known else _FIRST)
        ledger.add(tables.account, login=login, login_key=login.casefold())
        if first_role:
            ledger.grant(login, Grant(first_role, INSTALLATION, act.day))
        return ledger.issue(login, until)


_FIRST = (
    "Tài khoản đầu tiên phải là người quản trị, nếu không sẽ không ai cấp quyền được: thêm --administrator. "
    "Từ lúc đó mọi lệnh đều cần tài khoản."
)
_NOT_FIRST = "Đã có tài khoản: bỏ --administrator, rồi cấp quyền bằng daihoi user grant."


def give(place: LogPlace, login: str, grant: Grant, act: Act) -> int:
    """Gives an account a role at a unit; the number of the grant.

    Raises:
        AccessError: the account is disabled, or has that very grant.
        UnknownCodeError: there is no such account.
        StoreError: the log cannot be written.
    """
    with _ledger(place, act) as ledger:
        account = ledger.account(login)
        if any(record.grant == grant for record in account.grants):
            raise AccessError(f"Tài khoản «{account.login}» đã có đúng quyền này: không cấp thêm gì.")
        return ledger.grant(account.login, grant)


def take_back(
    place: LogPlace, login: str, role: str, unit_code: str, act: Act, administering: Collection[str]
) -> int:
    """Ends every grant of a role at a unit that is not over; how many.

    Args:
        place: the log.
        login: whose.
        role: code of the role.
        unit_code: where it was granted.
        act: who and when.
        administering: the roles that can issue tokens; somebody has to keep one.

    Raises:
        AccessError: there is no such grant, or nobody would be left to administer.
        UnknownCodeError: there is no such account.
        StoreError: the log cannot be written.
    """
    with _ledger(place, act) as ledger:
        account = ledger.account(login)
        ended = [
            record.number
            for record in account.grants
            if (record.grant.role, record.grant.unit_code) == (role, unit_code)
            and record.grant.revoked_on is None
        ]
        if not ended:
            raise AccessError(
                f"Tài khoản «{account.login}» không có quyền «{role}» ở «{unit_code}» để thu hồi. "
                "Xem: daihoi user list"
            )
        for number in ended:
            ledger.end(tables.role_grant, number)
        ledger.refuse_orphaned(administering)
        return len(ended)


def issue_token(place: LogPlace, login: str, until: date, act: Act, *, replace: bool) -> Token:
    """Issues one more token; with ``replace`` all earlier ones of the account end.

    Raises:
        AccessError: the account is disabled.
        UnknownCodeError: there is no such account.
        StoreError: the log cannot be written.
    """
    with _ledger(place, act) as ledger:
        account = ledger.account(login)
        if replace:
            ledger.end_tokens(account)
        return ledger.issue(account.login, until)


def disable(place: LogPlace, login: str, act: Act, administering: Collection[str]) -> None:
    """Ends an account for good, with its grants and tokens.

    Raises:
        AccessError: it is disabled already, or nobody would be left to administer.
        UnknownCodeError: there is no such account.
        StoreError: the log cannot be written.
    """
    with _ledger(place, act) as ledger:
        account = ledger.account(login)
        for record in account.grants:
            if record.grant.revoked_on is None:
                ledger.end(tables.role_grant, record.number)
        ledger.end_tokens(account)
        ledger.end(tables.account, account.number)
        ledger.refuse_orphaned(administering)


class _Ledger:
    """The tables inside one write transaction."""

    def __init__(self, now: Transaction, act: Act) -> None:
        self.now, self.act = now, act

    def accounts(self) -> list[Account]:
        return accounts_of(self.now.run)

    def account(self, login: str) -> Account:
        """An account that is in use, whatever the capitals.

        Raises:
            AccessError: it is disabled.
            UnknownCodeError: there is none.
        """
        known = self.accounts()
        for account in known:
            if account.login.casefold() == login.casefold():
                if account.disabled_on is not None:
                    raise AccessError(f"Tài khoản «{account.login}» đã bị khóa: lập tài khoản khác.")
                return account
        raise UnknownCodeError("tài khoản", login, [account.login for account in known])

    def add(self, table: Table, **values: object) -> int:
        """A row with the next number; the number."""
        number = self.now.run.number(f"select coalesce(max(number), 0) + 1 from {table.name}")
        signed = {"actor": self.act.actor, "recorded_at": utc_text(self.act.moment)}
        self.now.connection.execute(insert(table).values(number=number, **values, **signed))
        return number

    def grant(self, login: str, grant: Grant) -> int:
        period = {"valid_from": grant.valid_from, "valid_to": grant.valid_to}
        return self.add(tables.role_grant, login=login, role=grant.role, unit_code=grant.unit_code, **period)

    def issue(self, login: str, until: date) -> Token:
        import argon2

        secret = secrets.token_urlsafe(SECRET_BYTES)
        stored = argon2.PasswordHasher().hash(secret)
        number = self.add(tables.access_token, login=login, secret_hash=stored, valid_to=until)
        return Token(f"dh{number}_{secret}", number, until)

    def end(self, table: Table, number: int) -> None:
        self.add(tables.access_end, kind=table.name, ended_number=number, ended_on=self.act.day)

    def end_tokens(self, account: Account) -> None:
        for token in account.tokens:
            if token.ended_on is None:
                self.end(tables.access_token, token.number)

    def refuse_orphaned(self, administering: Collection[str]) -> None:
        """Raises AccessError when nobody is left who may administer, today and without an end."""
        for account in self.accounts():
            for grant in account.actor.grants_on(self.act.day):
                if grant.role in administering and grant.unit_code == INSTALLATION and not grant.valid_to:
                    return
        raise AccessError(
            "Chưa làm gì: sẽ không còn người quản trị nào (không có ngày hết quyền). "
            "Cấp quyền quản trị cho người khác trước: daihoi user grant MÃ administrator"
        )


@contextmanager
def _ledger(place: LogPlace, act: Act) -> Iterator[_Ledger]:
    """One transaction on the tables; all is taken back on an error."""
    with written(place) as now:
        yield _Ledger(now, act)
        seals.extend(now.run)
