"""The document behind a ruling: what every kind of ruling has in common, wherever it was written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.rulings import Detail, Ruling, RulingKind
from daihoi.domain.structure import Certainty


@dataclass(frozen=True)
class Paper:
    """What the document says about itself; see ``Ruling`` for the fields."""

    document_number: str
    document_date: date
    body: str
    effective_date: date
    reason: str
    certainty: Certainty = Certainty.STATED
    source: str = ""

    def ruling(self, kind: RulingKind, unit_code: str, details: Mapping[str, Detail] | None = None) -> Ruling:
        """A ruling that this document makes.

        Args:
            kind: what is decided.
            unit_code: the unit it is about; the campaign's root when it is about all.
            details: see the module that reads the kind.

        Raises:
            RulingError: the document is not complete.
        """
        return Ruling(
            kind=kind,
            unit_code=unit_code,
            effective_date=self.effective_date,
            document_number=self.document_number,
            document_date=self.document_date,
            body=self.body,
            reason=self.reason,
            certainty=self.certainty,
            source=self.source,
            details=dict(details or {}),
        )
