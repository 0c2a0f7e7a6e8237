"""``daihoi user``: accounts, what they may do, and the tokens that open the door."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.authorising import current_actor, matrix_of
from daihoi.cli.group import HELP, cli
from daihoi.cli.values import DAY, EVENT_COUNT
from daihoi.domain.access import INSTALLATION, AccessError, AccessMatrix, Grant
from daihoi.errors import UnknownCodeError
from daihoi.log_place import LogPlace
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.store.account_writing import Act
    from daihoi.store.accounts import Account

login_argument = click.argument("login", metavar="MÃ")
role_argument = click.argument("role", metavar="VAI_TRÒ")
unit_argument = click.argument("unit", metavar="[ĐƠN_VỊ]", required=False)
days_option = click.option(
    "--days",
    type=EVENT_COUNT,
    metavar="N",
    help="Thẻ dùng được N ngày (mặc định và nhiều nhất: config/access.yaml).",
)

MAX_REFUSALS = 100


@cli.group()
@HELP
def user() -> None:
    """Lập tài khoản, cấp quyền, cấp thẻ truy cập.

    Chưa có tài khoản nào thì người chạy chương trình được làm mọi việc. Tài khoản là mã cơ quan hoặc một mã
    tự chọn, không phải họ tên hay số giấy tờ. Vai trò: `reader` xem, `clerk` báo cáo, `approver` duyệt,
    `coordinator` điều phối, `organiser` chỉ đạo, `auditor` kiểm tra, `administrator` quản trị.

    Ví dụ: `daihoi user add quantri --administrator`
    """


@user.command()
@login_argument
@click.option(
    "--administrator",
    is_flag=True,
    help="Tài khoản đầu tiên: người quản trị. Từ đó mọi lệnh đều cần tài khoản.",
)
@days_option
@HELP
@click.pass_obj
def add(workspace: Workspace, login: str, administrator: bool, days: int | None) -> None:
    """Lập một tài khoản và in thẻ truy cập của nó; quyền thì cấp sau bằng `daihoi user grant`.

    Ví dụ: `daihoi user add vanphong.CL.KT`
    """
    from daihoi.cli import users_display
    from daihoi.domain.account_codes import refuse_personal
    from daihoi.store import account_writing

    matrix = matrix_of(workspace)
    refuse_personal(login, matrix.names)
    act = _act()
    first = _administering(matrix)[0] if administrator else ""
    token = account_writing.register(workspace.log_place, login, _until(matrix, days, act.day), act, first)
    if administrator:
        users_display.show_token(login, token, is_first=True)
    else:
        users_display.show_added(login, token)


@user.command("list")
@click.option("--all", "everything", is_flag=True, help="Cả tài khoản đã khóa, quyền đã hết hoặc đã thu hồi.")
@click.option("--refusals", "refused", is_flag=True, help="Thay vào đó: những lần bị từ chối gần đây.")
@HELP
@click.pass_obj
def list_(workspace: Workspace, everything: bool, refused: bool) -> None:
    """Liệt kê tài khoản, quyền của từng tài khoản và hạn của thẻ; hoặc những lần bị từ chối.

    Ví dụ: `daihoi user list`
    """
    from daihoi.cli import refusals, users_display
    from daihoi.store.accounts import accounts

    if refused:
        refusals.show(workspace.data, MAX_REFUSALS)
        return
    found = accounts(workspace.log_place)
    users_display.show_accounts(matrix_of(workspace), found, clock.today(), everything=everything)


@user.command()
@login_argument
@role_argument
@unit_argument
@click.option("--from", "first", type=DAY, metavar="NGÀY", help="Ngày đầu có quyền (mặc định: hôm nay).")
@click.option("--to", "last", type=DAY, metavar="NGÀY", help="Ngày cuối còn quyền (mặc định: không có).")
@HELP
@click.pass_obj
def grant(
    workspace: Workspace, login: str, role: str, unit: str | None, first: date | None, last: date | None
) -> None:
    """Cấp một vai trò ở một đơn vị; quyền có cả ở các đơn vị bên dưới. `*` hoặc để trống: toàn bản cài.

    Ví dụ: `daihoi user grant vanphong.CL.KT clerk CL.KT --to 31/12/2020`
    """
    from daihoi.cli import users_display
    from daihoi.store import account_writing

    matrix, act = matrix_of(workspace), _act()
    given = Grant(role, _granted_at(matrix, role, unit), first or act.day, last)
    if last is not None and last < max(given.valid_from, act.day):
        raise click.UsageError("--to đã qua, hoặc trước --from: quyền ấy không có ngày nào.")
    number = account_writing.give(workspace.log_place, login, given, act)
    users_display.show_granted(matrix, login, number, given)


@user.command()
@login_argument
@role_argument
@unit_argument
@HELP
@click.pass_obj
def revoke(workspace: Workspace, login: str, role: str, unit: str | None) -> None:
    """Thu hồi một vai trò ở một đơn vị, có hiệu lực ngay.

    Ví dụ: `daihoi user revoke vanphong.CL.KT clerk CL.KT`
    """
    from daihoi.cli import users_display
    from daihoi.store import account_writing

    where, administering = unit or INSTALLATION, _administering(matrix_of(workspace))
    count = account_writing.take_back(workspace.log_place, login, role, where, _act(), administering)
    users_display.show_done(f"Đã thu hồi {count} quyền «{role}» của «{login}» ở «{where}», từ hôm nay.")


@user.command()
@login_argument
@days_option
@click.option("--replace", is_flag=True, help="Mọi thẻ cũ của tài khoản hết dùng được: khi lộ hoặc mất thẻ.")
@HELP
@click.pass_obj
def token(workspace: Workspace, login: str, days: int | None, replace: bool) -> None:
    """Cấp một thẻ mới cho tài khoản; thẻ chỉ hiện một lần.

    Ví dụ: `daihoi user token vanphong.CL.KT --replace`
    """
    from daihoi.cli import users_display
    from daihoi.store import account_writing

    act = _act()
    until = _until(matrix_of(workspace), days, act.day)
    issued = account_writing.issue_token(workspace.log_place, login, until, act, replace=replace)
    users_display.show_token(login, issued)


@user.command()
@login_argument
@HELP
@click.pass_obj
def disable(workspace: Workspace, login: str) -> None:
    """Khóa hẳn một tài khoản, kể cả quyền và thẻ. Không mở lại được, mã không dùng lại.

    Ví dụ: `daihoi user disable vanphong.CL.KT`
    """
    from daihoi.cli import users_display
    from daihoi.store import account_writing

    account_writing.disable(workspace.log_place, login, _act(), _administering(matrix_of(workspace)))
    users_display.show_done(
        f"Đã khóa «{login}»: quyền và thẻ hết hiệu lực từ hôm nay. Những gì đã ghi còn nguyên."
    )


@user.command()
@login_argument
@HELP
@click.pass_obj
def rescue(workspace: Workspace, login: str) -> None:
    """Cấp lại thẻ cho người quản trị khi không người quản trị nào còn thẻ; chỉ chủ của tệp sổ ghi chạy được.

    Ví dụ: `daihoi user rescue quantri`
    """
    from daihoi.cli import users_display
    from daihoi.store import account_writing
    from daihoi.store.accounts import accounts

    matrix, act = matrix_of(workspace), _act()
    _refuse_needless(matrix, accounts(workspace.log_place), login, act.day)
    _refuse_stranger(workspace.log_place)
    until = _until(matrix, None, act.day)
    issued = account_writing.issue_token(workspace.log_place, login, until, act, replace=True)
    users_display.show_token(login, issued)


def _act() -> Act:
    from daihoi.store.account_writing import Act

    return Act(current_actor().code, clock.now(), clock.today())


def _administering(matrix: AccessMatrix) -> list[str]:
    """The roles that issue tokens; the matrix has one, or nobody could ever be let in."""
    found = [
        code for code, role in matrix.roles.items() if "administer" in role.allows and role.is_of_installation
    ]
    if not found:
        raise AccessError(
            "config/access.yaml không có vai trò nào được administer ở toàn bản cài: thêm một vai trò."
        )
    return found


def _until(matrix: AccessMatrix, days: int | None, today: date) -> date:
    if days is not None and days > matrix.max_token_days:
        raise click.UsageError(
            f"--days {days}: nhiều nhất {matrix.max_token_days} ngày (config/access.yaml)."
        )
    return today + timedelta(days=days or matrix.token_days)


def _granted_at(matrix: AccessMatrix, role: str, unit: str | None) -> str:
    """The unit of a grant, which has to fit the role."""
    if role not in matrix.roles:
        raise UnknownCodeError("vai trò", role, matrix.roles)
    found = matrix.roles[role]
    where = unit or INSTALLATION
    if found.is_of_installation and where != INSTALLATION:
        raise AccessError(f"Vai trò {found.name} («{role}») là của toàn bản cài: bỏ «{where}».")
    if not found.is_of_installation and unit is None:
        raise AccessError(f"Vai trò {found.name} («{role}») cần một đơn vị; cả bản cài thì ghi '*'.")
    return where  # whether there is such a unit was looked at when the right to grant there was


def _refuse_stranger(place: LogPlace) -> None:
    """Whoever owns the log can do anything to it anyway; nobody else gets in this way.

    The owner of a log on a server is whoever has its address with the secret.
    """
    if not isinstance(place, Path):
        return
    if sys.platform == "win32":
        raise AccessError("Trên Windows không xét được chủ của tệp sổ ghi: khôi phục từ bản sao lưu còn thẻ.")
    if os.geteuid() not in (0, place.stat().st_uid):
        raise AccessError(f"Chỉ chủ của tệp {place} (theo hệ điều hành) cấp lại thẻ theo cách này được.")


def _refuse_needless(matrix: AccessMatrix, known: list[Account], login: str, today: date) -> None:
    """Only an administrator gets a token this way, and only when none can get in.

    Raises:
        AccessError: one can, or the account is not an administrator's.
    """
    roles = _administering(matrix)
    administrators = [
        account
        for account in known
        if any(
            grant.role in roles and grant.unit_code == INSTALLATION
            for grant in account.actor.grants_on(today)
        )
    ]
    able = [one.login for one in administrators if any(card.holds_on(today) for card in one.tokens)]
    if able:
        raise AccessError(
            f"Người quản trị «{able[0]}» còn thẻ dùng được: nhờ cấp thẻ bằng daihoi user token."
        )
    if login not in [one.login for one in administrators]:
        raise UnknownCodeError("người quản trị", login, [one.login for one in administrators])
