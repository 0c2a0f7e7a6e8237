"""Entries that a unit takes over, as tables of registers that somebody reads and then imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.carrying import TakenOver
from daihoi.domain.carrying_origin import origin_words
from daihoi.domain.registers import Register
from daihoi.domain.structure import Certainty
from daihoi.intake.register_columns import SHARED
from reports.tokens import date_long

_EVIDENCE = 16
"""Signs of a file's SHA-256 that name it beside the table."""


@dataclass(frozen=True)
class Decision:
    """The document by which entries are taken over.

    Attributes:
        document_number: its number.
        document_date: its date.
        campaign: code of the campaign in which the entries were kept.
        names: code of a unit of that campaign → how it is called.
        first_days: code of a unit → first day on which it is there, for units that began in the campaign.
    """

    document_number: str
    document_date: date
    campaign: str
    names: Mapping[str, str]
    first_days: Mapping[str, date]

    def day(self, one: TakenOver) -> date:
        """The day that the entry is about under its new unit: of the decision, or as soon as it can be."""
        begun = self.first_days.get(one.new.unit_code, date.min)
        return max(self.document_date, one.old.effective_date, begun)


def carried_table(register: Register, taken: Sequence[TakenOver], decision: Decision) -> list[list[str]]:
    """A table of one register, header first and a row for each entry; ``daihoi import`` reads it."""
    used = {code for one in taken for code in one.new.values}
    columns = [column for column in register.columns if column.code in used]
    proof = ("evidence",) if any(one.old.evidence_sha256 for one in taken) else ()
    last = ("as_of", *proof, "certainty", "source", "carried_by", "carried_on")
    head = [SHARED["register"], SHARED["unit_code"], *(one.name for one in columns)]
    rows = [[*head, *(SHARED[alias] for alias in last)]]
    for one in taken:
        cells = [column.shown(one.new.values.get(column.code)) for column in columns]
        beside = _beside(one, decision, has_proof=bool(proof))
        rows.append([register.name, one.new.unit_code, *cells, *beside])
    return rows


def evidence_name(sha256: str) -> str:
    """How a file of evidence is called that lies beside a table."""
    return f"minh-chung-{sha256[:_EVIDENCE]}"


def _beside(one: TakenOver, decision: Decision, *, has_proof: bool) -> list[str]:
    sha256, before = one.old.evidence_sha256, one.old.source
    was = origin_words(decision.campaign, decision.names[one.old.unit_code], one.old)
    return [
        date_long(decision.day(one)),
        *([evidence_name(sha256) if sha256 else ""] if has_proof else []),
        "giả định" if one.old.certainty is Certainty.ASSUMED else "",
        f"{was}; {before}" if before else was,
        decision.document_number,
        date_long(decision.document_date),
    ]
