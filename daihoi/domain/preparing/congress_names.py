"""How a congress is spoken of: of delegates or of members, for which term, and to whom the unit answers."""

from __future__ import annotations

from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.pilots_forms import DELEGATES, HALF_TERM, expected_form, usual_term
from daihoi.domain.units import Unit

NAMES, FORMS = "congress_names", "congress_forms"


def is_of_delegates(preparation: Preparation, unit: Unit) -> bool:
    """As the register of forms has it, else as the number of members demands.

    Where that number is not known, a grassroots organisation is taken to meet with all of its members: the
    form above it cannot be in doubt.
    """
    own = preparation.entries.find(FORMS, unit.code)
    if own:
        return own.text("form") == DELEGATES
    expected = expected_form(preparation.campaign, unit)
    if expected is None:
        return preparation.campaign.structure.by_code[unit.level].rank > 1
    return expected == DELEGATES


def congress_term(preparation: Preparation, unit: Unit) -> str:
    """The campaign's term, where the committee that is elected serves all of it; empty for half a term.

    What years a branch of 2.5 years writes, the data does not know.
    """
    own = preparation.entries.find(FORMS, unit.code)
    term = own.text("term") if own else usual_term(preparation.campaign, unit)
    return "" if term == HALF_TERM else preparation.campaign.term


def told_superior(preparation: Preparation, unit: Unit) -> str:
    """The body above a unit, as the register of names has it; empty when nobody wrote it down."""
    names = preparation.entries.find(NAMES, unit.code)
    return names.text("superior") if names else ""


def told_ordinal(preparation: Preparation, unit: Unit) -> str:
    """Which congress of the unit it is («I», «XII»), as the register of names has it; else empty."""
    names = preparation.entries.find(NAMES, unit.code)
    return names.text("ordinal") if names else ""
