"""``daihoi register``: the registers, what stands in them, and forms to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.entries import Entries
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
    entries, chosen = opened(workspace, campaign, register, day, known_at)
    if unit:
        ask_for(workspace, campaign, unit, day)
    registers_display.show_entries(chosen, entries.of(chosen.code, unit), day)
    if file:
        from daihoi.cli import display

        registers_display.write_entries(file, chosen, entries.of(chosen.code, unit))
        display.show_files([file])


def opened(
    workspace: Workspace, campaign: str, register: str, day: date, known_at: int | None
) -> tuple[Entries, Register]:
    """What stands in the registers of a campaign, and the one that was asked for.

    Raises:
        UnknownCodeError: there is no such campaign or register.
    """
    from daihoi.assessing import open_entries
    from daihoi.loading import find_config, load_campaign

    loaded = load_campaign(find_config(workspace.config), campaign)
    entries = open_entries(workspace, loaded.code, day, known_at)
    return entries, _named(entries.registers, register)


def _named(registers: Mapping[str, Register], asked: str) -> Register:
    """The register with this code or name, however spelt: people read the name, programs the code.

    Raises:
        UnknownCodeError: there is none.
    """
    from daihoi.intake.texts import match_key

    by_word = {match_key(word): one for one in registers.values() for word in (one.code, one.name)}
    found = by_word.get(match_key(asked))
    if found is None:
        raise UnknownCodeError("sổ", asked, list(registers))
    return found


def ask_for(workspace: Workspace, campaign_code: str, unit: str, day: date) -> None:
    """Checks that the unit is there on the day."""
    from daihoi.assessing import open_campaign
    from daihoi.cli.asked_units import asked_unit

    asked_unit(workspace, open_campaign(workspace, campaign_code, day), unit, day)
