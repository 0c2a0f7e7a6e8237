"""How a change of units is recorded as one ruling, and what its options may not say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from daihoi.cli.ruling import record_ruling
from daihoi.domain.ruling_paper import Paper
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.rulings import Ruling, RulingEvent
    from daihoi.domain.unit_changes import UnitChange


def record_change(
    workspace: Workspace, campaign_code: str, paper: Paper, change: Callable[[], UnitChange], is_dry_run: bool
) -> None:
    """Records a change of units as one ruling, and shows what it changes."""
    from daihoi.cli.unit_changing_display import show_change

    record_ruling(
        workspace,
        campaign_code,
        paper,
        lambda before, known: _ruling(paper, change(), before, known),
        is_dry_run=is_dry_run,
        show=lambda decided: show_change(workspace, decided),
    )


def _ruling(paper: Paper, change: UnitChange, before: Campaign, known: Sequence[RulingEvent]) -> Ruling:
    """The ruling; where the same was recorded before, that one, word for word."""
    from daihoi.domain.unit_details import UNIT_KINDS, change_of, unit_ruling
    from daihoi.domain.unit_filling import filled, says_the_same

    for event in (event for event in known if event.ruling.kind in UNIT_KINDS):
        earlier = change_of(event.ruling)
        if says_the_same(change, earlier) and unit_ruling(paper, earlier) == event.ruling:
            return event.ruling
    return unit_ruling(paper, filled(change, before))


def once(field: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What each code gets.

    Raises:
        FaultyRuling: a code is given two different things.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    found: dict[str, str] = {}
    faults = []
    for code, given in pairs:
        if found.setdefault(code, given) != given:
            what = f"«{code}» ghi cả {found[code]} và {given}"
            faults.append(Fault(field, what, "ghi mỗi mã một lần"))
    refuse(faults)
    return found


def counts(pairs: Sequence[tuple[str, str]], codes: set[str]) -> dict[str, int]:
    """Members of each new unit.

    Raises:
        FaultyRuling: a number is none, or a code is not that of a new unit.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    found, faults = once("members", pairs), []
    for code, given in found.items():
        if code not in codes:
            faults.append(Fault("members", f"«{code}» không phải đơn vị mới", "ghi một mã đã nêu ở --part"))
        if not (given.isascii() and given.isdecimal() and len(given) <= len("999999")):
            faults.append(Fault("members", f"«{given}» không phải số đảng viên", "ghi số từ 0 đến 999999"))
    refuse(faults)
    return {code: int(given) for code, given in found.items()}


def refuse_for_old(into: str, given: Sequence[str]) -> None:
    """Refuses what only a new unit can be given.

    Raises:
        FaultyRuling: something of that was given.
    """
    from daihoi.domain.record import Fault
    from daihoi.domain.ruling_faults import refuse

    remedy = "bỏ tùy chọn này, hoặc nêu mã mới và --name"
    refuse([Fault(option, f"«{into}» không phải đơn vị mới", remedy) for option in given])
