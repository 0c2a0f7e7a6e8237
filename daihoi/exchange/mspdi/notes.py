"""What is written beside an activity in words: who does it, what proves it, why it has its dates."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from daihoi.domain.campaign import Campaign
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Certainty
from daihoi.domain.units import Unit
from reports.tokens import date_long

STRETCHES = (
    "Việc kéo dài: bắt đầu khi được phép, xong cùng việc cuối cùng mà nó chờ. MS Project không có loại việc "
    "này: thời lượng ghi ở đây là độ dài hiện nay; khi các việc kia dời ngày thì xuất lại tệp."
)


class Notes:
    """The notes of a campaign's activities; what was decided for single ones is found by unit and code."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._floors = {(f.unit_code, f.activity): f for f in campaign.floors}
        self._fixed = {(f.unit_code, f.activity): f for f in campaign.fixed_dates}
        self._replans = {(r.unit_code, r.activity): r for r in campaign.replans}
        self._own = {(o.unit_code, o.activity): o for o in campaign.durations}

    def certainty(self, unit: Unit, template: ActivityTemplate) -> Certainty:
        """How sure the duration of an activity is."""
        own = self._own.get((unit.code, template.code))
        return own.basis.certainty if own else template.basis.certainty

    def xml(self, unit: Unit, template: ActivityTemplate) -> str:
        """The ``Notes`` element; nothing when there is nothing to say."""
        text = "\n".join(self._lines(unit, template))
        return f"<Notes>{escape(text)}</Notes>" if text else ""

    def _lines(self, unit: Unit, template: ActivityTemplate) -> Iterator[str]:
        key = (unit.code, template.code)
        if template.responsible:
            yield f"Chủ trì: {template.responsible}."
        if template.evidence:
            yield f"Sản phẩm: {template.evidence}."
        if template.kind is ActivityKind.HAMMOCK:
            yield STRETCHES
        if template.kind is ActivityKind.CONGRESS and (deadline := self._campaign.deadline_of(unit)):
            yield f"Hạn: «{deadline.words}», hiểu là chậm nhất hết ngày {date_long(deadline.last_day)}."
        if floor := self._floors.get(key):
            yield f"Không sớm hơn {date_long(floor.not_earlier_than)}: {floor.reason}."
        if fixed := self._fixed.get(key):
            yield f"Ấn định ngày {date_long(fixed.start)}: {fixed.reason}."
        if new := self._replans.get(key):
            start = f" bắt đầu {date_long(new.start)}" if new.start else ""
            days = f" {new.duration_days} ngày" if new.duration_days else ""
            yield f"Theo quyết định:{start}{days}: {new.reason}."
        if own := self._own.get(key):
            yield f"Số ngày theo kế hoạch của đơn vị (mẫu: {template.duration_days}): {own.basis.source}."
