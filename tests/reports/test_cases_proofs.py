"""Proofs in grey and for the colour-blind, and states that every reader tells apart."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from PIL import Image

from daihoi.cli.proofs import proof
from daihoi.domain.states import ActivityState
from daihoi.errors import InputErrors
from daihoi.workspace import Workspace
from reports import proofs
from reports.canvas import Sheet
from reports.files import DPI, png
from reports.matrix_cells import draw_cells

STATES = list(ActivityState)
CELL, GAP = (10.0, 6.0), 2.0
LOOKED_FOR = (
    ActivityState.OVERDUE,
    ActivityState.DONE,
    ActivityState.IN_PROGRESS,
    ActivityState.POSSIBLE,
    ActivityState.NOT_YET_POSSIBLE,
)
"""The five that a leader looks for, from dark to light."""

LEAST_STEP = 2.5
"""Least difference of mean lightness (L*) from one of the five to the next; the eye sees about 1."""

LEAST_SHAPE = 0.05
"""Least share of a cell whose lightness differs by more than 15 between any two states."""


def pixels(content: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), np.uint8)


def picture(*colours: tuple[int, int, int]) -> bytes:
    """A PNG with one pixel of each colour."""
    buffer = io.BytesIO()
    Image.fromarray(np.array([colours], np.uint8)).save(buffer, "png")
    return buffer.getvalue()


def noise() -> bytes:
    """A PNG that cannot be packed, so that half of it lacks half of the picture."""
    buffer = io.BytesIO()
    dots = np.random.default_rng(1).integers(0, 255, (50, 50, 3), np.uint8)
    Image.fromarray(dots).save(buffer, "png")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def cells() -> dict[ActivityState, NDArray[np.uint8]]:
    """Every state as it is printed in a matrix."""
    sheet, (wide, high) = Sheet((100.0, 12.0)), CELL
    lefts = [GAP + n * (wide + GAP) for n in range(len(STATES))]
    draw_cells(sheet, [((x, 3.0, x + wide, 3.0 + high), s) for x, s in zip(lefts, STATES, strict=True)])
    page, mm = pixels(png(sheet.figure)), DPI / 25.4
    rows = slice(int(2.6 * mm), int((3.4 + high) * mm))
    starts = [int((x - 0.4) * mm) for x in lefts]
    return {s: page[rows, at : at + int((wide + 0.8) * mm)] for s, at in zip(STATES, starts, strict=True)}


@pytest.mark.parametrize(
    ("vision", "colour", "shown"),
    [  # worked out by hand from the published matrices and IEC 61966-2-1
        ("In đen trắng", (255, 0, 0), (127, 127, 127)),
        ("In đen trắng", (0, 255, 0), (220, 220, 220)),
        ("In đen trắng", (0, 0, 255), (76, 76, 76)),
        ("Mù màu đỏ (protanopia)", (255, 0, 0), (109, 95, 0)),
        ("Mù màu lục (deuteranopia)", (255, 0, 0), (163, 144, 0)),
        ("Màu gốc", (181, 67, 11), (181, 67, 11)),
    ],
)
def test_colours_are_seen_as_published(
    vision: str, colour: tuple[int, int, int], shown: tuple[int, int, int]
) -> None:
    seen = proofs.seen(proofs.read_page(picture(colour)), proofs.VISIONS[vision])
    assert np.abs(seen[0, 0].astype(int) - shown).max() <= 1


@pytest.mark.parametrize("vision", proofs.VISIONS)
def test_grey_black_and_white_look_alike_to_everybody(vision: str) -> None:
    page = proofs.read_page(picture((0, 0, 0), (90, 90, 90), (200, 200, 200), (255, 255, 255)))
    seen = proofs.seen(page, proofs.VISIONS[vision])
    assert np.abs(seen.astype(int) - page).max() <= 1


def test_red_and_green_come_closer_where_they_are_confused() -> None:
    """The red of deadlines and a green of like lightness, told apart by colour alone."""
    page = proofs.read_page(picture((176, 0, 32), (0, 108, 32)))

    def apart(vision: str) -> int:
        left, right = proofs.seen(page, proofs.VISIONS[vision])[0].astype(int)
        return int(np.abs(left - right).sum())

    assert apart("Mù màu lục (deuteranopia)") < apart("Màu gốc") / 2
    assert apart("Mù màu lam (tritanopia)") > apart("Màu gốc") / 2


@pytest.mark.parametrize(("colour", "shown"), [("#000000", 0), ("#777777", 50.03), ("#FFFFFF", 100)])
def test_lightness_is_that_of_cie_1976(colour: str, shown: float) -> None:
    assert proofs.lightness(colour) == pytest.approx(shown, abs=0.01)


def test_the_five_states_differ_in_luminance(cells: dict[ActivityState, NDArray[np.uint8]]) -> None:
    shades = [proofs.lightness(cells[state]) for state in LOOKED_FOR]
    steps = [lighter - darker for darker, lighter in itertools.pairwise(shades)]
    assert min(steps) >= LEAST_STEP
    assert shades[1] - shades[0] >= 20  # what is overdue is darkest by far


@pytest.mark.parametrize("vision", proofs.VISIONS)
def test_any_two_states_differ_in_shape_to_every_reader(
    cells: dict[ActivityState, NDArray[np.uint8]], vision: str
) -> None:
    matrix = proofs.VISIONS[vision]
    light = {s: shades(proofs.seen(cell, matrix)) for s, cell in cells.items()}
    alike = [
        (a.name, b.name)
        for a, b in itertools.combinations(STATES, 2)
        if (np.abs(light[a] - light[b]) > 15).mean() < LEAST_SHAPE
    ]
    assert alike == []


def shades(cell: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Lightness of each pixel, by Pillow's own luma: not by the code under test."""
    return np.asarray(Image.fromarray(cell).convert("L"), np.float64) / 2.55


