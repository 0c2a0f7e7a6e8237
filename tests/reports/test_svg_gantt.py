"""The Gantt of one unit as SVG, read as a reader reads it."""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from daihoi.domain.results import UnitPlan
from daihoi.domain.states import ActivityState
from reports import typesetting
from reports.svg.unit_gantt import unit_gantt_svg
from reports.unit_gantt import draw_unit_gantt
from tests.reports.hostile import NAMES
from tests.reports.reading_svg import SVG, Extent, day_at, lines, root_of, shapes, texts
from tests.reports.sample_plans import hoa_xuan_groups, make_plan, plain_groups
from tests.reports.samples import unit

GOLDEN = "21cab88806b135ef0e2e902e4f6fe5ca554bb27d0bba369f89a90c0e81c20135"
"""SHA-256 of the page of Hòa Xuân. A change is looked at beside the page that matplotlib draws."""


def nothing_reported() -> UnitPlan:
    rows = [
        [replace(row, percent=0, state=ActivityState.POSSIBLE, is_inferred=False) for row in group.rows]
        for group in hoa_xuan_groups()
    ]
    groups = [replace(group, percent=0, rows=of) for group, of in zip(hoa_xuan_groups(), rows, strict=True)]
    return make_plan(groups, done_pct=0)


def all_done() -> UnitPlan:
    groups = [
        replace(
            group,
            percent=100,
            rows=[
                replace(row, percent=100, state=ActivityState.DONE, is_critical=False, total_float_days=None)
                for row in group.rows
            ],
        )
        for group in hoa_xuan_groups()
    ]
    return make_plan(groups, links=(), done_pct=100, blocking=[])


PLANS = {
    "every mark": make_plan(),
    "one row": make_plan(plain_groups(1, 1), links=()),
    "no row": make_plan([], links=()),
    "45 rows": make_plan(plain_groups(45, 5), links=()),
    "all done": all_done(),
    "nothing reported": nothing_reported(),
    "no deadline": make_plan(deadline=None, congress_float_days=None),
}


@pytest.fixture(scope="module")
def page() -> bytes:
    return unit_gantt_svg(make_plan())


def test_the_page_is_an_a4_sheet_in_hundredths_of_a_millimetre(page: bytes) -> None:
    root = root_of(page)
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")
    assert root.get("viewBox") == "0 0 29700 21000"
    assert root.get("lang") == "vi"


def test_those_who_do_not_see_it_are_told_the_finding(page: bytes) -> None:
    root = root_of(page)
    assert root.findtext(f"{SVG}title") == "Đảng bộ phường Hòa Xuân: tiến độ chuẩn bị đại hội"
    assert (root.findtext(f"{SVG}desc") or "").startswith("Theo tiến độ hiện tại, đại hội ngày 02/06/2020")


def test_rows_stand_in_the_order_of_the_plan(page: bytes) -> None:
    assert texts(page, "number") == [
        "1.1",
        "1.2",
        "1.3",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "3.3",
        "4.1",
        "5.1",
        "5.2",
    ]
    assert texts(page, "group") == ["LÃNH ĐẠO, CHỈ ĐẠO", "VĂN KIỆN", "NHÂN SỰ", "ĐẠI HỘI", "SAU ĐẠI HỘI"]
    assert texts(page, "percent") == ["100", "100", "44", "70", "0", "5", "0", "90", "0", "0", "0"]
    assert texts(page, "plan")[0] == "06/01–17/01"
    assert texts(page, "finish")[:3] == ["20/01", "04/02", "07/04"]


def test_status_and_deadline_stand_at_the_end_of_their_days(page: bytes) -> None:
    ((status, *_),) = shapes(page, "status")
    ((last, *_),) = shapes(page, "deadline")
    assert day_at(page, status) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.05)
    assert day_at(page, last) == pytest.approx(date(2020, 6, 10).toordinal(), abs=0.05)
    assert texts(page, "flag") == ["Chốt số liệu 02/03/2020", "Hạn 09/06/2020"]


