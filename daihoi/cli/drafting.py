"""``daihoi draft``: the next draft of a document, as a Word file to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.preparing.base import Preparation
    from daihoi.domain.units import Unit
    from daihoi.drafting.producing import Drafted
    from daihoi.drafting.template import Template


@cli.command()
@campaign_argument
@click.argument("unit", metavar="ĐƠN_VỊ")
@click.argument("document", metavar="[VĂN_BẢN]", required=False)
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def draft(
    workspace: Workspace,
    campaign: str,
    unit: str,
    document: str | None,
    status_date: date | None,
    known_at: int | None,
) -> None:
    """Lập khung dự thảo tiếp theo của một văn bản (.docx), điền sẵn dữ liệu; không ghi đè tệp đã sửa.

    Không nêu văn bản: liệt kê các khung có sẵn và lần dự thảo tiếp theo. Tệp nằm ở OUT/ĐỢT/van-ban/ĐƠN_VỊ.
    Đã có tệp của lần trước thì lần sau lập từ chính tệp ấy.

    Ví dụ: `daihoi draft cam_le_2020 CL political_report --status-date 2020-03-02`
    """
    from daihoi.assessing import open_preparation
    from daihoi.domain.preparing.documents_state import VERSIONS
    from daihoi.drafting.producing import produce
    from daihoi.drafting.template import load_templates, template_of
    from daihoi.loading import find_config
    from reports.office.form import load_form

    root = find_config(workspace.config).root
    templates = load_templates(root)
    wanted = template_of(templates, document) if document else None
    preparation = open_preparation(workspace, campaign, status_date or clock.today(), known_at)
    asked = preparation.campaign.tree.unit(unit)
    if wanted is None:
        _list(preparation, asked, list(templates.values()))
    else:
        made = produce(preparation, asked, wanted, load_form(root), workspace.out)
        _tell(made, wanted, preparation.entries.called(VERSIONS))


def _list(preparation: Preparation, unit: Unit, templates: Sequence[Template]) -> None:
    from rich.table import Table

    from daihoi.cli import display
    from daihoi.drafting.producing import FinishedError, next_number

    table = Table("Mã", "Văn bản", "Lập tiếp", box=None, header_style="bold")
    for template in sorted(templates, key=lambda one: (not one.is_numbered, one.name)):
        if not template.may_issue(unit.name):
            table.add_row(template.document, template.name, f"không ({template.not_for_source})")
            continue
        try:
            number = f"dự thảo lần {next_number(preparation, unit, template)}"
        except FinishedError:
            number = "không (đã có bản chính thức)"
        table.add_row(template.document, template.name, number)
    display.console().print(table)
    display.console().print(f"Lập một khung: daihoi draft {preparation.campaign.code} {unit.code} MÃ")


def _tell(made: Drafted, template: Template, book: str) -> None:
    from daihoi.cli import display

    out = display.console()
    source = ""
    if made.number > 1:
        before = f"tệp dự thảo lần {made.number - 1}"
        source = (
            f", lập từ {before}" if made.is_carried_on else f", lập từ khung vì không có {before} đọc được"
        )
    out.print(f"{template.name}, dự thảo lần {made.number}: {made.outcome}{source}.")
    if made.is_written:
        display.show_files([made.path])
    else:
        out.print(f"Tệp: {made.path}")
    if template.is_numbered:
        out.print(f"Xong dự thảo thì ghi {book}, kèm tệp làm minh chứng.")
