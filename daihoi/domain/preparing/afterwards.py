"""After the congress: who still owes its programme, who was commended, which dates lie outside (F24–F26)."""

from __future__ import annotations

from daihoi.domain.preparing.afterwards_commended import commended_findings, commended_table
from daihoi.domain.preparing.afterwards_milestones import milestone_asks, milestone_findings, milestone_table
from daihoi.domain.preparing.afterwards_owed import owed_asks, owed_findings, owed_tables
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.steering_tables import compact


def review(preparation: Preparation) -> Review:
    """Programmes by unit (table 12), commendations (table 11), and milestones of other work."""
    tables = [*owed_tables(preparation), commended_table(preparation), milestone_table(preparation)]
    findings = [
        *owed_findings(preparation),
        *commended_findings(preparation),
        *milestone_findings(preparation),
    ]
    return Review(
        "afterwards",
        "Sau đại hội",
        findings,
        [compact(table, "Tiêu chuẩn", "Quyết định") for table in tables if table.rows],
        [*owed_asks(preparation), *milestone_asks(preparation)],
    )
