"""The command line's own words in Vietnamese."""

from __future__ import annotations

import rich_click as click

HELP_TEXTS = {
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "ERRORS_PANEL_TITLE": "Lỗi",
    "DEFAULT_STRING": "[mặc định: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "TEXT_MARKUP": "markdown",
    "SHOW_ARGUMENTS": True,
}


def usage_error(error: click.ClickException) -> str:
    """What is wrong with the words of a command, and where to read how it goes."""
    context = getattr(error, "ctx", None)
    hint = f"\nXem cách dùng: {context.command_path} --help" if context else ""
    return f"{_what(error)}{hint}"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or [])
        return f"không có tùy chọn «{error.option_name}»." + (f" Có phải ý là {near}?" if near else "")
    if isinstance(error, click.MissingParameter):
        name = (error.param.human_readable_name if error.param else "") or "tham số"
        return f"thiếu «{name}»."
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else ""
        return f"«{name}»: {error.message}"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return f"không có lệnh {error.message.split()[-1].strip('.')}. Các lệnh: " + ", ".join(
            _commands(error)
        )
    return error.format_message()


def _commands(error: click.UsageError) -> list[str]:
    command = error.ctx.command if error.ctx else None
    return sorted(command.commands) if isinstance(command, click.Group) else []
