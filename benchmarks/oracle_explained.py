"""Where MPXJ and we are known to differ, or MPXJ contradicts itself: the rule, what shows it, what is done.

Nothing is hidden by tolerance. What MPXJ has no sound rule for is not drawn, and stands here; what is drawn
and differs is accepted only where a check of its own finds exactly the difference that the rule gives.
Experiments were made with MPXJ 16.10, one feature at a time, on networks of 300 to 1,000 activities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.networks import is_set
from benchmarks.oracle_compare import Comparison
from daihoi.domain.links import NO_DAY, Flags
from daihoi.domain.schedule import schedule

Accepts = Callable[[Comparison, str], Flags]


@dataclass(frozen=True)
class Explained:
    """A known difference.

    Attributes:
        scheduler: of MPXJ's two, the one it concerns; «both» where they agree with each other.
        what: what differs.
        rule: which rule we follow, and where it is written.
        evidence: what was seen.
        accepts: for a field, the activities whose difference is exactly this one; None where it is not drawn.
    """

    scheduler: str
    what: str
    rule: str
    evidence: str
    accepts: Accepts | None = None


def late_decided_start(comparison: Comparison, name: str) -> Flags:
    """Decided starts whose total float MPXJ gives as 0, and we as the days that links or deadline ask for.

    Checked by scheduling once more without the decision of that one activity.
    """
    made = comparison.made
    accepted = np.zeros(len(made), bool)
    if name != "total_float_days":
        return accepted
    for at in np.flatnonzero(comparison.differs[name] & is_set(made.fixed_start)):
        dates_agree = not any(comparison.differs[other][at] for other in ("start", "finish", "late_finish"))
        is_zero = comparison.theirs.total_float_days[at] == 0
        accepted[at] = dates_agree and is_zero and _missing_days(comparison, at) == comparison.ours[name][at]
    return accepted


def _missing_days(comparison: Comparison, at: np.intp) -> int:
    """By how many days a decided start misses what its links allow, or its successors need; ≤ 0."""
    made, plan = comparison.made, comparison.plan
    fixed = made.fixed_start.copy()
    fixed[at] = NO_DAY
    free = schedule(
        replace(made, fixed_start=fixed).network, made.table, comparison.deadline, made.actuals, made.now
    )
    before = made.table.working_before[made.calendar[at]]
    held_up = int(before[plan.start[at]]) - int(before[free.start[at]])
    too_late = int(before[free.late_finish[at]]) - int(before[plan.finish[at]])
    return min(0, held_up, too_late)


def accepted(comparison: Comparison, name: str) -> Flags:
    """The activities whose difference in a field one of ``EXPLAINED`` accounts for."""
    found = np.zeros(len(comparison.made), bool)
    for known in EXPLAINED:
        if known.accepts is not None and comparison.differs[name].any():
            found |= known.accepts(comparison, name)
    return found


EXPLAINED = (
    Explained(
        "both",
        "total float of a start that is decided (must start on)",
        "we say by how many days links or deadlines miss the decided day; both programs write 0",
        "dates agree; the float equals that of a schedule without the decision",
        late_decided_start,
    ),
    Explained(
        "both",
        "FF or SF with elapsed lag; any elapsed lag at a milestone: not drawn",
        "the finish waits for the lag; a milestone at a day's end and one at the next morning are one place",
        "MPXJ goes back by the work first and then forward by the elapsed lag: a weekend between moves it",
    ),
    Explained(
        "both",
        "a milestone bound from another calendar by a start or by another milestone: not drawn",
        "days are whole numbers: Friday 17:00 and Saturday 08:00 are one place",
        "a five-day milestone after a Saturday start is Monday 08:00 in both programs",
    ),
    Explained(
        "microsoft",
        "SS or SF with a lag between calendars: no lag is drawn",
        "the lag is taken off the late date first, then the predecessor's calendar is looked at (as in P6)",
        "MPXJ goes to the predecessor's next morning first, and takes the lag off after",
    ),
    Explained(
        "microsoft",
        "free float beside a lag that another calendar counts: not compared",
        "days that the activity may slip before its successor moves",
        "MPXJ takes the lag off as so many hours: 20 elapsed days are 60 days of work to it",
    ),
    Explained(
        "primavera",
        "free float: not compared",
        "without successors it is the total float, as in MS Project",
        "P6 counts to the end of the project whatever the deadline, and gives 0 to a decided start",
    ),
    Explained(
        "primavera",
        "FF and SF between calendars; with a lead, or from a milestone, beside several: not drawn",
        "a finish driven to a day off lies at the end of the last day worked, as in MS Project",
        "P6 leaves it on the next morning, and a successor on another calendar starts there",
    ),
    Explained(
        "primavera",
        "SS between calendars without lag, SS with a lead, SS without lag at a milestone: not drawn",
        "late start = late finish minus the work",
        "MPXJ keeps the moment of the link as late start, be it an evening or a day off",
    ),
    Explained(
        "primavera",
        "a milestone, beside several calendars, bound by a lead, a start or a milestone: not drawn",
        "the latest of what the links demand",
        "of demands that are one place in working time MPXJ takes the first in the list of links",
    ),
    Explained(
        "primavera",
        "a date for the start of an activity with predecessors: written as a date for its finish",
        "the finish is the start plus the work",
        "MPXJ moves the start and keeps the finish of an FF or SF link (finish before start); and sets a "
        "start at the end of the floor's day back to its morning",
    ),
    Explained(
        "primavera",
        "a decided start that the start of another activity waits for: not drawn",
        "late start = the decided day",
        "MPXJ keeps the late start of the SS link: it lies behind the late finish",
    ),
    Explained(
        "primavera",
        "a deadline beside another date on one activity: not drawn, for either scheduler",
        "late start = late finish minus the work",
        "P6 needs a secondary constraint for it; MPXJ lowers the late finish and not the late start",
    ),
    Explained(
        "primavera",
        "progress: SF at begun work, FF from finished work, SS into finished work: FS is drawn",
        "retained logic: what is left waits for its links; finished work passes on what it waits for",
        "MPXJ adds the lag of FF from finished work twice, and caps SF from started work at the status date",
    ),
    Explained(
        "primavera",
        "progress: lags out of sequence, elapsed, of SS from finished work, between calendars: none",
        "what is left of a lag at the status date is counted on its calendar, in both passes",
        "MPXJ counts some forward and not backward, and elapsed days once as 8 hours and once as 24",
    ),
    Explained(
        "primavera",
        "progress: decided starts and finish floors in the past or on begun work: not drawn",
        "nothing unfinished lies before the status date",
        "MPXJ starts work on a decided day before the status date, and drops the finish floor of begun work",
    ),
    Explained(
        "primavera",
        "progress: late start of begun work, and all dates of finished work: not compared",
        "we give what was reported; P6 gives dates of what is left, for what is over the status date",
        "the fields mean different things; the late finish of begun work is compared",
    ),
)
