"""Work by the body that is in charge of it: table 2 of the progress report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.steering_reading import INFERRED_NOTE, STATE_WORDS, state_of
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit

FROM_TEMPLATE = " (theo mẫu)"


def work_table(preparation: Preparation) -> WorkTable:
    """The work of the units that assigned any: who is in charge, when, what comes out."""
    rows: list[Sequence[Cell]] = []
    for unit in _keepers(preparation):
        for activity in preparation.campaign.structure.by_code[unit.level].activities:
            row = _row(preparation, unit, activity)
            if row:
                rows.append((len(rows) + 1, *row))
    return WorkTable(
        "bieu-2-cong-viec",
        "Biểu 2. Tiến độ công việc theo cơ quan chủ trì",
        (
            *("TT", "Đơn vị", "Nội dung công việc", "Cơ quan chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
            *("Sản phẩm", "Mức độ", "Chậm (ngày làm việc)"),
        ),
        rows,
        notes=(
            "Chậm: so với bản kế hoạch đã chốt; để trống khi không chậm.",
            "(theo mẫu): chưa phân công, lấy theo mẫu của cấp này.",
            INFERRED_NOTE,
        ),
    )


def unassigned(preparation: Preparation) -> Iterator[Ask]:
    """Work that no body was charged with, in the units that charged any."""
    for unit in _keepers(preparation):
        left = [one for one in _own_work(preparation, unit) if not _is_charged(preparation, unit, one)]
        if left:
            named = "; ".join(one.name for one in left[:3])
            more = f" và {len(left) - 3} việc khác" if len(left) > 3 else ""
            book = preparation.entries.called("assignments")
            yield Ask(unit.code, f"giao bộ phận chủ trì {len(left)} việc: {named}{more} ({book})")


def _own_work(preparation: Preparation, unit: Unit) -> Iterator[ActivityTemplate]:
    """What the unit does itself: gates are acts of the superior."""
    for activity in preparation.campaign.structure.by_code[unit.level].activities:
        state = state_of(preparation.assessment, unit, activity.code)
        if activity.kind is not ActivityKind.GATE and state is not ActivityState.NOT_APPLICABLE:
            yield activity


def _is_charged(preparation: Preparation, unit: Unit, activity: ActivityTemplate) -> bool:
    return preparation.entries.find("assignments", unit.code, activity.code) is not None


def _keepers(preparation: Preparation) -> list[Unit]:
    codes = {one.unit_code for one in preparation.of("assignments")}
    return [unit for unit in preparation.chosen() if unit.code in codes]


def _row(preparation: Preparation, unit: Unit, activity: ActivityTemplate) -> Sequence[Cell] | None:
    seen = preparation.assessment
    number = seen.expansion.number(unit.code, activity.code)
    state = ActivityState(int(seen.state[number]))
    if state is ActivityState.NOT_APPLICABLE:
        return None
    span, late = seen.span(seen.current, number), seen.variance_days(number)
    told = preparation.entries.find("assignments", unit.code, activity.code)
    owner, partners, product = _charged(told, activity)
    late_cell = late if late > 0 else None
    return (
        unit.name,
        activity.name,
        owner,
        partners,
        span.start,
        span.last_day,
        product,
        STATE_WORDS[state],
        late_cell,
    )


def _charged(told: Entry | None, activity: ActivityTemplate) -> tuple[str, str, str]:
    """Who is in charge, who helps, and what comes out."""
    if told is None:
        return activity.responsible + FROM_TEMPLATE, "", activity.evidence
    body = told.text("body").partition(" | ")[0]
    return marked(body, told), told.text("partners"), told.text("product") or activity.evidence
