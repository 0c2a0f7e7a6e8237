"""Steering: what obliges the unit, what it issued, who does what, and who has not made its plan yet."""

from __future__ import annotations

from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.steering_bodies import body_findings, body_table
from daihoi.domain.preparing.steering_conferences import after_conference, disseminations
from daihoi.domain.preparing.steering_documents import document_findings, document_table
from daihoi.domain.preparing.steering_events import event_findings, event_table, plan_ask
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.preparing.steering_work import unassigned, work_table


def review(preparation: Preparation) -> Review:
    """Legal bases and days between them, documents, bodies, work by body, plans owed after conferences."""
    after = [after_conference(preparation, one) for one in disseminations(preparation)]
    findings = [
        *(finding for one in after for finding in one.findings),
        *event_findings(preparation),
        *document_findings(preparation),
        *body_findings(preparation),
    ]
    tables = [
        event_table(preparation),
        document_table(preparation),
        body_table(preparation),
        work_table(preparation),
        *(table for one in after for table in one.tables),
    ]
    asks = [*(ask for one in after for ask in one.asks), *plan_ask(preparation), *unassigned(preparation)]
    return Review(
        "steering",
        "Lãnh đạo, chỉ đạo",
        findings,
        [compact(one, "Chức danh đứng đầu", "Số thành viên", "Văn bản") for one in tables if one.rows],
        asks,
    )
