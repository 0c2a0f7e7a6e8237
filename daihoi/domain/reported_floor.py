"""Before which day work cannot have begun, by what was told of the work it waits for.

Units often report only that something is over. When it began is counted back from there by the length that
the template gives. That must not lead to before the end of what came first: a decision that ratifies a
congress does not begin before the congress.
"""

from __future__ import annotations

import numpy as np

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DAY, Flags, Ints
from daihoi.domain.structure import LinkType


def one_after_another(expansion: Expansion) -> Flags:
    """Links within a unit whose successor begins after the end of the other.

    A lead lets the follower start before the end, which then proves nothing.
    """
    links = expansion.network.links
    follows: Flags = expansion.inside_unit & (links.type == LinkType.FS) & (links.lag_days >= 0)
    return follows


def earliest_starts(expansion: Expansion, finish: Ints) -> Ints:
    """The first day of each activity that its predecessors in the unit leave open.

    Of what was not told as over the length is taken from the template, counted from the last end before it
    that was told.

    Args:
        expansion: the network.
        finish: exclusive ends as told; ``NO_DAY`` for none.

    Returns:
        Day numbers; ``NO_DAY`` where nothing before an activity was told.
    """
    network, table = expansion.network, expansion.table
    links, order, follows = network.links, network.order, one_after_another(expansion)
    floor: Ints = np.full(len(network), NO_DAY, np.int32)
    end = finish.copy()
    for batch in order.forward.batches:
        numbers, rows = order.numbers[batch.activities], order.forward.rows[batch.links]
        if not rows.size:
            continue
        latest: Ints = np.full(numbers.size, NO_DAY, np.int32)
        came = np.where(follows[rows], end[links.predecessor[rows]], NO_DAY)
        latest[batch.linked] = np.maximum.reduceat(came, batch.starts)
        calendar = network.calendar[numbers]
        done = table.working_before[calendar, np.clip(latest, 0, table.horizon)]
        is_known = latest != NO_DAY
        floor[numbers] = np.where(is_known, table.day_of[calendar, done], NO_DAY)
        worked = np.minimum(done + expansion.current_network.duration_days[numbers], table.horizon)
        through = table.end_of[calendar, worked]
        end[numbers] = np.where((finish[numbers] == NO_DAY) & is_known, through, end[numbers])
    return floor
