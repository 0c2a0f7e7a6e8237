"""Who a unit answers to, and where its papers are kept: the same in its report and in all its drafts."""

from __future__ import annotations

from daihoi.domain.units import Unit
from reports.office.document import DOTS, plain
from reports.office.form import PaperForm

FILED = "Lưu Văn phòng cấp ủy"


def superior_of(form: PaperForm, parent: Unit | None, told: str = "") -> str:
    """The issuing body above a unit: as it was told, else that of the unit above; empty when not known.

    Args:
        form: names of issuing bodies.
        parent: the unit above; None for the root of a campaign.
        told: what the register of names has.
    """
    return plain(told) or (form.body_of(plain(parent.name))[0] if parent else "")


def filed_at(form: PaperForm, unit: Unit) -> str:
    """The last of the receivers: where the unit keeps its own copy."""
    body = form.body_of(plain(unit.name))[1]
    return (body.filed if body else "") or FILED


def report_receivers(form: PaperForm, unit: Unit, superior: str) -> tuple[str, ...]:
    """The superior, a blank for the clerk, the unit's own files."""
    return superior or DOTS * 2, DOTS * 2, filed_at(form, unit)
