"""Progress of a unit's own work (table 2), where the unit keeps no register of who is in charge of it."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.preparing.base import Cell, Preparation, WorkTable
from daihoi.domain.preparing.progress_units import ascii_name
from daihoi.domain.preparing.steering_reading import INFERRED_NOTE, STATE_WORDS, state_of
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit

WORK = (
    *("TT", "Nội dung công việc", "Cơ quan chủ trì", "Bắt đầu", "Hoàn thành", "Sản phẩm", "Mức độ"),
    *("Chậm (ngày làm việc)", "Ghi chú"),
)


def work_table(preparation: Preparation, unit: Unit) -> WorkTable:
    """Table 2 of a unit: every activity that it has, by the template of its level."""
    level = preparation.campaign.structure.by_code[unit.level]
    rows: list[Sequence[Cell]] = []
    for activity in level.activities:
        state = state_of(preparation.assessment, unit, activity.code)
        if state is not ActivityState.NOT_APPLICABLE:
            rows.append((len(rows) + 1, *_work_row(preparation, unit, activity, state)))
    title = f"Biểu 2. Tiến độ công việc, {unit.name}"
    notes = (
        f"Số liệu tính đến ngày {shown(preparation.status_date)}. Cơ quan chủ trì theo mẫu của cấp này: "
        "đơn vị chưa ghi sổ phân công công việc",
        "Chậm: so với bản kế hoạch đã chốt; để trống khi không chậm",
        INFERRED_NOTE,
    )
    return WorkTable(f"bieu-2-tien-do-{ascii_name(unit)}", title, WORK, rows, (), notes)


def _work_row(
    preparation: Preparation, unit: Unit, activity: ActivityTemplate, state: ActivityState
) -> list[Cell]:
    seen = preparation.assessment
    number = seen.expansion.number(unit.code, activity.code)
    span, late = seen.span(seen.current, number), seen.variance_days(number)
    blocker = int(seen.blocked_by[number])
    waits = state in (ActivityState.NOT_YET_POSSIBLE, ActivityState.OVERDUE) and blocker >= 0
    return [
        activity.name,
        activity.responsible,
        span.start,
        span.last_day,
        activity.evidence,
        STATE_WORDS[state],
        late if late > 0 else None,
        f"chờ: {_blocker(preparation, unit, blocker)}" if waits else "",
    ]


def _blocker(preparation: Preparation, unit: Unit, number: int) -> str:
    expansion = preparation.assessment.expansion
    is_own = expansion.unit_code(number) == unit.code
    return expansion.template(number).name if is_own else expansion.name(number)
