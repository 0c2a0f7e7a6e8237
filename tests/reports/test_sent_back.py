"""An approval that was sent back: the unit has to act, and is told so."""

from __future__ import annotations

import pytest

from daihoi.domain.cascade import cascade
from daihoi.domain.reasons import Origin, Reasons
from daihoi.domain.record import Statement
from reports.cascade_wording import ORIGINS, cascade_finding
from reports.office import late_text
from tests.domain.campaigns import held
from tests.domain.gates import pictured, sent_back

READY = (held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-5"), held("W.1", "b_submit", "6-8"))
BACK, WITH_THEM = "cấp trên đã trả lại hồ sơ, phải sửa và trình lại", "hồ sơ đã ở cấp trên"


def told(status_date: str, *more: Statement) -> str:
    return cascade_finding(cascade(Reasons(pictured(status_date, *READY, *more)), "W.1"))


def test_a_dossier_that_was_sent_back_lies_with_the_unit() -> None:
    said = told("6-10", sent_back("6-9"))
    assert f"«Việc b_approval»: {BACK}." in said
    assert WITH_THEM not in said


@pytest.mark.parametrize(
    "more",
    [(), (sent_back("6-9"), held("W.1", "b_submit", "6-10"))],
    ids=["submitted", "submitted again"],
)
def test_a_dossier_that_was_submitted_lies_with_the_superior(more: tuple[Statement, ...]) -> None:
    said = told("6-10", *more)
    assert WITH_THEM in said
    assert "trả lại" not in said


def test_before_it_was_sent_back_nobody_knows() -> None:
    assert "trả lại" not in told("6-8", sent_back("6-9"))


@pytest.mark.parametrize("origin", list(Origin))
def test_every_origin_has_words_on_the_page_and_in_the_report(origin: Origin) -> None:
    assert ORIGINS[origin]
    assert late_text.ORIGINS[origin]
