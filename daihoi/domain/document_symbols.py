"""Which committee the number of a document points to: the letters after its «/» (HD 36-HD/VPTW)."""

from __future__ import annotations

from daihoi.domain.structure import Level, Structure


def foreign_issuer(structure: Structure, number: str, approver: Level | None) -> Level | None:
    """The level whose committees number their documents so, where it is not the approver's.

    None where the letters are the approver's own, or of no level (those of a department, say), or where it
    is not configured how the approver numbers: then nothing is claimed.

    Args:
        structure: the levels.
        number: of a document, ``15-TB/ĐU``.
        approver: level of the committee that decides; None where it is none of the structure.
    """
    letters = number.rpartition("/")[2].strip().casefold()
    if approver is None or not approver.symbols or _has(approver, letters):
        return None
    return next((level for level in structure.levels if _has(level, letters)), None)


def _has(level: Level, letters: str) -> bool:
    return letters in {symbol.casefold() for symbol in level.symbols}
