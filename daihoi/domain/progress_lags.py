"""What is left of each link's lag at the status date.

Work that is left is scheduled as if the project began on the day after the status date, so the part of a
lag that has run off since its predecessor's reported date counts no more (Primavera P6, retained logic).
"""

from __future__ import annotations

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Flags, Ints, Links


def remaining_lags(links: Links, table: DayTable, start: Ints, finish: Ints, now: int) -> Ints:
    """Lags in days of each link's own calendar, as columns of the links.

    A link that leaves from what has not happened keeps its lag or lead; from what has happened, a lead has
    been used up.

    Args:
        links: see ``Links``.
        table: the calendars.
        start: int32 actual start per activity; ``NO_DAY`` where not started.
        finish: int32 actual exclusive finish per activity, likewise.
        now: first day after the status date.
    """
    happened = np.where(links.leaves_finish, finish[links.predecessor], start[links.predecessor])
    has_happened: Flags = (happened != NO_DAY) & (links.lag_days != 0)
    if not has_happened.any():
        return links.lag_days
    rows = table.rows(links.calendar[has_happened])
    present = np.full(rows.size, now, np.int32)
    run_off = table.count(rows, present) - table.count(rows, happened[has_happened])
    lag_days = links.lag_days.copy()
    lag_days[has_happened] = np.maximum(links.lag_days[has_happened] - run_off, 0)
    return lag_days
