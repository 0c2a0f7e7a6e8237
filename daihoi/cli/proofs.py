"""``daihoi proof``: how pages look in grey and to colour-blind readers, before they are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from daihoi.cli.group import HELP, cli
from daihoi.cli.values import FolderType
from daihoi.errors import InputErrors, Problem, system_reason
from daihoi.whole_files import written_whole

PREFIX = "xem-thu-"
"""Before the name of the page; a file of this name is never taken for a page."""


@cli.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="TỆP.png…")
@click.option(
    "-o",
    "--output",
    type=FolderType(),
    default=Path(),
    metavar="THƯ_MỤC",
    help="Thư mục ghi tờ xem thử (mặc định: thư mục hiện tại).",
)
@HELP
def proof(files: tuple[Path, ...], output: Path) -> None:
    """Xem thử trang đã vẽ khi in đen trắng và với người mù màu, trước khi in hàng loạt.

    Mỗi trang PNG cho một tờ xem-thu-TÊN.png: màu gốc, đen trắng, mù màu đỏ, lục, lam cạnh nhau. Ví dụ:
    `daihoi proof tong-quan.png ma-tran-CL-branch.png -o xem-thu`
    """
    from daihoi.cli import display

    contents = _read(files)
    display.show_files(_write(contents, output))


def _read(files: Sequence[Path]) -> dict[Path, bytes]:
    """The pages, each looked at before anything is written.

    Raises:
        InputErrors: everything that cannot be used, at once.
    """
    from reports.proofs import ProofError, read_page

    contents, problems = {}, _name_problems(files)
    for file in dict.fromkeys(files):
        try:
            contents[file] = file.read_bytes()
            read_page(contents[file])
        except FileNotFoundError:
            problems.append(Problem(str(file), 0, "không có tệp này", "sửa đường dẫn"))
        except OSError as error:
            problems.append(Problem(str(file), 0, f"không đọc được: {system_reason(error)}", "sửa đường dẫn"))
        except ProofError as error:
            problems.append(Problem(str(file), 0, str(error), "đưa trang PNG do daihoi chart vẽ"))
    if problems:
        raise InputErrors(problems, "Không làm được tờ xem thử")
    return contents


def _name_problems(files: Sequence[Path]) -> list[Problem]:
    """Pages whose sheets would take each other's name, and sheets given as pages."""
    names, problems = Counter(file.name.lower() for file in set(files)), []
    for file in dict.fromkeys(files):
        if names[file.name.lower()] > 1:
            problems.append(Problem(str(file), 0, "trùng tên với trang khác", "làm riêng từng trang"))
        elif file.name.startswith(PREFIX):
            problems.append(Problem(str(file), 0, "đã là tờ xem thử", "đưa trang gốc"))
    return problems


def _write(contents: dict[Path, bytes], folder: Path) -> list[Path]:
    from reports.proofs import proof_sheet

    written = []
    for file, content in contents.items():
        sheet = proof_sheet(content, file.name)
        written.append(folder / f"{PREFIX}{file.stem}.png")
        with written_whole(written[-1]) as whole:
            whole.buffer.write(sheet)
    return written
