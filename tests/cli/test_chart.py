"""``daihoi chart``: one chart as files, drawn by the engine that was asked for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.cli.conftest import ROOT
from tests.cli.in_process import run
from tests.cli.test_book import CAMPAIGN, DAY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the reports of Cẩm Lệ are recorded."""
    at = tmp_path_factory.mktemp("charts")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    assert run(at, "import", CAMPAIGN, *map(str, files)).returncode == 0
    return at


def words(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.parametrize("engine", [(), ("--engine", "typst"), ("--engine", "matplotlib")])
def test_a_chart_is_a_picture_a_drawing_and_a_sheet(folder: Path, engine: tuple[str, ...]) -> None:
    place = f"hình {engine[-1] if engine else 'mặc định'}"
    done = run(folder, "chart", "overview", CAMPAIGN, *DAY, *engine, "-o", place)
    written = [f"{place}/tong-quan.{kind}" for kind in ("pdf", "png", "svg")]
    assert done == (0, "".join(f"Đã ghi {file}\n" for file in written), "")
    told = words(folder / written[0])
    assert "Đã tổ chức 121/235 (51,49%) chi bộ" in told  # the article of 2 March 2020
    assert "Số liệu đến hết ngày 02/03/2020" in told
    with Image.open(io.BytesIO((folder / written[1]).read_bytes())) as picture:
        assert abs(picture.width - 1754) <= 1


def test_the_default_is_the_press(folder: Path) -> None:
    for place, engine in (("a", ()), ("b", ("--engine", "typst"))):
        assert run(folder, "chart", "gantt", CAMPAIGN, "CL.KT", *DAY, *engine, "-o", place).returncode == 0
    for kind in ("pdf", "png", "svg"):
        name = f"gantt-CL.KT.{kind}"
        assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("matplotlb", "không có «matplotlb». Có phải ý là «matplotlib»?"),
        ("plotly", "không có «plotly»"),
        ("", "Các mã có: matplotlib, typst."),
    ],
)
def test_an_engine_that_is_not_there_is_refused(folder: Path, given: str, says: str) -> None:
    done = run(folder, "chart", "gantt", CAMPAIGN, *DAY, "--engine", given, "-o", "không")
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert not (folder / "không").exists()


@pytest.mark.parametrize("ending", ["png", "svg", "PDF"])
def test_a_file_name_gets_that_one_file(folder: Path, ending: str) -> None:
    name = f"một tệp/của tôi.{ending}"
    assert run(folder, "chart", "overview", CAMPAIGN, *DAY, "-o", name) == (0, f"Đã ghi {name}\n", "")
    assert [path.name for path in (folder / "một tệp").iterdir() if path.suffix == f".{ending}"]
    head = {"png": b"\x89PNG", "svg": b"<svg", "PDF": b"%PDF"}[ending]
    assert head in (folder / name).read_bytes()[:200]


def test_one_file_cannot_hold_several_charts(folder: Path) -> None:
    done = run(folder, "chart", "balance", CAMPAIGN, *DAY, "-o", "nhiều.png")
    assert done.returncode == 2
    assert "«nhiều.png» là một tệp, mà có 2 biểu đồ" in done.stderr
    assert not (folder / "nhiều.png").exists()


def test_a_folder_may_be_called_like_a_file(folder: Path) -> None:
    (folder / "cu.png").mkdir()
    assert run(folder, "chart", "overview", CAMPAIGN, *DAY, "-o", "cu.png").returncode == 0
    assert (folder / "cu.png/tong-quan.png").is_file()
