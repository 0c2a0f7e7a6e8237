"""Does a ruling fit: the campaign, the calendars, and everything that is ruled before and after it?

A ruling may come to be known late, and take effect before others that are known already; or it may annul
one that others rest on. Therefore the whole sequence is gone through again, each ruling at its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from daihoi.domain.campaign import Campaign
from daihoi.domain.plan_rulings import PLAN_KINDS, laid_over, plan_faults
from daihoi.domain.record import Fault, shown
from daihoi.domain.ruling_faults import uncovered
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import Detail, Ruling, RulingEvent, RulingKind, standing_rulings
from daihoi.domain.unit_details import UNIT_KINDS
from daihoi.domain.unit_history import unit_faults
from daihoi.domain.unit_rulings import concerned_units, with_unit_rulings

ONE_DAY = timedelta(days=1)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def as_event(ruling: Ruling, annuls: int | None, known: Sequence[RulingEvent]) -> RulingEvent:
    """A ruling as if it were the next in the log; its number is only good for order."""
    seq = known[-1].seq + 1 if known else 1
    return RulingEvent(seq, _NEVER, "", 0, 1, annuls, ruling, "")


def annulling(paper: Paper, number: int, unit_code: str) -> Ruling:
    """The ruling that annuls the one of this number in the log, which is about ``unit_code``.

    The number stands in the details as well: one document may annul several rulings about the same unit.

    Raises:
        RulingError: the document is not complete.
    """
    return paper.ruling(RulingKind.ANNUL, unit_code, {"number": number})


def recorded(known: Sequence[RulingEvent], ruling: Ruling) -> RulingEvent | None:
    """The event by which the same ruling, word for word, was recorded before; None when it was not."""
    same = replace(ruling, details={})
    details = _plain(ruling.details)
    for event in known:
        if replace(event.ruling, details={}) == same and _plain(event.ruling.details) == details:
            return event
    return None


def _plain(detail: Detail) -> object:
    """A detail as JSON gives it back: lists for all sequences."""
    if isinstance(detail, Mapping):
        return {name: _plain(value) for name, value in detail.items()}
    if isinstance(detail, Sequence) and not isinstance(detail, str):
        return [_plain(value) for value in detail]
    return detail


def faults(
    configured: Campaign, known: Sequence[RulingEvent], ruling: Ruling, annuls: int | None, today: date
) -> list[Fault]:
    """Everything that does not fit in one more ruling; empty when it may be recorded.

    Args:
        configured: the campaign as it is configured.
        known: its rulings so far, in the order of the log.
        ruling: what is decided.
        annuls: number of the ruling that it annuls; only for an annulment.
        today: no document is of a later day.
    """
    found = [
        *_paper_faults(configured, ruling, today),
        *_annulment_faults(known, ruling, annuls),
        *_repetition_faults(known, ruling),
    ]
    if found:
        return found
    new = as_event(ruling, annuls, known)
    found = _sequence_faults(configured, [*known, new], new)
    if found and known:  # what was wrong before is not the fault of the new one
        before = set(_sequence_faults(configured, known, new))
        found = [fault for fault in found if fault not in before]
    return found


def concerned(campaign: Campaign, ruling: Ruling, annulled: Ruling | None = None) -> list[str]:
    """The units that a ruling is about: for each of them it takes the right to decide.

    Args:
        campaign: with the units that there are without the ruling.
        ruling: what is decided.
        annulled: the ruling that it annuls, which is about the same units.

    Returns:
        Codes of units that there are; the root for one that there is not, so that nobody decides for it
        who may not decide for all.
    """
    about = annulled or ruling
    codes = concerned_units(about) if about.kind in UNIT_KINDS else (about.unit_code,)
    there, root = campaign.tree.by_code, campaign.root.code
    return list(dict.fromkeys(code if code in there else root for code in codes))


def _paper_faults(configured: Campaign, ruling: Ruling, today: date) -> Iterator[Fault]:
    if ruling.document_date > today:
        what = f"ngày văn bản {shown(ruling.document_date)} sau hôm nay ({shown(today)})"
        yield Fault("document_date", what, "ghi ngày ban hành; văn bản chưa ban hành thì chưa ghi")
    yield from uncovered(configured, "effective_date", ruling.effective_date)


def _annulment_faults(known: Sequence[RulingEvent], ruling: Ruling, annuls: int | None) -> Iterator[Fault]:
    if ruling.kind is not RulingKind.ANNUL:
        return
    by_number = {event.seq: event for event in known}
    earlier = {event.corrects: event.seq for event in known if event.ruling.kind is RulingKind.ANNUL}
    remedy = "xem số ở cột đầu của daihoi decide list"
    if annuls not in by_number:
        yield Fault("number", f"số {annuls} không phải số của quyết định nào của đợt này", remedy)
    elif by_number[annuls].ruling.kind is RulingKind.ANNUL:
        what = f"số {annuls} là quyết định hủy; hủy rồi thì không lấy lại được"
        yield Fault("number", what, "ghi lại quyết định đã bị hủy như quyết định mới")
    elif annuls in earlier:
        yield Fault("number", f"quyết định số {annuls} đã bị hủy bởi số {earlier[annuls]}", remedy)


def _repetition_faults(known: Sequence[RulingEvent], ruling: Ruling) -> Iterator[Fault]:
    """A ruling that was annulled does not come back by being written down once more."""
    earlier = recorded(known, ruling)
    if earlier is not None:
        what = f"quyết định này đã ghi, số {earlier.seq} trong sổ ghi"
        remedy = "không cần ghi lại; đã hủy mà nay ban hành lại thì ghi theo văn bản mới"
        yield Fault("document_number", what, remedy)


def _sequence_faults(configured: Campaign, known: Sequence[RulingEvent], new: RulingEvent) -> list[Fault]:
    """The faults of everything that is ruled, each ruling at its place.

    What stands grows from day to day but for annulments, so what is ruled about the plan is looked at once
    at its end, and once on the eve of every annulment to come.
    """
    if found := unit_faults(configured, known, new.seq):
        return found
    annulments = {event.ruling.effective_date for event in known if event.ruling.kind is RulingKind.ANNUL}
    eves = sorted(day - ONE_DAY for day in annulments if day > new.ruling.effective_date)
    walks = (_walked(configured, standing_rulings(known, day), new) for day in [*eves, date.max])
    return list(dict.fromkeys(chain.from_iterable(walks)))


def _walked(configured: Campaign, standing: Sequence[RulingEvent], new: RulingEvent) -> Iterator[Fault]:
    """The faults of rulings about the plan, each at its place among those that take effect before it."""
    units, seen = configured, 0
    for place, event in enumerate(standing):
        if event.ruling.kind not in PLAN_KINDS:
            continue
        if any(other.ruling.kind in UNIT_KINDS for other in standing[seen:place]):
            units = with_unit_rulings(configured, standing[:place])
        seen = place
        found = plan_faults(laid_over(units, standing[:place]), event.ruling)
        yield from _attributed(found, event, new)


def _attributed(found: Sequence[Fault], event: RulingEvent, new: RulingEvent) -> Iterator[Fault]:
    """Faults of the new ruling as they are; of another one with its number and document."""
    if event is new:
        yield from found
        return
    if new.ruling.kind is RulingKind.ANNUL:
        cause, remedy = f"không có quyết định số {new.corrects} thì", "hủy quyết định ấy trước"
    else:
        cause, remedy = "có quyết định này thì", "sửa quyết định này, hoặc hủy quyết định ấy trước"
    document = f"{event.ruling.document_number}, hiệu lực {shown(event.ruling.effective_date)}"
    for fault in found:
        what = f"{cause} quyết định số {event.seq} ({document}) không còn khớp: {fault.what}"
        yield Fault("", what, remedy)
