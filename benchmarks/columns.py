"""An expanded campaign as bare columns: kept in a file, so that a measurement starts with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from daihoi.domain.calendars import DayTable, WorkCalendar
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Ints, Links
from daihoi.domain.network import Network

if TYPE_CHECKING:
    from benchmarks.networks import RandomNetwork
    from daihoi.domain.expansion import Expansion

ACTIVITY_COLUMNS = (
    "duration_days",
    "calendar",
    "is_hammock",
    "floor",
    "finish_floor",
    "fixed_start",
    "is_whole",
    "ignores_status_date",
)
LINK_COLUMNS = ("predecessor", "successor", "type", "lag_days", "calendar")


def save_columns(expanded: Expansion, path: Path) -> None:
    """Writes network, calendars and deadlines."""
    network, table = expanded.network, expanded.table
    columns = {name: getattr(network, name) for name in ACTIVITY_COLUMNS}
    links = {f"link_{name}": getattr(network.links, name) for name in LINK_COLUMNS}
    works = np.diff(np.stack([table.count(_row(table, n), _days(table)) for n in range(len(table.codes))]))
    np.savez(
        path,
        deadline=expanded.deadline,
        works=works.astype(bool),
        epoch=np.array(table.epoch.toordinal()),
        allow_pickle=False,
        **columns,
        **links,
    )


def _days(table: DayTable) -> Ints:
    return np.arange(table.horizon + 1, dtype=np.int32)


def _row(table: DayTable, number: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return table.rows(np.full(table.horizon + 1, number, np.int8))


def load_columns(path: Path) -> tuple[Network, DayTable, Ints]:
    """Network, calendars and deadlines as they were written."""
    with np.load(path) as file:
        links = Links(**{name: file[f"link_{name}"] for name in LINK_COLUMNS})
        columns: dict[str, Any] = {name: file[name] for name in ACTIVITY_COLUMNS}
        network = Network(**columns, links=links)
        epoch = date.fromordinal(int(file["epoch"]))
        calendars = [_calendar(str(n), epoch, works) for n, works in enumerate(file["works"])]
        return network, DayTable(calendars, epoch), file["deadline"]


def _calendar(code: str, first: date, works: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> WorkCalendar:
    """A calendar that works on just these days; a week whose days off are all written out."""
    last = date.fromordinal(first.toordinal() + works.size - 1)
    off = [date.fromordinal(first.toordinal() + int(day)) for day in np.flatnonzero(~works)]
    return WorkCalendar(code, code, first, last, weekend=frozenset(), days_off=dict.fromkeys(off, ""))


def tiled(network: Network, deadline: Ints, times: int) -> tuple[Network, Ints]:
    """As many cities side by side."""
    size, links = len(network), network.links
    shift = np.repeat(np.arange(times, dtype=np.int32) * size, len(links))
    columns: dict[str, Any] = {name: np.tile(getattr(network, name), times) for name in ACTIVITY_COLUMNS}
    many = Links(
        np.tile(links.predecessor, times) + shift,
        np.tile(links.successor, times) + shift,
        np.tile(links.type, times),
        np.tile(links.lag_days, times),
        np.tile(links.calendar, times),
    )
    return Network(**columns, links=many), np.tile(deadline, times)


def plain(network: Network, table: DayTable, deadline: Ints) -> RandomNetwork:
    """The same activities and links without what only we know.

    Hammocks become work of their least length, and lags count on the successor's calendar. Every activity
    is due by the end of the project, as in MS Project.
    """
    from benchmarks.networks import RandomNetwork
    from daihoi.domain.schedule import schedule

    start = int(network.floor[network.floor != NO_DAY].min())
    links = replace(network.links, calendar=network.calendar[network.links.successor])
    bare = replace(network, is_hammock=np.zeros(len(network), bool), links=links)
    end = schedule(bare, table, np.full(len(network), NO_DEADLINE, np.int32)).finish.max()
    return RandomNetwork(
        calendars=table_calendars(table),
        start=start,
        duration_days=network.duration_days,
        calendar=network.calendar,
        floor=np.where(network.floor > start, network.floor, NO_DAY).astype(np.int32),
        finish_floor=network.finish_floor,
        fixed_start=network.fixed_start,
        deadline=np.minimum(deadline, end).astype(np.int32),
        links=links,
    )


def table_calendars(table: DayTable) -> tuple[WorkCalendar, ...]:
    """Calendars that work on the days of the table."""
    rows = [np.diff(table.count(_row(table, n), _days(table))) > 0 for n in range(len(table.codes))]
    return tuple(_calendar(str(n), table.epoch, works) for n, works in enumerate(rows))
