from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daihoi.domain.record import EventKind, Statement, StatementError

FEB_20, FEB_22 = date(2020, 2, 20), date(2020, 2, 22)


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        (EventKind.APPROVE, {"document_number": "5-TB"}, {"actual_finish"}),
        (EventKind.APPROVE, {"actual_finish": FEB_22, "percent": 100}, {"document_number"}),
        (EventKind.REJECT, {}, {"document_number"}),
        (
            EventKind.REJECT,
            {"document_number": "5-TB", "actual_finish": FEB_22, "percent": 100},
            {"actual_finish"},
        ),
        (EventKind.CORRECT, {"percent": 5}, {"reason"}),
        (EventKind.REPORT, {"percent": -1}, {"percent"}),
        (EventKind.REPORT, {"percent": 101}, {"percent"}),
        (EventKind.REPORT, {"percent": 100}, {"percent"}),
        (EventKind.REPORT, {"actual_finish": FEB_22}, {"percent"}),
        (EventKind.REPORT, {"actual_start": date(2020, 2, 23), "percent": 5}, {"actual_start"}),
        (EventKind.REPORT, {"actual_finish": date(2020, 2, 23), "percent": 100}, {"actual_finish"}),
        (
            EventKind.CORRECT,
            {"percent": 100, "actual_start": date(2020, 2, 23)},
            {"percent", "reason", "actual_start"},
        ),
    ],
)
def test_a_statement_that_contradicts_itself_is_never_born(
    kind: EventKind, said: dict[str, Any], expected: set[str]
) -> None:
    with pytest.raises(StatementError) as caught:
        Statement("A", "congress", kind, FEB_22, **said)
    assert {fault.field for fault in caught.value.faults} == expected


def test_work_may_start_and_finish_on_the_day_it_is_about() -> None:
    said = Statement("A", "congress", EventKind.REPORT, FEB_20, FEB_20, FEB_20, 100)
    assert said.key == ("A", "congress")
