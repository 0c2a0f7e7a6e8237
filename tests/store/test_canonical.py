"""The two ways to hash an event agree, and old events hash as they always did."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from daihoi.domain.record import Event, EventKind, Statement
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.structure import Certainty
from daihoi.store import reading
from daihoi.store.canonical import event_hash, row_hash
from daihoi.store.writing import _record

MOMENT = datetime(2020, 3, 2, 3, 4, 5, 678, tzinfo=UTC)
ORDER = [name.strip().removeprefix("event.") for name in reading.COLUMNS.split(",")]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
days = st.dates(date(2015, 1, 1), date(2019, 12, 31))
details = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def row(event: Event | RulingEvent) -> list[Any]:
    stored = _record("đợt «1»", event)
    return [day.isoformat() if isinstance(day := stored[name], date) else day for name in ORDER]


@given(
    words,
    words,
    words,
    words,
    words,
    days,
    st.none() | st.integers(0, 99),
    st.none() | days,
    st.integers(0, 9),
)
def test_a_statement(
    unit: str,
    document: str,
    reason: str,
    source: str,
    body: str,
    day: date,
    percent: int | None,
    signed: date | None,
    approves: int,
) -> None:
    said = Statement(
        unit,
        "việc",
        EventKind.REPORT,
        date(2020, 1, 1),
        day,
        None,
        percent,
        document,
        reason,
        Certainty.ASSUMED,
        source,
        body,
        signed,
        "",
        approves or None,
    )
    event = Event(7, MOMENT, "van-phòng", 3, 2, None, said, "")
    assert row_hash("before", "đợt «1»", row(event)) == event_hash("before", "đợt «1»", event)


@given(words.filter(str.strip), st.dictionaries(words, details, max_size=4), days)
def test_a_ruling(word: str, more: dict[str, Any], day: date) -> None:
    ruling = Ruling(RulingKind.REPLAN, "CL", day, word, day, word, word, details=more)
    event = RulingEvent(7, MOMENT, "van-phòng", 3, 2, None, ruling, "")
    assert row_hash("", "đợt «1»", row(event)) == event_hash("", "đợt «1»", event)


def test_an_event_without_details_hashes_as_in_the_first_release() -> None:
    """Computed by the program as it was before events had details."""
    said = Statement(
        "CL.KT.01",
        "branch_congress",
        EventKind.REPORT,
        date(2020, 2, 3),
        date(2020, 1, 31),
        date(2020, 1, 31),
        100,
        source="S3",
    )
    event = Event(1, MOMENT, "office", 1, 1, None, said, "")
    first = "50a6109aaf7d073ae4edda1629c900cd8276aa09f7cf28133e3891d29e998f7e"
    assert event_hash("", "cam_le_2020", event) == first
    assert event_hash("", "cam_le_2020", dataclasses.replace(event, hash="anything")) == first
