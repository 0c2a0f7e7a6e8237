"""``daihoi db``: looking after the log: whether it is whole, copies of it, and its anchor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.values import EVENT_COUNT
from daihoi.store.anchors import Anchor
from daihoi.workspace import Workspace

EXIT_NOT_WHOLE = 1


class AnchorType(click.ParamType[Anchor]):
    """``SEQ:HASH`` as a page's footer shows it, or a kept file that holds one."""

    name = "mốc"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Anchor:
        """The anchor of a text or a file."""
        from daihoi.store import anchors

        path = Path(value)
        if path.is_file():
            return anchors.from_file(path)
        found = anchors.from_text(str(value))
        if found is None:
            self.fail(
                f"«{value}» không phải mốc, cũng không phải tệp → ghi SỐ:MÃ như ở chân trang báo cáo, mã "
                f"ít nhất {anchors.SHOWN_DIGITS} chữ số thập lục, ví dụ 992:ee062fcd03d3",
                param,
                ctx,
            )
        return found


@cli.group()
@HELP
def db() -> None:
    """Trông nom sổ ghi: kiểm tra, sao lưu, khôi phục, nâng cấp, đối chiếu mốc.

    Ví dụ: `daihoi db verify`, `daihoi db backup`
    """


@db.command()
@HELP
@click.pass_obj
def verify(workspace: Workspace) -> None:
    """Kiểm tra sổ ghi còn nguyên vẹn không; không ghi gì. Mã thoát 0: nguyên vẹn, 1: không.

    Sổ bị viết lại toàn bộ, hoặc bị cắt đuôi, chỉ lộ ra khi so với mốc giữ ở ngoài:
    `daihoi db anchor --check`.

    Ví dụ: `daihoi db verify`
    """
    from daihoi.cli import database_display
    from daihoi.store import evidence, verifying

    found = verifying.verify(workspace.log_place, workspace.data / evidence.FOLDER)
    database_display.show_verification(workspace.log_place, found)
    if not found.is_whole:
        sys.exit(EXIT_NOT_WHOLE)


@db.command()
@click.argument("target", metavar="[TỆP|THƯ_MỤC]", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=EVENT_COUNT, metavar="N", help="Chỉ giữ N bản mới nhất trong data/backups.")
@HELP
@click.pass_obj
def backup(workspace: Workspace, target: Path | None, keep: int | None) -> None:
    """Sao lưu sổ ghi; chạy được cả khi đang có người nhập. Bản sao được kiểm tra trước khi mang tên.

    Bản sao luôn là một tệp, dù sổ nằm trong tệp hay trên máy chủ; khôi phục được vào cả hai.
    Không nêu TỆP: ghi vào `data/backups/`. Cạnh bản sao có tệp .txt ghi mốc (in ra, cất riêng), và
    thư mục `evidence/` chứa các tệp minh chứng.

    Ví dụ: `daihoi db backup --keep 30`; ra ổ đĩa rời: `daihoi db backup /media/usb`
    """
    from daihoi.cli import database_display
    from daihoi.store import backups, evidence

    if target is not None and keep is not None:
        raise click.UsageError("--keep chỉ dùng cho thư mục mặc định: bỏ --keep, hoặc bỏ TỆP.")
    made = backups.back_up(
        workspace.log_place, target, clock.now(), keep, folder=workspace.data / backups.FOLDER
    )
    files = evidence.copy_missing(workspace.data / evidence.FOLDER, made.path.parent / evidence.FOLDER)
    database_display.show_backup(made)
    database_display.show_evidence(files, made.path.parent / evidence.FOLDER)


@db.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Khôi phục cả khi sổ hiện tại có điều mà bản sao lưu không có.")
@HELP
@click.pass_obj
def restore(workspace: Workspace, file: Path, force: bool) -> None:
    """Đặt một bản sao lưu vào chỗ sổ ghi (tệp hay máy chủ); sổ hiện tại được giữ cạnh bên.

    Bản sao do bản chương trình cũ làm được nâng cấp khi khôi phục; tệp TỆP giữ nguyên.

    Ví dụ: `daihoi db restore data/backups/daihoi-20200302-170405.db`
    """
    from daihoi.cli import database_display
    from daihoi.store import evidence, restoring

    done = restoring.restore(workspace.log_place, file, clock.now(), force=force)
    files = evidence.copy_missing(file.parent / evidence.FOLDER, workspace.data / evidence.FOLDER)
    database_display.show_restored(workspace.log_place, done)
    database_display.show_evidence(files, workspace.data / evidence.FOLDER)


@db.command()
@HELP
@click.pass_obj
def upgrade(workspace: Workspace) -> None:
    """Nâng cấp sổ ghi do bản chương trình cũ tạo ra; sao lưu trước, hoặc xong cả hoặc không đổi gì.

    Sổ đã đúng phiên bản thì không làm gì.

    Ví dụ: `daihoi db upgrade`
    """
    from daihoi.cli import database_display
    from daihoi.store import backups, upgrading

    place = workspace.log_place
    done = upgrading.upgrade(place, clock.now(), workspace.data / backups.FOLDER)
    database_display.show_upgraded(place, done)


@db.command()
@click.option(
    "--check",
    "kept",
    metavar="SỐ:MÃ|TỆP",
    type=AnchorType(),
    help="Sổ ghi còn giữ nguyên mốc này không: số và mã ở chân trang báo cáo, hoặc tệp đã cất.",
)
@HELP
@click.pass_obj
def anchor(workspace: Workspace, kept: Anchor | None) -> None:
    """In mốc của sổ ghi (số và mã của sự kiện cuối), hoặc đối chiếu một mốc đã cất. Mã thoát 1: không khớp.

    Ví dụ: `daihoi db anchor`; `daihoi db anchor --check 992:ee062fcd03d3`
    """
    from daihoi.cli import database_display
    from daihoi.store import anchors

    if kept is None:
        database_display.show_head(anchors.head(workspace.log_place))
        return
    checked = anchors.check(workspace.log_place, kept)
    database_display.show_anchor_check(checked)
    if not checked.is_kept:
        sys.exit(EXIT_NOT_WHOLE)
