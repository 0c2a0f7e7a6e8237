"""After a conference: which of the units that were told to go to work have not done so yet (F2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, late
from daihoi.domain.preparing.steering_faults import lineage, names
from daihoi.domain.preparing.steering_reading import STATE_WORDS, has_activity, state_of, working_days_after
from daihoi.domain.preparing.steering_symbols import kind_of
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit

DISSEMINATION = "dissemination"


@dataclass(frozen=True)
class AfterConference:
    """What a conference led to: sentences, the table of units, and what is asked of each."""

    findings: Sequence[str]
    tables: Sequence[WorkTable]
    asks: Sequence[Ask]


def disseminations(preparation: Preparation) -> list[Entry]:
    """The conferences that told units below what to do, of units asked about or above them, by day."""
    chosen = {unit.code for unit in preparation.chosen()}
    above = {code for unit in chosen for code in lineage(preparation.campaign, unit)}
    found = [
        one
        for one in preparation.entries.of("meetings")
        if one.text("meeting_kind") == DISSEMINATION and one.unit_code in above
    ]
    return sorted(found, key=lambda one: (one.day("held_on") or date.min, one.key))


def after_conference(preparation: Preparation, meeting: Entry) -> AfterConference:
    """Who has done what the conference asked for, and who still owes it."""
    told = told_units(preparation, meeting)
    owing = [unit for unit in told if not _has_done(preparation, meeting, unit)]
    return AfterConference(
        list(_findings(preparation, meeting, told, owing)),
        [_table(preparation, meeting, told)] if told else [],
        list(_asks(preparation, meeting, owing)),
    )


def told_units(preparation: Preparation, meeting: Entry) -> list[Unit]:
    """The units below that have the work that the conference asked for."""
    activity = meeting.text("next_activity")
    return [
        unit
        for unit in preparation.chosen()
        if activity
        and has_activity(preparation.campaign, unit, activity)
        and meeting.unit_code in lineage(preparation.campaign, unit.code)[1:]
    ]


def _has_done(preparation: Preparation, meeting: Entry, unit: Unit) -> bool:
    """Reported as done, or its document is in the register."""
    state = state_of(preparation.assessment, unit, meeting.text("next_activity"))
    return state is ActivityState.DONE or _filed(preparation, meeting, unit) is not None


def _filed(preparation: Preparation, meeting: Entry, unit: Unit) -> Entry | None:
    """The plan that a unit issued after the conference."""
    return next(
        (
            one
            for one in preparation.entries.of("issued_documents", unit.code)
            if one.text("role") == "issued"
            and kind_of(one) == "plan"
            and (one.day("issued_on") or date.min) >= (meeting.day("held_on") or date.max)
        ),
        None,
    )


def _findings(
    preparation: Preparation, meeting: Entry, told: Sequence[Unit], owing: Sequence[Unit]
) -> Iterator[str]:
    held_on = meeting.day("held_on") or preparation.status_date
    sites = f", {meeting.count('sites')} điểm cầu" if meeting.count("sites") else ""
    name = f"{meeting.text('name')} ngày {shown(held_on)}{sites}"
    if not told:
        yield f"{name}."
        return
    passed = working_days_after(preparation.campaign, held_on, preparation.status_date)
    after = (
        f"sau {passed} ngày làm việc" if passed is not None else f"đến ngày {shown(preparation.status_date)}"
    )
    work = _work_name(preparation, meeting)
    if owing:
        yield f"{name}: {after}, {len(owing)}/{len(told)} đơn vị còn nợ «{work}»: {names(owing)}."
    else:
        yield f"{name}: {after}, {len(told)}/{len(told)} đơn vị đã xong «{work}»."


def _table(preparation: Preparation, meeting: Entry, told: Sequence[Unit]) -> WorkTable:
    rows = sorted((_row(preparation, meeting, unit) for unit in told), key=lambda row: row[5] is None)
    return WorkTable(
        f"sau-hoi-nghi-{(meeting.day('held_on') or date.min).isoformat()}",
        f"Sau «{meeting.text('name')}»: {_work_name(preparation, meeting)}",
        ("TT", "Đơn vị", "Trạng thái", "Văn bản", "Hạn", "Còn nợ", "Quá hạn (ngày làm việc)"),
        [(place, *row[1:]) for place, row in enumerate(rows, start=1)],
        notes=("Còn nợ xếp trước. Văn bản: kế hoạch đơn vị đã ghi vào sổ văn bản sau hội nghị.",),
    )


def _row(preparation: Preparation, meeting: Entry, unit: Unit) -> Sequence[Cell]:
    filed, due = _filed(preparation, meeting, unit), meeting.day("next_due")
    owes = not _has_done(preparation, meeting, unit)
    state = STATE_WORDS[state_of(preparation.assessment, unit, meeting.text("next_activity"))]
    over = None
    if owes and due and late(due, preparation.status_date):
        over = working_days_after(preparation.campaign, due, preparation.status_date)
    return 0, unit.name, state, filed.key if filed else "", due, "x" if owes else None, over


def _asks(preparation: Preparation, meeting: Entry, owing: Sequence[Unit]) -> Iterator[Ask]:
    due, activity = meeting.day("next_due"), meeting.text("next_activity")
    for unit in owing:
        what = f"làm và báo «{_work_name(preparation, meeting)}» ({activity}), hoặc ghi vào sổ văn bản"
        yield Ask(unit.code, what, due, late(due, preparation.status_date))


def _work_name(preparation: Preparation, meeting: Entry) -> str:
    activity = meeting.text("next_activity")
    level = preparation.campaign.structure.level_of_activity[activity]
    return level.activities[level.position[activity]].name
