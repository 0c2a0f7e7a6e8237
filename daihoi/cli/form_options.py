"""What the commands take that make a workbook to fill in, and how they write it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from daihoi.cli.options import status_date_option
from daihoi.errors import DaihoiError, system_reason

Command = TypeVar("Command", bound=Callable[..., Any])


def form_options(children: str, default: str) -> Callable[[Command], Command]:
    """``--children``, ``--status-date`` and ``--output``.

    Args:
        children: what the units directly below are taken in for, in Vietnamese.
        default: how the file is called where nobody names it.
    """
    output = click.option(
        "--output",
        "-o",
        metavar="TỆP.xlsx",
        type=click.Path(path_type=Path),
        help=f"Tệp ghi ra (mặc định: {default} ở thư mục hiện tại).",
    )

    def add(command: Command) -> Command:
        return click.option("--children", is_flag=True, help=children)(status_date_option(output(command)))

    return add


def write_new(path: Path, content: bytes) -> None:
    """Never over another file: it may be a form that somebody has filled in already."""
    if path.suffix.lower() != ".xlsx":
        raise DaihoiError(f"Tên tệp «{path}» phải có đuôi .xlsx.")
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise DaihoiError(f"Đã có «{path}», có thể đã được điền: chọn tên khác bằng -o.") from None
    except OSError as error:
        raise DaihoiError(f"Không ghi được «{path}»: {system_reason(error)}.") from error
