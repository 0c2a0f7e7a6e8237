"""Two engines for the same charts: the press (typst), which publishes, and matplotlib.

Both give every sheet as PNG (150 dpi) and as SVG, and all sheets of a chart as one PDF. They draw the same
marks at the same places; letters differ by hairs, for the press kerns and matplotlib does not hint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reports.charts import Chart, sheet_names

Files = dict[str, bytes]
PRESS: Final = "typst"
MATPLOTLIB: Final = "matplotlib"


def chart_files(chart: Chart, engine: str = PRESS) -> Files:
    """``<name>.pdf``, and ``.png`` and ``.svg`` of each sheet; ``<name>-1``, … when there are several.

    Args:
        chart: what is drawn.
        engine: one of ``ENGINES``.

    Raises:
        FontError: the font of the charts is not installed.
    """
    return ENGINES[engine](chart)


def _pressed(chart: Chart) -> Files:
    from reports.books.sheet import BookSheet
    from reports.press.printing import printed
    from reports.svg.sheet import SvgSheet

    drawn = chart.draw(SvgSheet)
    pictures = {
        f"{name}.svg": sheet.content(sheet.words("title"), sheet.words("finding"))
        for name, sheet in zip(sheet_names(chart.name, len(drawn)), drawn, strict=True)
    }
    return {**printed(chart.draw(BookSheet), chart.name), **pictures}


def _by_matplotlib(chart: Chart) -> Files:
    from reports.canvas import Sheet
    from reports.files import pdf, png, svg

    figures = [sheet.figure for sheet in chart.draw(Sheet)]
    files = {f"{chart.name}.pdf": pdf(figures, chart.name)}
    for name, figure in zip(sheet_names(chart.name, len(figures)), figures, strict=True):
        files |= {f"{name}.png": png(figure), f"{name}.svg": svg(figure, name)}
    return files


ENGINES: Mapping[str, Callable[[Chart], Files]] = {PRESS: _pressed, MATPLOTLIB: _by_matplotlib}
"""Name → what it makes of a chart; the first is what is published."""
