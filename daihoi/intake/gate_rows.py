"""What rows say about documents beyond other rows: who decided, on what, and the file that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daihoi.domain.record import EventKind, shown
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.intake.cells import RowReader
from daihoi.intake.evidence_files import evidence_of
from daihoi.intake.setting import Setting, day_within

ACTS = frozenset({EventKind.APPROVE, EventKind.REJECT})
"""What the superior does."""


@dataclass(frozen=True)
class Act:
    """What a row does, as far as its other cells tell.

    Attributes:
        kind: see ``EventKind``.
        unit: whose activity; None when it is not known.
        activity: which; None when it is not known.
        day: the day it is about; None when it is not stated.
        document: number of the document; empty for none.
    """

    kind: EventKind
    unit: Unit | None
    activity: ActivityTemplate | None
    day: date | None
    document: str


@dataclass(frozen=True)
class Proof:
    """The document behind a row.

    Attributes:
        body: who decided, as the record has it; empty for rows that are no act of a superior.
        date: of the document; None when not stated.
        approves: last event that the approver had before them; None when not stated.
        evidence: the file that proves it; None for none.
        sha256: of that file; empty for none.
    """

    body: str
    date: date | None
    approves: int | None
    evidence: Path | None
    sha256: str


def read_proof(reader: RowReader, setting: Setting, act: Act) -> Proof:
    """What the columns about documents hold; what does not fit is noted in ``reader``."""
    day = day_within(reader, "document_date", setting.period)
    if day and not act.document:
        what = f"có ngày văn bản {shown(day)} mà không có số văn bản"
        reader.refuse("document_date", what, "ghi Số văn bản, hoặc bỏ ngày")
    approves = reader.event_number("approves")
    if approves is not None and act.kind is not EventKind.APPROVE:
        reader.refuse("approves", f"«{approves}» ở dòng không phải duyệt", "bỏ trống: chỉ dòng duyệt mới ghi")
    path, sha256 = _evidence(reader, setting, act) or (None, "")
    return Proof(_body(reader, setting, act), day, approves, path, sha256)


def _body(reader: RowReader, setting: Setting, act: Act) -> str:
    if act.kind not in ACTS:
        if named := reader.text("body"):
            what = f"«{named}» ở dòng không phải duyệt hay trả lại"
            reader.refuse("body", what, "bỏ trống: chỉ dòng duyệt hoặc trả lại mới ghi")
        return ""
    if not act.unit or not act.activity or not act.day or act.activity.kind is not ActivityKind.GATE:
        return ""
    return setting.superiors.body(reader, act.unit, act.activity, act.day)


def _evidence(reader: RowReader, setting: Setting, act: Act) -> tuple[Path, str] | None:
    name = reader.text("evidence")
    if not name:
        return None
    if act.kind is EventKind.VOID:
        reader.refuse("evidence", f"dòng hủy mà có tệp «{name}»", "bỏ trống")
    elif setting.evidence_bytes is None:
        reader.refuse("evidence", f"không nhận tệp «{name}» ở đây", "bỏ trống")
    else:
        return evidence_of(reader, name, setting.evidence_bytes)
    return None
