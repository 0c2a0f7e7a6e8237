"""Everything that is wrong with a ruling, told at once and by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Fault, shown
from daihoi.domain.rulings import RulingError


class FaultyRuling(RulingError):
    """A ruling that does not fit; ``faults`` holds every reason.

    The field of a fault is what the command's option and the table's column are called in code: ``until``,
    ``unit``, ``document_date``; it is empty for what no single field is to blame for.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.what} → {fault.remedy}" for fault in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """Does nothing when there is no fault.

    Raises:
        FaultyRuling: there is one, or more.
    """
    if found := tuple(faults):
        raise FaultyRuling(found)


def faults_of(error: RulingError) -> tuple[Fault, ...]:
    """The faults of an error; of one that was told in a sentence, that sentence."""
    if isinstance(error, FaultyRuling):
        return error.faults
    what, _, remedy = str(error).partition(" → ")
    return (Fault("", what, remedy or "sửa quyết định cho đúng"),)


def uncovered(campaign: Campaign, field: str, day: date) -> Iterator[Fault]:
    """A fault of ``field`` when its day lies outside the campaign's calendars."""
    calendar = campaign.working_calendar
    if not calendar.first <= day <= calendar.last:
        what = f"ngày {shown(day)} nằm ngoài lịch ({shown(calendar.first)} – {shown(calendar.last)})"
        yield Fault(field, what, "sửa ngày, hoặc bổ sung lịch")
