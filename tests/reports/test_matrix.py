"""The status matrix, read as a reader reads it."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure

from daihoi.domain.matrix import Matrix, MatrixActivity, MatrixRow
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit
from reports.matrix import draw_matrix
from reports.matrix_wording import matrix_finding
from tests.reports.reading import shapes, text_artists, texts
from tests.reports.samples import ASSUMED, EDITION, ROOT, deadline
from tests.reports.test_files import boxes_in_mm

S = ActivityState
NAMES = (
    ("Lãnh đạo, chỉ đạo", "Tiếp thu kế hoạch; chi ủy phân công"),
    ("Văn kiện", "Dự thảo báo cáo chính trị và kiểm điểm chi ủy"),
    ("Văn kiện", "Hoàn thiện báo cáo, dự thảo nghị quyết"),
    ("Nhân sự", "Chuẩn bị, giới thiệu nhân sự chi ủy, bí thư, phó bí thư"),
    ("Trình duyệt", "Đảng ủy cơ sở duyệt"),
    ("Đại hội", "Đại hội chi bộ"),
    ("Sau đại hội", "Đảng ủy cơ sở chuẩn y"),
)
HOSTILE = (
    "Chi bộ <script>alert('x')</script> \u202eđảo ngược\u202c =HYPERLINK(\"http://x\") "
    + unicodedata.normalize("NFD", "Trường Trung học phổ thông chuyên Nguyễn Bỉnh Khiêm ")
    + "Ă" * 200
)


def row(
    place: int, states: Sequence[ActivityState], *, name: str = "", parent: str = "A", **changes: object
) -> MatrixRow:
    unit = Unit(f"CL.{parent}.{place:03d}", name or f"Chi bộ {place}", "branch", f"CL.{parent}", "", ASSUMED)
    opening = date(2020, 3, 9) + timedelta(days=place % 20)
    made = MatrixRow(
        unit=unit,
        parent_name=f"Đảng bộ phường {parent}",
        states=list(states),
        congress=Span(opening, opening + timedelta(days=1)),
        is_held=False,
        deadline=deadline(date(2020, 3, 31)),
        float_days=place % 20,
        overdue=sum(state is S.OVERDUE for state in states),
        remaining=3,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def made(rows: Sequence[MatrixRow], names: Sequence[tuple[str, str]] = NAMES) -> Matrix:
    activities = []
    for column, (workstream, name) in enumerate(names):
        states = [shown.states[column] for shown in rows]
        has = [state for state in states if state is not S.NOT_APPLICABLE]
        counts = [has.count(state) for state in (S.DONE, S.UNREPORTED, S.OVERDUE)]
        is_gate, is_congress = "duyệt" in name or "chuẩn y" in name, name.startswith("Đại hội")
        activities.append(
            MatrixActivity(f"a{column}", name, workstream, is_gate, is_congress, len(has), *counts)
        )
    return Matrix(EDITION, ROOT, "branch", "chi bộ", activities, list(rows))


ALL_STATES = (S.DONE, S.UNREPORTED, S.IN_PROGRESS, S.WAITING_FOR_APPROVAL, S.OVERDUE, S.POSSIBLE)
EVERY = (*ALL_STATES, S.NOT_YET_POSSIBLE)
LATE = row(1, (S.OVERDUE, *[S.NOT_YET_POSSIBLE] * 6), float_days=-5, parent="B")
HELD = row(2, (*[S.UNREPORTED] * 5, S.DONE, S.POSSIBLE), is_held=True, float_days=None)
NONE_YET = [row(n, [S.NOT_YET_POSSIBLE] * 7) for n in range(20)]
ALL_DONE = [row(n, [S.DONE] * 7, is_held=True, float_days=None) for n in range(20)]
MIXED = [row(n, [EVERY[(n + c) % 7] for c in range(7)], parent="AB"[n % 2]) for n in range(235)]
WIDE = [(workstream, f"{name} {n}") for n, (workstream, name) in enumerate(sorted(NAMES * 3)[:18])]

PAGES: dict[str, Callable[[], Matrix]] = {
    "no rows": lambda: made([]),
    "one row": lambda: made([LATE]),
    "nothing reported": lambda: made(NONE_YET),
    "all done": lambda: made(ALL_DONE),
    "60 rows": lambda: made(MIXED[:60]),
    "hostile names": lambda: made([row(n, EVERY, name=HOSTILE, parent_name=HOSTILE) for n in range(6)]),
    "18 activities": lambda: made([row(n, [S.DONE] * 18) for n in range(5)], WIDE),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return draw_matrix(PAGES[request.param]())[0]


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    assert [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4] == []
    assert covered(boxes) == []
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def covered(boxes: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    return [
        (a[0], b[0])
        for a, b in itertools.combinations(boxes, 2)
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]


def test_rows_keep_the_given_order_and_each_has_its_figures() -> None:
    page = draw_matrix(made([LATE, row(3, EVERY), HELD]))[0]
    assert texts(page, "name") == ["Chi bộ 1", "Chi bộ 3", "Chi bộ 2"]
    assert texts(page, "parent") == [f"Đảng bộ phường {name}" for name in "BAA"]
    assert texts(page, "congress date") == ["10/03", "12/03", "11/03"]
    assert texts(page, "float") == ["−5", "3", "–"]
    assert texts(page, "overdue") == ["1", "1", "–"]


def test_the_unit_above_is_not_repeated_when_it_is_the_same_for_all() -> None:
    page = draw_matrix(made(NONE_YET))[0]
    assert texts(page, "parent") == []
    assert "Trực thuộc" not in texts(page, "heading")


def test_every_state_has_a_shape_of_its_own_and_a_key_with_its_count() -> None:
    page = draw_matrix(made([row(1, EVERY), row(2, EVERY)]))[0]
    for state in EVERY:
        assert len(shapes(page, f"cell {state.name.lower()}")) == 2 + 1  # two rows, and the legend
    keys = texts(page, "legend")
    assert len(keys) == 7
    assert all(key.endswith("(2)") for key in keys)
    assert "Không có việc này (2)" not in keys


def test_cells_stand_in_their_row_and_under_their_activity() -> None:
    """Only the third row is overdue, in the second column."""
    plain = [S.NOT_YET_POSSIBLE] * 7
    rows = [row(n, plain) for n in range(5)]
    rows[2] = row(2, [plain[0], S.OVERDUE, *plain[2:]])
    page = draw_matrix(made(rows))[0]
    box = max(shapes(page, "cell overdue"), key=lambda box: box[2] - box[0])
    names = {
        text.get_text(): text.get_position()[1] for text in text_artists(page) if text.get_gid() == "name"
    }
    assert box[1] < float(names["Chi bộ 2"]) < box[3]
    below = [other for other in shapes(page, "cell not_yet_possible") if other[1] > box[3]]
    columns = sorted({round(left, 2) for left, _, right, _ in below if right - left > 10})  # not the legend's
    assert columns[1] == pytest.approx(box[0], abs=0.01)


def test_totals_stand_above_their_column() -> None:
    rows = [row(n, [S.DONE] * 2 + [S.UNREPORTED] * 2 + [S.NOT_YET_POSSIBLE] * 3) for n in range(9)]
    page = draw_matrix(made(rows))[0]
    assert texts(page, "done") == ["9", "9", "0", "0", "0", "0", "0"]
    assert texts(page, "inferred") == ["+9°", "+9°"]
    assert len(shapes(page, "share done")) == 2
    assert texts(page, "total") == ["TẤT CẢ: 9"]


def test_workstreams_stand_above_their_activities_once() -> None:
    page = draw_matrix(made(NONE_YET))[0]
    words = " ".join(texts(page, "workstream"))
    assert words.count("Văn") == words.count("Trình") == 1


@pytest.mark.parametrize(
    ("rows", "pages", "height_mm"), [(1, 1, 210), (28, 1, 210), (29, 1, 420), (61, 2, 420)]
)
def test_many_rows_grow_to_a3_and_then_to_pages_of_sixty(rows: int, pages: int, height_mm: int) -> None:
    drawn = draw_matrix(made(MIXED[:rows]))
    assert len(drawn) == pages
    assert drawn[0].get_figheight() * 25.4 == pytest.approx(height_mm)
    assert sum(len(texts(page, "float")) for page in drawn) == rows


def test_pages_are_numbered_and_the_riskiest_stand_on_the_first() -> None:
    first, second = draw_matrix(made(MIXED[:70]))
    assert "Trang 1/2" in texts(first, "facts")[0]
    assert "Trang 2/2" in texts(second, "facts")[0]
    assert (texts(first, "name")[0], texts(second, "name")[0]) == ("Chi bộ 0", "Chi bộ 60")
    assert texts(first, "total") == texts(second, "total") == ["TẤT CẢ: 70"]


def test_the_finding_says_who_is_late_and_with_whom_to_speak() -> None:
    found = matrix_finding(made([LATE, HELD, row(3, EVERY)]))
    assert "Đã đại hội 1/3 (33,33%) chi bộ." in found
    assert "1 chi bộ sẽ đại hội sau hạn, trễ 5 ngày làm việc." in found
    assert "2 việc quá hạn ở 2 chi bộ" in found
    assert "Làm việc trước với: Đảng bộ phường B (1), Đảng bộ phường A (1)." in found


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "Không có chi bộ nào trực thuộc."),
        (ALL_DONE, "Đã tổ chức đủ 20/20 đại hội chi bộ."),
        (NONE_YET, "Chưa có chi bộ nào báo cáo việc đã xong."),
        (NONE_YET, "Không đại hội nào trễ hạn; sát hạn nhất: Chi bộ 0, đúng vào hạn."),
    ],
)
def test_extremes_are_told_in_plain_words(rows: list[MatrixRow], words: str) -> None:
    assert words in matrix_finding(made(rows))


def test_assumptions_and_the_log_are_on_every_page(page: Figure) -> None:
    assert any(line.startswith("Giả định:") for line in texts(page, "footnote"))
    assert texts(page, "log") == ["Sổ ghi đến số 992 · c2186edcc62f"]
