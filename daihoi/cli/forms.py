"""``daihoi form``: a workbook for a unit to fill in, or one for each unit of a level."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.form_options import form_options, units_of_level, write_each, write_new
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
@click.option(
    "--gates",
    is_flag=True,
    help="Kèm --children: thêm mọi cửa duyệt, chuẩn y của các đơn vị ấy (cả đã duyệt, để sửa).",
)
@HELP
@click.pass_obj
def form(
    workspace: Workspace,
    campaign: str,
    unit: str,
    children: bool,
    gates: bool,
    each: str | None,
    status_date: date | None,
    output: Path | None,
) -> None:
    """Làm biểu Excel cho một đơn vị điền, đã ghi sẵn những gì đã biết; nhập lại bằng `daihoi import`.

    Ví dụ: `daihoi form cam_le_2020 CL.KT --children --status-date 2020-03-02`

    Mỗi phường một biểu, cả quận một lệnh: `daihoi form cam_le_2020 CL --each grassroots --children`

    Đảng ủy ghi văn bản duyệt, đại hội, chuẩn y của mọi chi bộ: thêm `--children --gates`
    """
    if gates and not children:
        raise click.UsageError("--gates đi cùng --children: cửa duyệt là của các đơn vị trực thuộc.")
    day = status_date or clock.today()
    forms = _Forms(workspace, campaign, unit, each, day, children=children, gates=gates)
    if each is None:
        _write_one(forms, output or Path(f"bieu_{unit}_{day.isoformat()}.xlsx"))
    else:
        folder = output or Path(f"bieu_{unit}_{each}_{day.isoformat()}")
        write_each(
            folder, {f"bieu_{code}_{day.isoformat()}.xlsx": code for code in forms.codes}, forms.content
        )


def _write_one(forms: _Forms, path: Path) -> None:
    from daihoi.cli import display
    from daihoi.forms.workbook import form_workbook

    made = forms.of(forms.codes[0])
    write_new(path, form_workbook(made))
    display.show_files([path])
    units = len({row.unit_code for row in made.rows})
    display.console().print(
        f"{made.unit.name}: {len(made.rows)} dòng của {units} đơn vị, "
        f"{sum(not row.is_done for row in made.rows)} dòng chưa xong. Biểu {made.stamp.form_id}."
    )


class _Forms:
    """Makes forms for units of one campaign: what is known of it is read once.

    Attributes:
        codes: the units that get a form each: the one asked for, or those of a level in it.
    """

    def __init__(
        self,
        workspace: Workspace,
        campaign: str,
        unit: str,
        level: str | None,
        day: date,
        *,
        children: bool,
        gates: bool,
    ) -> None:
        from daihoi.cli.asked_units import asked_unit
        from daihoi.loading import find_config, load_campaign

        self._assessment = _known(workspace, load_campaign(find_config(workspace.config), campaign), day)
        known = self._assessment.campaign  # with its units as they are on the day
        asked_unit(workspace, known, unit, day)
        self.codes = [unit] if level is None else units_of_level(known, unit, level)
        # Among many units those that have none below them are asked about themselves alone.
        children_of = known.tree.children
        self._wide = {code for code in self.codes if children and (level is None or children_of[code])}
        below = [child.code for code in self._wide for child in children_of[code]]
        self._gates = gates
        self._histories = histories_of(workspace, known, [*self.codes, *below])

    def of(self, code: str) -> Form:
        """The form of a unit."""
        from daihoi.forms.content import make_form
        from reports.tokens import STATES

        labels = {state: style.label for state, style in STATES.items()}
        unit = self._assessment.campaign.tree.unit(code)
        wide = {"with_children": code in self._wide, "with_gates": self._gates}
        return make_form(self._assessment, unit, self._histories, labels, **wide)

    def content(self, code: str) -> bytes:
        """The workbook of a unit."""
        from daihoi.forms.workbook import form_workbook

        return form_workbook(self.of(code))


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
