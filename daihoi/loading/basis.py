"""Source and certainty, which every rule value carries."""

from __future__ import annotations

from daihoi.domain.structure import Basis, Certainty
from daihoi.intake.yaml_file import Section

CERTAINTIES = {certainty.value: certainty for certainty in Certainty}


def read_basis(section: Section, *, whole: bool = True) -> Basis:
    """``certainty`` and ``source`` of a section; ``whole``: it holds nothing else."""
    basis = Basis(section.choice("certainty", CERTAINTIES), section.text("source"))
    if whole:
        section.finish()
    return basis
