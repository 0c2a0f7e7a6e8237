"""What was put off by a decision: until its new day nobody calls it late."""

from __future__ import annotations

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import Flags
from daihoi.domain.schedule import Actuals, Schedule


def put_off(expansion: Expansion, baseline: Schedule, actuals: Actuals, now: int) -> Flags:
    """Activities that have not begun, with a decided day still to come and later than the baseline's.

    Once work has begun its decided day binds nothing (see ``schedule``), and its deadline counts again. A
    decided day that a later suspension overtook is no decided day any more (see ``decisions``).

    Args:
        expansion: activities, with what was decided.
        baseline: the frozen plan.
        actuals: what has begun.
        now: first day after the status date, as a day number.
    """
    decided = expansion.current_network.fixed_start
    flags: Flags = (decided >= now) & (decided > baseline.start) & ~actuals.is_started
    return flags
