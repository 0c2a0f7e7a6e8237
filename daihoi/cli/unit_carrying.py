"""``daihoi unit carry``: entries of units that are gone, as files that the unit which takes over imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.baselines import MAX_NAME, WordsType
from daihoi.cli.group import HELP
from daihoi.cli.options import campaign_argument, status_date_option
from daihoi.cli.unit_group import PairType, unit
from daihoi.cli.values import DAY, FolderType
from daihoi.errors import DaihoiError, UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.cli.carrying import Side
    from daihoi.domain.carrying import Pair


@unit.command()
@campaign_argument
@click.option("--into", metavar="ĐỢT", help="Đợt tiếp nhận (mặc định: chính đợt này).")
@click.option(
    "--unit",
    "pairs",
    metavar="MÃ=MÃ",
    multiple=True,
    type=PairType("HP.KA=HP.PL: đơn vị cũ = đơn vị tiếp nhận"),
    help="Đơn vị nào về đâu, nêu nhiều lần được (mặc định: theo quyết định đã ghi, nơi chỉ có một nơi nhận).",
)
@click.option(
    "--document", metavar="SỐ_VĂN_BẢN", required=True, type=WordsType(MAX_NAME), help="Văn bản cho kế thừa."
)
@click.option("--document-date", metavar="NGÀY", required=True, type=DAY, help="Ngày của văn bản.")
@status_date_option
@click.option(
    "--output",
    "-o",
    metavar="THƯ_MỤC",
    type=FolderType(),
    help="Ghi các tệp vào đây, để xem rồi nhập. Không nêu: chỉ cho xem.",
)
@HELP
@click.pass_obj
def carry(
    workspace: Workspace,
    campaign: str,
    into: str | None,
    pairs: Sequence[tuple[str, str]],
    document: str,
    document_date: date,
    status_date: date | None,
    output: Path | None,
) -> None:
    """Chuyển các dòng sổ của đơn vị không còn cho đơn vị tiếp nhận: lập tệp để xem lại rồi nhập.

    Lệnh này không ghi gì vào sổ ghi: người điều phối xem tệp, bỏ dòng không dùng, rồi `daihoi import` theo
    số của tệp. Mỗi dòng mang số, ngày văn bản cho kế thừa. Dòng về đại hội của chính đơn vị cũ (phiên họp,
    đại biểu, nhân sự, kết quả) không chuyển. Làm lại lần nữa thì chỉ còn những dòng chưa chuyển: dòng đã
    chuyển nhận ra theo cột «Nguồn», dù nơi nhận đã sửa.

    Ví dụ: `daihoi unit carry hai_phong_2024 --into hai_phong_2025 --unit HP=HP --unit HP.KA=HP.PL
    --document 12-QĐ/TU --document-date 2025-07-02 -o chuyen`
    """
    from daihoi.cli.carrying import carried, side_of
    from daihoi.cli.carrying_display import show_carried

    day = status_date or clock.today()
    _refuse_future(document_date)
    old = side_of(workspace, campaign, day)
    # The heir is seen as it stands today, whatever day is asked about: that is what an import goes by.
    new = side_of(workspace, into or campaign, clock.today())
    found = carried(workspace, old, new, _pairs(old, new, pairs), (document, document_date))
    show_carried(found, new.campaign, old.entries, output)
    if output and found.tables:
        from daihoi.cli import display

        display.show_files(found.write(output))


def _refuse_future(day: date) -> None:
    if day > clock.today():
        raise DaihoiError(f"Văn bản đề ngày {day:%d/%m/%Y}, chưa đến: ghi lại --document-date.")


def _pairs(old: Side, new: Side, asked: Sequence[Pair]) -> list[Pair]:
    """Which unit takes the place of which: as asked, else as rulings say where they leave no choice.

    Raises:
        UnknownCodeError: a unit is in neither campaign.
        DaihoiError: nobody says who takes the place of whom.
    """
    is_same = new.campaign.code == old.campaign.code
    for before, after in asked:
        if before not in old.lives:
            raise UnknownCodeError("đơn vị", before, old.lives)
        new.campaign.tree.unit(after)
        if is_same and before in old.campaign.tree.by_code:
            raise DaihoiError(
                f"«{before}» vẫn còn trong đợt {old.campaign.code}, ngày {old.entries.status_date:%d/%m/%Y}: "
                "chỉ đơn vị không còn mới có nơi kế thừa. Ghi quyết định trước (daihoi unit merge, dissolve)."
            )
    chosen = list(dict.fromkeys(asked)) if asked or not is_same else old.single_heirs()
    if not chosen:
        several = "; ".join(f"{code}: {', '.join(heirs)}" for code, heirs in old.several_heirs().items())
        told = f" Có nhiều nơi nhận: {several}." if several and is_same else ""
        raise DaihoiError(f"Chưa rõ đơn vị nào nhận của đơn vị nào.{told} Nêu --unit MÃ_CŨ=MÃ_MỚI.")
    return chosen