def test_a_sheet_shows_the_page_five_times_with_titles() -> None:
    page = np.full((60, 300, 3), 255, np.uint8)
    page[10:50, 20:100] = (181, 67, 11)
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "png")
    sheet = pixels(proofs.proof_sheet(buffer.getvalue(), "ma-tran.png"))
    found = windows(sheet, page.shape[1], (181, 67, 11))
    assert len(found) == 1  # its own colours once
    assert np.array_equal(
        sheet[found[0][0] : found[0][0] + 40, found[0][1] : found[0][1] + 80], page[10:50, 20:100]
    )
    greys = sheet[..., 0] == sheet[..., 1]
    assert not greys.all()
    assert sheet.shape[1] > 3 * 300
    assert sheet.shape[0] > 2 * 60


def windows(sheet: NDArray[np.uint8], wide: int, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Upper left corners of the patches of a colour, one for each picture."""
    rows, columns = np.nonzero((sheet == colour).all(axis=2))
    if not rows.size:
        return []
    return [(int(rows.min()), int(columns.min()))] if np.ptp(columns) < wide else []


def test_what_is_seen_through_lies_on_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2, 2), (200, 0, 0, 0)).save(buffer, "png")
    assert (proofs.read_page(buffer.getvalue()) == 255).all()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải ảnh PNG"),
        (b"%PDF-1.4 not a picture", "không phải ảnh PNG"),
        (b"\x89PNG\r\n\x1a\n", "ảnh PNG"),
        (noise()[:2000], "hỏng"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(proofs.ProofError, match=words):
        proofs.read_page(content)


def test_a_picture_too_large_for_memory_is_refused_before_it_is_read() -> None:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "png")
    with pytest.raises(proofs.ProofError, match=r"9000 × 9000 điểm, quá 40 triệu"):
        proofs.read_page(buffer.getvalue())


def nowhere(folder: Path) -> Workspace:
    """Folders without a log: a page of somebody else can be proofed too."""
    return Workspace(None, folder / "data", folder / "out")


def test_the_command_writes_one_sheet_for_each_page(tmp_path: Path) -> None:
    for name in ("tong-quan.png", "gantt.png"):
        (tmp_path / name).write_bytes(picture((181, 67, 11), (255, 255, 255)))
    given = [str(tmp_path / name) for name in ("tong-quan.png", "gantt.png")]
    done = CliRunner().invoke(proof, [*given, "-o", str(tmp_path / "thu")], obj=nowhere(tmp_path))
    assert done.exception is None
    assert sorted(path.name for path in (tmp_path / "thu").iterdir()) == [
        "xem-thu-gantt.png",
        "xem-thu-tong-quan.png",
    ]


def test_everything_wrong_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("trang.png", "a/trang.png", "xem-thu-x.png"):
        (tmp_path / name).write_bytes(picture((1, 2, 3)))
    (tmp_path / "van-ban.png").write_text("đây không phải ảnh")
    wrong = ["trang.png", "a/trang.png", "xem-thu-x.png", "van-ban.png", "khong-co.png", "a"]
    out = tmp_path / "thu"
    given = [str(tmp_path / name) for name in wrong]
    done = CliRunner().invoke(proof, [*given, "-o", str(out)], obj=nowhere(tmp_path))
    assert isinstance(done.exception, InputErrors)
    assert len(done.exception.problems) == 6
    for words in ("trùng tên", "đã là tờ xem thử", "không phải ảnh PNG", "không có tệp", "không đọc được"):
        assert words in str(done.exception)
    assert not out.exists()
