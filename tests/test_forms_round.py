"""A small district's round of forms: every mistake is refused where it is, and the figures are those counted.

The whole round, 88 organisations and 450 branches: ``python -m benchmarks.forms``.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from benchmarks.forms import Result, run
from benchmarks.forms_book import Sheet, mend
from benchmarks.forms_district import District, drawn_district
from benchmarks.forms_reconciled import Figure
from benchmarks.forms_round import RENAMED_KIND, TWICE_KIND, Round

SEED = 7


@pytest.fixture(scope="module")
def district() -> District:
    return drawn_district(2, 3, random.Random(SEED))


@pytest.fixture(scope="module")
def result(district: District, tmp_path_factory: pytest.TempPathFactory) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DAIHOI_CONFIG", "DAIHOI_DATA", "DAIHOI_OUT", "DAIHOI_DATABASE_URL"):
            patch.delenv(name, raising=False)
        return run(district, SEED, tmp_path_factory.mktemp("round"), share=0.5, stale_every=1)


def test_every_form_is_treated_as_it_should_be(result: Result) -> None:
    assert result.done.odd == []
    assert result.done.sent == {"tiến độ": 2, "cơ cấu": 2, "quy trình": 1, "góp ý": 3}


def test_mistakes_were_made_and_refused(result: Result) -> None:
    kinds = set(result.done.kinds) - {TWICE_KIND, RENAMED_KIND}
    assert len(kinds) >= 3


def test_every_figure_is_the_one_that_was_counted(result: Result) -> None:
    assert [figure.name for figure in result.figures if not figure.agrees] == []
    assert len(result.figures) == 7


def test_a_district_has_the_size_that_was_asked_for() -> None:
    """450 branches below 88 organisations: 10 of them have 6, the others 5; 10 × 6 + 78 × 5 = 450."""
    drawn = drawn_district(88, 450, random.Random(SEED))
    sizes = [len(drawn.below(unit.code)) for unit in drawn.grassroots]
    assert (len(drawn.branches), sizes.count(6), sizes.count(5)) == (450, 10, 78)
    assert len({unit.code for unit in (*drawn.grassroots, *drawn.branches)}) == 538
    assert all(
        unit.members == sum(one.members for one in drawn.below(unit.code)) for unit in drawn.grassroots
    )


def test_a_figure_that_differs_or_a_form_that_is_odd_makes_the_round_unsound() -> None:
    agreed, other = Figure("a", (1, 2), (1, 2)), Figure("b", 1, 2)
    assert Result(Round(), [agreed], {}).is_sound
    assert not Result(Round(), [agreed, other], {}).is_sound
    assert not Result(Round(odd=["x"]), [agreed], {}).is_sound


def test_the_book_knows_what_was_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Sổ"
    page.append(["Sổ", "Mã đơn vị", "Ngày"])
    page.append(["a", "QT.01", date(2020, 3, 1)])
    book.save(tmp_path / "bieu.xlsx")
    sheet = Sheet(tmp_path / "bieu.xlsx")
    mistake = sheet.spoil(2, "30/2", {"Ngày": "30/2/2020"}, beside=("Mã đơn vị",))
    sheet.save()
    assert mistake.named == {"B2", "C2"}
    assert openpyxl.load_workbook(tmp_path / "bieu.xlsx").worksheets[0]["C2"].value == "30/2/2020"
    assert mend(tmp_path / "bieu.xlsx", mistake) == set()
    assert openpyxl.load_workbook(tmp_path / "bieu.xlsx").worksheets[0]["C2"].value.date() == date(2020, 3, 1)
