"""``daihoi form``: a workbook for a unit to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.form_options import form_options, write_new
from daihoi.cli.group import HELP, cli
from daihoi.cli.importing import histories_of
from daihoi.cli.options import campaign_argument
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.campaign import Campaign
    from daihoi.forms.content import Form


@cli.command()
@campaign_argument
@click.argument("unit", metavar="ĐƠN_VỊ")
@form_options("Thêm các đơn vị trực thuộc: đại hội và việc đang đến lượt.", "bieu_ĐƠN_VỊ_NGÀY.xlsx")
@HELP
@click.pass_obj
def form(
    workspace: Workspace,
    campaign: str,
    unit: str,
    children: bool,
    status_date: date | None,
    output: Path | None,
) -> None:
    """Làm biểu Excel cho một đơn vị điền, đã ghi sẵn những gì đã biết; nhập lại bằng `daihoi import`.

    Ví dụ: `daihoi form cam_le_2020 CL.KT --children --status-date 2020-03-02`
    """
    from daihoi.cli import display
    from daihoi.forms.workbook import form_workbook

    day = status_date or clock.today()
    made = _form(workspace, campaign, unit, day, children=children)
    path = output or Path(f"bieu_{unit}_{day.isoformat()}.xlsx")
    write_new(path, form_workbook(made))
    display.show_files([path])
    units = len({row.unit_code for row in made.rows})
    display.console().print(
        f"{made.unit.name}: {len(made.rows)} dòng của {units} đơn vị, "
        f"{sum(not row.is_done for row in made.rows)} dòng chưa xong. Biểu {made.stamp.form_id}."
    )


def _form(workspace: Workspace, campaign_code: str, unit_code: str, day: date, *, children: bool) -> Form:
    from daihoi.cli.asked_units import asked_unit
    from daihoi.forms.content import make_form
    from daihoi.loading import find_config, load_campaign
    from reports.tokens import STATES

    assessment = _known(workspace, load_campaign(find_config(workspace.config), campaign_code), day)
    campaign = assessment.campaign  # with its units as they are on the day
    unit = asked_unit(workspace, campaign, unit_code, day)
    codes = [unit.code, *(child.code for child in campaign.tree.children[unit.code] if children)]
    histories = histories_of(workspace, campaign, codes)
    labels = {state: style.label for state, style in STATES.items()}
    return make_form(assessment, unit, histories, labels, with_children=children)


def _known(workspace: Workspace, campaign: Campaign, day: date) -> Assessment:
    """The picture of a day; before the first report there is no log, and that is fine."""
    from daihoi.domain.assessment import assess
    from daihoi.domain.record import Snapshot
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return assess(campaign, Snapshot(campaign.code, day, 0, "", ()))
    with EventLog.open_existing(workspace.log_place) as log:
        return assess(campaign, log.snapshot(campaign.code, day))
