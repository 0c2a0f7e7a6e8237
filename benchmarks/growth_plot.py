"""How the time of an engine grows with the size of its network: both axes logarithmic."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, float]


def draw_growth(found: Mapping[int, Mapping[str, Row]], nation: Row, path: Path) -> None:
    """Draws seconds over activities for ours, MPXJ and networkx, beside a line of linear growth.

    Args:
        found: size → measurement → figures.
        nation: our figures for the largest network, which only we computed.
        path: file to write, by its suffix.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.6), layout="constrained")
    axes = figure.add_subplot()
    sizes = [found[size]["ours"]["activities"] for size in found]
    passes = [found[size]["ours"]["passes"] for size in found]
    series = {
        "daihoi: both passes": ([*sizes, nation["activities"]], [*passes, nation["passes"]], "#0b6e4f", "o"),
        "MPXJ: schedule": (sizes, [rows["mpxj"]["schedule"] for rows in found.values()], "#b5651d", "s"),
        "networkx: both passes": (
            sizes,
            [rows["networkx"]["schedule"] for rows in found.values()],
            "#555555",
            "^",
        ),
    }
    for label, (x, y, colour, marker) in series.items():
        axes.loglog(x, y, color=colour, marker=marker, linewidth=1.6)
        axes.annotate(label, (x[-1], y[-1]), (8, 0), textcoords="offset points", va="center", color=colour)
    first, last = sizes[-1], nation["activities"]
    line = [passes[-1], passes[-1] * last / first]
    axes.loglog([first, last], line, color="#999999", linewidth=0.8, linestyle=":", zorder=0)
    axes.annotate("linear", (last, line[1]), (6, -16), textcoords="offset points", color="#777777")
    axes.set_xlim(right=last * 30)
    axes.set_xlabel("activities")
    axes.set_ylabel("seconds")
    axes.set_title("Time to schedule a plan, by its size", loc="left")
    axes.grid(which="major", color="#e6e6e6", linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(top=100)
    figure.savefig(path, dpi=150)
