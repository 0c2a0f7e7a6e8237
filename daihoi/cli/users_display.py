"""What ``daihoi user`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from daihoi.domain.access import INSTALLATION, AccessMatrix, Grant
from daihoi.domain.record import shown

if TYPE_CHECKING:
    from daihoi.store.account_writing import Token
    from daihoi.store.accounts import Account, GrantRecord

WARN_DAYS = 14


def grant_words(matrix: AccessMatrix, grant: Grant) -> str:
    """``người báo cáo ở CL.KT và bên dưới, đến hết 31/12/2020``."""
    role = matrix.roles.get(grant.role)
    name = role.name if role else f"{grant.role} (không có trong bảng phân quyền)"
    where = "toàn bản cài" if grant.unit_code == INSTALLATION else f"ở {grant.unit_code}"
    until = f", đến hết {shown(grant.valid_to)}" if grant.valid_to else ""
    return f"{name} {where}{until}"


def show_token(login: str, token: Token, *, is_first: bool = False) -> None:
    """A token, the only time that it is shown, and how it is used."""
    from daihoi.cli.display import console

    out = console()
    if is_first:
        out.print(Text(f"Đã lập tài khoản «{login}», người quản trị của toàn bản cài.", "bold"))
        out.print(
            "Từ nay mọi lệnh đều cần tài khoản. Giữ thẻ này cẩn thận: mất thẻ thì xem docs/access.md.\n"
        )
    out.print(
        f"Thẻ số {token.number} của «{login}», dùng đến hết {shown(token.valid_to)}. Thẻ chỉ hiện một lần:\n"
    )
    out.print(f"  {token.text}\n", soft_wrap=True)
    out.print("Dùng thẻ:")
    out.print(f"  export DAIHOI_USER={login}", soft_wrap=True)
    out.print(
        "  export DAIHOI_TOKEN=…   (hoặc ghi thẻ vào một tệp chỉ mình đọc được: daihoi --token-file TỆP …)"
    )


def show_added(login: str, token: Token) -> None:
    """A new account, and what is still to be done for it."""
    from daihoi.cli.display import console

    console().print(
        Text(f"Đã lập tài khoản «{login}». Chưa có quyền nào: daihoi user grant {login} VAI_TRÒ ĐƠN_VỊ\n")
    )
    show_token(login, token)


def show_granted(matrix: AccessMatrix, login: str, number: int, grant: Grant) -> None:
    """A grant that was given."""
    from daihoi.cli.display import console

    start = f", từ {shown(grant.valid_from)}"
    console().print(f"Quyền số {number}: «{login}» là {grant_words(matrix, grant)}{start}.", soft_wrap=True)


def show_done(text: str) -> None:
    """One sentence."""
    from daihoi.cli.display import console

    console().print(Text(text), soft_wrap=True)


def show_accounts(
    matrix: AccessMatrix, accounts: Sequence[Account], today: date, *, everything: bool
) -> None:
    """Who has which right where, and until when their token is good."""
    from daihoi.cli.display import console

    out = console()
    if not accounts:
        out.print(
            "Chưa có tài khoản nào: người chạy chương trình là người điều hành, được làm mọi việc. "
            "Muốn phân quyền: daihoi user add MÃ --administrator",
            soft_wrap=True,
        )
        return
    table = Table("Tài khoản", "Thẻ dùng đến", "Số", "Vai trò", "Đơn vị", "Hiệu lực", "Người cấp", box=None)
    for account in accounts:
        if everything or account.disabled_on is None:
            _add_rows(table, matrix, account, today, everything=everything)
    out.print(table)
    disabled = sum(account.disabled_on is not None for account in accounts)
    note = "" if everything or not disabled else f" {disabled} tài khoản đã khóa: xem bằng --all."
    out.print(Text(f"{len(accounts) - disabled} tài khoản đang dùng.{note}", "dim"))


def _add_rows(table: Table, matrix: AccessMatrix, account: Account, today: date, *, everything: bool) -> None:
    records = [record for record in account.grants if everything or _is_open(record.grant, today)]
    head = (account.login, _token_words(account, today))
    if not records:
        table.add_row(*head, "", Text("chưa có quyền", "yellow"), "", "", "")
    for place, record in enumerate(records):
        table.add_row(*(head if not place else ("", "")), *_cells(matrix, record, today))


def _cells(matrix: AccessMatrix, record: GrantRecord, today: date) -> tuple[str, str, str, Text, str]:
    grant, role = record.grant, matrix.roles.get(record.grant.role)
    period = shown(grant.valid_from) + (f" – {shown(grant.valid_to)}" if grant.valid_to else " –")
    if grant.revoked_on:
        period += f" (thu hồi {shown(grant.revoked_on)})"
    elif not grant.holds_on(today):
        period += " (chưa đến)" if today < grant.valid_from else " (đã hết)"
    where = "toàn bản cài" if grant.unit_code == INSTALLATION else grant.unit_code
    style = "" if grant.holds_on(today) else "dim"
    return (
        str(record.number),
        role.name if role else f"{grant.role} (lạ)",
        where,
        Text(period, style),
        record.actor,
    )


def _is_open(grant: Grant, today: date) -> bool:
    """It holds, or will."""
    return grant.revoked_on is None and (grant.valid_to is None or today <= grant.valid_to)


def _token_words(account: Account, today: date) -> Text:
    if account.disabled_on is not None:
        return Text(f"khóa {shown(account.disabled_on)}", "dim")
    last = max((token.valid_to for token in account.tokens if token.holds_on(today)), default=None)
    if last is None:
        return Text("không còn thẻ", "red")
    return Text(shown(last), "yellow" if (last - today).days < WARN_DAYS else "")
