"""The key below a unit's Gantt: only what occurs on the page."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from daihoi.domain.results import UnitPlan
from reports import fonts, tokens
from reports.canvas import DOTTED, box, lines, panel, polygons

MIDDLE, HEIGHT = 2.5, 2.6
Draw = Callable[[Axes, float], None]


def write_legend(figure: Figure, plan: UnitPlan) -> None:
    """One line of keys, left to right."""
    width, height = figure.get_figwidth() * tokens.MM_PER_INCH, figure.get_figheight() * tokens.MM_PER_INCH
    axes = panel(figure, 0, height - 18.5, width, height - 13.5)
    axes.set_xlim(0, width)
    axes.set_ylim(0, 5)
    x = tokens.MARGIN_MM
    for draw, text in _items(plan):
        draw(axes, x)
        axes.text(x + 10.5, MIDDLE, text, va="center", fontsize=7.4, color=tokens.INK_SOFT)
        x += 10.5 + fonts.width_mm(text, 7.4) + 4.5


def _items(plan: UnitPlan) -> list[tuple[Draw, str]]:
    rows = [row for group in plan.groups for row in group.rows]
    candidates: list[tuple[bool, Draw, str]] = [
        (True, _work, "đã làm / còn lại"),
        (True, _baseline, "kế hoạch gốc"),
        (any(r.is_critical for r in rows), _critical, "găng: không còn dự trữ"),
        (any(r.late_end and r.late_end > r.current.end for r in rows), _float, "dự trữ"),
        (any(r.is_hammock for r in rows), _hammock, "kéo dài theo việc khác"),
        (any(r.is_gate for r in rows), _gate, "cửa duyệt"),
        (any(r.is_inferred for r in rows), _inferred, "chưa báo, suy ra"),
        (any(not link.is_satisfied for link in plan.links), _link, "chờ nhau"),
        (any(r.is_congress for r in rows), _congress, "đại hội"),
        (True, _days_off, "Tết, lễ / cuối tuần"),
    ]
    return [(draw, text) for occurs, draw, text in candidates if occurs]


def _work(axes: Axes, x: float) -> None:
    polygons(
        axes, [box(x, x + 5, MIDDLE, HEIGHT)], facecolors=tokens.DONE, edgecolors=tokens.DONE, linewidths=0.8
    )
    polygons(
        axes,
        [box(x + 5, x + 9, MIDDLE, HEIGHT)],
        facecolors=tokens.REST,
        edgecolors=tokens.DONE,
        linewidths=0.8,
    )


def _baseline(axes: Axes, x: float) -> None:
    polygons(axes, [box(x, x + 9, MIDDLE, 1.0)], facecolors=tokens.BASELINE, edgecolors="none")


def _critical(axes: Axes, x: float) -> None:
    shape = [box(x, x + 9, MIDDLE, HEIGHT)]
    polygons(axes, shape, facecolors=tokens.CRITICAL_REST, edgecolors="none")
    polygons(axes, shape, facecolors="none", edgecolors=tokens.CRITICAL, hatch="////", linewidths=1.4)


def _float(axes: Axes, x: float) -> None:
    lines(axes, [[(x, MIDDLE), (x + 9, MIDDLE)]], colors=tokens.INK_SOFT, linewidths=0.8, linestyles=DOTTED)
    lines(axes, [[(x + 9, MIDDLE - 0.8), (x + 9, MIDDLE + 0.8)]], colors=tokens.INK_SOFT, linewidths=0.9)


def _hammock(axes: Axes, x: float) -> None:
    polygons(
        axes, [box(x, x + 9, MIDDLE, 1.1)], facecolors=tokens.REST, edgecolors=tokens.DONE, linewidths=0.8
    )
    ends = [[(e, MIDDLE - 1.2), (e, MIDDLE + 1.2)] for e in (x, x + 9)]
    lines(axes, ends, colors=tokens.DONE, linewidths=1.4)


def _gate(axes: Axes, x: float) -> None:
    polygons(
        axes,
        [box(x + 1, x + 8, MIDDLE - 0.3, 1.8)],
        facecolors=tokens.REST,
        edgecolors=tokens.DONE,
        linewidths=0.8,
    )
    frame = [
        (x + 0.4, MIDDLE - 1.5),
        (x + 0.4, MIDDLE + 1.5),
        (x + 8.6, MIDDLE + 1.5),
        (x + 8.6, MIDDLE - 1.5),
    ]
    lines(axes, [frame], colors=tokens.INK, linewidths=1.3)


def _inferred(axes: Axes, x: float) -> None:
    polygons(
        axes, [box(x, x + 9, MIDDLE, HEIGHT)],
        facecolors=tokens.PAPER, edgecolors=tokens.DONE, linewidths=0.8, linestyles=DOTTED,
    )  # fmt: skip


def _link(axes: Axes, x: float) -> None:
    lines(
        axes,
        [[(x, MIDDLE + 1), (x + 6, MIDDLE + 1), (x + 6, MIDDLE)]],
        colors=tokens.INK_FAINT,
        linewidths=0.8,
    )
    head = [(x + 6, MIDDLE - 1.2), (x + 5.2, MIDDLE), (x + 6.8, MIDDLE)]
    polygons(axes, [head], facecolors=tokens.INK_FAINT, edgecolors="none")


def _congress(axes: Axes, x: float) -> None:
    axes.plot([x + 6], [MIDDLE], marker="D", ms=6, mfc=tokens.DONE, mec="white")


def _days_off(axes: Axes, x: float) -> None:
    polygons(axes, [box(x, x + 4.5, MIDDLE, HEIGHT)], facecolors=tokens.DAY_OFF, edgecolors="none")
    polygons(axes, [box(x + 5, x + 9, MIDDLE, HEIGHT)], facecolors="#E3E7EB", edgecolors="none")
