"""``daihoi decide``: what authorities decide about the plan in the course of a campaign goes into the log."""

from __future__ import annotations

from datetime import date
from typing import Any

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.ruling import Decided, record_ruling, ruling_options
from daihoi.cli.values import CODES, DAY, NumberType
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import RulingKind
from daihoi.errors import StoreError
from daihoi.intake.dates import DateError, read_date
from daihoi.workspace import Workspace

RULING_NUMBER, DAYS = NumberType(1), NumberType(1)


class RuleValueType(click.ParamType["int | date"]):
    """A count in digits, or a date."""

    name = "giá trị"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | date:
        """The number or the date of a text."""
        text = str(value).strip()
        if text.isascii() and text.isdecimal() and len(text) <= len("1000000"):
            return int(text)
        try:
            return read_date(text)
        except DateError:
            self.fail(f"«{value}» không phải số, cũng không phải ngày → ghi 3 hoặc 2020-06-30", param, ctx)


levels_option = click.option(
    "--levels",
    type=CODES,
    required=True,
    metavar="CẤP,CẤP",
    help="Những cấp nào: branch, grassroots, ward, district, city, cách nhau dấu phẩy.",
)


@cli.group()
@HELP
def decide() -> None:
    """Ghi quyết định của cấp có thẩm quyền làm đổi kế hoạch: tạm hoãn, cho tổ chức lại, dời ngày, ngoại lệ.

    Quyết định nằm trong sổ ghi như báo cáo: không sửa, không xóa; ghi nhầm thì hủy (`annul`). Báo cáo của
    ngày chốt trước ngày hiệu lực không đổi. Kế hoạch gốc giữ nguyên, chỉ lịch hiện tại đổi.

    Ví dụ: `daihoi decide list cam_le_2020`
    """


@decide.command()
@campaign_argument
@levels_option
@click.option(
    "--first", type=DAY, metavar="NGÀY", help="Ngày đầu tiên không tổ chức đại hội (mặc định: ngày hiệu lực)."
)
@click.option(
    "--until", type=DAY, metavar="NGÀY", help="Ngày đầu tiên được tổ chức lại; bỏ trống khi chưa biết."
)
@ruling_options
@HELP
@click.pass_obj
def suspend(
    workspace: Workspace,
    campaign: str,
    levels: tuple[str, ...],
    first: date | None,
    until: date | None,
    paper: Paper,
    dry_run: bool,
) -> None:
    """Tạm hoãn đại hội của những cấp nêu ra, đến một ngày hoặc chưa biết đến ngày nào.

    Chưa biết ngày tổ chức lại: lịch tính như được tổ chức lại từ ngày làm việc đầu tiên sau ngày chốt, và mọi
    trang đều ghi rõ như vậy. Khi có văn bản cho tổ chức lại: `daihoi decide resume`.

    Ví dụ: `daihoi decide suspend cam_le_2020 --levels branch,grassroots --document 12-CV/TU
    --document-date 2020-03-27 --body "Thành ủy" --reason "Phòng, chống dịch" --dry-run`
    """
    from daihoi.domain.suspending import Suspend

    record_ruling(
        workspace,
        campaign,
        paper,
        lambda before, _: paper.ruling(
            RulingKind.SUSPEND,
            before.root.code,
            Suspend(levels, first or paper.effective_date, until).details(),
        ),
        is_dry_run=dry_run,
        show=_effect(workspace),
    )


@decide.command()
@campaign_argument
@levels_option
@click.option(
    "--first", type=DAY, metavar="NGÀY", required=True, help="Ngày đầu tiên được tổ chức đại hội trở lại."
)
@ruling_options
@HELP
@click.pass_obj
def resume(
    workspace: Workspace, campaign: str, levels: tuple[str, ...], first: date, paper: Paper, dry_run: bool
) -> None:
    """Cho tổ chức đại hội trở lại sau khi tạm hoãn, từ một ngày; có thể từng cấp một.

    Ví dụ: `daihoi decide resume cam_le_2020 --levels branch --first 2020-05-04 --document 20-CV/TU
    --document-date 2020-04-29 --body "Thành ủy" --reason "Dịch đã được kiểm soát"`
    """
    from daihoi.domain.suspending import Resume

    record_ruling(
        workspace,
        campaign,
        paper,
        lambda before, _: paper.ruling(RulingKind.RESUME, before.root.code, Resume(levels, first).details()),
        is_dry_run=dry_run,
        show=_effect(workspace),
    )


