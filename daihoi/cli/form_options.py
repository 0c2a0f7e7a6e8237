"""What the commands take that make a workbook to fill in, or one for each of many units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from daihoi.cli.options import status_date_option
from daihoi.errors import DaihoiError, UnknownCodeError, system_reason
from daihoi.whole_files import write_whole

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign

Command = TypeVar("Command", bound=Callable[..., Any])


def form_options(children: str, default: str) -> Callable[[Command], Command]:
    """``--children``, ``--each``, ``--status-date`` and ``--output``.

    Args:
        children: what the units directly below are taken in for, in Vietnamese.
        default: how the file is called where nobody names it.
    """
    options = (
        click.option("--children", is_flag=True, help=children),
        click.option(
            "--each",
            metavar="CẤP",
            help="Mỗi đơn vị thuộc cấp này trong ĐƠN_VỊ một biểu riêng, ghi vào một thư mục; "
            "ví dụ: branch, grassroots.",
        ),
        status_date_option,
        click.option(
            "--output",
            "-o",
            metavar="TỆP.xlsx",
            type=click.Path(path_type=Path),
            help=f"Tệp ghi ra (mặc định: {default} ở thư mục hiện tại); có --each thì là thư mục.",
        ),
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def units_of_level(campaign: Campaign, unit_code: str, level: str) -> list[str]:
    """Codes of the units of a level among a unit and all below it, in the order of the tree.

    Raises:
        UnknownCodeError: no unit there is of that level; names the levels that are.
    """
    inside = campaign.tree.subtrees([unit_code])
    found = [unit for unit in campaign.tree.units if unit.code in inside]
    codes = [unit.code for unit in found if unit.level == level]
    if not codes:
        present = {unit.level for unit in found}
        raise UnknownCodeError(
            "cấp", level, [one.code for one in campaign.structure.levels if one.code in present]
        )
    return codes


def write_each(
    folder: Path, units: Mapping[str, str], content: Callable[[str], bytes], what: str = "đơn vị"
) -> None:
    """Writes a form for each of many units, or registers, into a new folder; all of them or none.

    Args:
        folder: where to.
        units: file name → code of the unit or register.
        content: makes the form of one.
        what: each form is of, in Vietnamese.

    Raises:
        DaihoiError: the folder is called like a file, or is there already, and the forms in it may have
            been filled in.
    """
    from daihoi.cli import display
    from daihoi.cli.new_folder import check_new, new_folder
    from daihoi.cli.progress_bar import followed

    if folder.suffix.lower() == ".xlsx":
        raise DaihoiError(f"Nhiều biểu thì -o là một thư mục, không phải tệp «{folder}»: bỏ đuôi .xlsx.")
    check_new(folder, "-o")
    with new_folder(folder, "-o") as building:
        for name in followed(list(units), "Làm biểu"):
            write_whole(building / name, content(units[name]))
    display.show_files([folder])
    display.console().print(f"{len(units)} biểu, mỗi {what} một tệp.")


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
