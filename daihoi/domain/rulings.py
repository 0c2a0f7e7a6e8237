"""What authorities decide in the course of a campaign: rulings, and the events that record them.

A ruling changes what is planned, not what was done: congresses are suspended and allowed again, days are
planned anew, a rule is departed from with permission, units are made, renamed, moved, merged, split and
dissolved. Like a statement it has two times: the day it takes effect, and its place in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from daihoi.domain.structure import Basis, Certainty
from daihoi.errors import DaihoiError

Detail: TypeAlias = "str | int | bool | Sequence[Detail] | Mapping[str, Detail] | None"
"""What a detail of a ruling can be; dates are ISO text."""


class RulingKind(StrEnum):
    """What is decided. The value is what the log stores and what an action of the access matrix is called."""

    SUSPEND = "suspend"
    RESUME = "resume"
    REPLAN = "replan"
    EXCEPT = "except"
    CREATE_UNIT = "create_unit"
    RENAME_UNIT = "rename_unit"
    MOVE_UNIT = "move_unit"
    MERGE_UNITS = "merge_units"
    SPLIT_UNIT = "split_unit"
    DISSOLVE_UNIT = "dissolve_unit"
    ANNUL = "annul"


class RulingError(DaihoiError):
    """A ruling that cannot be: it contradicts itself, the campaign or what was ruled before."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision by those who may take it.

    Attributes:
        kind: see ``RulingKind``.
        unit_code: the unit it is about; the campaign's root when it is about all.
        effective_date: first day on which it holds; reports of earlier status dates know nothing of it.
        document_number: number of the document that says so.
        document_date: date of that document.
        body: who decided, in the words of the document (an office, not a person's name).
        reason: why, in Vietnamese.
        certainty: stated by a source or assumed.
        source: where it was read.
        details: what else belongs to a ruling of its kind; see the module that reads the kind.

    Raises:
        RulingError: the document or the reason is missing.
    """

    kind: RulingKind
    unit_code: str
    effective_date: date
    document_number: str
    document_date: date
    body: str
    reason: str
    certainty: Certainty = Certainty.STATED
    source: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        lacking = [
            name
            for name, value in (
                ("đơn vị", self.unit_code),
                ("số văn bản", self.document_number),
                ("cơ quan quyết định", self.body),
                ("lý do", self.reason),
            )
            if not value.strip()
        ]
        if lacking:
            raise RulingError(f"Quyết định thiếu {', '.join(lacking)}: ghi đủ rồi chạy lại.")

    @property
    def basis(self) -> Basis:
        """Source and certainty, as of any other value."""
        return Basis(self.certainty, self.source or f"{self.document_number} ({self.document_date:%d/%m/%Y})")


@dataclass(frozen=True, slots=True)
class RulingEvent:
    """A ruling as it stands in the log.

    Attributes:
        seq: place in the log, from 1 without gaps; shared with the events of activities.
        recorded_at: when it was recorded, UTC; shown, never used for order.
        actor: who recorded it (an account or an office, not a person's name).
        batch: number of the import that brought it.
        version: 1 for the first ruling about this unit, then 2, 3, …
        corrects: ``seq`` of the ruling that it annuls; only for an annulment.
        ruling: what was decided.
        hash: hex SHA-256 over this event and the hash before it.
    """

    seq: int
    recorded_at: datetime
    actor: str
    batch: int
    version: int
    corrects: int | None
    ruling: Ruling
    hash: str


def standing_rulings(known: Iterable[RulingEvent], status_date: date) -> list[RulingEvent]:
    """The rulings that hold at the end of a day, in the order in which they take effect.

    What is annulled never was, from the day on which the annulment takes effect.

    Args:
        known: rulings of one campaign, in ``seq`` order.
        status_date: the day asked about.
    """
    taken = [event for event in known if event.ruling.effective_date <= status_date]
    annulled = {event.corrects for event in taken if event.ruling.kind is RulingKind.ANNUL}
    standing = (e for e in taken if e.seq not in annulled and e.ruling.kind is not RulingKind.ANNUL)
    return sorted(standing, key=lambda event: (event.ruling.effective_date, event.seq))
