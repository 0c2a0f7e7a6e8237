"""The line of balance, read as a reader reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure

from daihoi.domain.line_of_balance import LineOfBalance, StepBalance
from daihoi.domain.results import DailyCount
from daihoi.domain.structure import STEPS
from reports.balance_wording import STEP_NAMES, balance_finding
from reports.line_of_balance import draw_line_of_balance
from tests.reports.reading import day_at, shapes, text_artists, texts
from tests.reports.samples import DAYS_OFF, EDITION, ROOT, STATUS, deadline
from tests.reports.test_files import boxes_in_mm
from tests.reports.test_matrix import HOSTILE, covered

FIGURES = {  # step → done, inferred, required; of 235
    "steering": (101, 121, 235),
    "documents": (101, 121, 224),
    "feedback": (73, 121, 199),
    "personnel": (94, 121, 180),
    "approval": (0, 121, 151),
    "congress": (121, 0, 140),
}


def curve(first: date, last: date, total: int) -> DailyCount:
    """Evenly from one day to another; the last day has the total."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return DailyCount(days, [max(total * (n + 1) // len(days), 1) for n in range(len(days))])


def step(
    code: str, done: int, inferred: int, required: int, total: int = 235, **changes: object
) -> StepBalance:
    through = done + inferred
    made = StepBalance(
        code=code,
        activities=[f"Việc thứ nhất của bước {code}", "Việc thứ hai"],
        has_gate=code == "approval",
        total=total,
        done=done,
        inferred=inferred,
        required=required,
        through_curve=curve(date(2020, 2, 3), STATUS, through) if through else DailyCount([], []),
        required_curve=curve(date(2020, 2, 3), date(2020, 3, 27), total),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def made(steps: Sequence[StepBalance] | None = None, **changes: object) -> LineOfBalance:
    balance = LineOfBalance(
        edition=EDITION,
        root=ROOT,
        level_code="branch",
        level_name="chi bộ",
        units=235,
        steps=[step(code, *figures) for code, figures in FIGURES.items()] if steps is None else steps,
        deadline=deadline(date(2020, 3, 31)),
        days_off=DAYS_OFF,
    )
    return replace(balance, **changes)  # type: ignore[arg-type]


ALL_STEPS = [step(code, 40, 30, 90) for code in STEPS]
RUDE = [step(code, 40, 30, 90, activities=[HOSTILE] * 5) for code in STEPS]

PAGES: dict[str, Callable[[], LineOfBalance]] = {
    "plain": made,
    "all ten steps": lambda: made(ALL_STEPS),
    "one unit": lambda: made([step(code, 0, 1, 1, total=1) for code in STEPS], units=1),
    "nothing reported": lambda: made([step(code, 0, 0, 20) for code in STEPS]),
    "all done": lambda: made([step(code, 235, 0, 235) for code in STEPS]),
    "no steps": lambda: made([], units=0, deadline=None),
    "20,000 units": lambda: made([step(c, 9000, 1000, 12345, total=20000) for c in STEPS], units=20000),
    "hostile names": lambda: made(RUDE, root=replace(ROOT, name=HOSTILE), level_name="tổ chức " * 9),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return draw_line_of_balance(PAGES[request.param]())


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    assert [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4] == []
    assert covered(boxes) == []
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def test_each_step_has_its_figures_in_the_order_given() -> None:
    page = draw_line_of_balance(made())
    assert texts(page, "step") == [STEP_NAMES[code] for code in FIGURES]
    assert texts(page, "through") == ["222", "222", "194", "215", "121", "121"]
    assert texts(page, "required") == ["235", "224", "199", "180", "151", "140"]
    assert texts(page, "gap") == ["−13", "−2", "−5", "+35", "−30", "−19"]


def test_bars_and_the_line_of_balance_share_one_scale() -> None:
    page = draw_line_of_balance(made())
    whole = shapes(page, "step total")[0]
    breadth = whole[2] - whole[0]
    done = sorted(shapes(page, "step done"), key=lambda box: box[1])[:5]  # the last one is the legend's
    assert [round((right - left) / breadth * 235) for left, _, right, _ in done] == [101, 101, 73, 94, 121]
    ticks = sorted(shapes(page, "required tick"), key=lambda box: box[1])
    assert [round((x - whole[0]) / breadth * 235) for x, *_ in ticks] == [235, 224, 199, 180, 151, 140]


def test_only_what_lacks_is_hatched_and_it_fills_the_gap() -> None:
    page = draw_line_of_balance(made())
    whole, lacking = shapes(page, "step total")[0], shapes(page, "step lacking")
    breadth = whole[2] - whole[0]
    assert [round((b - a) / breadth * 235) for a, _, b, _ in sorted(lacking, key=lambda box: box[1])] == [
        13,
        2,
        5,
        30,
        19,
    ]


def test_inferred_steps_are_marked_and_explained() -> None:
    page = draw_line_of_balance(made())
    assert len(shapes(page, "step inferred")) == 5
    assert set(texts(page, "inferred")) == {"121°"}
    notes = " ".join(texts(page, "footnote"))
    assert "° Chưa ai báo cáo đủ việc của bước" in notes
    assert "suy ra không thay cho văn bản duyệt" in notes
    plain = draw_line_of_balance(made([step("steering", 10, 0, 12)]))
    assert "suy ra" not in " ".join([*texts(plain, "footnote"), *texts(plain, "legend")])


def test_units_through_end_at_the_status_date() -> None:
    page = draw_line_of_balance(made())
    for _, _, right, _ in shapes(page, "through area"):
        assert day_at(page, right) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.1)
    ((x, *_),) = shapes(page, "status")
    assert day_at(page, x) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.1)


