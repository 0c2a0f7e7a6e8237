"""What a form of a register holds, before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.registers import Register
from daihoi.domain.sheet_footers import sheet_footer
from daihoi.forms.register_rows import OfferedRow
from daihoi.intake.register_columns import form_sheets


@dataclass(frozen=True)
class RegisterForm:
    """What a form of a register holds.

    Attributes:
        register: the register.
        unit_codes: units that rows may speak of; the first is whose form it is.
        entries: what stands, with the version of each in the log.
        keys: for columns that name entries of other registers, register code → keys.
        status_date: the day it was made for.
        unit_name: of the unit whose form it is.
        campaign_title: of the campaign.
        offered: rows to be filled in, with what they have beforehand.
        sheet_name: of the sheet to fill in, as ``intake.register_columns.form_sheets`` tells it apart from
            those of the other registers; empty: there is no other.
    """

    register: Register
    unit_codes: Sequence[str]
    entries: Sequence[tuple[Entry, int]]
    keys: Mapping[str, Sequence[str]]
    status_date: date
    unit_name: str = ""
    campaign_title: str = ""
    sheet_name: str = ""
    offered: Sequence[OfferedRow] = ()

    @property
    def sheet(self) -> str:
        """Name of the sheet to fill in."""
        return self.sheet_name or form_sheets({self.register.code: self.register})[self.register.code]

    @property
    def footer(self) -> str:
        """Unit, register and status date, on every page that is printed."""
        told = f"{self.register.name}; tình hình đến hết ngày {self.status_date:%d/%m/%Y}"
        return sheet_footer(self.unit_name or self.campaign_title, told)
