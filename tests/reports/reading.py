"""What a reader finds on a drawn page: texts, shapes in millimetres, and days read off the ruler."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from matplotlib.figure import Figure
from matplotlib.text import Text


def texts(figure: Figure, name: str = "") -> list[str]:
    """The texts of a page from top to bottom; with ``name`` only those of that kind."""
    return [text.get_text() for text in text_artists(figure) if not name or text.get_gid() == name]


def text_artists(figure: Figure) -> Iterator[Text]:
    found = [
        artist for artist in figure.axes[0].get_children() if isinstance(artist, Text) and artist.get_text()
    ]
    yield from sorted(found, key=lambda text: (text.get_position()[1], text.get_position()[0]))


def shapes(figure: Figure, name: str) -> list[tuple[float, float, float, float]]:
    """Extents in millimetres (left, top, right, bottom) of the shapes of a kind."""
    found = []
    for collection in figure.axes[0].collections:
        if collection.get_gid() == name:
            for path in collection.get_paths():
                (left, top), (right, bottom) = path.vertices.min(axis=0), path.vertices.max(axis=0)
                found.append((left, top, right, bottom))
    return found


def day_at(figure: Figure, x: float) -> float:
    """The day (ordinal, with a fraction) at a position, read off the printed ticks of the left-most ruler."""
    ticks = [text for text in text_artists(figure) if text.get_gid() == "tick"]
    placed = sorted((float(text.get_position()[0]), _day(text.get_text())) for text in ticks)
    (x0, d0), (x1, d1) = placed[:2]
    return d0 + (x - x0) * (d1 - d0) / (x1 - x0)


def _day(label: str) -> int:
    return date(2020, int(label[3:]), int(label[:2])).toordinal()
