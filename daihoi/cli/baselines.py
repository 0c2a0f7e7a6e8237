"""``daihoi baseline``: freezes schedules under a name, and measures the present one against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from daihoi import clock
from daihoi.cli.authorising import current_actor
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.domain.units import UnitTree
from daihoi.intake.texts import clean
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.baselines import Baseline
    from daihoi.domain.campaign import Campaign
    from daihoi.store.baselines import BaselineRecord

MAX_NAME, MAX_REASON = 60, 300


class WordsType(click.ParamType[str]):
    """A text on one line, of at most ``longest`` characters."""

    name = "chữ"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text in one spelling of Unicode, without needless spaces."""
        try:
            words = clean(str(value))
        except ValueError as error:
            self.fail(f"có ký tự không in được {error} → viết trên một dòng", param, ctx)
        if not words:
            self.fail("để trống → ghi nội dung", param, ctx)
        if len(words) > self.longest:
            self.fail(f"dài {len(words)} ký tự → viết không quá {self.longest}", param, ctx)
        return words


@cli.group()
@HELP
def baseline() -> None:
    """Chốt kế hoạch hoặc lịch hiện tại dưới một tên, và so lịch về sau với bản đã chốt.

    Bản chốt nằm trong sổ ghi, không sửa và không xóa được.

    Ví dụ: `daihoi baseline freeze cam_le_2020 "Kế hoạch 86" --plan --reason "Ban hành kế hoạch"`
    """


@baseline.command()
@campaign_argument
@click.argument("name", metavar="TÊN", type=WordsType(MAX_NAME))
@click.option("--reason", metavar="LÝ_DO", required=True, type=WordsType(MAX_REASON), help="Vì sao chốt.")
@click.option("--plan", is_flag=True, help="Chốt kế hoạch như khi chưa có gì xảy ra, không tính báo cáo.")
@status_date_option
@known_at_option
@HELP
@click.pass_obj
def freeze(
    workspace: Workspace,
    campaign: str,
    name: str,
    reason: str,
    plan: bool,
    status_date: date | None,
    known_at: int | None,
) -> None:
    """Chốt lịch hiện tại (đã xảy ra và dự kiến) hoặc kế hoạch (`--plan`) dưới một tên.

    Ví dụ: `daihoi baseline freeze cam_le_2020 "Trước dịch" --status-date 2020-03-02 --reason "Để so sau này"`
    """
    from daihoi.cli import baseline_display
    from daihoi.domain.baselines import freeze_plan
    from daihoi.store import baselines

    if plan and (status_date or known_at is not None):
        raise click.UsageError("kế hoạch không tính báo cáo: bỏ --status-date và --known-at, hoặc bỏ --plan.")
    if plan:
        frozen = freeze_plan(_campaign(workspace, campaign), name)
    else:
        _, frozen = _current(workspace, campaign, status_date, known_at, name)
    record = baselines.freeze(workspace.log_place, frozen, reason, current_actor().code, clock.now())
    baseline_display.show_frozen(record)


@baseline.command("list")
@campaign_argument
@HELP
@click.pass_obj
def list_(workspace: Workspace, campaign: str) -> None:
    """Liệt kê các bản đã chốt của một đợt.

    Ví dụ: `daihoi baseline list cam_le_2020`
    """
    from daihoi.cli import baseline_display
    from daihoi.store import baselines

    loaded = _campaign(workspace, campaign)
    baseline_display.show_records(loaded, baselines.records(workspace.log_place, campaign))


@baseline.command()
@campaign_argument
@click.argument("name", metavar="TÊN", type=WordsType(MAX_NAME))
@click.argument("other", metavar="[TÊN_KHÁC]", required=False, type=WordsType(MAX_NAME))
@status_date_option
@known_at_option
@click.option("--unit", metavar="MÃ", help="Chỉ đơn vị này và mọi đơn vị bên dưới.")
@click.option(
    "--csv", "file", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi mọi việc vào tệp CSV."
)
@HELP
@click.pass_obj
def compare(
    workspace: Workspace,
    campaign: str,
    name: str,
    other: str | None,
    status_date: date | None,
    known_at: int | None,
    unit: str | None,
    file: Path | None,
) -> None:
    """So lịch hiện tại, hoặc bản chốt TÊN_KHÁC, với bản chốt TÊN: việc nào muộn hơn, sớm hơn, mới, không còn.

    Ví dụ: `daihoi baseline compare cam_le_2020 "Kế hoạch 86" --status-date 2020-03-02 --csv lech.csv`
    """
    from daihoi.cli import baseline_display, display
    from daihoi.cli.comparing import Comparison, write_file
    from daihoi.cli.comparison_display import show_comparison
    from daihoi.domain.variances import variance
    from daihoi.store import baselines

    if other and (status_date or known_at is not None):
        raise click.UsageError("hai bản chốt đã có ngày số liệu: bỏ --status-date và --known-at.")
    record, before = baselines.load(workspace.log_place, campaign, name)
    if other:
        later, after = baselines.load(workspace.log_place, campaign, other)
        loaded = _campaign_of(workspace, campaign, later)
        label, title = baseline_display.described(later), f"Theo «{later.name}»"
    else:
        loaded, current = _current(workspace, campaign, status_date, known_at)
        after = current.dates
        label, title = baseline_display.described_current(current.origin), "Nay"
    loaded = _with_gone(loaded, _campaign_of(workspace, campaign, record))
    shown = Comparison(record, label, title, variance(loaded, before, after), unit)
    show_comparison(shown)
    if file:
        write_file(shown, file)
        display.show_files([file])


def _campaign(workspace: Workspace, code: str) -> Campaign:
    from daihoi.loading import find_config, load_campaign

    return load_campaign(find_config(workspace.config), code)


def _campaign_of(workspace: Workspace, code: str, record: BaselineRecord) -> Campaign:
    """The campaign on the day that a baseline is about; as it is configured for one of the plan."""
    from daihoi.assessing import open_campaign

    day = record.origin.status_date
    return open_campaign(workspace, code, day) if day else _campaign(workspace, code)


def _with_gone(campaign: Campaign, other: Campaign) -> Campaign:
    """A campaign that knows the units of another as well, so that what is gone is called by its name."""
    tree = campaign.tree
    gone = [unit for unit in other.tree.units if unit.code not in tree.by_code]
    return replace(campaign, tree=UnitTree((*tree.units, *gone))) if gone else campaign


def _current(
    workspace: Workspace, code: str, status_date: date | None, known_at: int | None, name: str = ""
) -> tuple[Campaign, Baseline]:
    """The campaign, and its current schedule under a name."""
    from daihoi.assessing import open_assessment
    from daihoi.domain.baselines import freeze

    assessment = open_assessment(workspace, code, status_date or clock.today(), known_at)
    return assessment.campaign, freeze(assessment, name)
