"""Dossiers and their approval by the superior, which only people give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from daihoi.domain.approvals import Gate, GateState, approvals
from daihoi.domain.assessment import Assessment
from daihoi.editions import publish_edition
from daihoi.loading import find_config
from daihoi.loading.approvals import load_approval_rules
from daihoi.publishing import Published
from daihoi.workspace import Workspace
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task

EDITION = "phe-duyet"
_TO_BE_EXPLAINED = frozenset({GateState.REOPENED, GateState.REJECTED})


@watched_task("Trình duyệt")
def obtain_approval(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Which dossiers are in, which wait for the superior's document, which were sent back or re-opened."""
    found = step_worklist(assessment, selection, "approval")
    return found if found.empty else _with_reasons(found, assessment)


def _with_reasons(worklist: pd.DataFrame, assessment: Assessment) -> pd.DataFrame:
    """The same, where gates that were sent back or re-opened say why in place of what they wait for."""
    from reports.gates import why

    gates = approvals(assessment, (), frozenset(worklist["unit_code"]))
    told = {(g.unit.code, g.activity.code): why(g) for g in gates if g.state in _TO_BE_EXPLAINED}
    keys = zip(worklist["unit_code"], worklist["activity"], strict=True)
    reasons = [told.get(key, "") for key in keys]
    waited_for = zip(reasons, worklist["blocked_by"], strict=True)
    return worklist.assign(blocked_by=[reason or other for reason, other in waited_for])


@watched_task("Xét các cửa duyệt")
def review_gates(assessment: Assessment) -> Sequence[Gate]:
    """Every gate as it should be now: its state, its due day, who is to be reminded."""
    steps = load_approval_rules(find_config(Workspace.from_environment().config)).steps
    return approvals(assessment, steps)


@watched_task("Lập bảng phê duyệt")
def write_gates(assessment: Assessment, gates: Sequence[Gate]) -> Mapping[str, bytes]:
    """The tables and the page about gates and reminders."""
    from reports import gates as pages

    return pages.gate_files(gates, assessment.edition)


@watched_task("Công bố phê duyệt")
def publish_gates(assessment: Assessment, files: Mapping[str, bytes], known_at: int | None) -> Published:
    """Makes the tables about gates visible in one step; the same tables a second time change nothing."""
    return publish_edition(assessment, EDITION, files, known_at)
