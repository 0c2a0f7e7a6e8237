"""``daihoi work``: where each workstream stands, its tables, and what people are asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import FolderType
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.preparing.base import Preparation, Review

WORKBOOK = ".xlsx"


@cli.command()
@campaign_argument
@click.argument("workstream", metavar="[MẢNG]", required=False)
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị bên dưới.")
@click.option("--asks", is_flag=True, help="Chỉ cho xem việc cần người làm.")
@status_date_option
@known_at_option
@click.option(
    "--output",
    "-o",
    metavar="THƯ_MỤC|TỆP.xlsx",
    type=FolderType(WORKBOOK),
    help="Ghi mọi biểu (CSV và một tệp Excel) vào thư mục này; nêu TỆP.xlsx: chỉ tệp Excel ấy.",
)
@HELP
@click.pass_obj
def work(
    workspace: Workspace,
    campaign: str,
    workstream: str | None,
    unit: str | None,
    asks: bool,
    status_date: date | None,
    known_at: int | None,
    output: Path | None,
) -> None:
    """Từng mảng chuẩn bị (văn kiện, góp ý, nhân sự, đại biểu, phục vụ…): đang ở đâu, thiếu gì, ai phải làm.

    Không nêu mảng: kết luận của mọi mảng. Nêu một mảng: cả các biểu của mảng ấy.

    Ví dụ: `daihoi work cam_le_2020 --status-date 2020-03-02`; `daihoi work cam_le_2020 delegates`
    """
    from daihoi.cli import display, working_display
    from daihoi.domain.preparing.all import REVIEWERS, reviews

    day = status_date or clock.today()
    if workstream and workstream not in REVIEWERS:
        raise UnknownCodeError("mảng", workstream, list(REVIEWERS))
    preparation = _opened(workspace, campaign, day, known_at, unit)
    found = [REVIEWERS[workstream](preparation)] if workstream else reviews(preparation)
    working_display.show(found, preparation, with_tables=bool(workstream) and not asks, with_asks=asks)
    if output:
        display.show_files(_write(found, preparation, output))


def _opened(
    workspace: Workspace, campaign_code: str, day: date, known_at: int | None, unit: str | None
) -> Preparation:
    from daihoi.assessing import open_campaign, open_preparation
    from daihoi.cli.asked_units import asked_unit

    if unit:
        campaign = open_campaign(workspace, campaign_code, day, known_at)
        asked_unit(workspace, campaign, unit, day, known_at)
    return open_preparation(workspace, campaign_code, day, known_at, [unit] if unit else [])


def _write(found: list[Review], preparation: Preparation, output: Path) -> list[Path]:
    from daihoi.whole_files import write_whole
    from reports.work_tables import BOOK, work_files

    files = work_files(found, preparation.assessment.edition)
    is_workbook = output.suffix.lower() == WORKBOOK
    wanted = {output: files[BOOK]} if is_workbook else {output / name: files[name] for name in files}
    for path, content in wanted.items():
        write_whole(path, content)
    return list(wanted)
