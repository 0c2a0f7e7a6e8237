"""The progress of a whole campaign: the results that charts and messages show."""

from __future__ import annotations

from dataclasses import dataclass

from daihoi.assessing import open_assessment
from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import overview, pace
from daihoi.domain.report_differences import report_difference
from daihoi.domain.results import Overview, Pace
from daihoi.editions import ReportBefore, report_before
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace
from reports.website.facts import Since
from tasks.watching import watched_task

_OTHER_CONFIG = "Cấu hình đã đổi từ báo cáo đó: số liệu khi đó được tính lại theo cấu hình hiện nay."


@dataclass(frozen=True)
class Comparison:
    """The report before, if there is one, and what has changed since."""

    before: ReportBefore | None
    since: Since | None


@watched_task("Tính tổng quan")
def measure_overview(assessment: Assessment) -> Overview:
    """The organisations below the root, most at risk first."""
    return overview(assessment)


@watched_task("Tính nhịp độ")
def measure_pace(assessment: Assessment) -> Pace:
    """How fast the branch congresses go, and how fast they have to go."""
    return pace(assessment)


@watched_task("So với báo cáo trước")
def compare_with_last(assessment: Assessment) -> Comparison:
    """What has changed since the report before, computed again from the log as it was known then.

    What was published is only asked for its date and its last event: the log is the only memory.
    """
    before = report_before(assessment)
    if before is None:
        return Comparison(None, None)
    return Comparison(before, _since(assessment, before))


def _since(now: Assessment, before: ReportBefore) -> Since:
    day, known = before.status_date, before.known_seq
    if known > now.edition.known_seq:
        return Since(day, known, None, "Báo cáo đó biết nhiều hơn báo cáo này nên không so sánh.")
    workspace, code = Workspace.from_environment(), now.edition.campaign_code
    try:
        then = open_assessment(workspace, code, day, known)
        restated = open_assessment(workspace, code, day, now.edition.known_seq)
    except DaihoiError as error:
        return Since(day, known, None, f"Không so sánh được: {error}")
    if then.edition.head != before.head:
        return Since(day, known, None, "Sổ ghi khi đó không phải sổ ghi này nên không so sánh được.")
    is_same = before.config == now.campaign.fingerprint
    return Since(day, known, report_difference(then, restated, now), "" if is_same else _OTHER_CONFIG)
