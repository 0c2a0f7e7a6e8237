"""What units that are gone had reported of their work, shown at the units that took their place.

It stays the history of the unit that is gone: no figure of its heir counts it. An heir sees what was done
before it, and says itself what it goes on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daihoi.domain.preparing.base import Cell, Preparation, WorkTable
from daihoi.domain.preparing.former import FormerUnit
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.steering_reading import STATE_WORDS, state_of
from daihoi.domain.record import Statement, shown
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit

COLUMNS = (
    *("TT", "Đơn vị tiếp nhận", "Đơn vị cũ", "Còn đến hết ngày", "Quyết định", "Việc"),
    *("Đơn vị cũ đã báo", "Ở nơi nhận", "Ghi chú"),
)
FORMER_MARK = "‡"
INHERITED, GOING_ON = "kế thừa, không tính cho nơi nhận", "làm dở, nơi nhận quyết định làm tiếp hay làm lại"
OWN_CONGRESS = "đại hội của đơn vị cũ, không tính cho nơi nhận"
OWN_APPROVAL = "duyệt cho đơn vị cũ, nơi nhận phải được duyệt"


@dataclass(frozen=True)
class Inheritance:
    """What a unit that is gone had said of one activity, under one of its heirs.

    Attributes:
        former: the unit that is gone.
        heir: a unit that took its place.
        activity: the activity, as the level of the unit that is gone has it.
        said: its last word on it.
    """

    former: FormerUnit
    heir: Unit
    activity: ActivityTemplate
    said: Statement

    @property
    def is_done(self) -> bool:
        """Whether the unit that is gone had finished it."""
        return self.said.actual_finish is not None


def inheritances(preparation: Preparation) -> list[Inheritance]:
    """What units that are gone had reported, under every heir asked about, in the order of the tree."""
    return [
        Inheritance(former, heir, activity, said)
        for heir in preparation.chosen()
        for former in preparation.former.values()
        if heir.code in former.heirs
        for activity, said in _told(preparation, former)
    ]


def _told(preparation: Preparation, former: FormerUnit) -> Iterator[tuple[ActivityTemplate, Statement]]:
    """Activities in the order of their level; those that the level no longer has are left out."""
    said = {event.statement.activity: event.statement for event in former.told}
    for activity in preparation.campaign.structure.by_code[former.life.unit.level].activities:
        if activity.code in said:
            yield activity, said[activity.code]


def inheritance_findings(preparation: Preparation, found: Sequence[Inheritance]) -> Iterator[str]:
    """For each unit that is gone, how much of what it reported was done, and who took its place."""
    units = preparation.campaign.tree.by_code
    for former in preparation.former.values():
        told = {one.activity.code: one for one in found if one.former is former}
        if told:
            done = sum(one.is_done for one in told.values())
            heirs = names([units[code] for code in former.heirs if code in units])
            what = f"đã báo {len(told)} việc, {done} việc xong"
            yield f"{former.life.unit.name} (không còn) {what}: xem ở {heirs}, không tính cho nơi nhận."


def inheritance_table(preparation: Preparation, found: Sequence[Inheritance]) -> WorkTable:
    """The table «Kế thừa»: activity by activity, what was done before and where the heir stands itself."""
    rows = [_row(preparation, number, one) for number, one in enumerate(found, 1)]
    notes = [
        f"{FORMER_MARK} đơn vị không còn; điều nó đã báo thuộc về nó, mọi con số của nơi nhận chỉ tính theo "
        "báo cáo của chính nơi nhận",
        "Việc nào nơi nhận coi là đã xong thì chính nơi nhận báo, nêu văn bản kế thừa ở cột Nguồn",
    ]
    return WorkTable("bieu-ke-thua", "Kế thừa việc của đơn vị không còn", COLUMNS, rows, (), notes)


def _row(preparation: Preparation, number: int, one: Inheritance) -> list[Cell]:
    life = one.former.life
    return [
        number,
        one.heir.name,
        f"{life.unit.name} {FORMER_MARK}",
        life.last_day,
        life.ended_by.ruling.document_number if life.ended_by else "",
        one.activity.name,
        _words(one.said),
        _at_heir(preparation, one),
        _remark(one),
    ]


def _words(said: Statement) -> str:
    if said.actual_finish:
        return f"xong {shown(said.actual_finish)}"
    share = f"{said.percent}%, " if said.percent else ""
    return f"chưa xong ({share}đến {shown(said.effective_date)})"


def _at_heir(preparation: Preparation, one: Inheritance) -> str:
    """How the heir stands with the same activity."""
    if one.activity.code not in preparation.campaign.structure.by_code[one.heir.level].position:
        return "cấp này không có việc ấy"
    return STATE_WORDS[state_of(preparation.assessment, one.heir, one.activity.code)]


def _remark(one: Inheritance) -> str:
    if one.activity.kind is ActivityKind.GATE:
        return OWN_APPROVAL if one.is_done else ""
    if one.activity.kind is ActivityKind.CONGRESS:
        return OWN_CONGRESS if one.is_done else ""
    return INHERITED if one.is_done else GOING_ON
