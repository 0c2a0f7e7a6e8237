"""Readiness for the congress: what is ready, shown and looked over again at T−45, T−30, T−7 and T−1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late, marked
from daihoi.domain.preparing.checklist import Checklist, Checkpoint
from daihoi.domain.preparing.readiness_state import ItemState, UnitReadiness, readiness_of
from daihoi.domain.record import shown

COLUMNS = (
    *("TT", "Phần việc", "Mốc", "Ngày", "Bộ phận chịu trách nhiệm", "Rà soát gần nhất", "Kết quả"),
    *("Minh chứng", "Còn vướng", "Ghi chú"),
)
MOST_NAMED = 4


def review(preparation: Preparation) -> Review:
    """What is ready by the list that is configured."""
    return reviewed(preparation, preparation.checklist)


def reviewed(preparation: Preparation, checklist: Checklist) -> Review:
    """What is ready by a list: one table per congress, and what each checkpoint found wanting."""
    everyone = readiness_of(preparation, checklist)
    # Of a congress that is over, only what was kept is shown: nobody asks for the rest any more.
    found = [one for one in everyone if not one.is_over or any(item.told for item in one.items)]
    findings = [told for one in found for told in _findings(preparation, one)]
    tables = [_table(preparation, one) for one in found]
    asks = [ask for one in found if not one.is_over for ask in _asks(preparation, one)]
    return Review("readiness", "Sẵn sàng cho đại hội", findings, tables, asks)


def _findings(preparation: Preparation, one: UnitReadiness) -> Iterator[str]:
    ready = sum(item.is_ready for item in one.items)
    when = f"khai mạc {shown(one.opening)}"
    yield f"{one.unit.name}, {when}: {ready}/{len(one.items)} phần việc sẵn sàng."
    if one.is_over:
        return
    passed = one.passed(preparation.status_date)
    if passed:
        yield _at(preparation, one, *passed[-1])
    coming = [(point, day) for point, day in one.points if day > preparation.status_date]
    if coming:
        point, day = coming[0]
        due = one.due_at(point)
        open_ones = [item for item in due if not item.is_ready]
        yield (
            f"Mốc tới {point.shown} ({shown(day)}), {point.name}: còn {len(open_ones)}/{len(due)} phần việc"
            f"{_named(preparation, open_ones)}."
        )


def _at(preparation: Preparation, one: UnitReadiness, point: Checkpoint, day: object) -> str:
    """What the last checkpoint that is over found wanting, of everything that was due by then."""
    due = [item for item in one.items if item.item.due.days_before >= point.days_before]
    wanting = [item for item in due if not item.is_ready]
    unlooked = [item for item in due if item.is_ready and item.look_again_by is not None]
    head = f"Đã qua mốc {point.shown} ({day:%d/%m/%Y})"
    if not wanting and not unlooked:
        return f"{head}: đủ {len(due)} phần việc đến hạn."
    parts = []
    if wanting:
        parts.append(f"{len(wanting)}/{len(due)} phần việc chưa sẵn sàng{_named(preparation, wanting)}")
    if unlooked:
        parts.append(f"{len(unlooked)} phần việc chưa rà soát lại{_named(preparation, unlooked)}")
    return f"{head}: {'; '.join(parts)}."


def _named(preparation: Preparation, items: Sequence[ItemState]) -> str:
    told = [_name(preparation, item) for item in items[:MOST_NAMED]]
    more = f" và {len(items) - MOST_NAMED} phần việc khác" if len(items) > MOST_NAMED else ""
    return f" ({'; '.join(told)}{more})" if told else ""


def _name(preparation: Preparation, one: ItemState) -> str:
    return preparation.entries.registers["readiness"].by_code["item"].shown(one.item.code)


def _table(preparation: Preparation, one: UnitReadiness) -> WorkTable:
    rows = [_row(preparation, number, item) for number, item in enumerate(one.items, 1)]
    days = ", ".join(f"{point.shown}: {shown(day)}" for point, day in one.points)
    notes = [
        f"T là ngày khai mạc {shown(one.opening)}; T−n đếm ngày làm việc. {days}",
        "Mốc «rà soát tổng thể» xem lại cả phần việc đã sẵn sàng: lần xem sau mốc liền trước mới được tính",
    ]
    start = preparation.campaign.start_date
    if early := [point.shown for point, day in one.points if day == start]:
        notes.append(
            f"{', '.join(early)}: tính từ ngày đầu của đợt, {shown(start)}, vì mốc không sớm hơn ngày ấy"
        )
    if any(item.item.basis.is_assumed or item.item.due.basis.is_assumed for item in one.items):
        notes.append("† mốc của phần việc là giả định, chưa có văn bản nêu")
    code = one.unit.code.lower().replace(".", "-")
    return WorkTable(f"bieu-san-sang-{code}", f"Rà soát sẵn sàng, {one.unit.name}", COLUMNS, rows, (), notes)


def _row(preparation: Preparation, number: int, one: ItemState) -> list[Cell]:
    told = one.told
    register = preparation.entries.registers["readiness"].by_code
    is_assumed = one.item.basis.is_assumed or one.item.due.basis.is_assumed
    return [
        number,
        _name(preparation, one),
        one.item.due.shown + (" †" if is_assumed else ""),
        one.due,
        told.text("body") if told else "",
        told.day("checked_on") if told else None,
        marked(register["state"].shown(told.values.get("state")), told) if told else "chưa rà soát",
        _evidence(one),
        told.text("problem") if told else "",
        _remark(preparation, one),
    ]


def _evidence(one: ItemState) -> str:
    if one.told is None:
        return ""
    parts = [one.told.text("document"), "có tệp" if one.told.evidence_sha256 else ""]
    return "; ".join(part for part in parts if part)


def _remark(preparation: Preparation, one: ItemState) -> str:
    remarks = []
    if one.lacks_evidence:
        remarks.append("thiếu minh chứng")
    if one.is_late(preparation.status_date):
        remarks.append("quá mốc")
    if one.look_again_by is not None:
        remarks.append(f"chưa rà soát lại cho mốc {shown(one.look_again_by)}")
    return ", ".join(remarks)


def _asks(preparation: Preparation, one: UnitReadiness) -> Iterator[Ask]:
    """What is due at the next checkpoint or was due before; what comes later is not asked for yet."""
    day, book = preparation.status_date, preparation.entries.called("readiness")
    coming = min((when for _, when in one.points if when > day), default=one.opening)
    for item in one.items:
        name = _name(preparation, item)
        if not item.is_ready and item.due <= coming:
            what = f"{_verb(item)} «{name}» ({book})"
            yield Ask(one.unit.code, what, item.due, late(item.due, day))
        elif item.look_again_by is not None:
            what = f"rà soát lại phần việc «{name}» ({book})"
            yield Ask(one.unit.code, what, item.look_again_by, late(item.look_again_by, day))


def _verb(item: ItemState) -> str:
    return "nêu minh chứng của phần việc" if item.lacks_evidence else "làm xong, rà soát phần việc"
