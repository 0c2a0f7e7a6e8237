"""The command line's own words in Vietnamese."""

from __future__ import annotations

import re

import rich_click as click

from daihoi.errors import suggestion

# click says which word it means in its message only.
_NO_COMMAND = re.compile(r"No such command '(.*)'", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)

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
    if isinstance(error, click.BadOptionUsage):
        return _option_value(error)
    if isinstance(error, click.UsageError) and (given := _NO_COMMAND.match(error.message)):
        return f"không có lệnh «{given[1]}». {suggestion(given[1], _commands(error))}"
    if isinstance(error, click.UsageError) and (given := _EXTRA.match(error.message)):
        return f"thừa «{given[1]}»: lệnh này không nhận thêm gì ở đó."
    return error.format_message()


def _option_value(error: click.BadOptionUsage) -> str:
    """A value that is missing, or one given to a switch; click tells the two apart in words only."""
    if "does not take" in error.message:
        return f"tùy chọn «{error.option_name}» không nhận giá trị: bỏ phần sau dấu bằng."
    return f"tùy chọn «{error.option_name}» cần một giá trị đi sau."


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
