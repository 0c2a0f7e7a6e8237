"""The written report in the forms that are asked for, as contents of files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from daihoi.domain.preparing.base import Preparation
from reports.office.annexes import annexes
from reports.office.composing import progress_report
from reports.office.form import load_form
from reports.office.gathering import report_facts

DOCX, XLSX, PDF = "docx", "xlsx", "pdf"


def office_files(
    preparation: Preparation, unit_code: str | None, forms: Sequence[str], config_root: Path
) -> list[bytes]:
    """The report of one unit in each of the forms, in their order.

    Args:
        preparation: schedule and registers of the whole campaign.
        unit_code: whose report; the campaign's root when None.
        forms: of ``docx``, ``xlsx``, ``pdf``.
        config_root: folder of the configuration, where the paper form is.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        ConfigErrors: the paper form is not usable.
    """
    form = load_form(config_root)
    facts = report_facts(preparation, unit_code)
    made = []
    for kind in forms:
        if kind == XLSX:
            from reports.office.workbook import workbook_bytes

            made.append(workbook_bytes(preparation.assessment, facts, annexes(facts, form)))
        elif kind == PDF:
            from reports.office.pdf_writer import pdf_bytes

            made.append(pdf_bytes(progress_report(facts, form)))
        else:
            from reports.office.docx_writer import docx_bytes

            made.append(docx_bytes(progress_report(facts, form)))
    return made
