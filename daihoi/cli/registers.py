"""``daihoi register``: the registers, what stands in them, and forms to fill in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.form_options import form_options, write_new
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.entries import Entries
    from daihoi.domain.record import ActivityKey
    from daihoi.domain.registers import Register


@cli.group("register")
def register_() -> None:
    """Các sổ ghi kèm theo đợt: văn bản, góp ý, nhân sự (số lượng), đại biểu, hậu cần, kết quả."""


@register_.command("list")
@campaign_argument
@HELP
@click.pass_obj
def list_(workspace: Workspace, campaign: str) -> None:
    """Liệt kê các sổ, và mỗi sổ đang có bao nhiêu dòng.

    Ví dụ: `daihoi register list cam_le_2020`
    """
    from daihoi.assessing import open_entries
    from daihoi.cli import registers_display
    from daihoi.loading import find_config, load_campaign

    loaded = load_campaign(find_config(workspace.config), campaign)
    registers_display.show_registers(open_entries(workspace, loaded.code), loaded.structure)


@register_.command()
@campaign_argument
@click.argument("register", metavar="SỔ")
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị.")
@status_date_option
@known_at_option
@click.option(
    "--csv",
    "file",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi các dòng vào tệp CSV, nhập lại được.",
)
@HELP
@click.pass_obj
def show(
    workspace: Workspace,
    campaign: str,
    register: str,
    unit: str | None,
    status_date: date | None,
    known_at: int | None,
    file: Path | None,
) -> None:
    """Cho xem một sổ: những dòng đang đúng đến hết ngày chốt.

    Ví dụ: `daihoi register show cam_le_2020 issued_documents`
    """
    from daihoi.cli import registers_display

    day = status_date or clock.today()
    entries, chosen = _opened(workspace, campaign, register, day, known_at)
    if unit:
        _units_of_form(workspace, campaign, unit, day)
    registers_display.show_entries(chosen, entries.of(chosen.code, unit), day)
    if file:
        from daihoi.cli import display

        registers_display.write_entries(file, chosen, entries.of(chosen.code, unit))
        display.show_files([file])


@register_.command("form")
@campaign_argument
@click.argument("register", metavar="SỔ")
@click.argument("unit", metavar="ĐƠN_VỊ")
@form_options("Cho ghi cả các đơn vị trực thuộc.", "SỔ_ĐƠN_VỊ_NGÀY.xlsx")
@HELP
@click.pass_obj
def form_(
    workspace: Workspace,
    campaign: str,
    register: str,
    unit: str,
    children: bool,
    status_date: date | None,
    output: Path | None,
) -> None:
    """Làm biểu Excel của một sổ cho một đơn vị điền; nhập lại bằng `daihoi import`.

    Ví dụ: `daihoi register form cam_le_2020 issued_documents CL`
    """
    from daihoi.assessing import open_campaign
    from daihoi.cli import display
    from daihoi.domain.units import related_units
    from daihoi.forms.register_workbook import RegisterForm, register_workbook

    day = status_date or clock.today()
    entries, chosen = _opened(workspace, campaign, register, day, None)
    codes = _units_of_form(workspace, campaign, unit, day, children=children)
    versions = _versions(workspace, campaign, day)
    standing = [
        (entry, versions[entry.unit_code, chosen.subject(entry.values)])
        for code in codes
        for entry in entries.of(chosen.code, code)
    ]
    others = sorted({column.register for column in chosen.columns if column.register})
    tree = open_campaign(workspace, campaign, day).tree
    related = frozenset[str]().union(*(related_units(tree, code) for code in codes))
    keys = {
        register_code: sorted({one.key for one in entries.of(register_code) if one.unit_code in related})
        for register_code in others
    }
    path = output or Path(f"{chosen.code}_{unit}_{day.isoformat()}.xlsx")
    write_new(path, register_workbook(RegisterForm(chosen, codes, standing, keys, day)))
    display.show_files([path])
    display.console().print(f"{chosen.name}: {len(standing)} dòng đang có. Điền rồi nhập bằng daihoi import.")


def _opened(
    workspace: Workspace, campaign: str, register: str, day: date, known_at: int | None
) -> tuple[Entries, Register]:
    from daihoi.assessing import open_entries
    from daihoi.loading import find_config, load_campaign

    loaded = load_campaign(find_config(workspace.config), campaign)
    entries = open_entries(workspace, loaded.code, day, known_at)
    if register not in entries.registers:
        raise UnknownCodeError("sổ", register, list(entries.registers))
    return entries, entries.registers[register]


def _units_of_form(
    workspace: Workspace, campaign_code: str, unit: str, day: date, *, children: bool = False
) -> list[str]:
    """The unit, and those directly below it when they are asked for."""
    from daihoi.assessing import open_campaign
    from daihoi.cli.asked_units import asked_unit

    campaign = open_campaign(workspace, campaign_code, day)
    asked_unit(workspace, campaign, unit, day)
    return [unit, *(child.code for child in campaign.tree.children[unit] if children)]


def _versions(workspace: Workspace, campaign_code: str, day: date) -> Counter[ActivityKey]:
    """How many events every entry has up to a day: what answers on a form are laid over.

    What was said of later days does not show on the form, so an answer to it is refused as overtaken.
    """
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return Counter()
    with EventLog.open_existing(workspace.log_place) as log:
        told = [event.statement for event in log.entry_events(campaign_code)]
    return Counter(said.key for said in told if said.effective_date <= day)
