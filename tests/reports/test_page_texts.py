"""The rule that pages are looked at by, and the pages that once broke it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daihoi.domain.congress_calendar import CalendarDay
from daihoi.domain.results import UnitPlan
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from reports.charts import calendar_chart, gantt_chart, overview_chart
from reports.sheet import TextStyle
from tests.reports import test_congress_calendar as calendars
from tests.reports.page_texts import PageTexts, Written, faults
from tests.reports.sample_plans import hoa_xuan_groups, make_plan
from tests.reports.samples import make_overview, overview_row

RIGHT_EDGE = 297.0 - 4.0


def page(*texts: tuple[float, float, str]) -> PageTexts:
    drawn = PageTexts((297.0, 210.0))
    for x, y, words in texts:
        drawn.text(x, y, words, TextStyle())
    return drawn


def shown(plan: UnitPlan) -> PageTexts:
    (drawn,) = gantt_chart(plan).draw(PageTexts)
    return drawn


def named(drawn: PageTexts, name: str) -> list[Written]:
    return [text for text in drawn.texts if text.name == name]


def ending_last(state: ActivityState, *, is_gate: bool) -> UnitPlan:
    """A plan whose last bar, right before the page ends, is in this state."""
    groups = hoa_xuan_groups()
    *others, last = groups[-1].rows
    end = max(row.current.end for group in groups for row in group.rows)
    late = replace(last, state=state, is_gate=is_gate, percent=0, current=Span(end - timedelta(days=9), end))
    groups[-1] = replace(groups[-1], rows=[*others, late])
    return make_plan(groups, links=(), congress=(Span(end - timedelta(days=3), end),) * 2)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([(20, 20, "Chi bộ")], []),
        ([(289, 20, "chờ duyệt")], ["cut: chờ duyệt"]),
        ([(3.5, 20, "Chi bộ")], ["cut: Chi bộ"]),
        ([(20, 4.5, "Chi bộ")], ["cut: Chi bộ"]),
        ([(20, 206.5, "Chi bộ")], ["cut: Chi bộ"]),
        ([(20, 20, "Hết hạn"), (25, 20.5, "Thứ Hai")], ["touching: Hết hạn | Thứ Hai"]),
        ([(20, 20, "19"), (23.0, 20, "kh 10")], ["touching: 19 | kh 10"]),  # half a millimetre apart
        ([(20, 20, "19"), (24.5, 20, "kh 10")], []),
        ([(20, 20, "Hạn"), (20, 23, "Hạn")], []),
    ],
)
def test_what_is_cut_or_touches_is_named(texts: list[tuple[float, float, str]], found: list[str]) -> None:
    assert faults(page(*texts)) == found


def test_marks_that_leave_the_page_are_named() -> None:
    drawn = page((20, 20, "Chi bộ"))
    drawn.boxes([(291, 50, 294, 53)], "#000000", name="overdue")
    drawn.boxes([(291, 50, 294, 53)], "#000000", name="weekend")
    assert faults(drawn) == ["cut: a overdue"]


@pytest.mark.parametrize("is_gate", [True, False])
@pytest.mark.parametrize("state", [ActivityState.OVERDUE, ActivityState.WAITING_FOR_APPROVAL])
def test_marks_of_the_last_bar_stay_on_the_page(state: ActivityState, is_gate: bool) -> None:
    drawn = shown(ending_last(state, is_gate=is_gate))
    assert faults(drawn) == []
    marks = [box for name, box in drawn.marks if name in ("gate", "overdue")]
    assert marks or not is_gate
    assert max((right for _, _, right, _ in marks), default=0.0) < RIGHT_EDGE


def test_words_behind_the_last_gate_move_in_front_of_its_bar() -> None:
    drawn = shown(ending_last(ActivityState.WAITING_FOR_APPROVAL, is_gate=True))
    waiting = named(drawn, "waiting")[-1]
    gates = [box for name, box in drawn.marks if name == "gate"]
    assert waiting.words == "chờ duyệt"
    assert waiting.box[2] < max(left for left, *_ in gates)


def test_words_behind_another_gate_stay_behind_it() -> None:
    drawn = shown(make_plan())
    (waiting,) = named(drawn, "waiting")
    rows = [box for name, box in drawn.marks if name == "gate"]
    beside = [box for box in rows if abs((box[1] + box[3]) / 2 - (waiting.box[1] + waiting.box[3]) / 2) < 1]
    assert beside[0][2] < waiting.box[0]


def test_the_legend_of_a_full_calendar_ends_before_the_words_beside_it() -> None:
    """Nine months, clashes, a suspension and long lists: the legend is as long as the page is full."""
    days = {
        date(2020, 1, 1) + timedelta(days=n): CalendarDay(planned=9, held=5, expected=4, opening=9)
        for n in range(270)
    }
    (drawn,) = calendar_chart(calendars.made(days=days, suspensions=[calendars.PAUSE])).draw(PageTexts)
    assert faults(drawn) == []
    panel = min(text.box[0] for text in named(drawn, "panel"))
    legend = named(drawn, "legend")
    assert "Hết hạn" in [text.words for text in legend]
    assert max(text.box[2] for text in legend) < panel - 3


@pytest.mark.parametrize(
    ("planned", "current"),
    [
        ((7, 15), (8, 1)),  # later than planned: the planned diamond stands where the date used to
        ((7, 15), (7, 15)),
        ((8, 1), (7, 15)),
        ((7, 29), (7, 30)),
    ],
)
def test_the_date_of_the_roots_congress_covers_no_mark(
    planned: tuple[int, int], current: tuple[int, int]
) -> None:
    spans = [Span(date(2020, *day), date(2020, *day) + timedelta(days=3)) for day in (planned, current)]
    rows = [overview_row(n, f"Đảng bộ số {n}", 5, 5, 5) for n in range(3)]
    (drawn,) = overview_chart(make_overview(rows, root_baseline=spans[0], root_current=spans[1])).draw(
        PageTexts
    )
    ((_, _, _, (left, top, right, bottom)),) = named(drawn, "root date")
    marks = [box for name, box in drawn.marks if name in ("root planned", "root current")]
    assert len(marks) == 2
    for a, b, c, d in marks:
        assert right < a or c < left or bottom < b or d < top


def test_a_late_date_stands_behind_its_own_diamond_and_not_before_the_planned_one() -> None:
    planned, current = Span(date(2020, 7, 15), date(2020, 7, 17)), Span(date(2020, 9, 1), date(2020, 9, 3))
    rows = [overview_row(n, f"Đảng bộ số {n}", 5, 5, 5) for n in range(3)]
    made = overview_chart(make_overview(rows, root_baseline=planned, root_current=current))
    (drawn,) = made.draw(PageTexts)
    ((_, _, _, (left, *_)),) = named(drawn, "root date")
    (right,) = (box[2] for name, box in drawn.marks if name == "root current")
    assert 0 < left - right < 4.0  # millimetres