def test_the_deadline_stands_at_the_end_of_its_day() -> None:
    page = draw_line_of_balance(made())
    ((x, *_),) = shapes(page, "deadline")
    assert day_at(page, x) == pytest.approx(date(2020, 4, 1).toordinal(), abs=0.1)
    assert texts(page, "flag") == ["Chốt số liệu 02/03", "Hạn chi bộ 31/03"]
    assert shapes(draw_line_of_balance(made(deadline=None)), "deadline") == []


def test_the_height_of_an_area_is_the_share_through() -> None:
    full, half = (step(code, count, 0, 1) for code, count in (("steering", 235), ("documents", 117)))
    areas = sorted(shapes(draw_line_of_balance(made([full, half])), "through area"), key=lambda box: box[3])
    heights = [bottom - top for _, top, _, bottom in areas]
    assert heights[1] / heights[0] == pytest.approx(117 / 235, abs=0.01)


def test_the_finding_names_the_worst_step_and_gates_without_documents() -> None:
    found = balance_finding(made())
    assert found.startswith(
        "Bước hụt nhiều nhất: trình duyệt, 121 chi bộ đã qua, phải qua 151, thiếu 30. Còn thiếu: đại hội 19, "
        "lãnh đạo, chỉ đạo 13, lấy góp ý 5."
    )
    assert found.endswith("121 chi bộ đã sang bước sau mà chưa ai báo cáo đủ bước trình duyệt.")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("all done", "Cả 235 chi bộ đã qua mọi bước của quy trình."),
        ("no steps", "Chưa có chi bộ nào trong đợt."),
        ("nothing reported", "Chưa có chi bộ nào báo cáo xong bước nào."),
    ],
)
def test_extremes_are_told_in_plain_words(case: str, words: str) -> None:
    assert words in balance_finding(PAGES[case]())


def test_the_line_of_balance_runs_through_no_number() -> None:
    """Half of what is done is required: the tick stands in the middle of the bar."""
    page = draw_line_of_balance(made([step("steering", 200, 0, 100)]))
    ((tick, *_),) = shapes(page, "required tick")
    (number,) = [text.get_position()[0] for text in text_artists(page) if text.get_gid() == "done"]
    assert abs(number - tick) > 4  # millimetres; three digits are as wide as that


def test_every_step_of_the_procedure_has_a_name() -> None:
    assert set(STEP_NAMES) == set(STEPS)
