"""``daihoi why``: why a congress will be late, or is held when it is."""

from __future__ import annotations

from datetime import date

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.workspace import Workspace


@cli.command()
@campaign_argument
@click.argument("unit", metavar="[ĐƠN_VỊ]", required=False)
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def why(
    workspace: Workspace, campaign: str, unit: str | None, status_date: date | None, known_at: int | None
) -> None:
    """Cho biết vì sao đại hội trễ: chuỗi việc giữ nhau qua các cấp, và giữ ai ở trên.

    Có ĐƠN_VỊ: ngày đại hội của đơn vị ấy do đâu mà có. Không có: mọi đại hội sẽ trễ hạn, theo nguyên nhân.

    Ví dụ: `daihoi why cam_le_2020 --status-date 2020-03-02`

    Một đơn vị: `daihoi why cam_le_2020 CL.HP --status-date 2020-03-02`
    """
    from daihoi.assessing import open_assessment_or_plan
    from daihoi.cli import explaining_display as display
    from daihoi.cli.asked_units import asked_unit
    from daihoi.domain.reasons import Reasons

    reasons = Reasons(open_assessment_or_plan(workspace, campaign, status_date or clock.today(), known_at))
    if unit:
        found = reasons.assessment
        asked = asked_unit(workspace, found.campaign, unit, found.status_date, known_at)
        display.show_unit(found, reasons.outlook(asked.code))
    else:
        root = reasons.outlook(reasons.assessment.campaign.root.code)
        display.show_campaign(reasons.assessment, root, reasons.late())
