"""The cascade, read as a reader reads it: a branch that will be late, through its ward up to the district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure

from daihoi.domain.cascade import Cascade, CascadeStep, WaitingCongress
from daihoi.domain.reasons import Origin, Wait
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, LinkType
from daihoi.domain.units import Unit
from reports.cascade import draw_cascade
from reports.cascade_wording import cascade_finding, float_words, wait_words
from tests.reports.reading import day_at, shapes, text_artists, texts
from tests.reports.samples import ASSUMED, DAYS_OFF, EDITION, ROOT, deadline, unit
from tests.reports.test_files import boxes_in_mm
from tests.reports.test_matrix import HOSTILE, covered

WARD = unit("CL.HP", "Đảng bộ phường Hòa Phát")
BRANCH = Unit("CL.HP.02", "Chi bộ khu dân cư 2", "branch", "CL.HP", "", ASSUMED)
FS = Wait(LinkType.FS, 0)


def step(name: str, first: str, last: str, whose: Unit = BRANCH, **changes: object) -> CascadeStep:
    """Days as mm-dd, both inclusive; planned ten days earlier."""
    span = Span(date.fromisoformat(f"2020-{first}"), date.fromisoformat(f"2020-{last}") + timedelta(days=1))
    ten = timedelta(days=10)
    made = CascadeStep(
        unit=whose,
        level_name="Chi bộ trực thuộc" if whose is BRANCH else "Đảng bộ cơ sở",
        name=name,
        kind=ActivityKind.WORK,
        baseline=Span(span.start - ten, span.end - ten),
        span=span,
        percent=0,
        state=ActivityState.NOT_YET_POSSIBLE,
        wait=FS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


STEPS = (
    step("Tiếp thu kế hoạch", "03-03", "03-05", WARD, state=ActivityState.OVERDUE, wait=None),
    step("Dự thảo báo cáo", "03-06", "03-17"),
    step("Đảng ủy cơ sở duyệt", "03-18", "03-24", kind=ActivityKind.GATE),
    step("Địa điểm, phiếu bầu", "03-18", "04-07", wait=Wait(LinkType.SS, 2)),
    step("Đại hội chi bộ", "04-08", "04-08", kind=ActivityKind.CONGRESS),
)
WAITING = (
    WaitingCongress(
        WARD,
        "Đảng bộ cơ sở",
        Span(date(2020, 6, 4), date(2020, 6, 6)),
        deadline(date(2020, 6, 9)),
        16,
        date(2020, 5, 4),
    ),
    WaitingCongress(
        ROOT,
        "Đảng bộ quận",
        Span(date(2020, 7, 28), date(2020, 7, 31)),
        deadline(date(2020, 7, 31)),
        -2,
        date(2020, 4, 6),
    ),
)


def made(steps: Sequence[CascadeStep] = STEPS, **changes: object) -> Cascade:
    cascade = Cascade(
        edition=EDITION,
        unit=BRANCH,
        level_name="Chi bộ trực thuộc",
        path=[ROOT.name, WARD.name],
        congress=steps[-1].span,
        is_held=False,
        deadline=deadline(date(2020, 3, 31)),
        float_days=-5,
        steps=steps,
        origin=Origin.STATUS_DATE,
        chosen=None,
        spare_days=None,
        waiting=WAITING,
        days_off=DAYS_OFF,
    )
    return replace(cascade, **changes)  # type: ignore[arg-type]


def held() -> Cascade:
    only = step("Đại hội chi bộ", "02-25", "02-25", kind=ActivityKind.CONGRESS, percent=100, wait=None)
    return made(
        [replace(only, state=ActivityState.DONE)], is_held=True, float_days=None, origin=Origin.UNDER_WAY
    )


def in_time() -> Cascade:
    return made(float_days=9, waiting=[replace(waiting, float_days=20) for waiting in WAITING])


def long_chain(count: int) -> Cascade:
    units = [replace(BRANCH, code=f"CL.{n}", name=f"Đơn vị số {n}") for n in range(4)]
    steps = [step(f"Việc {n}", "03-10", "04-20", units[n * 4 // count]) for n in range(count - 1)]
    return made([*steps, STEPS[-1]])


PAGES: dict[str, Callable[[], Cascade]] = {
    "late": made,
    "held": held,
    "in time": in_time,
    "only the congress": lambda: made(STEPS[-1:], origin=Origin.NOT_EARLIER, float_days=3),
    "no deadline": lambda: made(deadline=None, float_days=None, waiting=[]),
    "sent back": lambda: made(origin=Origin.SENT_BACK),
    "chosen day": lambda: made(chosen=Origin.DECIDED, spare_days=-2, float_days=4),
    "60 steps": lambda: long_chain(60),
    "hostile names": lambda: made(
        [replace(s, name=HOSTILE, unit=replace(s.unit, name=HOSTILE), level_name=HOSTILE) for s in STEPS],
        unit=replace(BRANCH, name=HOSTILE),
        path=[HOSTILE] * 2,
        waiting=[replace(waiting, unit=replace(waiting.unit, name=HOSTILE)) for waiting in WAITING],
    ),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return draw_cascade(PAGES[request.param]())


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    assert [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4] == []
    assert covered(boxes) == []
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def test_steps_stand_in_order_under_the_unit_they_belong_to() -> None:
    page = draw_cascade(made())
    assert texts(page, "name") == [s.name for s in STEPS]
    assert texts(page, "number") == ["1", "2", "3", "4", "5"]
    assert texts(page, "group")[:2] == [WARD.name, BRANCH.name]
    assert texts(page, "dates") == ["03/03–05/03", "06/03–17/03", "18/03–24/03", "18/03–07/04", "08/04"]


def test_bars_lie_on_their_days() -> None:
    page = draw_cascade(made())
    bars = sorted(shapes(page, "bar"), key=lambda box: box[1])
    days = [(round(day_at(page, left)), round(day_at(page, right))) for left, _, right, _ in bars]
    assert days == [(s.span.start.toordinal(), s.span.end.toordinal()) for s in STEPS[:-1]]
    ghosts = sorted(shapes(page, "baseline"), key=lambda box: box[1])
    ends = [s.baseline.end.toordinal() for s in STEPS]
    assert [round(day_at(page, right)) for *_, right, _ in ghosts] == ends[1:]  # the first: before the page


def test_one_arrow_leads_to_each_step_but_the_first() -> None:
    page = draw_cascade(made())
    assert len(shapes(page, "link")) == len(STEPS) - 1
    assert texts(page, "wait") == [
        "việc trước xong",
        "việc trước xong",
        "việc trước bắt đầu,",
        "+2 ngày",
        "việc trước xong",
    ]


def test_the_cause_is_marked_on_the_first_bar() -> None:
    page = draw_cascade(made())
    assert texts(page, "cause") == ["NGUYÊN NHÂN"]
    ((left, top, right, bottom),) = shapes(page, "cause frame")
    bar = min(shapes(page, "bar"), key=lambda box: box[1])
    assert (left < bar[0], top < bar[1], right > bar[2], bottom > bar[3]) == (True, True, True, True)


def test_what_is_in_time_has_a_beginning_but_no_cause() -> None:
    assert texts(draw_cascade(in_time()), "cause") == ["ĐẦU CHUỖI"]
    assert texts(draw_cascade(held()), "cause") == []


def test_every_deadline_at_the_end_tells_what_is_left() -> None:
    page = draw_cascade(made())
    assert texts(page, "due float") == [
        "đã lỡ 5 ngày làm việc",
        "còn chịu được 16 ngày làm việc",
        "đã lỡ 2 ngày làm việc",
    ]
    assert " ".join(texts(page, "due")).count("Đang chờ: ") == 2
    marks = sorted(shapes(page, "deadline"), key=lambda box: box[1])
    days = [date(2020, 4, 1), date(2020, 6, 10), date(2020, 8, 1)]
    assert [round(day_at(page, x)) for x, *_ in marks] == [day.toordinal() for day in days]


def test_float_is_drawn_from_the_congress_to_the_last_permitted_day() -> None:
    page = draw_cascade(made())
    ((left, _, right, _),) = shapes(page, "float")
    assert round(day_at(page, left)) == date(2020, 4, 9).toordinal()
    assert round(day_at(page, right)) == date(2020, 5, 5).toordinal()
    lost = sorted(shapes(page, "float lost"), key=lambda box: box[1])
    assert [round(day_at(page, box[0])) for box in lost] == [
        date(2020, 4, 1).toordinal(),
        date(2020, 4, 7).toordinal(),
    ]


def test_nobody_waits_for_a_congress_that_is_held() -> None:
    page = draw_cascade(held())
    assert texts(page, "due float") == ["đã tổ chức"]
    assert shapes(page, "link") == []


def test_the_status_line_stands_at_the_end_of_its_day() -> None:
    page = draw_cascade(made())
    ((x, *_),) = shapes(page, "status")
    assert day_at(page, x) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.05)


@pytest.mark.parametrize(("steps", "height_mm"), [(5, 210), (15, 210), (60, 297)])
def test_long_chains_grow_to_a3(steps: int, height_mm: int) -> None:
    page = draw_cascade(long_chain(steps))
    assert page.get_figheight() * 25.4 == pytest.approx(height_mm)
    assert len(texts(page, "number")) == steps


def test_the_finding_names_the_cause_and_whose_it_is() -> None:
    assert cascade_finding(made()) == (
        "Theo tiến độ hiện tại, đại hội ngày 08/04/2020, trễ 5 ngày làm việc so với hạn 31/03/2020. "
        "Nguyên nhân: «Tiếp thu kế hoạch» của Đảng bộ phường Hòa Phát: không chờ ai, làm được ngay nhưng "
        "chưa ai báo đã bắt đầu. Kéo theo trễ hạn: Đảng bộ quận Cẩm Lệ (2 ngày)."
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("held", "Đã tổ chức đại hội ngày 25/02/2020."),
        ("in time", "còn 9 ngày làm việc đến hạn 31/03/2020. Chuỗi bắt đầu từ «Tiếp thu kế hoạch»"),
        ("no deadline", "chưa có hạn."),
        ("chosen day", "Ngày ấy đã định trước mà chuẩn bị không kịp, thiếu 2 ngày."),
        ("only the congress", "Ngày ấy là ngày dự kiến của đơn vị"),
    ],
)
def test_other_cases_are_told_in_plain_words(case: str, words: str) -> None:
    assert words in cascade_finding(PAGES[case]())


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "đã tổ chức"),
        (0, "không còn ngày nào"),
        (3, "còn chịu được 3 ngày làm việc"),
        (-1, "đã lỡ 1 ngày làm việc"),
    ],
)
def test_float_in_words(days: int | None, words: str) -> None:
    assert float_words(days) == words


@pytest.mark.parametrize(
    ("kind", "lag", "words"),
    [
        (LinkType.FS, 0, "việc trước xong"),
        (LinkType.FF, 5, "cùng xong, +5 ngày"),
        (LinkType.SS, -2, "việc trước bắt đầu, −2 ngày"),
    ],
)
def test_waits_in_words(kind: LinkType, lag: int, words: str) -> None:
    assert wait_words(step("Việc", "03-03", "03-05", wait=Wait(kind, lag))) == words
    assert wait_words(STEPS[0]) == ""


def test_a_dossier_with_the_superior_is_not_work_that_nobody_began() -> None:
    gate = step("Cấp trên duyệt", "03-03", "03-12", kind=ActivityKind.GATE, wait=None)
    waiting = replace(gate, state=ActivityState.WAITING_FOR_APPROVAL)
    found = cascade_finding(made([waiting, STEPS[-1]]))
    assert "«Cấp trên duyệt»: hồ sơ đã ở cấp trên, chờ văn bản duyệt." in found
    assert "chưa ai báo" not in found
    for state in (ActivityState.POSSIBLE, ActivityState.OVERDUE):
        assert "chưa ai báo đã bắt đầu" in cascade_finding(made([replace(gate, state=state), STEPS[-1]]))


def test_the_legend_names_what_the_page_shows_and_nothing_else() -> None:
    assert "Cấp trên duyệt" in texts(draw_cascade(made()), "legend")
    assert "Cấp trên duyệt" not in texts(draw_cascade(made(STEPS[-1:])), "legend")
    past = made(days_off={date(2019, 9, 2): "Quốc khánh"})
    assert "Tết, ngày lễ" not in texts(draw_cascade(past), "legend")
    shown = made(days_off={date(2020, 4, 2): "Giỗ Tổ Hùng Vương"})
    assert "Tết, ngày lễ" in texts(draw_cascade(shown), "legend")
