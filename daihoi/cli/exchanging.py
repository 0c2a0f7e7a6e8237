"""Commands that give plans to other programs, and take a unit's plan from one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import ChoiceType, FolderType
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.campaign import Campaign

MSPDI, ICAL, CSV = "mspdi", "ical", "csv"
FORMATS = ChoiceType([MSPDI, ICAL, CSV])


@cli.command()
@campaign_argument
@click.option(
    "--format",
    "form",
    type=FORMATS,
    required=True,
    metavar="DẠNG",
    help="mspdi (MS Project), ical (lịch đại hội) hoặc csv (bảng tính).",
)
@click.option("--unit", metavar="MÃ", help="Chỉ đơn vị này và mọi đơn vị bên dưới (mặc định: cả đợt).")
@status_date_option
@known_at_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Tệp cần ghi; với csv: thư mục (mặc định: tên đợt hoặc mã đơn vị, ở thư mục hiện tại).",
)
@HELP
@click.pass_obj
def export(
    workspace: Workspace,
    campaign: str,
    form: str,
    unit: str | None,
    status_date: date | None,
    known_at: int | None,
    output: Path | None,
) -> None:
    """Xuất kế hoạch và tiến độ cho MS Project, cho lịch điện thoại, cho bảng tính.

    DẠNG `mspdi`: tệp XML mở bằng MS Project; `ical`: ngày đại hội của từng đơn vị; `csv`: bảng mọi việc và
    bảng mọi liên kết.

    Ví dụ: `daihoi export cam_le_2020 --format mspdi --unit CL.KT -o khue_trung.xml`
    """
    from daihoi.assessing import open_assessment_or_plan
    from daihoi.cli import display

    # Whether a folder is meant depends on the format: no type of the option can tell.
    if output and form == CSV and (fault := FolderType().fault(output)):
        raise click.UsageError(f"«--output»: {fault}")
    assessment = open_assessment_or_plan(workspace, campaign, status_date or clock.today(), known_at)
    display.show_files(_write(assessment, form, unit, output or _usual_output(campaign, form, unit)))


def _usual_output(campaign: str, form: str, unit: str | None) -> Path:
    return Path((unit or campaign) + {MSPDI: ".xml", ICAL: ".ics", CSV: "_csv"}[form])


def _write(assessment: Assessment, form: str, unit: str | None, output: Path) -> list[Path]:
    if form == MSPDI:
        from daihoi.exchange.mspdi.writer import write_mspdi

        write_mspdi(output, assessment, unit)
    elif form == ICAL:
        from daihoi.exchange.ical import write_ical

        write_ical(output, assessment, unit)
    else:
        from daihoi.exchange.tables import write_tables

        return write_tables(output, assessment, unit)
    return [output]


@cli.command("import-plan")
@campaign_argument
@click.argument("unit", metavar="ĐƠN_VỊ")
@click.argument("file", metavar="TỆP.xml", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Ghi các khác biệt vào bảng này, ví dụ config/campaigns/ĐỢT/plans/MÃ.csv (mặc định: chỉ in).",
)
@HELP
@click.pass_obj
def import_plan(workspace: Workspace, campaign: str, unit: str, file: Path, output: Path | None) -> None:
    """Đọc kế hoạch riêng của một đơn vị từ tệp XML của MS Project, so với mẫu.

    Lấy số ngày, ngày «không sớm hơn» và ngày ấn định; điều gì không lấy được thì nêu tên việc và lý do.

    Ví dụ: `daihoi import-plan cam_le_2020 CL.KT khue_trung.xml -o CL.KT.csv`
    """
    from daihoi.cli import exchanging_display
    from daihoi.exchange.plans.comparing import read_unit_plan
    from daihoi.exchange.plans.table import write_plan
    from daihoi.loading import find_config, load_campaign

    config = find_config(workspace.config)
    loaded = load_campaign(config, campaign)
    plan = read_unit_plan(file, loaded, unit, _earlier(config.campaign_folder(campaign), loaded))
    exchanging_display.show_plan(plan)
    if output and plan.differences:
        write_plan(output, plan)
        exchanging_display.show_written(output, plan, campaign)
    elif output:
        exchanging_display.show_nothing_to_write(output)


def _earlier(folder: Path, campaign: Campaign) -> set[tuple[str, str]]:
    """What plans already in the campaign's folder decide: the plan that is read takes their place."""
    from daihoi.intake.config_text import Problems
    from daihoi.loading.plans import read_plans

    files = {path.name: path for path in sorted((folder / "plans").glob("*.csv"))}
    plans = read_plans(files, campaign, Problems())  # they were checked when the campaign was loaded
    floors = {(floor.unit_code, floor.activity) for floor in plans.floors}
    return floors | {(fixed.unit_code, fixed.activity) for fixed in plans.fixed_dates}
