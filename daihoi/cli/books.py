"""``daihoi book``: the Gantt of every unit, bound into one PDF, or as one SVG for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.new_folder import check_new, new_folder
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.progress_bar import bar
from daihoi.whole_files import WriteError, write_whole, written_whole
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.units import Unit
    from reports.books.contents import Cover


@cli.command()
@campaign_argument
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="MÃ",
    help="Chỉ đơn vị này và mọi đơn vị bên dưới; nêu được nhiều lần.",
)
@click.option("--level", metavar="CẤP", help="Chỉ một cấp: branch, grassroots, ward, district, city.")
@status_date_option
@known_at_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="TỆP.pdf",
    help="Tệp PDF được ghi (mặc định: tap-gantt-ĐỢT-NGÀY.pdf ở thư mục hiện tại).",
)
@click.option(
    "--svg",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thay cho tập PDF: mỗi đơn vị một tệp SVG trong thư mục mới này.",
)
@HELP
@click.pass_obj
def book(
    workspace: Workspace,
    campaign: str,
    units: tuple[str, ...],
    level: str | None,
    status_date: date | None,
    known_at: int | None,
    output: Path | None,
    svg: Path | None,
) -> None:
    """Đóng biểu đồ Gantt của nhiều đơn vị thành một tập PDF: bìa có kết luận, mục lục, dấu trang, số trang.

    Tập PDF theo chuẩn lưu trữ PDF/A, tìm và chép được chữ. In từng trang đúng khổ A4.

    Ví dụ: `daihoi book cam_le_2020 --unit CL.HP --status-date 2020-03-02 -o hoa-phat.pdf`

    Chỉ các đơn vị cơ sở, mỗi đơn vị một tệp: `daihoi book cam_le_2020 --level grassroots --svg bieu-do`
    """
    from daihoi.assessing import open_assessment
    from daihoi.cli import display
    from reports.books.selection import choose

    _refuse_places(output, svg)
    assessment = open_assessment(workspace, campaign, status_date or clock.today(), known_at)
    tree, structure = assessment.campaign.tree, assessment.campaign.structure
    chosen = choose(tree, structure, units, level)
    if svg:
        _write_svg(assessment, chosen, svg)
        display.console().print(f"Đã ghi {len(chosen)} tệp SVG vào {svg}", soft_wrap=True)
        return
    file = output or Path(f"tap-gantt-{campaign}-{assessment.status_date.isoformat()}.pdf")
    content = _bound(assessment, chosen, _cover(assessment, units, level, len(chosen)))
    with written_whole(file) as whole:
        whole.buffer.write(content)
    display.show_files([file])


def _refuse_places(output: Path | None, svg: Path | None) -> None:
    """Refuses what could not be written, before anything is drawn."""
    if svg and output:
        raise click.UsageError("chọn một: -o TỆP.pdf (một tập) hoặc --svg THƯ_MỤC (mỗi đơn vị một tệp).")
    if output and output.suffix.lower() != ".pdf":
        raise click.UsageError(f"tên tệp «{output}» phải có đuôi .pdf.")
    if output and output.is_dir():
        raise WriteError(f"«{output}» là thư mục → ghi cả tên tệp.")
    if svg:
        check_new(svg, "--svg")


def _cover(assessment: Assessment, units: Sequence[str], level: str | None, count: int) -> Cover:
    """The whole campaign is told about as in its overview; a part of it, by the counts of that part."""
    from daihoi.domain.overview import overview, pace
    from reports.books.contents import Cover, campaign_findings
    from reports.books.selection import scope_words

    tree, structure = assessment.campaign.tree, assessment.campaign.structure
    level_name = structure.by_code[level].short_name if level else None
    scope = scope_words(tree, units, level_name, count)
    if level or (units and tree.root.code not in units):
        return Cover(assessment.edition, scope)
    return Cover(assessment.edition, scope, campaign_findings(overview(assessment), pace(assessment)))


def _bound(assessment: Assessment, chosen: Sequence[Unit], cover: Cover) -> bytes:
    from daihoi.domain.unit_plan import unit_plan
    from reports.books.binding import Watcher, bind
    from reports.books.selection import leaves

    with bar() as progress:
        drawing = progress.add_task("Vẽ", total=len(chosen))
        binding = progress.add_task("Đóng tập", total=1, start=False)
        watcher = Watcher(lambda: progress.advance(drawing), lambda: progress.start_task(binding))
        found = leaves(assessment.campaign.tree, chosen)
        return bind(cover, ((leaf, unit_plan(assessment, leaf.unit.code)) for leaf in found), watcher)


def _write_svg(assessment: Assessment, chosen: Sequence[Unit], folder: Path) -> None:
    """All files in a new folder, which takes its name only when it is complete.

    Raises:
        WriteError: it cannot be written; then nothing is left behind.
    """
    from daihoi.domain.unit_plan import unit_plan
    from reports.svg.unit_gantt import unit_gantt_svg

    with new_folder(folder, "--svg") as building, bar() as progress:
        for unit in progress.track(chosen, description="Vẽ"):
            content = unit_gantt_svg(unit_plan(assessment, unit.code))
            write_whole(building / f"gantt-{unit.code}.svg", content)
