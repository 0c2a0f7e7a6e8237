"""``daihoi report``: the progress report for the superior, as Word, Excel and archive PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import ChoiceType
from daihoi.errors import DaihoiError, system_reason
from daihoi.workspace import Workspace

DOCX, XLSX, PDF = "docx", "xlsx", "pdf"
FORMATS = (DOCX, XLSX, PDF)
MOST_NAMES = 999


@cli.command()
@campaign_argument
@click.option(
    "--to",
    "formats",
    type=ChoiceType(FORMATS),
    multiple=True,
    metavar="DẠNG",
    help="docx (để sửa, ký), xlsx (bảng tính có biểu đồ Gantt) hoặc pdf (bản lưu trữ); nêu được nhiều lần "
    "(mặc định: theo đuôi của -o, không có thì docx).",
)
@click.option("--unit", metavar="MÃ", help="Báo cáo của đơn vị này (mặc định: đơn vị cao nhất của đợt).")
@status_date_option
@known_at_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Tệp cần ghi, hoặc thư mục đã có (mặc định: bao-cao_ĐỢT_NGÀY.docx ở thư mục hiện tại).",
)
@HELP
@click.pass_obj
def report(
    workspace: Workspace,
    campaign: str,
    formats: tuple[str, ...],
    unit: str | None,
    status_date: date | None,
    known_at: int | None,
    output: Path | None,
) -> None:
    """Lập báo cáo tiến độ gửi cấp trên, số liệu chốt ở một ngày, theo thể thức văn bản của Đảng.

    Số, ngày ký, người ký, kiến nghị để trống cho văn thư. Tệp đã có, có thể đã được sửa, không bị ghi đè: bản
    mới mang tên khác.

    Ví dụ: `daihoi report cam_le_2020 --to docx --to xlsx --status-date 2020-03-02`
    """
    from daihoi.assessing import open_assessment, prepared
    from daihoi.loading import find_config
    from reports.office.files import office_files

    wanted = targets(formats, output, campaign, unit, status_date or clock.today())
    assessment = open_assessment(workspace, campaign, status_date or clock.today(), known_at)
    forms = [path.suffix[1:].lower() for path in wanted]
    made = office_files(prepared(workspace, assessment), unit, forms, find_config(workspace.config).root)
    for path, content in zip(wanted, made, strict=True):
        _tell(path, *write_beside(path, content))


def targets(
    formats: Sequence[str], output: Path | None, campaign: str, unit: str | None, day: date
) -> list[Path]:
    """The files to write, one for each format, none twice; in a folder that is there, by their own names.

    Raises:
        DaihoiError: the name that is given contradicts the formats, or says none.
    """
    asked = list(dict.fromkeys(formats))
    if output is None or output.is_dir():
        whose, folder = f"{campaign}_{unit}" if unit else campaign, output or Path()
        return [folder / f"bao-cao_{whose}_{day.isoformat()}.{form}" for form in asked or [DOCX]]
    suffix = output.suffix[1:].lower()
    if suffix in FORMATS and (not asked or suffix in asked):
        return [output if form == suffix else output.with_suffix(f".{form}") for form in asked or [suffix]]
    if suffix in FORMATS:
        raise DaihoiError(
            f"Tên tệp «{output}» có đuôi .{suffix} nhưng --to là {', '.join(asked)}: sửa một trong hai."
        )
    if not asked:
        raise DaihoiError(f"Chưa rõ «{output}» là dạng gì: thêm đuôi .docx, .xlsx, .pdf, hoặc nêu --to.")
    return [output.with_name(f"{output.name}.{form}") for form in asked]


def write_beside(path: Path, content: bytes) -> tuple[Path, bool]:
    """Writes a file under its name, or, where another stands there, under the next free one.

    A file that differs may have been edited; one with the same bytes is left as it is.

    Returns:
        Where the contents are now, and whether they had to be written.

    Raises:
        DaihoiError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for number in range(1, MOST_NAMES + 1):
            place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            if place.is_file() and place.read_bytes() == content:
                return place, False
            if _write_new(place, content):
                return place, True
    except OSError as error:
        raise DaihoiError(
            f"Không ghi được «{path}»: {system_reason(error)}. Chọn nơi khác bằng -o; các tệp cũ còn nguyên."
        ) from error
    raise DaihoiError(f"Đã có {MOST_NAMES} bản của «{path}»: chọn tên khác bằng -o.")


def _write_new(path: Path, content: bytes) -> bool:
    """Whether the name was free and the file is written; half a file is taken away again."""
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return True


def _tell(asked: Path, written: Path, is_new: bool) -> None:
    from daihoi.cli import display

    if not is_new:
        display.console().print(f"{written}: đã có, nội dung không đổi.")
        return
    if written != asked:
        display.console().print(f"Đã có «{asked}», có thể đã được sửa: để nguyên, ghi bản mới tên khác.")
    display.show_files([written])