def test_bars_run_from_the_first_to_the_end_of_the_last_day_and_are_done_in_part(page: bytes) -> None:
    bars = {
        (round(day_at(page, left), 1), round(day_at(page, right), 1))
        for left, _, right, _ in shapes(page, "bar edge")
    }
    assert (date(2020, 1, 6).toordinal(), date(2020, 1, 21).toordinal()) in bars
    done = [day_at(page, right) for _, _, right, _ in shapes(page, "bar done")]
    # Draft: 21/01 to 13/03 are 53 days, 70 per cent are 37,1 days.
    assert any(end == pytest.approx(date(2020, 1, 21).toordinal() + 37.1, abs=0.1) for end in done)


def test_every_kind_of_mark_is_there(page: bytes) -> None:
    kinds = {
        "baseline": 11,
        "bar inferred": 1,
        "critical edge": 3,
        "critical hatch": 3,
        "overdue": 1,
        "hammock": 2,
    }
    kinds |= {"congress": 1, "link head": 7, "tail": 2, "group span": 5, "day off": 3}
    assert {kind: len(shapes(page, kind)) for kind in kinds} == kinds
    assert texts(page, "waiting") == ["chờ duyệt"]
    assert texts(page, "log") == ["Sổ ghi đến số 992 · c2186edcc62f"]
    assert any(line.startswith("Giả định: tên chi bộ") for line in texts(page, "footnote"))
    assert "Kéo dài quá khung hình" in texts(page, "legend")


@pytest.mark.parametrize("name", PLANS)
def test_both_backends_write_the_same_words_at_the_same_places(name: str) -> None:
    figure, page = draw_unit_gantt(PLANS[name]), unit_gantt_svg(PLANS[name])
    artists = [a for a in figure.axes[0].get_children() if isinstance(a, Text) and a.get_text()]
    drawn = sorted((a.get_gid() or "", a.get_text(), *_rounded(*a.get_position())) for a in artists)
    written = sorted((line.part, line.words, *_rounded(line.x, line.y)) for line in lines(page))
    assert [word[:2] for word in written] == [word[:2] for word in drawn]
    for mine, theirs in zip(written, drawn, strict=True):
        assert mine[2:] == pytest.approx(theirs[2:], abs=0.011), mine


@pytest.mark.parametrize("name", PLANS)
def test_both_backends_draw_the_same_shapes_at_the_same_places(name: str) -> None:
    figure, page = draw_unit_gantt(PLANS[name]), unit_gantt_svg(PLANS[name])
    drawn = _drawn_shapes(figure)
    parts = {path.get("data-part") for path in root_of(page).iter(f"{SVG}path")} - {None}
    assert parts == set(drawn)
    for part, extents in drawn.items():
        written = sorted(shapes(page, str(part)))
        assert len(written) == len(extents), part
        for mine, theirs in zip(written, sorted(extents), strict=True):
            assert mine == pytest.approx(theirs, abs=0.02), part


@pytest.mark.parametrize("name", PLANS)
def test_no_text_lies_outside_the_page_or_covers_another(name: str) -> None:
    _assert_tidy(unit_gantt_svg(PLANS[name]))


def test_the_page_of_a_hand_made_plan_is_this_one(page: bytes) -> None:
    assert hashlib.sha256(page).hexdigest() == GOLDEN


