"""A book of charts, opened with another program's reader."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from daihoi.domain.results import UnitPlan
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Level, Structure
from daihoi.domain.units import Unit, UnitTree
from daihoi.errors import UnknownCodeError
from reports.books.binding import Watcher, bind
from reports.books.contents import Cover, book_finding, entry_of, figures_by_level, urgent
from reports.books.selection import EmptyBookError, Leaf, choose, leaves, scope_words
from tests.reports.hostile import NAMES
from tests.reports.sample_plans import hoa_xuan_groups, make_plan, plain_groups
from tests.reports.samples import EDITION, STATED, unit

UNITS = (
    ("CL", "Đảng bộ quận Cẩm Lệ", "district", ""),
    ("CL.A", "Đảng bộ phường A", "grassroots", "CL"),
    ("CL.A.1", "Chi bộ A1", "branch", "CL.A"),
    ("CL.A.2", "Chi bộ A2", "branch", "CL.A"),
    ("CL.B", "Đảng bộ phường B", "grassroots", "CL"),
    ("CL.B.1", "Chi bộ B1", "branch", "CL.B"),
    ("CL.C", "Chi bộ cơ sở C", "grassroots", "CL"),
)
TREE = UnitTree(tuple(Unit(code, name, level, above, "", STATED) for code, name, level, above in UNITS))
NAMES_OF_LEVELS = {"branch": "Chi bộ", "grassroots": "Cơ sở", "district": "Quận"}
COVER = Cover(EDITION, "Toàn đợt: 7 đơn vị")


@pytest.fixture(scope="module")
def structure() -> Structure:
    levels = tuple(
        Level(code, name, name, rank, ()) for rank, (code, name) in enumerate(NAMES_OF_LEVELS.items())
    )
    return Structure("s", "s", {}, levels)


def plan_of(one: Unit, **changes: object) -> UnitPlan:
    return make_plan(unit=one, level_name=NAMES_OF_LEVELS[one.level], **changes)


def held(one: Unit) -> UnitPlan:
    groups = [
        replace(
            group,
            rows=[
                replace(row, state=ActivityState.DONE, percent=100, is_inferred=False, is_critical=False)
                for row in group.rows
            ],
        )
        for group in hoa_xuan_groups()
    ]
    return plan_of(one, groups=groups, links=(), blocking=[])


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def words_on(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def bookmarks(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int]]:
    """Depth, title and 1-based page of every bookmark, in order."""

    def walk(items: Sequence[object], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                page = reader.get_destination_page_number(item)  # type: ignore[arg-type]
                yield depth, str(item["/Title"]), (page or 0) + 1  # type: ignore[index]

    return walk(reader.outline, 1)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """Seven units; the congress of A1 is held, that of A2 lies five working days after its deadline."""
    plans = {"CL.A.1": held(TREE.unit("CL.A.1"))}
    plans["CL.A.2"] = plan_of(TREE.unit("CL.A.2"), congress_float_days=-5)
    return bind(
        COVER, [(leaf, plans.get(leaf.unit.code, plan_of(leaf.unit))) for leaf in leaves(TREE, TREE.units)]
    )


def test_every_unit_has_a_page_behind_cover_and_contents(whole: bytes) -> None:
    reader = opened(whole)
    assert len(reader.pages) == 9
    titles = [words_on(page).split(": tiến độ")[0] for page in list(reader.pages)[2:]]
    assert titles == [name for _, name, _, _ in UNITS]
    assert [round(float(value) / 72 * 25.4) for value in reader.pages[4].mediabox[2:]] == [297, 210]


def test_bookmarks_are_the_tree_of_units(whole: bytes) -> None:
    assert list(bookmarks(opened(whole))) == [
        (1, "Kết luận", 1),
        (1, "Mục lục", 2),
        (1, "Đảng bộ quận Cẩm Lệ", 3),
        (2, "Đảng bộ phường A", 4),
        (3, "Chi bộ A1", 5),
        (3, "Chi bộ A2", 6),
        (2, "Đảng bộ phường B", 7),
        (3, "Chi bộ B1", 8),
        (2, "Chi bộ cơ sở C", 9),
    ]


def test_the_cover_tells_the_finding_and_whom_to_look_at_first(whole: bytes) -> None:
    cover = words_on(opened(whole).pages[0])
    assert "1/7 (14,29%) đơn vị trong tập đã tổ chức đại hội. 1 đơn vị dự kiến đại hội sau hạn." in cover
    assert "6 việc quá hạn ở 6 đơn vị." in cover  # one in each unit but the one that is through
    assert "Số liệu đến hết ngày 02/03/2020" in cover
    assert "Sổ ghi đến số 992 · c2186edcc62f" in cover
    assert "Giả định: tên chi bộ và ngày của từng chi bộ" in cover
    first = cover[cover.index("Xem trước") :]
    assert first.index("Chi bộ A2") < first.index("Đảng bộ quận Cẩm Lệ")
    assert "sau hạn 5 ngày 6" in first  # and stands on page 6


def test_the_list_of_contents_names_page_and_date(whole: bytes) -> None:
    contents = words_on(opened(whole).pages[1])
    assert "Chi bộ A1 02/06/2020 đã tổ chức 5" in contents
    assert "Chi bộ A2 02/06/2020 sau hạn 5 ngày 1 6" in contents
    assert "Chi bộ B1 02/06/2020 còn 4 ngày 1 8" in contents


def test_pages_are_numbered(whole: bytes) -> None:
    pages = list(opened(whole).pages)
    assert [re.findall(r"Trang (\d+) ?/ ?(\d+)", words_on(page)) for page in pages[1:]] == [
        [(str(number), "9")] for number in range(2, 10)
    ]


def test_text_of_charts_can_be_searched(whole: bytes) -> None:
    page = words_on(opened(whole).pages[5])
    for words in ("Dự thảo báo cáo chính trị, báo cáo kiểm điểm", "Chốt số liệu 02/03/2020", "20/01–06/03"):
        assert words in page


def test_it_is_an_archive_file_with_its_own_fonts_and_no_clock(whole: bytes) -> None:
    reader = opened(whole)
    metadata = reader.xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data().decode() if hasattr(metadata, "stream") else whole.decode("latin-1")
    assert re.search(r"pdfaid:part(>|=\")2", xmp)
    assert re.search(r"pdfaid:conformance(>|=\")U", xmp)
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[union-attr]
    }
    assert fonts == {f"SourceSansPro-{face}" for face in ("Regular", "It", "Semibold", "Bold")}
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2020, 3, 2)


def test_the_same_book_gives_the_same_bytes(whole: bytes) -> None:
    units = [(Leaf(one, 1), plan_of(one)) for one in TREE.units[2:4]]
    first = bind(COVER, units)
    assert bind(COVER, iter(units)) == first
    assert first != whole


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    hostile = unit("X", NAMES[name])
    edition = replace(EDITION, campaign_title=NAMES[name], assumptions=[NAMES[name]])
    plan = make_plan(unit=hostile, level_name=NAMES[name], path=[NAMES[name]], blocking=[NAMES[name]])
    cover = Cover(edition, NAMES[name], [NAMES[name]])
    reader = opened(bind(cover, [(Leaf(hostile, 2, [(1, NAMES[name])]), plan)]))
    assert len(reader.pages) == 3
    for page in reader.pages:
        targets = [note.get_object() for note in page.get("/Annots", [])]
        assert all("/A" not in note or note["/A"].get("/S") == "/GoTo" for note in targets)
    assert len(list(bookmarks(reader))) == 4
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_a_script_is_printed_as_it_is_written() -> None:
    reader = opened(
        bind(COVER, [(Leaf(unit("X", NAMES["script"]), 1), make_plan(unit=unit("X", NAMES["script"])))])
    )
    assert "<script>alert(1)</script>: tiến độ chuẩn bị đại hội" in words_on(reader.pages[2])
    assert list(bookmarks(reader))[-1] == (1, "<script>alert(1)</script>", 3)


def test_a_unit_with_many_activities_has_a_larger_page() -> None:
    many = make_plan(plain_groups(45, 5), links=())
    page = opened(bind(COVER, [(Leaf(many.unit, 1), many)])).pages[2]
    assert [round(float(value) / 72 * 25.4) for value in page.mediabox[2:]] == [420, 297]


def test_a_campaign_in_which_all_is_done_has_nothing_to_look_at_first() -> None:
    reader = opened(bind(COVER, [(Leaf(one, 1), held(one)) for one in TREE.units[:2]]))
    cover = words_on(reader.pages[0])
    assert "2/2 (100,00%) đơn vị trong tập đã tổ chức đại hội." in cover
    assert "Không có đơn vị nào sau hạn hoặc có việc quá hạn." in cover


def test_who_watches_is_told_of_every_page_and_of_the_binding() -> None:
    told: list[str] = []
    watcher = Watcher(lambda: told.append("page"), lambda: told.append("binding"))
    bind(COVER, [(Leaf(one, 1), plan_of(one)) for one in TREE.units[:3]], watcher)
    assert told == ["page", "page", "page", "binding"]


def test_units_are_chosen_with_all_below_them_depth_first(structure: Structure) -> None:
    shuffled = UnitTree(tuple(sorted(TREE.units, key=lambda one: (len(one.code), one.code))))
    assert [one.code for one in choose(shuffled, structure, [], None)] == [code for code, *_ in UNITS]
    assert [one.code for one in choose(TREE, structure, ["CL.A"], None)] == ["CL.A", "CL.A.1", "CL.A.2"]
    assert [one.code for one in choose(TREE, structure, ["CL.B", "CL.A.2"], "branch")] == ["CL.A.2", "CL.B.1"]
    assert [one.code for one in choose(TREE, structure, ["CL.A", "CL.A.1"], "branch")] == ["CL.A.1", "CL.A.2"]


@pytest.mark.parametrize(
    ("units", "level", "error", "says"),
    [
        (["CL.X"], None, UnknownCodeError, "Không có đơn vị «CL.X»"),
        (["CL", "cl.a"], None, UnknownCodeError, "«CL.A»"),
        ([], "brnch", UnknownCodeError, "Không có cấp «brnch». Có phải ý là «branch»"),
        ([], "", UnknownCodeError, "Không có cấp «»"),
        (["CL.C"], "branch", EmptyBookError, "Không có đơn vị nào thuộc cấp «branch» .* trong CL.C"),
    ],
)
def test_nonsense_is_refused(
    structure: Structure, units: list[str], level: str | None, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        choose(TREE, structure, units, level)


def test_units_above_that_have_no_page_become_headings() -> None:
    branches = [one for one in TREE.units if one.level == "branch"]
    assert [(leaf.unit.code, leaf.depth, list(leaf.chapters)) for leaf in leaves(TREE, branches)] == [
        ("CL.A.1", 2, [(1, "Đảng bộ phường A")]),
        ("CL.A.2", 2, []),
        ("CL.B.1", 2, [(1, "Đảng bộ phường B")]),
    ]


def test_what_is_above_all_pages_is_no_heading() -> None:
    below_a = [one for one in TREE.units if one.parent_code == "CL.A"]
    assert [(leaf.depth, list(leaf.chapters)) for leaf in leaves(TREE, below_a)] == [(1, []), (1, [])]
    assert [leaf.depth for leaf in leaves(TREE, TREE.units[1:2])] == [1]


def test_the_scope_is_told_in_words() -> None:
    assert scope_words(TREE, [], None, 7) == "Toàn đợt: 7 đơn vị"
    assert (
        scope_words(TREE, ["CL.A", "CL.A"], "chi bộ", 2) == "Đảng bộ phường A và cấp dưới: chi bộ, 2 đơn vị"
    )


def test_levels_are_counted_and_summed() -> None:
    late = entry_of(Leaf(TREE.units[2], 3), plan_of(TREE.units[2], congress_float_days=-1))
    through = entry_of(Leaf(TREE.units[3], 3), held(TREE.units[3]))
    above = entry_of(Leaf(TREE.units[1], 2), plan_of(TREE.units[1], congress_float_days=None))
    rows = [
        (row.name, row.units, row.held, row.late, row.overdue, row.unreported)
        for row in figures_by_level([above, late, through])
    ]
    # Hòa Xuân has one overdue activity and one that nobody reported.
    assert rows == [("Cơ sở", 1, 0, 0, 1, 1), ("Chi bộ", 2, 1, 1, 1, 1), ("Cộng", 3, 1, 1, 2, 2)]
    assert urgent([above, late, through]) == ([1, 0], 0)
    assert book_finding([through]) == "1/1 (100,00%) đơn vị trong tập đã tổ chức đại hội."
