"""The next draft of a document of a unit, as a file beside those that people work on."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from daihoi import __version__
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.documents_state import FINAL, VERSIONS, document_state
from daihoi.domain.units import Unit
from daihoi.drafting.carrying import carried_on
from daihoi.drafting.keeping import Outcome, keep
from daihoi.drafting.skeleton import skeleton
from daihoi.drafting.template import Template
from daihoi.errors import DaihoiError
from reports.office.document import Document, plain
from reports.office.docx_writer import docx_bytes
from reports.office.form import PaperForm

FOLDER = "van-ban"
"""Outside the dated editions, which are made again and again: these files belong to people."""


class FinishedError(DaihoiError):
    """There is a final text already, so no draft follows."""


class NotIssuedError(DaihoiError):
    """An organisation of this kind may not issue such documents."""


@dataclass(frozen=True)
class Drafted:
    """A file that was asked for.

    Attributes:
        unit_code: whose document.
        document: code of the document.
        path: where it lies.
        number: which draft it is.
        outcome: what became of it.
        is_carried_on: made of the file of the draft before, not of the skeleton.
    """

    unit_code: str
    document: str
    path: Path
    number: int
    outcome: Outcome
    is_carried_on: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the file was written just now."""
        return self.outcome in (Outcome.NEW, Outcome.REFRESHED)


def produce(preparation: Preparation, unit: Unit, template: Template, form: PaperForm, out: Path) -> Drafted:
    """Makes the next draft, unless its file is there and somebody has edited it.

    Args:
        preparation: where the unit's data comes from.
        unit: whose document.
        template: its skeleton.
        form: measures and fixed words.
        out: folder of everything that is published.

    Raises:
        FinishedError: the register of versions has a final text.
        NotIssuedError: the unit may not issue such a document.
        DaihoiError: the file cannot be written.
    """
    if not template.may_issue(plain(unit.name)):
        raise NotIssuedError(
            f"{unit.name} không ban hành {template.name.lower()} ({template.not_for_source}): "
            "chọn khung khác, xem daihoi draft ĐỢT ĐƠN_VỊ."
        )
    number = next_number(preparation, unit, template)
    folder = out / preparation.campaign.code / FOLDER / unit.code
    path = folder / f"{template.file}-lan-{number}.docx"
    carried = _carried(folder, template, number)
    if carried is None:
        document = skeleton(preparation, unit, template, form, number)
        outcome = keep(path, lambda: docx_bytes(document), _origin(document))
    else:
        outcome = keep(path, lambda: carried)
    return Drafted(unit.code, template.document, path, number, outcome, carried is not None)


def produce_all(
    preparation: Preparation, units: Sequence[Unit], templates: Sequence[Template], form: PaperForm, out: Path
) -> list[Drafted]:
    """The next drafts of all these units; none of a finished document, or one that a unit may not issue.

    Raises:
        DaihoiError: a file cannot be written.
    """
    made = []
    for unit in units:
        for template in templates:
            with contextlib.suppress(FinishedError, NotIssuedError):
                made.append(produce(preparation, unit, template, form, out))
    return made


def next_number(preparation: Preparation, unit: Unit, template: Template) -> int:
    """The number of the draft after the last one that the register knows; always 1 when not numbered.

    Raises:
        FinishedError: the register has a final text.
    """
    if not template.is_numbered:
        return 1
    state = document_state(preparation.entries, unit.code, template.document)
    if state.is_final:
        day = state.versions[FINAL].day("made_on")
        raise FinishedError(
            f"{unit.name} đã có {template.name} bản chính thức{f' ngày {day:%d/%m/%Y}' if day else ''}: "
            f"không lập dự thảo nữa. Nếu ghi nhầm, hủy dòng ấy trong {preparation.entries.called(VERSIONS)}."
        )
    return state.draft_number + 1


def _origin(document: Document) -> str:
    """What the bytes of a skeleton follow from: its content, and the program that writes it."""
    return hashlib.sha256(f"{__version__}\n{_writer()}\n{document!r}".encode()).hexdigest()


@cache
def _writer() -> str:
    """A word for the code that sets Word files: drafts that nobody edited follow a change of it."""
    sources = sorted(files("reports.office").iterdir(), key=lambda found: found.name)
    code = b"".join(found.read_bytes() for found in sources if found.name.endswith(".py"))
    return hashlib.sha256(code).hexdigest()


def _carried(folder: Path, template: Template, number: int) -> bytes | None:
    """The draft before, with the next number on it; None when there is none to go on with."""
    before = folder / f"{template.file}-lan-{number - 1}.docx"
    return carried_on(before.read_bytes(), number) if number > 1 and before.is_file() else None
