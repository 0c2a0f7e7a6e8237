"""``daihoi unit``: units are made, renamed, moved, merged, split, dissolved; each a ruling in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import rich_click as click

from daihoi.cli.baselines import WordsType
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument
from daihoi.cli.ruling import record_ruling, ruling_options
from daihoi.cli.values import CODES, DAY, NumberType
from daihoi.domain.ruling_paper import Paper
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.rulings import Ruling, RulingEvent
    from daihoi.domain.unit_changes import UnitChange

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


@unit.command()
@campaign_argument
@click.argument("code", metavar="MÃ")
@click.option("--name", metavar="TÊN", required=True, type=NAME, help="Tên đơn vị.")
@click.option("--parent", metavar="MÃ", required=True, help="Mã đơn vị cấp trên.")
@click.option("--level", metavar="CẤP", default="", help="Cấp (mặc định: ngay dưới đơn vị cấp trên).")
@kind_option
@click.option("--members", metavar="SỐ", type=COUNT, help="Số đảng viên.")
@click.option("--congress", metavar="NGÀY", type=DAY, help="Ngày đại hội dự kiến.")
@click.option("--pilot", is_flag=True, help="Đại hội điểm.")
@click.option("--direct-election", is_flag=True, help="Bầu trực tiếp bí thư tại đại hội.")
@ruling_options
@HELP
@click.pass_obj
def create(
    workspace: Workspace,
    campaign: str,
    code: str,
    name: str,
    parent: str,
    level: str,
    kind: str,
    members: int | None,
    congress: date | None,
    pilot: bool,
    direct_election: bool,
    paper: Paper,
    dry_run: bool,
) -> None:
    """Thành lập một đơn vị mới, với một mã chưa từng dùng.

    Ví dụ: `daihoi unit create cam_le_2020 CL.KT.37 --name "Chi bộ Trường Tiểu học số 3" --parent CL.KT
    --kind school --document 15-QĐ/ĐU --document-date 2020-02-25 --effective 2020-03-01
    --body "Đảng ủy phường Khuê Trung" --reason "Lập trường mới"`
    """
    from daihoi.domain.unit_changes import Creation, NewUnit

    def change() -> UnitChange:
        made = NewUnit(code, name, level, parent, kind, pilot, direct_election, members, congress)
        return Creation(made)

    _record(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.argument("name", metavar="TÊN", type=NAME)
@ruling_options
@HELP
@click.pass_obj
def rename(workspace: Workspace, campaign: str, unit: str, name: str, paper: Paper, dry_run: bool) -> None:
    """Đổi tên một đơn vị; mã giữ nguyên.

    Ví dụ: `daihoi unit rename cam_le_2020 CL.KT.07 "Chi bộ khu dân cư số 7A" --document 16-QĐ/ĐU
    --document-date 2020-02-25 --body "Đảng ủy phường Khuê Trung" --reason "Đổi tên khu dân cư"`
    """
    from daihoi.domain.unit_changes import Renaming

    _record(workspace, campaign, paper, lambda: Renaming(unit, name), dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option("--to", "parent", metavar="MÃ", required=True, help="Mã đơn vị cấp trên mới.")
@ruling_options
@HELP
@click.pass_obj
def move(workspace: Workspace, campaign: str, unit: str, parent: str, paper: Paper, dry_run: bool) -> None:
    """Chuyển một đơn vị, cùng mọi đơn vị bên dưới, về đơn vị cấp trên khác.

    Ví dụ: `daihoi unit move cam_le_2020 CL.KT.36 --to CL.HA --document 17-QĐ/QU
    --document-date 2020-02-25 --body "Quận ủy Cẩm Lệ" --reason "Cơ quan chuyển trụ sở"`
    """
    from daihoi.domain.unit_changes import Move

    _record(workspace, campaign, paper, lambda: Move(unit, parent), dry_run)


@unit.command()
@campaign_argument
@click.argument("units", metavar="MÃ,MÃ,…", type=CODES)
@click.option("--into", metavar="MÃ", required=True, help="Một trong các đơn vị ấy, hoặc mã mới.")
@click.option(
    "--name", metavar="TÊN", default="", help="Tên của đơn vị mới, hoặc tên mới của đơn vị đi tiếp."
)
@click.option("--parent", metavar="MÃ", default="", help="Cấp trên của đơn vị mới (mặc định: như đơn vị cũ).")
@kind_option
@click.option("--members", metavar="SỐ", type=COUNT, help="Số đảng viên của đơn vị mới (mặc định: cộng lại).")
@click.option("--congress", metavar="NGÀY", type=DAY, help="Ngày đại hội dự kiến của đơn vị mới.")
@child_option
@ruling_options
@HELP
@click.pass_obj
def merge(
    workspace: Workspace,
    campaign: str,
    units: tuple[str, ...],
    into: str,
    name: str,
    parent: str,
    kind: str,
    members: int | None,
    congress: date | None,
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Sáp nhập các đơn vị cùng cấp vào một trong số đó, hoặc thành một đơn vị mới.

    Đơn vị trực thuộc theo về đơn vị sau sáp nhập, trừ những đơn vị nêu nơi khác bằng `--child`. Điều các
    đơn vị không còn đã báo vẫn ở trong sổ ghi, từ ngày hiệu lực không tính nữa.

    Ví dụ: `daihoi unit merge cam_le_2020 CL.KT.07,CL.KT.08 --into CL.KT.08 --document 12-QĐ/ĐU
    --document-date 2020-02-20 --effective 2020-03-01 --body "Đảng ủy phường Khuê Trung"
    --reason "Sắp xếp lại khu dân cư"`
    """
    from daihoi.domain.unit_changes import Merger, NewUnit

    def change() -> UnitChange:
        if into in units:
            given = {"parent": parent, "kind": kind, "members": members, "congress": congress}
            _refuse_for_old(into, [option for option, value in given.items() if value not in ("", None)])
        is_new = bool(name) and into not in units
        made = NewUnit(into, name, "", parent, kind, False, False, members, congress) if is_new else None
        return Merger(units, into, made, "" if is_new else name, _once("child", child))

    _record(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option(
    "--part",
    metavar="MÃ=TÊN",
    multiple=True,
    required=True,
    type=PairType("CL.KT.37=Chi bộ 7B: mã mới = tên"),
    help="Đơn vị mới; nêu nhiều lần được.",
)
@click.option("--ends", is_flag=True, help="Đơn vị cũ không còn (mặc định: đi tiếp cạnh đơn vị mới).")
@kind_option
@click.option(
    "--members",
    metavar="MÃ=SỐ",
    multiple=True,
    type=PairType("CL.KT.37=12: mã mới = số đảng viên"),
    help="Số đảng viên của đơn vị mới.",
)
@child_option
@ruling_options
@HELP
@click.pass_obj
def split(
    workspace: Workspace,
    campaign: str,
    unit: str,
    part: Sequence[tuple[str, str]],
    ends: bool,
    kind: str,
    members: Sequence[tuple[str, str]],
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Chia tách một đơn vị: lập đơn vị mới từ nó; đơn vị cũ đi tiếp, hoặc kết thúc (`--ends`).

    Đơn vị cũ kết thúc thì mọi đơn vị trực thuộc phải có nơi đến (`--child`).

    Ví dụ: `daihoi unit split cam_le_2020 CL.KT.07 --part "CL.KT.37=Chi bộ khu dân cư số 7B"
    --document 18-QĐ/ĐU --document-date 2020-02-25 --body "Đảng ủy phường Khuê Trung"
    --reason "Đông đảng viên"`
    """
    from daihoi.domain.unit_changes import NewUnit, Splitting

    def change() -> UnitChange:
        counts = _counts(members, {code for code, _ in part})
        parts = tuple(NewUnit(code, name, kind=kind, member_count=counts.get(code)) for code, name in part)
        return Splitting(unit, parts, not ends, _once("child", child))

    _record(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option("--successor", metavar="MÃ", default="", help="Đơn vị cùng cấp tiếp nhận.")
@child_option
@ruling_options
@HELP
@click.pass_obj
def dissolve(
    workspace: Workspace,
    campaign: str,
    unit: str,
    successor: str,
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Giải thể một đơn vị, có hoặc không có đơn vị tiếp nhận; đơn vị trực thuộc phải có nơi đến.

    Ví dụ: `daihoi unit dissolve cam_le_2020 CL.DN.05 --successor CL.DN.04 --document 19-QĐ/QU
    --document-date 2020-02-25 --body "Quận ủy Cẩm Lệ" --reason "Doanh nghiệp ngừng hoạt động"`
    """
    from daihoi.domain.unit_changes import Dissolution

    _record(workspace, campaign, paper, lambda: Dissolution(unit, successor, _once("child", child)), dry_run)


def _record(
    workspace: Workspace, campaign_code: str, paper: Paper, change: Callable[[], UnitChange], is_dry_run: bool
) -> None:
    """Records a change of units as one ruling, and shows what it changes."""
    from daihoi.cli.unit_changing_display import show_change

    record_ruling(
        workspace,
        campaign_code,
        paper,
        lambda before, known: _ruling(paper, change(), before, known),
        is_dry_run=is_dry_run,
        show=lambda decided: show_change(workspace, decided),
    )


def _ruling(paper: Paper, change: UnitChange, before: Campaign, known: Sequence[RulingEvent]) -> Ruling:
    """The ruling; where the same was recorded before, that one, word for word."""
    from daihoi.domain.unit_details import UNIT_KINDS, change_of, unit_ruling
    from daihoi.domain.unit_filling import filled, says_the_same

    for event in (event for event in known if event.ruling.kind in UNIT_KINDS):
        earlier = change_of(event.ruling)
        if says_the_same(change, earlier) and unit_ruling(paper, earlier) == event.ruling:
            return event.ruling
    return unit_ruling(paper, filled(change, before))


def _once(field: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What each code gets.

    Raises:
        FaultyRuling: a code is given two different things.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    found: dict[str, str] = {}
    faults = []
    for code, given in pairs:
        if found.setdefault(code, given) != given:
            what = f"«{code}» ghi cả {found[code]} và {given}"
            faults.append(Fault(field, what, "ghi mỗi mã một lần"))
    refuse(faults)
    return found


def _counts(pairs: Sequence[tuple[str, str]], codes: set[str]) -> dict[str, int]:
    """Members of each new unit.

    Raises:
        FaultyRuling: a number is none, or a code is not that of a new unit.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    found, faults = _once("members", pairs), []
    for code, given in found.items():
        if code not in codes:
            faults.append(Fault("members", f"«{code}» không phải đơn vị mới", "ghi một mã đã nêu ở --part"))
        if not (given.isascii() and given.isdecimal() and len(given) <= len("999999")):
            faults.append(Fault("members", f"«{given}» không phải số đảng viên", "ghi số từ 0 đến 999999"))
    refuse(faults)
    return {code: int(given) for code, given in found.items()}


def _refuse_for_old(into: str, given: Sequence[str]) -> None:
    """Refuses what only a new unit can be given.

    Raises:
        FaultyRuling: something of that was given.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    remedy = "bỏ tùy chọn này, hoặc nêu mã mới và --name"
    refuse([Fault(option, f"«{into}» không phải đơn vị mới", remedy) for option in given])
