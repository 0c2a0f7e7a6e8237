"""Campaigns to report on: Cẩm Lệ with all of its reports, and small ones made by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from daihoi.assessing import open_assessment, prepared
from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.units import UnitTree
from daihoi.loading import find_config
from daihoi.loading.register_config import load_registers
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from reports.office.composing import progress_report
from reports.office.document import Document, Heading, Paragraph, TableBlock
from reports.office.facts import ReportFacts
from reports.office.form import PaperForm, load_form
from reports.office.gathering import report_facts

CONFIG = Path(__file__).parents[2] / "config"
STATUS = date(2020, 3, 2)

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://a.example","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\u202eôb ihC\u202c \u200f",
    "Chi bộ " + "rất dài " * 25,
    "Chi bo\u0323\u0302 Tha\u0302\u0301ng",  # decomposed
    "#let x = 1; $a$ *b* _c_ \\ ` [d]",
    "A & B \" ' {{ d.so }} {% if %}",
    "một\nhai\tba\x07",
    "党支部 🎉 Δοκιμή Проба",
)


@cache
def cam_le_prepared(status: date = STATUS) -> Preparation:
    """The district with all of its reports and registers recorded, at the end of a day."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(CONFIG, Path(folder), Path(folder))
        import_campaign_reports(workspace, "cam_le_2020")
        return prepared(workspace, open_assessment(workspace, "cam_le_2020", status))


def cam_le(status: date = STATUS) -> Assessment:
    """Its schedule alone."""
    return cam_le_prepared(status).assessment


def bare(told: Assessment) -> Preparation:
    """An assessment beside registers that are empty."""
    return Preparation(told, Entries(load_registers(find_config(CONFIG)), (), told.status_date))


@cache
def form() -> PaperForm:
    return load_form(CONFIG)


def facts_of(told: Assessment | Preparation, unit: str | None = None) -> ReportFacts:
    return report_facts(told if isinstance(told, Preparation) else bare(told), unit)


def document(told: Assessment | Preparation, unit: str | None = None) -> Document:
    return progress_report(facts_of(told, unit), form())


def renamed(campaign: Campaign, names: Mapping[str, str]) -> Campaign:
    units = [replace(unit, name=names.get(unit.code, unit.name)) for unit in campaign.tree.units]
    return replace(campaign, tree=UnitTree(tuple(units)))


def text_of(made: Document) -> str:
    """All that the text says, a block a line."""
    lines = []
    for block in made.blocks:
        match block:
            case Heading():
                lines.append(block.text)
            case Paragraph():
                lines.append(f"{block.lead} {block.text}".strip())
            case TableBlock():
                lines += [block.title, *("|".join(row) for row in (*block.rows, block.total)), block.note]
    return "\n".join(lines)


def table(made: Document, title: str) -> TableBlock:
    """The table whose title begins with these words, in the text or among the annexes."""
    found = [block for block in made.blocks if isinstance(block, TableBlock)]
    found += [annex.table for annex in made.annexes]
    return next(block for block in found if block.title.startswith(title))
