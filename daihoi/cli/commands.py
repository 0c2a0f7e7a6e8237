"""The commands. Those that only read never import Prefect, and draw nothing unless asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import CHART_ENGINES, CHART_KINDS, CODES, EVENT_COUNT
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

__all__ = ["cli"]


@cli.command()
@HELP
@click.pass_obj
def campaigns(workspace: Workspace) -> None:
    """Liệt kê các đợt đại hội có trong thư mục cấu hình.

    Ví dụ: `daihoi campaigns`
    """
    from daihoi.cli import display
    from daihoi.loading import find_config

    display.show_campaigns(find_config(workspace.config))


@cli.command()
@campaign_argument
@HELP
@click.pass_obj
def validate(workspace: Workspace, campaign: str) -> None:
    """Kiểm tra cấu hình và các tệp báo cáo của một đợt; nêu mọi lỗi một lần, không ghi gì.

    Ví dụ: `daihoi validate cam_le_2020`
    """
    from daihoi.cli import display, validating
    from daihoi.loading import find_config, load_campaign
    from daihoi.loading.approvals import load_approval_rules
    from daihoi.loading.register_config import load_registers

    config = find_config(workspace.config)
    loaded, limit = load_campaign(config, campaign), load_approval_rules(config).evidence_bytes
    display.show_valid(*validating.check(loaded, clock.today(), limit, load_registers(config)))


@cli.command()
@campaign_argument
@click.option("--brief", is_flag=True, help="Chỉ tiến độ đại hội, không xét các mảng chuẩn bị (nhanh hơn).")
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def status(
    workspace: Workspace, campaign: str, brief: bool, status_date: date | None, known_at: int | None
) -> None:
    """Cho biết đợt đại hội đang ở đâu: kết luận, các số chính, nơi chậm nhất, mỗi mảng chuẩn bị một dòng.

    Ví dụ: `daihoi status cam_le_2020 --status-date 2020-03-02`
    """
    from daihoi.assessing import open_assessment, prepared
    from daihoi.cli import display, status_display

    assessment = open_assessment(workspace, campaign, status_date or clock.today(), known_at)
    display.show_status(assessment, known_at=known_at)
    if not brief:
        status_display.show_workstreams(prepared(workspace, assessment))
    display.show_footnotes(assessment)


@cli.command()
@campaign_argument
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị.")
@click.option("--activity", metavar="VIỆC", help="Chỉ một việc (tên hoặc mã việc).")
@click.option("--last", type=EVENT_COUNT, default=20, metavar="N", help="N sự kiện cuối (mặc định: 20).")
@HELP
@click.pass_obj
def log(workspace: Workspace, campaign: str, unit: str | None, activity: str | None, last: int) -> None:
    """In sổ ghi: ai báo gì, về ngày nào, biết từ lúc nào.

    Ví dụ: `daihoi log cam_le_2020 --unit CL.KT.01`
    """
    from daihoi.assessing import rulings_of
    from daihoi.cli import display
    from daihoi.domain.entries import entry_names
    from daihoi.domain.unit_lives import units_ever
    from daihoi.loading import find_config, load_campaign
    from daihoi.loading.register_config import load_registers
    from daihoi.store.log import EventLog

    loaded = load_campaign(find_config(workspace.config), campaign)
    lives = units_ever(loaded, rulings_of(workspace, campaign))
    if unit and unit not in lives:
        raise UnknownCodeError("đơn vị", unit, lives)
    names = {code: life.unit.name for code, life in lives.items()}
    activities = {one.code: one.name for one in loaded.structure.activities()}
    with EventLog.open_existing(workspace.log_place) as opened:
        told = [
            event
            for code in _activity_codes(activities, activity)
            for event in (*opened.events(campaign, unit, code), *opened.entry_events(campaign, unit, code))
        ]
    shown = sorted(told, key=lambda event: event.seq)[-last:]
    entries = entry_names(shown, load_registers(find_config(workspace.config)))
    display.show_log(names, activities, shown, entries)


def _activity_codes(activities: Mapping[str, str], asked: str | None) -> Sequence[str | None]:
    """Codes of what was asked for by its name, which several levels may share; else what was asked for."""
    from daihoi.intake.texts import match_key

    if asked is None:
        return [None]
    named = [code for code, name in activities.items() if match_key(name) == match_key(asked)]
    return named or [asked]


@cli.command()
@click.argument("kind", metavar="LOẠI", type=CHART_KINDS)
@campaign_argument
@click.argument("unit", metavar="[ĐƠN_VỊ]", required=False)
@status_date_option
@known_at_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Thư mục ghi tệp (mặc định: thư mục hiện tại), hoặc một tệp .png, .svg, .pdf.",
)
@click.option(
    "--engine",
    type=CHART_ENGINES,
    default="typst",
    metavar="BỘ_VẼ",
    help="Bộ vẽ: typst (mặc định, nhanh) hoặc matplotlib; hai bản cùng nội dung, cùng vị trí.",
)
@HELP
@click.pass_obj
def chart(
    workspace: Workspace,
    kind: str,
    campaign: str,
    unit: str | None,
    status_date: date | None,
    known_at: int | None,
    output: Path,
    engine: str,
) -> None:
    """Vẽ một biểu đồ (PNG, SVG và PDF, in đúng khổ A4/A3).

    Cả đợt: `overview` (tổng quan), `s-curve` (đường lũy tiến), `shares` (ma trận gộp), `balance` (đường cân
    đối), `calendar` (lịch đại hội). Một đơn vị (để trống: đơn vị cao nhất): `gantt`, `matrix`
    (tình trạng từng việc của các đơn vị bên dưới), `cascade` (vì sao đại hội vào ngày ấy).

    Ví dụ: `daihoi chart gantt cam_le_2020 CL.KT --status-date 2020-03-02`
    """
    from daihoi.assessing import open_assessment
    from daihoi.cli import display, drawing

    if unit and kind not in drawing.UNIT_KINDS:
        kinds = ", ".join(drawing.UNIT_KINDS)
        raise click.UsageError(f"biểu đồ «{kind}» vẽ cho cả đợt: bỏ «{unit}», hoặc chọn {kinds}.")
    assessment = open_assessment(workspace, campaign, status_date or clock.today(), known_at)
    display.show_files(drawing.write_chart(assessment, kind, unit, output, engine))


@cli.command()
@campaign_argument
@status_date_option
@known_at_option
@click.option("--level", metavar="CẤP", help="Chỉ một cấp: branch, grassroots, ward, district, city.")
@click.option(
    "--units",
    type=CODES,
    metavar="MÃ,MÃ",
    help="Chỉ các đơn vị này và mọi đơn vị bên dưới, cách nhau dấu phẩy.",
)
@HELP
@click.pass_obj
def run(
    workspace: Workspace,
    campaign: str,
    status_date: date | None,
    known_at: int | None,
    level: str | None,
    units: tuple[str, ...] | None,
) -> None:
    """Nhập báo cáo của đợt, tính tiến độ, vẽ và công bố; chạy lại lúc nào cũng được.

    Không có `--level` và `--units`: cả đợt. Kết quả nằm ở `out/ĐỢT/NGÀY/`.

    Ví dụ: `daihoi run cam_le_2020 --status-date 2020-03-02`

    Một cấp: `daihoi run cam_le_2020 --level branch`; một phường: thêm `--units CL.KT`
    """
    from daihoi.cli import running

    running.run(workspace, campaign, status_date or clock.today(), known_at, level, list(units or ()))
