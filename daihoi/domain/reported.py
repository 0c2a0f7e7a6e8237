"""What the log says, laid over the network: actual dates, shares done, and what has to be inferred.

Units mostly report the end of the chain («the congress was held»), not each step before it. Where
nobody reported an activity and one that can only follow it has started, the activity is taken to be over
by then. That is an inference: it is flagged, and an inferred gate is never counted as approved.

An approval counts as long as what was approved stays as it was: when the log has other facts about the
dossier afterwards, the gate waits again (see ``approvals_reopening``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.approvals_records import GateRecord, gate_records
from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.ordering import Batch
from daihoi.domain.record import Snapshot
from daihoi.domain.reported_floor import earliest_starts, one_after_another
from daihoi.domain.schedule import Actuals
from daihoi.domain.structure import ActivityKind
from daihoi.domain.told import told
from daihoi.domain.told_days import lay


@dataclass(frozen=True)
class Reported:
    """The state of every activity as far as it was reported, as columns.

    Attributes:
        actuals: dates, for the schedule.
        percent: int8 0–100.
        is_told: somebody reported on the activity.
        is_inferred: nobody did, but a later activity has started.
        is_start_told: somebody said when it began; else ``actuals`` hold a day counted back from its end.
        is_assumed: the report itself is marked as assumed.
        gates: activity number → what was said of a gate; only of those that somebody spoke of.
    """

    actuals: Actuals
    percent: NDArray[np.int8]
    is_told: Flags
    is_inferred: Flags
    is_start_told: Flags
    is_assumed: Flags
    gates: Mapping[int, GateRecord] = field(default_factory=dict)


def read_snapshot(expansion: Expansion, snapshot: Snapshot, now: int) -> Reported:
    """Lays a snapshot over a network.

    Args:
        expansion: the network.
        snapshot: what was known; statements on units or activities that the campaign no longer has are
            left aside (they stay in the log).
        now: first day after the status date, as a day number.
    """
    laid = lay(expansion, told(snapshot.events))
    start, finish, percent, is_told = laid.start, laid.finish, laid.percent, laid.is_told
    is_gate = expansion.is_kind(ActivityKind.GATE)
    gate_events = {int(n): snapshot.events[laid.row[n]] for n in np.flatnonzero(is_told & is_gate)}
    gates = gate_records(expansion, snapshot, gate_events, laid.seq)
    reopened = [number for number, gate in gates.items() if gate.is_reopened]
    # Their dossier is at the unit or on its way: nothing of what the superior did before counts any more.
    start[reopened], finish[reopened], percent[reopened] = NO_DAY, NO_DAY, 0
    is_start_told = start != NO_DAY
    floor = earliest_starts(expansion, finish)
    _complete_starts(expansion, start, finish, floor)
    inferred = _infer(expansion, start, finish, is_told, floor)
    _pass_through(expansion, start, finish)
    percent[finish != NO_DAY] = 100
    percent[inferred & is_gate] = 0  # nobody has shown a document
    remaining = _remaining(expansion, start, finish, percent, now)
    return Reported(
        Actuals(start, finish, remaining), percent, is_told, inferred, is_start_told, laid.is_assumed, gates
    )


def _complete_starts(expansion: Expansion, start: Ints, finish: Ints, floor: Ints) -> None:
    """Work reported only as finished began as long before as the template says it takes."""
    lacking = (finish != NO_DAY) & (start == NO_DAY)
    a = np.flatnonzero(lacking)
    start[lacking] = _start_before(expansion, a, finish[lacking], floor[lacking])


def _start_before(expansion: Expansion, a: NDArray[np.intp], finish: Ints, floor: Ints) -> Ints:
    """Counted back from the end, but not to before what the work waits for: at the latest its last day."""
    network, table = expansion.current_network, expansion.table
    calendar = expansion.network.calendar[a]
    done = table.working_before[calendar, np.clip(finish, 0, table.horizon)]
    first = table.day_of[calendar, np.maximum(done - network.duration_days[a], 0)]
    last = table.day_of[calendar, np.maximum(done - np.minimum(network.duration_days[a], 1), 0)]
    start: Ints = np.minimum(np.maximum(first, np.minimum(floor, last)), finish).astype(np.int32)
    return start


def _infer(expansion: Expansion, start: Ints, finish: Ints, told: Flags, floor: Ints) -> Flags:
    """Closes unreported activities whose follower in the same unit has started; fills their dates."""
    network = expansion.network
    inferred = np.zeros(len(network), bool)
    follows = one_after_another(expansion)
    order = network.order
    for batch in order.backward.batches:
        numbers = order.numbers[batch.activities]
        by = _earliest_follower(expansion, batch, follows, start)
        is_over = (by < NO_DEADLINE) & ~told[numbers]
        a = numbers[is_over]
        finish[a] = _end_before(expansion, a, by[is_over])
        start[a] = _start_before(expansion, a, finish[a], floor[a])
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
    network, table = expansion.current_network, expansion.table
    share = np.ceil(network.duration_days * (100 - percent.astype(np.int32)) / 100).astype(np.int32)
    before, calendar = table.working_before, expansion.network.calendar
    spent = (
        before[calendar, np.clip(now, 0, table.horizon)] - before[calendar, np.clip(start, 0, table.horizon)]
    )
    left = np.where(network.is_hammock, network.duration_days - spent, share)
    least = np.where(network.duration_days > 0, 1, 0)
    return np.where(finish != NO_DAY, 0, np.maximum(left, least)).astype(np.int32)
