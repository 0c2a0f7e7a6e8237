"""A book that is set in parts: one whole for its reader."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdf
import pytest

from reports.books.binding import bind
from reports.books.contents import Cover
from reports.books.selection import leaves
from reports.books.setting import Part, SettingError, parts_of, set_parts
from tests.reports.samples import EDITION
from tests.reports.test_books import TREE, bookmarks, opened, plan_of, words_on

COVER = Cover(EDITION, "Toàn đợt: 7 đơn vị")


def bound(pages_per_part: int) -> bytes:
    units = [(leaf, plan_of(leaf.unit)) for leaf in leaves(TREE, TREE.units)]
    return bind(COVER, units, pages_per_part=pages_per_part)


@pytest.fixture(scope="module")
def parts() -> bytes:
    return bound(3)


@pytest.fixture(scope="module")
def one() -> bytes:
    return bound(200)


def links(reader: pypdf.PdfReader, page: int) -> list[int]:
    """The pages that the links of a page lead to, from 1 on, in the order of the file."""
    found = []
    numbers = {
        at.indirect_reference.idnum: n for n, at in enumerate(reader.pages, 1) if at.indirect_reference
    }
    for link in reader.pages[page - 1].get("/Annots", ()):
        target = link.get_object()["/Dest"]
        found.append(numbers[list.__getitem__(target, 0).idnum])  # the reference, not the page behind it
    return found


@pytest.mark.parametrize(
    ("charts", "size", "ends"),
    [(7, 3, [(0, 3), (3, 6), (6, 7)]), (6, 3, [(0, 3), (3, 6)]), (1, 200, [(0, 1)]), (0, 3, [])],
)
def test_every_chart_is_in_one_part(charts: int, size: int, ends: list[tuple[int, int]]) -> None:
    made = list(parts_of(charts, 2, size))
    assert [(part.first, part.end) for part in made] == ends
    assert {(part.before, part.total) for part in made} == ({(2, charts + 2)} if charts else set())


def test_a_reader_does_not_see_the_parts(parts: bytes, one: bytes) -> None:
    apart, whole = opened(parts), opened(one)
    assert [words_on(page) for page in apart.pages] == [words_on(page) for page in whole.pages]
    assert list(bookmarks(apart)) == list(bookmarks(whole))
    assert [words_on(page).split()[-4:] for page in apart.pages][-1] != []
    assert "Trang 9 / 9" in words_on(apart.pages[-1])


def test_links_lead_into_every_part_and_back(parts: bytes) -> None:
    reader = opened(parts)
    # Each line of the contents has two links, its name and its page: seven units on the pages 3 to 9.
    assert sorted(links(reader, 2)) == sorted([3, 4, 5, 6, 7, 8, 9] * 2)
    assert [links(reader, page) for page in range(3, 10)] == [[2]] * 7


def test_nothing_in_the_book_leads_out_of_it(parts: bytes) -> None:
    assert b"/URI" not in parts
    assert b"leaf:" not in parts
    for page in opened(parts).pages:
        for link in page.get("/Annots", ()):
            assert "/A" not in link.get_object()


def test_it_stays_an_archive_file_known_by_its_content(parts: bytes, one: bytes) -> None:
    reader = opened(parts)
    root = reader.trailer["/Root"]
    assert root["/OutputIntents"]
    told = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in told
    assert reader.metadata is not None
    assert "pypdf" not in str(dict(reader.metadata))
    first, second = reader.trailer["/ID"]
    assert first == second
    assert len(first) == 16
    assert first != opened(one).trailer["/ID"][0]
    assert bound(3) == parts


def test_a_part_that_cannot_be_set_says_why(tmp_path: Path) -> None:
    (tmp_path / "part.typ").write_text("#panic()")
    with pytest.raises(SettingError, match=r"Không đóng được tập biểu đồ: .*panic"):
        list(set_parts(tmp_path, iter([Part(0, 1, 2, 3)]), 0))


def test_a_part_is_set_wherever_the_program_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "nowhere")
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert len(pypdf.PdfReader(io.BytesIO(bound(7))).pages) == 9
