"""``daihoi register form``: a workbook of one register for a unit to fill in, or one for each of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.form_options import form_options, units_of_level, write_each, write_new
from daihoi.cli.group import HELP
from daihoi.cli.options import campaign_argument
from daihoi.cli.registers import ask_for, opened, register_
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.entries import Entry
    from daihoi.domain.record import ActivityKey
    from daihoi.forms.register_rows import OfferedRow


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
    each: str | None,
    status_date: date | None,
    output: Path | None,
) -> None:
    """Làm biểu Excel của một sổ cho một đơn vị điền; nhập lại bằng `daihoi import`.

    Dòng nào biết trước là phải ghi thì in sẵn; để trống thì thôi, nhập vào không thêm gì.

    Ví dụ: `daihoi register form cam_le_2020 issued_documents CL`

    Nhiều sổ một lệnh, mỗi sổ một tệp: `daihoi register form cam_le_2020 dossier_items,submissions CL -o so`

    Mỗi chi bộ một biểu góp ý: `daihoi register form cam_le_2020 comments CL.KT --each branch`
    """
    from daihoi.cli import display

    day = status_date or clock.today()
    registers = list(dict.fromkeys(filter(None, register.split(","))))
    if len(registers) > 1:
        _write_several(workspace, campaign, registers, unit, each, day, output, children=children)
        return
    forms = _Forms(workspace, campaign, register, unit, day, children=children)
    code, written = forms.register.code, day.isoformat()
    codes = [unit] if each is None else units_of_level(forms.campaign, unit, each)
    forms.check_kept(codes)
    if each is None:
        path = output or Path(f"{code}_{unit}_{written}.xlsx")
        write_new(path, forms.content(unit))
        display.show_files([path])
        told = f"{forms.register.name}: {len(forms.standing(unit))} dòng đang có"
        waiting = len(forms.offered(unit))
        told += f", {waiting} dòng chờ điền" if waiting else ""
        display.console().print(f"{told}. Điền rồi nhập bằng daihoi import.")
        return
    folder = output or Path(f"{code}_{unit}_{each}_{written}")
    write_each(folder, {f"{code}_{one}_{written}.xlsx": one for one in codes}, forms.content)


def _write_several(
    workspace: Workspace,
    campaign: str,
    registers: Sequence[str],
    unit: str,
    each: str | None,
    day: date,
    output: Path | None,
    *,
    children: bool,
) -> None:
    """A form of each of several registers for one unit, all in a new folder or none.

    They are numbered in the order in which they have to be imported, which is that of the configuration.
    """
    from daihoi.domain.spelling import file_words

    if each is not None:
        raise click.UsageError("--each đi với một sổ: mỗi đơn vị một biểu của sổ ấy.")
    asked = [_Forms(workspace, campaign, name, unit, day, children=children) for name in registers]
    for forms in asked:
        forms.check_kept([unit])
    made = {forms.register.code: forms for forms in asked}
    ordered = [code for code in asked[0].registers if code in made]
    files = {
        f"{place}-{file_words(made[code].register.name)}.xlsx": code for place, code in enumerate(ordered, 1)
    }
    folder = output or Path(f"so_{unit}_{day.isoformat()}")
    write_each(folder, files, lambda code: made[code].content(unit), "sổ")


class _Forms:
    """Makes forms of one register for units: what stands in the registers is read once.

    Attributes:
        campaign: with its units as they are on the day.
        register: the register.
        registers: all that there are, in the order of the configuration.
    """

    def __init__(
        self, workspace: Workspace, campaign: str, register: str, unit: str, day: date, *, children: bool
    ) -> None:
        from daihoi.assessing import open_campaign

        self._entries, self.register = opened(workspace, campaign, register, day, None)
        self.registers = self._entries.registers
        ask_for(workspace, campaign, unit, day)
        self._versions = _versions(workspace, campaign, day)
        self.campaign = open_campaign(workspace, campaign, day)
        self._workspace, self._day, self._children = workspace, day, children

    def content(self, unit: str) -> bytes:
        """The workbook of a unit."""
        from daihoi.domain.units import related_units
        from daihoi.forms.register_form import RegisterForm
        from daihoi.forms.register_workbook import register_workbook
        from daihoi.intake.register_columns import form_sheets

        codes, tree = self._codes(unit), self.campaign.tree
        related = frozenset[str]().union(*(related_units(tree, code) for code in codes))
        others = sorted({column.register for column in self.register.columns if column.register})
        keys = {
            other: sorted({one.key for one in self._entries.of(other) if one.unit_code in related})
            for other in others
        }
        return register_workbook(
            RegisterForm(
                *(self.register, codes, self.standing(unit), keys, self._day),
                unit_name=tree.unit(unit).name,
                campaign_title=self.campaign.title,
                sheet_name=form_sheets(self._entries.registers)[self.register.code],
                offered=self.offered(unit),
            )
        )

    def check_kept(self, units: Sequence[str]) -> None:
        """Checks that somebody on each of these forms keeps the register.

        Raises:
            DaihoiError: the units of these levels keep none: whatever came back would be refused.
        """
        kept, tree = self.register.levels, self.campaign.tree
        levels = self.campaign.structure.by_code
        idle = [
            unit
            for unit in units
            if kept and not {tree.unit(one).level for one in self._codes(unit)} & {*kept}
        ]
        if idle:
            who = ", ".join(levels[code].short_name for code in kept if code in levels)
            first = tree.unit(idle[0])
            raise DaihoiError(
                f"{self.register.name} do cấp {who} ghi; «{first.code}» ({first.name}) là cấp "
                f"{levels[first.level].short_name}: chọn đơn vị hoặc --each khác."
            )

    def standing(self, unit: str) -> list[tuple[Entry, int]]:
        """What stands of a unit, each with the number of events it has."""
        return [
            (entry, self._versions[entry.unit_code, self.register.subject(entry.values)])
            for code in self._codes(unit)
            for entry in self._entries.of(self.register.code, code)
        ]

    def offered(self, unit: str) -> list[OfferedRow]:
        """Rows that wait to be filled in."""
        from daihoi.domain.preparing.feedback_checks import ANSWERS
        from daihoi.forms.register_rows import offered_rows, unanswered_rows

        if self.register.code == ANSWERS:
            return unanswered_rows(self._entries, unit)
        there = [entry for entry, _ in self.standing(unit)]
        return offered_rows(self.register, self._codes(unit), there, self.campaign.tree, self._needless(unit))

    def _needless(self, unit: str) -> frozenset[str]:
        """What the list of readiness does not ask of a unit's level."""
        from daihoi.loading import find_config
        from daihoi.loading.readiness import REGISTER, load_checklist

        if self.register.code != REGISTER:
            return frozenset()
        checklist = load_checklist(find_config(self._workspace.config), self.registers)
        needed = {item.code for item in checklist.for_level(self.campaign.tree.unit(unit).level)}
        return frozenset(item.code for item in checklist.items) - needed

    def _codes(self, unit: str) -> list[str]:
        return [unit, *(child.code for child in self.campaign.tree.children[unit] if self._children)]


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
