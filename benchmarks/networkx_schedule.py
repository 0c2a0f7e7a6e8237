"""The critical-path method over a networkx graph, activity by activity, as one would write it in a script.

For comparison of speed, and of dates: the same rules as the engine's, without its arrays. Knows plans:
links of four types with lags on calendars, floors, deadlines and milestones.
"""

from __future__ import annotations

import time

import networkx as nx  # type: ignore[import-untyped]  # it ships no types
import numpy as np

from benchmarks.networks import RandomNetwork
from daihoi.domain.links import NO_DAY, Ints
from daihoi.domain.structure import LinkType

Span = tuple[int, int]
STARTS, FINISHES = (LinkType.FS, LinkType.SS), (LinkType.FS, LinkType.FF)


class GraphSchedule:
    """Early and late dates of a plan; ``early`` and ``late`` hold ``(start, exclusive finish)``."""

    def __init__(self, made: RandomNetwork) -> None:
        began = time.perf_counter()
        table = made.table
        self.count, self.nth, self.end = (
            [row.tolist() for row in column] for column in (table.working_before, table.day_of, table.end_of)
        )
        self.horizon, self.row = table.horizon, made.calendar.tolist()
        self.days, self.deadline = made.duration_days.tolist(), made.deadline.tolist()
        self.floor = np.maximum(made.network.floor, 0).tolist()
        self.graph = _graph(made)
        self.early, self.late = dict[int, Span](), dict[int, Span]()
        self.seconds = {"build": time.perf_counter() - began}

    def schedule(self) -> None:
        """Both passes, in topological order."""
        began = time.perf_counter()
        order = list(nx.topological_sort(self.graph))
        for at in order:
            self.early[at] = self._early(at)
        for at in reversed(order):
            self.late[at] = self._late(at)
        self.seconds["schedule"] = time.perf_counter() - began

    def _early(self, at: int) -> Span:
        row, work = self.row[at], self.days[at]
        count, nth, end = self.count[row], self.nth[row], self.end[row]
        earliest, least_finish = self.floor[at], 0
        if work == 0:
            earliest = nth[count[earliest]]  # a floor is a morning
        for before, _, (kind, lag, counted) in self.graph.in_edges(at, data="link"):
            day = self.early[before][kind in FINISHES]
            if lag:
                day = self._after(counted, day, lag)
            if kind in STARTS:
                earliest = max(earliest, day)
            else:
                least_finish = max(least_finish, day)
        if work == 0:
            moment = max(earliest, least_finish)
            place = count[moment]
            moment = moment if end[place] == moment else nth[place]
            return moment, moment
        place = max(count[earliest], count[least_finish] - work)
        return nth[place], end[place + work]

    def _late(self, at: int) -> Span:
        row, work = self.row[at], self.days[at]
        count, nth, end = self.count[row], self.nth[row], self.end[row]
        on_finish, on_start = self.deadline[at], self.horizon
        for _, after, (kind, lag, counted) in self.graph.out_edges(at, data="link"):
            day = self.late[after][kind not in STARTS]
            if lag:
                day = self._before(counted, day, lag)
            if kind in FINISHES:
                on_finish = min(on_finish, day)
            else:
                on_start = min(on_start, day)
        place = min(count[min(on_finish, self.horizon)], count[on_start] + work)
        return (nth[place - work], end[place]) if work else (end[place], end[place])

    def _after(self, row: int, day: int, lag: int) -> int:
        place = max(self.count[row][day] + lag, 0)
        return int(self.nth[row][place] if lag < 0 else self.end[row][place])

    def _before(self, row: int, day: int, lag: int) -> int:
        place = max(self.count[row][day] - lag, 0)
        return int(self.end[row][place] if lag < 0 else self.nth[row][place])

    def column(self, spans: dict[int, Span], which: int) -> Ints:
        """Starts (0) or finishes (1) as an int32 column."""
        return np.array([spans[at][which] for at in range(len(self.days))], np.int32)


def _graph(made: RandomNetwork) -> nx.MultiDiGraph:
    """A multigraph: an ordinary one would silently keep one of two links between the same activities."""
    if (made.fixed_start != NO_DAY).any() or (made.finish_floor != NO_DAY).any() or made.now is not None:
        raise ValueError("only floors, deadlines and links are known here")
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(made)))
    links = made.links
    columns = (links.predecessor, links.successor, links.type, links.lag_days, links.calendar)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    graph.add_edges_from((p, s, {"link": (kind, lag, counted)}) for p, s, kind, lag, counted in rows)
    return graph
