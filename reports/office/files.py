"""The written report in the forms that are asked for, as contents of files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from daihoi.domain.assessment import Assessment
from reports.office.composing import progress_report
from reports.office.form import load_form
from reports.office.gathering import report_facts

DOCX, XLSX, PDF = "docx", "xlsx", "pdf"


def office_files(
    assessment: Assessment, unit_code: str | None, forms: Sequence[str], config_root: Path
) -> list[bytes]:
    """The report of one unit in each of the forms, in their order.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        ConfigErrors: the paper form is not usable.
    """
    form = load_form(config_root)
    facts = report_facts(assessment, unit_code)
    made = []
    for kind in forms:
        if kind == XLSX:
            from reports.office.workbook import workbook_bytes

            made.append(workbook_bytes(assessment, facts))
        elif kind == PDF:
            from reports.office.pdf_writer import pdf_bytes

            made.append(pdf_bytes(progress_report(facts, form)))
        else:
            from reports.office.docx_writer import docx_bytes

            made.append(docx_bytes(progress_report(facts, form)))
    return made
