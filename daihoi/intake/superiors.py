"""Which body a row names for an approval: only the direct superior of the unit, on the day of the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.document_symbols import foreign_issuer
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.unit_history import stages
from daihoi.domain.units import Unit
from daihoi.intake.cells import RowReader
from daihoi.intake.texts import match_key


class Superiors:
    """The direct superior of every unit of a campaign, day by day."""

    def __init__(self, campaign: Campaign, known: Sequence[RulingEvent] = ()) -> None:
        """Takes the campaign as it is configured, and the rulings that are known."""
        self._stages, self._structure = stages(campaign, known), campaign.structure

    def body(self, reader: RowReader, unit: Unit, gate: ActivityTemplate, day: date) -> str:
        """What is recorded as the body of an act on a gate; any other body is noted in ``reader``.

        The code of the superior, even where the row leaves the cell blank; of the campaign's root, whose
        superior is no unit of it, the body that the template names.

        Args:
            reader: the row.
            unit: whose gate.
            gate: which.
            day: of the act.
        """
        superior = self._superior(unit, day)
        named = reader.text("body")
        right = superior.code if superior else gate.responsible
        if named and match_key(named) not in self._names(superior, gate):
            what = f"«{named}» không phải cấp trên trực tiếp của «{unit.code}»"
            reader.refuse("body", what, f"ghi «{right}», hoặc để trống" if right else "để trống")
        return right

    def doubtful_number(self, unit: Unit, day: date, number: str) -> str:
        """What is to be said of a number that committees of another level give; empty for nothing.

        Args:
            unit: whose gate.
            day: of the act.
            number: of the document by which the superior decided.
        """
        superior, levels = self._superior(unit, day), self._structure.by_code
        approver = levels[superior.level] if superior else self._structure.above(levels[unit.level])
        issuer = foreign_issuer(self._structure, number, approver)
        if issuer is None or approver is None:
            return ""
        letters = number.rpartition("/")[2].strip()
        right = " hoặc ".join(f"/{one}" for one in approver.symbols)
        what = f"ký hiệu «{letters}» trong số văn bản là của cấp {issuer.short_name}"
        mend = "xem lại số; ghi nhầm thì ghi dòng ấy trên biểu mới, Loại = «sửa», kèm Lý do"
        return f"{what}, mà nơi duyệt là cấp {approver.short_name} ({right}): {mend}"

    @staticmethod
    def _names(superior: Unit | None, gate: ActivityTemplate) -> set[str]:
        """How a row may call the superior, as keys to compare with."""
        names = [gate.responsible] if gate.responsible else []
        if superior:
            names += [superior.code, superior.name]
        return {match_key(name) for name in names}

    def _superior(self, unit: Unit, day: date) -> Unit | None:
        units = self._stages.on(day).tree.by_code
        return units.get(units.get(unit.code, unit).parent_code)