@decide.command()
@campaign_argument
@click.argument("unit", metavar="ĐƠN_VỊ")
@click.option("--activity", default="", metavar="VIỆC", help="Mã việc (mặc định: đại hội của đơn vị).")
@click.option("--start", type=DAY, metavar="NGÀY", help="Ngày bắt đầu mới; không chờ các việc đứng trước.")
@click.option("--days", type=DAYS, metavar="SỐ", help="Số ngày mới của việc.")
@ruling_options
@HELP
@click.pass_obj
def replan(
    workspace: Workspace,
    campaign: str,
    unit: str,
    activity: str,
    start: date | None,
    days: int | None,
    paper: Paper,
    dry_run: bool,
) -> None:
    """Dời một việc của một đơn vị sang ngày mới, hoặc đổi số ngày; thường là đại hội.

    Kế hoạch gốc giữ nguyên: phần dời hiện ra ở chênh lệch so với kế hoạch.

    Ví dụ: `daihoi decide replan cam_le_2020 CL.KT --start 2020-06-11 --document 30-CV/QU
    --document-date 2020-05-20 --body "Quận ủy" --reason "Trùng lịch của quận"`
    """
    from daihoi.domain.replanning import Replan

    record_ruling(
        workspace,
        campaign,
        paper,
        lambda *_: paper.ruling(RulingKind.REPLAN, unit, Replan(activity, start, days).details()),
        is_dry_run=dry_run,
        show=_effect(workspace),
    )


@decide.command("except")
@campaign_argument
@click.argument("rule", metavar="QUY_ĐỊNH")
@click.option("--unit", metavar="MÃ", help="Riêng một đơn vị.")
@click.option(
    "--level", default="", metavar="CẤP", help="Cả một cấp: branch, grassroots, ward, district, city."
)
@click.option("--value", type=RuleValueType(), metavar="GIÁ_TRỊ", help="Áp dụng số hoặc ngày này thay vào.")
@click.option("--lift", is_flag=True, help="Không áp dụng quy định này.")
@ruling_options
@HELP
@click.pass_obj
def except_(
    workspace: Workspace,
    campaign: str,
    rule: str,
    unit: str | None,
    level: str,
    value: int | date | None,
    lift: bool,
    paper: Paper,
    dry_run: bool,
) -> None:
    """Ghi văn bản cho phép một cấp hoặc một đơn vị làm khác quy định.

    Tên quy định: cột đầu của `daihoi latest`, hoặc config/rulesets.

    Ví dụ: `daihoi decide except cam_le_2020 congress_days_max --unit CL.KT --value 3 --document 31-CV/QU
    --document-date 2020-05-20 --body "Quận ủy" --reason "Bầu trực tiếp bí thư"`
    """
    from daihoi.domain.excepting import Except

    if bool(unit) == bool(level):
        raise click.UsageError("ngoại lệ cho ai: ghi --unit MÃ hoặc --level CẤP, một trong hai.")
    if (value is None) != lift:
        raise click.UsageError("ghi --value GIÁ_TRỊ, hoặc --lift khi không áp dụng nữa; một trong hai.")
    record_ruling(
        workspace,
        campaign,
        paper,
        lambda before, _: paper.ruling(
            RulingKind.EXCEPT, unit or before.root.code, Except(rule, level, value).details()
        ),
        is_dry_run=dry_run,
        show=_effect(workspace),
    )


@decide.command()
@campaign_argument
@click.argument("number", metavar="SỐ", type=RULING_NUMBER)
@ruling_options
@HELP
@click.pass_obj
def annul(workspace: Workspace, campaign: str, number: int, paper: Paper, dry_run: bool) -> None:
    """Hủy một quyết định đã ghi, kể cả về đơn vị; từ ngày hiệu lực, coi như chưa từng có.

    Ví dụ: `daihoi decide annul cam_le_2020 1021 --document 33-CV/QU --document-date 2020-05-25
    --body "Quận ủy" --reason "Ghi nhầm đơn vị"`
    """
    from daihoi.domain.ruling_checks import annulling

    record_ruling(
        workspace,
        campaign,
        paper,
        lambda before, known: annulling(
            paper,
            number,
            next((event.ruling.unit_code for event in known if event.seq == number), before.root.code),
        ),
        is_dry_run=dry_run,
        annuls=number,
        show=_effect(workspace),
    )


@decide.command("list")
@campaign_argument
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def list_(workspace: Workspace, campaign: str, status_date: date | None, known_at: int | None) -> None:
    """Liệt kê các quyết định đã ghi, theo thứ tự có hiệu lực; quyết định bị hủy có ghi rõ.

    Có `--status-date`: chỉ những quyết định có hiệu lực đến hết ngày ấy.

    Ví dụ: `daihoi decide list cam_le_2020`
    """
    from daihoi.assessing import open_campaign, rulings_of
    from daihoi.cli import deciding_display

    if known_at is not None:
        _refuse_unknown(workspace, known_at)
    known = rulings_of(workspace, campaign, known_at)
    loaded = open_campaign(workspace, campaign, status_date or clock.today(), known_at)
    deciding_display.show_rulings(loaded, known, status_date)


def _refuse_unknown(workspace: Workspace, known_at: int) -> None:
    """Refuses a number that the log has not come to yet."""
    from daihoi.store.log import EventLog

    with EventLog.open_existing(workspace.log_place) as log:
        last = log.head()[0]
    if known_at > last:
        raise StoreError(f"Sổ ghi không có sự kiện số {known_at}: ghi một số từ 0 đến {last}.")


def _effect(workspace: Workspace) -> Any:
    """Prints what a ruling about the plan does to the forecast of the day on which it takes effect."""

    def show(decided: Decided) -> None:
        from daihoi.cli import deciding_display
        from daihoi.cli.deciding_effect import effect

        deciding_display.show_effect(decided.before, decided.after, effect(workspace, decided))

    return show
