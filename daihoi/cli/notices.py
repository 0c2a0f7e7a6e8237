"""``daihoi notices``: what is due to be told to whom, what was sent, what could not be; and sending it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rich_click as click

from daihoi import clock
from daihoi.cli.authorising import GuardedGroup
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, status_date_option
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.notices import Ground
    from daihoi.loading.notice_posts import Delivery

EXIT_NOT_ALL_SENT = 1
_LIST = "list"


class ListingGroup(GuardedGroup):
    """A group whose first word may be left out: what is no command of its own is listed."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, else ``list`` with everything as its arguments."""
        if self.get_command(ctx, args[0]) is None:
            args = [_LIST, *args]
        return super().resolve_command(ctx, args)


@cli.group(cls=ListingGroup)
@HELP
def notices() -> None:
    """Thông báo: việc quá hạn, cửa duyệt đến hạn, báo cáo mới; báo cho ai, đã gửi chưa; và gửi.

    Ví dụ: `daihoi notices cam_le_2020`, `daihoi notices send cam_le_2020 --dry-run`
    """


@notices.command("list")
@campaign_argument
@status_date_option
@click.option("--due", "shown", flag_value="due", default="due", help="Chưa gửi (mặc định).")
@click.option("--sent", "shown", flag_value="sent", help="Đã gửi.")
@click.option("--failed", "shown", flag_value="failed", help="Gửi không được, còn thử hoặc đã thôi.")
@click.option("--all", "everything", is_flag=True, help="In mọi dòng, không chỉ những dòng đầu.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Ghi mọi dòng vào tệp CSV này.",
)
@HELP
@click.pass_obj
def list_notices(
    workspace: Workspace,
    campaign: str,
    status_date: date | None,
    shown: str,
    everything: bool,
    csv_file: Path | None,
) -> None:
    """Liệt kê thông báo: đến lúc phải báo mà chưa gửi, đã gửi, hoặc gửi không được. Không gửi gì.

    Ví dụ: `daihoi notices cam_le_2020 --status-date 2020-03-02`, `daihoi notices cam_le_2020 --failed`
    """
    from daihoi.cli import notices_display as display
    from daihoi.notifying.sending import due_now
    from daihoi.store.outbox import MessageState, messages

    if shown == "due":
        told = _told(workspace, campaign, status_date or clock.today())
        due = due_now(workspace.log_place, told.ground)
        display.show_due(told.ground, due, told.delivery, everything=everything)
        rows = display.due_rows(due)
    else:
        _require_campaign(workspace, campaign)
        wanted = (MessageState.SENT,) if shown == "sent" else (MessageState.WAITING, MessageState.GIVEN_UP)
        found = messages(workspace.log_place, campaign, *wanted)
        found = [message for message in found if shown == "sent" or message.reason]
        display.show_messages(found, is_sent=shown == "sent", everything=everything)
        rows = display.message_rows(found)
    if csv_file is not None:
        display.write_csv_file(csv_file, rows)


@notices.command("send")
@campaign_argument
@status_date_option
@click.option("--dry-run", is_flag=True, help="Chỉ in những thư sẽ gửi, không ghi và không gửi gì.")
@click.option("--retry", is_flag=True, help="Thử thêm một lần những thông báo đã thôi gửi.")
@HELP
@click.pass_context
def send_notices(
    context: click.Context, campaign: str, status_date: date | None, dry_run: bool, retry: bool
) -> None:
    """Lập thư cho những thông báo đến lúc phải báo rồi gửi, cùng những thư còn chờ; không gửi gì hai lần.

    Địa chỉ ghi ở tệp notices.yaml trong thư mục dữ liệu. Thoát với mã 1 khi có thư không gửi được.

    Ví dụ: `daihoi notices send cam_le_2020 --dry-run`
    """
    from daihoi.cli import notices_display as display
    from daihoi.notifying import sending

    workspace: Workspace = context.obj
    told = _told(workspace, campaign, status_date or clock.today())
    if told.delivery is None:
        raise DaihoiError(
            f"Chưa có tệp địa chỉ {workspace.data / 'notices.yaml'}: thông báo chỉ được liệt kê, không gửi "
            "đi đâu. Lập tệp theo docs/notices.md, rồi chạy lại."
        )
    place = workspace.log_place
    if dry_run:
        display.show_digests(sending.prepare(place, told.ground, told.delivery))
        return
    if retry:
        _revive(workspace, campaign)
    sent = sending.announce(place, told.ground, told.delivery, clock.now)
    display.show_sent(sent)
    context.exit(EXIT_NOT_ALL_SENT if sent.delivered < len(sent.attempts) else 0)


class _Told(NamedTuple):
    """What notices are made from, and how they leave; None where nothing is sent."""

    ground: Ground
    delivery: Delivery | None


def _told(workspace: Workspace, campaign: str, day: date) -> _Told:
    from daihoi.assessing import open_assessment, open_entries
    from daihoi.loading import find_config
    from daihoi.loading.notice_delivery import load_delivery
    from daihoi.notifying.facts import ground_of, upkeep_of

    assessment = open_assessment(workspace, campaign, day)
    config = find_config(workspace.config)
    entries = open_entries(workspace, campaign, day, assessment.edition.known_seq)
    ground = ground_of(assessment, entries, config, workspace.log_place, upkeep_of(workspace.data))
    return _Told(ground, load_delivery(workspace.data, os.environ, ground.rules.personal_domains))


def _require_campaign(workspace: Workspace, campaign: str) -> None:
    """Raises UnknownCodeError for a campaign that nobody configured."""
    from daihoi.loading import find_config

    find_config(workspace.config).campaign_folder(campaign)


def _revive(workspace: Workspace, campaign: str) -> None:
    from daihoi.store.outbox_writing import opened

    with opened(workspace.log_place) as outbox:
        outbox.revive(campaign, clock.now())


__all__: Sequence[str] = ("notices",)
