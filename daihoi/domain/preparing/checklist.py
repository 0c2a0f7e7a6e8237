"""What has to be ready for a congress, and by which day before its opening: T−45, T−30, T−7, T−1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from daihoi.domain.structure import Basis


@dataclass(frozen=True)
class Checkpoint:
    """A day before the opening on which things are looked over.

    Attributes:
        code: ASCII name.
        days_before: working days before the opening.
        name: what it is about, in Vietnamese.
        is_whole: everything that is due by then is looked over again, also what was ready before.
        basis: where it comes from.
    """

    code: str
    days_before: int
    name: str
    is_whole: bool
    basis: Basis

    @property
    def shown(self) -> str:
        """«T−7»."""
        return f"T−{self.days_before}"


@dataclass(frozen=True)
class ChecklistItem:
    """One thing that has to be ready.

    Attributes:
        code: as the register of readiness knows it.
        due: by when.
        needs_evidence: somebody has to show a document or a file.
        levels: codes of the levels that need it.
        basis: where it comes from.
    """

    code: str
    due: Checkpoint
    needs_evidence: bool
    levels: Sequence[str]
    basis: Basis


@dataclass(frozen=True)
class Checklist:
    """What is configured about readiness; empty where nothing is.

    Attributes:
        checkpoints: the earliest (most days before the opening) first.
        items: in the order of tables.
    """

    checkpoints: Sequence[Checkpoint] = field(default_factory=tuple)
    items: Sequence[ChecklistItem] = field(default_factory=tuple)

    def for_level(self, level: str) -> list[ChecklistItem]:
        """What units of a level need."""
        return [item for item in self.items if level in item.levels]
