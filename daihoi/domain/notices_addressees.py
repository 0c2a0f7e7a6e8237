"""Who may be told about a unit: itself, those above it, who oversees it, and the campaign's coordinator.

Nobody else ever is: a notice names what is late in a unit, and that is no business of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daihoi.domain.approvals_escalation import Body
from daihoi.domain.campaign import Campaign
from daihoi.domain.notices_rules import Role, Supervisor
from daihoi.domain.structure import ActivityKind


@dataclass(frozen=True)
class Addressee:
    """Who is told (nơi nhận).

    Attributes:
        role: why.
        code: code of the unit; of the supervisor; of the campaign's root for its coordinator; empty for the
            body above the root.
        name: Vietnamese name of the body.
    """

    role: Role
    code: str
    name: str


class Addressees:
    """Who is told about each unit of a campaign."""

    def __init__(self, campaign: Campaign, supervisors: Sequence[Supervisor]) -> None:
        """Takes the campaign, as rulings left it, and who oversees which units.

        Units of a supervisor that are not in its tree (merged or dissolved since) are passed over.
        """
        self._tree = campaign.tree
        self._outside = Addressee(Role.SUPERIOR, "", _above_root(campaign))
        self._supervisors = [(body, self._overseen(body)) for body in supervisors]

    def of(self, role: Role, unit_code: str) -> Iterator[Addressee]:
        """Everybody who is told about a unit in a role; nobody where there is no such body."""
        unit = self._tree.by_code[unit_code]
        if role is Role.OFFICE:
            yield Addressee(Role.OFFICE, unit.code, unit.name)
        elif role is Role.SUPERIOR:
            yield self._superior(unit.parent_code)
        elif role is Role.SUPERVISOR:
            found = (body for body, overseen in self._supervisors if unit_code in overseen)
            yield from (Addressee(Role.SUPERVISOR, body.code, body.name) for body in found)
        else:
            root = self._tree.root
            yield Addressee(Role.COORDINATOR, root.code, f"Nơi điều phối của {root.name}")

    def body(self, body: Body, unit_code: str) -> Addressee:
        """A body that has to act on a gate of a unit."""
        if body.unit_code == unit_code:
            return Addressee(Role.OFFICE, body.unit_code, body.name)
        return self._superior(body.unit_code)

    def _superior(self, code: str) -> Addressee:
        return Addressee(Role.SUPERIOR, code, self._tree.by_code[code].name) if code else self._outside

    def _overseen(self, body: Supervisor) -> frozenset[str]:
        return self._tree.subtrees(code for code in body.units if code in self._tree.by_code)


def _above_root(campaign: Campaign) -> str:
    """The body that decides on the root's own gates, as their template names it."""
    activities = campaign.structure.by_code[campaign.root.level].activities
    named = (a.responsible for a in activities if a.kind is ActivityKind.GATE and a.responsible)
    return next(named, "Cấp trên trực tiếp")
