"""The door: every command passes here before it runs. Says who acts, and refuses what they may not do.

Without accounts the one who runs the program is its operator, with all rights: that costs one look into the
database. With accounts ``DAIHOI_USER`` and ``DAIHOI_TOKEN`` (or ``--token-file``) say who acts, and the
matrix in ``config/access.yaml`` says what the command takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from daihoi import clock
from daihoi.domain.access import LOCAL_OPERATOR, About, AccessError, AccessMatrix, Actor
from daihoi.errors import DaihoiError, InputErrors, StoreError, system_reason
from daihoi.workspace import Workspace

USER, TOKEN, TOKEN_FILE = "DAIHOI_USER", "DAIHOI_TOKEN", "DAIHOI_TOKEN_FILE"
MAX_TOKEN_BYTES = 4096
_ACTOR, _ASKED = "daihoi.actor", "daihoi.asked"
_OTHERS = 0o077
_NO_TOKEN = (
    "Bản cài này có tài khoản, cần biết ai đang dùng: đặt biến môi trường DAIHOI_USER (mã tài khoản) và "
    "DAIHOI_TOKEN (thẻ), hoặc thêm --token-file TỆP sau chữ daihoi. Chưa có thẻ: hỏi người quản trị."
)
_NO_ACCOUNTS = (
    "DAIHOI_USER nêu một tài khoản, nhưng sổ ghi ở {path} chưa có tài khoản nào. "
    "Kiểm tra --data có trỏ đúng thư mục không; đúng thì bỏ DAIHOI_USER."
)
Anything = TypeVar("Anything", bound=Callable[..., Any])


class GuardedCommand(click.RichCommand):
    """A command that asks before it runs."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command for an actor who may.

        Raises:
            AccessError: who acts is not known, or may not do this.
        """
        try:
            authorise(ctx)
            return super().invoke(ctx)
        except DaihoiError as error:
            # A file with rows that are not permitted may be told with a hint to its annotated copy.
            told = error if isinstance(error, AccessError) else error.__cause__
            if isinstance(told, AccessError):
                _note_refusal(ctx, told)
            raise


class GuardedGroup(click.RichGroup):
    """A group all of whose commands ask; the groups inside it as well."""

    command_class = GuardedCommand
    group_class = type

    def add_command(self, cmd: click.Command, *args: Any, **named: Any) -> None:
        """Adds a command; one that does not ask is a mistake of whoever wrote it.

        Raises:
            TypeError: the command was not made by this group.
        """
        if not isinstance(cmd, GuardedCommand | GuardedGroup):
            raise TypeError(f"«{cmd.name}» would run without asking: make it with @cli.command()")
        super().add_command(cmd, *args, **named)


def token_file_option(function: Anything) -> Anything:
    """The option ``--token-file`` of the whole program; the group need not look at its value."""
    return click.option(
        "--token-file",
        metavar="TỆP",
        type=click.Path(path_type=Path),
        envvar=TOKEN_FILE,
        expose_value=False,
        callback=_keep_token_file,
        help="Tệp chứa thẻ truy cập, thay cho DAIHOI_TOKEN; chỉ mình bạn được đọc tệp ấy.",
    )(function)


def current_actor() -> Actor:
    """Who runs the command that is running.

    Raises:
        AccessError: no command that asks is running.
    """
    context = click.get_current_context(silent=True)
    found = context.meta.get(_ACTOR) if context else None
    if not isinstance(found, Actor):
        raise AccessError("Chưa biết ai đang làm việc này: chạy bằng lệnh daihoi.")
    return found


def authorise(context: click.Context) -> None:
    """Finds out who runs a command, notes it for ``current_actor``, and refuses what they may not do.

    Raises:
        AccessError: who acts is not known, or may not do this.
        StoreError: the log cannot be read, so nobody is known, and the command is not one for that case.
        ConfigErrors: the matrix, or the campaign that is asked about, is not usable.
    """
    workspace: Workspace = context.find_root().obj
    command = " ".join(context.command_path.split()[1:])
    if not _asks_for_account(workspace, command):
        context.meta[_ACTOR] = LOCAL_OPERATOR
        return
    context.meta[_ASKED] = command
    matrix = matrix_of(workspace)
    rule = matrix.commands.get(command)
    if rule is None:
        raise AccessError(
            f"Lệnh «{command}» chưa có trong bảng phân quyền (config/access.yaml) nên không chạy."
        )
    if rule.about is About.OWNER:
        context.meta[_ACTOR] = LOCAL_OPERATOR
        return
    today = clock.today()
    context.meta[_ACTOR] = actor = _identified(context, workspace, today)
    from daihoi.cli.permitting import Question

    Question(workspace, matrix, actor, today, context.params).refuse(rule)


def matrix_of(workspace: Workspace) -> AccessMatrix:
    """The matrix of the configuration in use.

    Raises:
        ConfigErrors: it is not usable.
    """
    from daihoi.loading import find_config
    from daihoi.loading.access import load_access_matrix

    return load_access_matrix(find_config(workspace.config))


def _asks_for_account(workspace: Workspace, command: str) -> bool:
    """Whether there are accounts; a damaged log has none that can be read, and is there to be mended."""
    from daihoi.store.accounts import has_accounts

    try:
        has_some = has_accounts(workspace.log_place)
    except StoreError:
        rule = matrix_of(workspace).commands.get(command)
        if rule is None or not rule.broken_log:
            raise
        return False
    if not has_some and os.environ.get(USER):
        raise AccessError(_NO_ACCOUNTS.format(path=workspace.log_place))
    return has_some


def _note_refusal(context: click.Context, error: AccessError) -> None:
    """Keeps a trace of a refusal where there are accounts."""
    command: str | None = context.meta.get(_ASKED)
    if command is None:
        return
    from daihoi.cli import refusals

    workspace: Workspace = context.find_root().obj
    actor: Actor | None = context.meta.get(_ACTOR)
    if actor is None:
        account = refusals.known_account(workspace.log_place, os.environ.get(USER, "").strip())
        reason = "sign-in"
    else:
        account = refusals.NOBODY if actor.is_operator else actor.code
        reason = "rows" if isinstance(error, InputErrors) else "not-allowed"
    refusals.note(workspace.data, refusals.Refused(clock.now(), account, command, reason))


def _identified(context: click.Context, workspace: Workspace, today: date) -> Actor:
    from daihoi.store.accounts import identify

    # Taken out, so that no process that this one starts (Prefect's server) inherits the secret.
    token = os.environ.pop(TOKEN, "").strip()
    file: Path | None = context.find_root().meta.get(TOKEN_FILE)
    token = _token_in(file) if file else token
    login = os.environ.get(USER, "").strip()
    if not login or not token:
        raise AccessError(_NO_TOKEN)
    return identify(workspace.log_place, login, token, today)


def _keep_token_file(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    context.find_root().meta[TOKEN_FILE] = value


def _token_in(path: Path) -> str:
    """The token in a file that nobody else can read.

    Raises:
        AccessError: the file cannot be read, or others can read it as well.
    """
    try:
        mode = path.stat().st_mode
        if sys.platform != "win32" and mode & _OTHERS:
            raise AccessError(
                f"Người khác cũng đọc được tệp thẻ «{path}»: chạy chmod 600 {path}, rồi chạy lại."
            )
        with path.open("rb") as file:
            content = file.read(MAX_TOKEN_BYTES)
    except OSError as error:
        raise AccessError(f"Không đọc được tệp thẻ «{path}»: {system_reason(error)}.") from error
    return content.decode("ascii", "replace").strip()
