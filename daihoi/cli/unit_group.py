"""``daihoi unit``: the group, and what its commands take."""

from __future__ import annotations

from typing import Any

import rich_click as click

from daihoi.cli.baselines import WordsType
from daihoi.cli.group import HELP, cli
from daihoi.cli.values import NumberType

MAX_UNIT_NAME = 200
NAME, COUNT = WordsType(MAX_UNIT_NAME), NumberType(0)


class PairType(click.ParamType[tuple[str, str]]):
    """A code, an equals sign, and what it gets."""

    name = "cặp"

    def __init__(self, example: str) -> None:
        self.example = example

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Both sides, without spaces around them."""
        code, sign, given = (part.strip() for part in str(value).partition("="))
        if not (code and sign and given):
            self.fail(f"«{value}» không có dạng {self.example}", param, ctx)
        return code, given


unit_argument = click.argument("unit", metavar="ĐƠN_VỊ")
kind_option = click.option(
    "--kind", metavar="LOẠI", default="", help="Loại, như cột kind của units.csv (mặc định: như đơn vị gốc)."
)
child_option = click.option(
    "--child",
    "child",
    metavar="MÃ=MÃ",
    multiple=True,
    type=PairType("CL.KT.01=CL.HA: đơn vị trực thuộc = nơi đến"),
    help="Đơn vị trực thuộc nào về đâu; nêu nhiều lần được.",
)


@cli.group()
@HELP
def unit() -> None:
    """Ghi quyết định về tổ chức: thành lập, đổi tên, chuyển, sáp nhập, chia tách, giải thể đơn vị.

    Báo cáo của ngày chốt trước ngày hiệu lực giữ nguyên số đơn vị. Mã của đơn vị không còn không dùng lại.
    Xem trước bằng `--dry-run`; ghi nhầm thì hủy bằng `daihoi decide annul`; xem lại bằng `daihoi units`.

    Ví dụ: `daihoi unit merge --help`
    """
