"""Proofs of a page before it is printed: as a black-and-white printer and as colour-blind readers show it.

Grey is the luminance of the sRGB standard (IEC 61966-2-1, weights of ITU-R BT.709). Colour blindness is that
of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, «A Physiologically-based Model for Simulation of Color
Vision Deficiency», IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009: their matrices for
severity 1.0, applied to linear light. Their model is surest for red and green; blue is an approximation.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from daihoi.errors import DaihoiError
from reports import fonts, tokens, typesetting

Pixels = NDArray[np.uint8]
Matrix = tuple[tuple[float, float, float], ...]

MOST_PIXELS = 40_000_000
"""Several times an A3 page at 150 dpi; more would not fit into memory seven times over."""

GREY: Matrix = ((0.2126, 0.7152, 0.0722),) * 3
PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
TRITANOPIA: Matrix = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)
VISIONS: Mapping[str, Matrix | None] = {
    "Màu gốc": None,
    "In đen trắng": GREY,
    "Mù màu đỏ (protanopia)": PROTANOPIA,
    "Mù màu lục (deuteranopia)": DEUTERANOPIA,
    "Mù màu lam (tritanopia)": TRITANOPIA,
}
"""What a sheet of proofs shows, in this order, with the title of each."""

ADVICE = (
    "Cách xem tờ này",
    "Ở mỗi hình, hãy tìm những nơi quá hạn, rồi nơi đã xong,",
    "rồi nơi chưa làm. Hình nào không tìm được thì đừng in",
    "trang ấy theo cách đó.",
    "Ở bản đen trắng, chỉ còn đậm nhạt và hình dạng: dấu «!»,",
    "gạch chéo, viền chấm, nửa ô.",
    "Khoảng 1 trong 12 nam giới khó phân biệt đỏ với lục;",
    "mù màu lam rất hiếm.",
)
"""Stands in the sixth place of the sheet; the first line is a heading."""

_STEPS = 1 << 12
"""Steps of the table that leads from linear light back to a printed value."""


class ProofError(DaihoiError):
    """A file of which no proof can be made."""


def proof_sheet(content: bytes, title: str) -> bytes:
    """One PNG with the page in its own colours, in grey, and as colour-blind readers see it.

    Args:
        content: a page as PNG.
        title: what the page is, above the proofs.

    Raises:
        ProofError: it is no PNG, is damaged or too large; the message begins with a small letter.
    """
    page = read_page(content)
    high, wide = page.shape[:2]
    gap, head = max(wide // 60, 8), max(wide // 30, 16)
    sheet = Image.new("RGB", (3 * wide + 4 * gap, 2 * (high + head + gap) + head + gap), tokens.PAPER)
    draw = ImageDraw.Draw(sheet)
    heading = _type(head * 0.62, "bold")
    words = typesetting.shorten(f"Xem thử: {title}", 3 * wide * tokens.MM_PER_POINT, heading.size, "bold")
    draw.text((gap, gap + head / 2), words, tokens.INK, heading, "lm")
    places = [(gap + n % 3 * (wide + gap), head + gap + n // 3 * (high + head + gap)) for n in range(6)]
    for (x, y), (name, matrix) in zip(places, VISIONS.items(), strict=False):
        draw.text((x, y + head / 2), name, tokens.INK, _type(head * 0.55, "semibold"), "lm")
        sheet.paste(Image.fromarray(seen(page, matrix)), (x, y + head))
        draw.rectangle((x - 1, y + head - 1, x + wide, y + head + high), outline=tokens.RULE)
    _advise(draw, places[5], wide, head)
    return _packed(sheet)


def read_page(content: bytes) -> Pixels:
    """Red, green and blue of a PNG, on white where it is seen through; shape (rows, columns, 3).

    Raises:
        ProofError: it is no PNG, is damaged or too large.
    """
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                most = tokens.number(MOST_PIXELS // 1_000_000)
                raise ProofError(f"ảnh {picture.width} × {picture.height} điểm, quá {most} triệu điểm")
            whole = picture.convert("RGBA")
    except UnidentifiedImageError as error:
        raise ProofError("không phải ảnh PNG") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ProofError("ảnh PNG hỏng hoặc thiếu") from error
    paper = Image.new("RGBA", whole.size, tokens.PAPER)
    return np.asarray(Image.alpha_composite(paper, whole).convert("RGB"), np.uint8)


def seen(page: Pixels, matrix: Matrix | None) -> Pixels:
    """A page through a matrix over linear light; None leaves it as it is."""
    if matrix is None:
        return page
    # A page has few colours: each is worked out once.
    packed = page.reshape(-1, 3).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, place = np.unique(packed, return_inverse=True)
    parts = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    changed = _encoded(_LIGHT[parts] @ np.array(matrix).T)
    return changed[place.reshape(-1)].reshape(page.shape)


def lightness(colour: str | NDArray[Any]) -> float:
    """L* of CIE 1976 of a colour (``#RRGGBB``), or the mean over pixels: 0 is black, 100 is white."""
    if isinstance(colour, str):
        colour = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)], np.uint8)
    luminance = _LIGHT[colour.reshape(-1, 3)] @ np.array(GREY[0])
    bright = 116 * np.cbrt(luminance) - 16
    return float(np.where(luminance > 216 / 24389, bright, luminance * 24389 / 27).mean())


def _linear() -> NDArray[np.float64]:
    """Light of each printed value 0–255, between 0 and 1 (IEC 61966-2-1)."""
    value = np.arange(256) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


_LIGHT = _linear()


def _encoded(light: NDArray[np.float64]) -> Pixels:
    """Printed values of light; what no printer can show becomes the nearest it can."""
    light = light.clip(0, 1)
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray((value * 255).round(), np.uint8)


def _advise(draw: ImageDraw.ImageDraw, place: tuple[int, int], wide: int, head: int) -> None:
    x, y = place
    for number, line in enumerate(ADVICE):
        face = _type(head * 0.55, "semibold") if number == 0 else _type(wide / 36, "normal")
        at = y + head / 2 if number == 0 else y + head + wide / 16 + (number - 1) * wide / 22
        draw.text((x, at), line, tokens.INK, face, "lm")


def _type(pixels: float, face: fonts.Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.checked_file(face)), max(pixels, 6))


def _packed(sheet: Image.Image) -> bytes:
    buffer = io.BytesIO()
    sheet.save(buffer, "png", optimize=False, compress_level=6)
    return buffer.getvalue()