def test_another_process_on_another_day_gives_the_same_bytes(page: bytes) -> None:
    program = (
        "import hashlib; from tests.reports.test_svg_gantt import PLANS, unit_gantt_svg; "
        "pages = [unit_gantt_svg(plan) for plan in reversed(PLANS.values())]; "
        "print(hashlib.sha256(pages[-1]).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == hashlib.sha256(page).hexdigest()


def test_pages_made_at_the_same_time_do_not_disturb_each_other() -> None:
    alone = [unit_gantt_svg(plan) for plan in PLANS.values()]
    with ThreadPoolExecutor(max_workers=4) as threads:
        assert list(threads.map(unit_gantt_svg, list(PLANS.values()) * 3)) == alone * 3


def test_no_drawing_library_is_loaded() -> None:
    program = (
        "import sys; from reports.svg.unit_gantt import unit_gantt_svg; import reports.books.binding; "
        "sys.exit(bool({'matplotlib', 'typst'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    groups = [
        replace(group, name=NAMES[name], rows=[replace(row, name=NAMES[name]) for row in group.rows])
        for group in hoa_xuan_groups()
    ]
    plan = make_plan(groups, unit=unit("X", NAMES[name]), path=[NAMES[name]] * 3, blocking=[NAMES[name]])
    page = unit_gantt_svg(plan)
    tags = Counter(element.tag.removeprefix(SVG) for element in root_of(page).iter())
    assert set(tags) <= {"svg", "title", "desc", "defs", "pattern", "path", "text"}
    _assert_tidy(page)
    everything = page.decode()
    assert unicodedata.is_normalized("NFC", everything)
    assert not any(unicodedata.category(letter) in {"Cf", "Cs"} for letter in everything)


def test_a_script_is_printed_as_it_is_written() -> None:
    page = unit_gantt_svg(make_plan(unit=unit("X", NAMES["script"])))
    assert texts(page, "title") == ["<script>alert(1)</script>: tiến độ chuẩn bị đại hội"]


def test_signs_of_direction_do_not_turn_the_text_around_them() -> None:
    page = unit_gantt_svg(make_plan(unit=unit("X", NAMES["right to left"])))
    assert texts(page, "title") == ["Chi bộ gnòt gnợuht: tiến độ chuẩn bị đại hội"]


def test_a_decomposed_name_is_composed() -> None:
    page = unit_gantt_svg(make_plan(unit=unit("X", NAMES["decomposed"])))
    assert texts(page, "title") == ["Đảng bộ Tổng công ty Điện lực: tiến độ chuẩn bị đại hội"]


def test_long_lines_keep_their_width_in_any_font(page: bytes) -> None:
    long = [line for line in lines(page) if len(line.words) >= 12]
    assert len(long) > 30
    assert all(line.held for line in long)
    assert all(line.held is None for line in lines(page) if len(line.words) < 12)


def test_more_rows_than_a3_can_hold_make_the_page_longer_and_not_the_rows_lower() -> None:
    page = unit_gantt_svg(make_plan(plain_groups(130, 5), links=()))
    rows = [line.y for line in lines(page, "number")]
    assert len(rows) == 130
    assert min(after - before for before, after in itertools.pairwise(rows)) > 3.5
    _assert_tidy(page)


def _assert_tidy(page: bytes) -> None:
    """All text lies inside the page, is large enough to read, and covers no other text."""
    root = root_of(page)
    wide, high = (float(str(root.get(side)).removesuffix("mm")) for side in ("width", "height"))
    boxes = []
    for line in lines(page):
        breadth, letter = typesetting.width(line.words, line.size, line.face), line.size * 25.4 / 72
        left = line.x - {"start": 0.0, "middle": breadth / 2, "end": breadth}[line.anchor]
        boxes.append((line.words, left, line.y - 0.68 * letter, left + breadth, line.y + 0.16 * letter))
        assert line.size >= 6.49, line
    outside = [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > wide - 4 or b[4] > high - 4]
    assert outside == []
    covered = [
        (a[0], b[0])
        for a, b in itertools.combinations(boxes, 2)
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]
    assert covered == []


def _rounded(x: float, y: float) -> tuple[float, float]:
    return round(float(x), 2), round(float(y), 2)


def _drawn_shapes(figure: Figure) -> dict[object, list[Extent]]:
    found: dict[object, list[Extent]] = {}
    for collection in figure.axes[0].collections:
        if collection.get_gid():
            for path in collection.get_paths():
                (left, top), (right, bottom) = path.vertices.min(axis=0), path.vertices.max(axis=0)
                found.setdefault(collection.get_gid(), []).append((left, top, right, bottom))
    return found
