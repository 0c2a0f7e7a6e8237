"""Two figures for the schedule as a whole: the critical path length index and the execution index.

Both are checks 13 and 14 of the DCMA 14-point assessment (Defense Contract Management Agency, 2012).
"""

from __future__ import annotations

import numpy as np

from daihoi.domain.health.findings import Figure
from daihoi.domain.health.picture import Picture
from daihoi.domain.links import NO_DEADLINE


def cpli(picture: Picture) -> Figure:
    """Critical path length index: (length + float) / length of what is left to the root's congress.

    Length: working days from the status date to the last day of the root's congress as now computed;
    float: working days from there to its deadline. Below 1 the deadline is missed. DCMA asks for 0,95.
    """
    root = picture.root_congress
    deadline, finish = int(picture.expansion.deadline[root]), int(picture.assessment.current.finish[root])
    length = picture.working_days(picture.now, finish)
    value, formula = None, ""
    if picture.assessment.current.is_finished[root]:
        formula = "đại hội cuối cùng của đợt đã tổ chức"
    elif deadline >= NO_DEADLINE:
        formula = "đại hội cuối cùng của đợt không có hạn"
    elif length <= 0:
        formula = "không còn ngày làm việc nào đến đại hội cuối cùng"
    else:
        spare = picture.working_days(finish, deadline)
        value = (length + spare) / length
        sign = "+" if spare >= 0 else "−"
        formula = f"(còn {length} ngày làm việc {sign} dự trữ {abs(spare)}) / {length}"
    return Figure("cpli", "CPLI: khả năng kịp hạn", value, formula, picture.limits["cpli"])


def bei(picture: Picture) -> Figure:
    """Baseline execution index: congresses held / congresses that the plan wanted held by the status date.

    What was decided to be held on a later day, still to come, is not wanted yet.

    DCMA counts all activities; here most steps are only inferred from the congress that followed them, so
    that counting congresses is what the record can bear. DCMA asks for 0,95.
    """
    congresses = picture.congresses
    wanted = int(np.count_nonzero(picture.assessment.is_wanted_over[congresses]))
    held = int(np.count_nonzero(picture.assessment.is_held[congresses]))
    value = held / wanted if wanted else None
    formula = (
        f"{held} đại hội đã tổ chức / {wanted} theo kế hoạch" if wanted else "kế hoạch chưa đến đại hội nào"
    )
    return Figure("bei", "BEI: thực hiện so với kế hoạch", value, formula, picture.limits["bei"])
