"""What the log says, laid over the network: actual dates, shares done, and what has to be inferred.

Units mostly report the end of the chain («the congress was held»), not each step before it. Where
nobody reported an activity and one that can only follow it has started, the activity is taken to be over
by then. That is an inference: it is flagged, and an inferred gate is never counted as approved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.ordering import Batch
from daihoi.domain.record import Event, EventKind, Snapshot
from daihoi.domain.schedule import Actuals
from daihoi.domain.structure import ActivityKind, Certainty, LinkType


@dataclass(frozen=True)
class Reported:
    """The state of every activity as far as it was reported, as columns.

    Attributes:
        actuals: dates, for the schedule.
        percent: int8 0–100.
        is_told: somebody reported on the activity.
        is_inferred: nobody did, but a later activity has started.
        is_assumed: the report itself is marked as assumed.
    """

    actuals: Actuals
    percent: NDArray[np.int8]
    is_told: Flags
    is_inferred: Flags
    is_assumed: Flags


def read_snapshot(expansion: Expansion, snapshot: Snapshot, now: int) -> Reported:
    """Lays a snapshot over a network.

    Args:
        expansion: the network.
        snapshot: what was known; statements on units or activities that the campaign no longer has are
            left aside (they stay in the log).
        now: first day after the status date, as a day number.
    """
    size = len(expansion.network)
    start, finish = np.full(size, NO_DAY, np.int32), np.full(size, NO_DAY, np.int32)
    percent = np.zeros(size, np.int8)
    told, assumed = np.zeros(size, bool), np.zeros(size, bool)
    for event in snapshot.events:
        number = _number(expansion, event)
        if number is not None:
            start[number], finish[number], percent[number] = _days(expansion, event)
            told[number] = True
            assumed[number] = event.statement.certainty is Certainty.ASSUMED
    _complete_starts(expansion, start, finish)
    inferred = _infer(expansion, start, finish, told)
    _pass_through(expansion, start, finish)
    percent[finish != NO_DAY] = 100
    percent[inferred & expansion.is_kind(ActivityKind.GATE)] = 0  # nobody has shown a document
    remaining = _remaining(expansion, start, finish, percent, now)
    return Reported(Actuals(start, finish, remaining), percent, told, inferred, assumed)


def _number(expansion: Expansion, event: Event) -> int | None:
    unit = expansion.campaign.tree.by_code.get(event.statement.unit_code)
    if unit is None or event.statement.activity not in expansion.blocks[unit.level].level.position:
        return None
    return expansion.number(unit.code, event.statement.activity)


def _days(expansion: Expansion, event: Event) -> tuple[int, int, int]:
    """Start, exclusive finish and percent of a statement."""
    said, day = event.statement, expansion.table.day
    finish = day(said.actual_finish) + 1 if said.actual_finish else int(NO_DAY)
    percent = 100 if said.actual_finish else said.percent or 0
    if said.actual_start:
        start = day(said.actual_start)
    elif percent and not said.actual_finish and said.kind is not EventKind.REJECT:
        start = day(said.effective_date)  # under way by that day, at the latest
    else:
        start = int(NO_DAY)
    return start, finish, percent


def _complete_starts(expansion: Expansion, start: Ints, finish: Ints) -> None:
    """Work reported only as finished began as long before as the template says it takes."""
    lacking = (finish != NO_DAY) & (start == NO_DAY)
    start[lacking] = _start_before(expansion, np.flatnonzero(lacking), finish[lacking])


def _start_before(expansion: Expansion, a: NDArray[np.intp], finish: Ints) -> Ints:
    network, table = expansion.network, expansion.table
    calendar = network.calendar[a]
    done = table.working_before[calendar, np.clip(finish, 0, table.horizon)]
    first = table.day_of[calendar, np.maximum(done - network.duration_days[a], 0)]
    start: Ints = np.minimum(first, finish).astype(np.int32)
    return start


def _infer(expansion: Expansion, start: Ints, finish: Ints, told: Flags) -> Flags:
    """Closes unreported activities whose follower in the same unit has started; fills their dates."""
    network = expansion.network
    inferred = np.zeros(len(network), bool)
    links = network.links
    # A lead lets the follower start before the end, which then proves nothing.
    follows = expansion.inside_unit & (links.type == LinkType.FS) & (links.lag_days >= 0)
    order = network.order
    for batch in order.backward.batches:
        numbers = order.numbers[batch.activities]
        by = _earliest_follower(expansion, batch, follows, start)
        is_over = (by < NO_DEADLINE) & ~told[numbers]
        a = numbers[is_over]
        finish[a] = _end_before(expansion, a, by[is_over])
        start[a] = _start_before(expansion, a, finish[a])
        inferred[a] = True
    return inferred & ~network.ignores_status_date


def _end_before(expansion: Expansion, a: NDArray[np.intp], day: Ints) -> Ints:
    """The end of the last day before ``day`` that counts for each activity."""
    table, calendar = expansion.table, expansion.network.calendar[a]
    done = table.working_before[calendar, np.clip(day, 0, table.horizon)]
    end: Ints = np.where(done > 0, table.end_of[calendar, done], day).astype(np.int32)
    return end


def _earliest_follower(expansion: Expansion, batch: Batch, follows: Flags, start: Ints) -> Ints:
    order = expansion.network.order
    rows = order.backward.rows[batch.links]
    earliest: Ints = np.full(order.numbers[batch.activities].size, NO_DEADLINE, np.int32)
    if rows.size:
        began = start[expansion.network.links.successor[rows]]
        counts = follows[rows] & (began != NO_DAY)
        earliest[batch.linked] = np.minimum.reduceat(np.where(counts, began, NO_DEADLINE), batch.starts)
    return earliest


def _pass_through(expansion: Expansion, start: Ints, finish: Ints) -> None:
    """An activity that a unit does not have is over when all it would wait for has come to pass."""
    network = expansion.network
    links, order = network.links, network.order
    for batch in order.forward.batches:
        numbers, rows = order.numbers[batch.activities], order.forward.rows[batch.links]
        latest = network.floor[numbers]
        whole = np.ones(numbers.size, bool)
        if rows.size:
            source = links.predecessor[rows]
            came = np.where(links.leaves_finish[rows], finish[source], start[source])
            latest[batch.linked] = np.maximum.reduceat(came, batch.starts)
            whole[batch.linked] = np.logical_and.reduceat(came != NO_DAY, batch.starts)
        skipped = network.ignores_status_date[numbers]
        start[numbers[skipped]] = finish[numbers[skipped]] = np.where(whole, latest, NO_DAY)[skipped]


def _remaining(expansion: Expansion, start: Ints, finish: Ints, percent: NDArray[np.int8], now: int) -> Ints:
    """Days of work left: by the reported share; of a hammock, what is left of its least length."""
    network, table = expansion.network, expansion.table
    share = np.ceil(network.duration_days * (100 - percent.astype(np.int32)) / 100).astype(np.int32)
    before, calendar = table.working_before, network.calendar
    spent = (
        before[calendar, np.clip(now, 0, table.horizon)] - before[calendar, np.clip(start, 0, table.horizon)]
    )
    left = np.where(network.is_hammock, network.duration_days - spent, share)
    least = np.where(network.duration_days > 0, 1, 0)
    return np.where(finish != NO_DAY, 0, np.maximum(left, least)).astype(np.int32)
