"""The command line's own words in Vietnamese."""

from __future__ import annotations

import rich_click as click

from daihoi.errors import suggestion

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
        return f"không có tùy chọn «{error.option_name}». {suggestion(error.option_name, _options(error))}"
    if isinstance(error, click.MissingParameter):
        return f"thiếu «{_name(error.param)}»."
    if isinstance(error, click.BadParameter):
        return f"«{_name(error.param)}»: {error.message}"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        given = error.message.rstrip(".").split()[-1].strip("'")
        return f"không có lệnh «{given}». {suggestion(given, _commands(error))}"
    return error.format_message()


def _name(parameter: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the help shows it."""
    if parameter is None:
        return "tham số"
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _commands(error: click.UsageError) -> list[str]:
    command = error.ctx.command if error.ctx else None
    return sorted(command.commands) if isinstance(command, click.Group) else []


def _options(error: click.UsageError) -> list[str]:
    parameters = error.ctx.command.params if error.ctx else []
    return [name for parameter in parameters for name in parameter.opts if name.startswith("-")]
