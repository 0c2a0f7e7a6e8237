"""What a form holds, before it is written: plain values, so that whoever draws it decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from daihoi.domain.assessment import Assessment
from daihoi.domain.record import ActivityKey, Event, EventKind, Statement, current
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, Certainty
from daihoi.domain.units import Unit
from daihoi.errors import DaihoiError
from daihoi.forms.choosing import chosen_rows
from daihoi.intake.form_marks import FORM_VERSION, FormStamp, Value, row_mark
from daihoi.intake.texts import clean

History = Sequence[Event]
_KIND_WORDS = {EventKind.APPROVE: "duyệt", EventKind.REJECT: "trả lại"}
ASSUMED_WORD = "giả định"


@dataclass(frozen=True)
class FormRow:
    """One row of a form.

    Attributes:
        unit_code, unit_name, activity, activity_name: what it is about.
        planned_finish: last day in the frozen plan.
        known: state of the activity, in Vietnamese.
        is_done: nothing is left to report, but it may be corrected.
        is_late: it should have been over by now.
        is_gate: only an approval of the superior closes it.
        values: what the entry cells are issued with, in the order of ``form_marks.ENTRY``.
        mark: see ``form_marks.row_mark``.
    """

    unit_code: str
    unit_name: str
    activity: str
    activity_name: str
    planned_finish: date
    known: str
    is_done: bool
    is_late: bool
    is_gate: bool
    values: Sequence[Value]
    mark: str


@dataclass(frozen=True)
class Form:
    """A form for one unit.

    Attributes:
        stamp: which form it is.
        campaign_title: Vietnamese title of the campaign.
        unit: whose form it is.
        rows: in the order of the sheet.
        unit_codes: units that rows may be added for.
        activity_names: activities that rows may be added for.
        first_day: no report speaks of an earlier day.
    """

    stamp: FormStamp
    campaign_title: str
    unit: Unit
    rows: Sequence[FormRow]
    unit_codes: Sequence[str]
    activity_names: Sequence[str]
    first_day: date


def make_form(
    assessment: Assessment,
    unit: Unit,
    histories: Mapping[ActivityKey, History],
    state_labels: Mapping[ActivityState, str],
    *,
    with_children: bool,
    with_gates: bool = False,
) -> Form:
    """The form of a unit, filled with what is known.

    States are those of the assessment's status date; dates and versions are the latest in the log, for
    that is what the answers will be laid over.

    Args:
        assessment: the campaign at the status date.
        unit: who fills it in.
        histories: all events of the unit (and its children), per activity, in the order of the log.
        state_labels: what people read for each state.
        with_children: whether it asks about the units directly below as well.
        with_gates: whether of these also about every approval, given or not.

    Raises:
        DaihoiError: the unit has no units below it, although they were asked for.
    """
    children = assessment.campaign.tree.children[unit.code] if with_children else ()
    if with_children and not children:
        raise DaihoiError(f"«{unit.code}» ({unit.name}) không có đơn vị trực thuộc: bỏ --children.")
    table = chosen_rows(assessment, unit, with_children=with_children, with_gates=with_gates)
    rows = [_row(assessment, record, histories, state_labels) for record in _records(table)]
    campaign = assessment.campaign
    stamp = FormStamp(campaign.code, unit.code, assessment.status_date, _form_id(assessment, unit, rows))
    levels = dict.fromkeys([unit.level, *(child.level for child in children)])
    names = [a.name for level in levels for a in campaign.structure.by_code[level].activities]
    return Form(
        stamp,
        campaign.title,
        unit,
        rows,
        [unit.code, *(child.code for child in children)],
        list(dict.fromkeys(names)),
        campaign.start_date,
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in record.items()} for record in table.to_dict("records")]


def _row(
    assessment: Assessment,
    record: Mapping[str, Any],
    histories: Mapping[ActivityKey, History],
    state_labels: Mapping[ActivityState, str],
) -> FormRow:
    unit_code, activity = record["unit_code"], record["activity"]
    history = histories.get((unit_code, activity), ())
    latest = current(history, date.max)
    values = _values(latest.statement) if latest else [None] * 7
    state = ActivityState[record["state"]]
    sign = " °" if record["is_inferred"] else " †" if record["is_assumed"] else ""
    template = assessment.campaign.structure.level_of_activity[activity]
    kind = template.activities[template.position[activity]].kind
    return FormRow(
        unit_code,
        record["unit_name"],
        activity,
        record["activity_name"],
        record["planned_finish"].date(),
        state_labels[state] + sign,
        state is ActivityState.DONE,
        state is ActivityState.OVERDUE,
        kind is ActivityKind.GATE,
        values,
        row_mark(history[-1].version if history else 0, unit_code, activity, values),
    )


def _values(said: Statement) -> list[Value]:
    """What the entry cells hold for a statement, in the order of ``form_marks.ENTRY``."""
    return [
        said.actual_start,
        said.actual_finish,
        said.percent,
        _KIND_WORDS.get(said.kind, ""),
        clean(said.document_number),
        ASSUMED_WORD if said.certainty is Certainty.ASSUMED else "",
        "",
    ]


def _form_id(assessment: Assessment, unit: Unit, rows: Sequence[FormRow]) -> str:
    edition = assessment.edition
    about = (FORM_VERSION, edition.campaign_code, unit.code, str(assessment.status_date), *map(repr, rows))
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:10]
