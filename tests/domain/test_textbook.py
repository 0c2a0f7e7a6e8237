"""Networks with answers printed in textbooks; a unit of time is a working day here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.domain.networks import START, Answer, after, five_days, make_network
from tests.domain.oracles import read_oracle

WHOLE = {
    "hillier-lieberman-reliable-construction",
    "render-stair-hanna-general-foundry",
    "penn-state-pdm-ss",
    "cpm-module-fs",
    "taylor-ch8-problem-5",
    "taylor-ch8-problem-6",
}
HUNDREDTHS = {"wikipedia-pert"}
"""Durations with two decimals: scheduled in hundredths, each a working day."""


def _schedule(oracle: dict[str, Any], scale: int) -> Answer:
    specs = []
    for activity in oracle["activities"]:
        waits = [f"{_safe(p)}:{kind}" + (f"{lag:+.0f}" if lag else "") for p, kind, lag in activity["preds"]]
        specs.append(
            f"{_safe(activity['id'])}:{round(activity['dur'] * scale)}" + "<" * bool(waits) + ",".join(waits)
        )
    last = after(START, 5000)
    made = make_network(*specs, calendars=[five_days(last=last)])
    end = max(made.schedule().early(name).end for name in made.names)
    return made.schedule(deadlines=dict.fromkeys(made.names, after(end, -1)))


def _safe(name: str) -> str:
    return name.replace("-", "_")


def _day(answer: Answer, when: date) -> int:
    """Working days from the start."""
    return answer.made.calendars[0].working_days_between(START, when)


def _check(oracle: dict[str, Any], scale: int) -> None:
    answer, published = _schedule(oracle, scale), oracle["published"]
    spans = {a["id"]: answer.early(_safe(a["id"])) for a in oracle["activities"]}
    floats = {a["id"]: answer.total_float(_safe(a["id"])) for a in oracle["activities"]}
    if published["duration"] is not None:
        assert max(_day(answer, span.end) for span in spans.values()) == round(published["duration"] * scale)
        assert {name for name, days in floats.items() if days == 0} == set(published["critical"])
    for name, slack in (published.get("slack") or {}).items():
        assert floats[name] == round(slack * scale), name
    for name, (es, ef, ls, lf, slack) in published.get("table", {}).items():
        late = answer.late(_safe(name))
        assert late is not None
        early = (_day(answer, spans[name].start), _day(answer, spans[name].end))
        assert (*early, _day(answer, late[0]), _day(answer, late[1]), floats[name]) == (es, ef, ls, lf, slack)


def _check_second_opinion(oracle: dict[str, Any], scale: int) -> None:
    """Dates that whoever collected the networks computed with another program."""
    answer, computed = _schedule(oracle, scale), oracle["computed"]
    for activity in oracle["activities"]:
        name = activity["id"]
        late = answer.late(_safe(name))
        assert late is not None
        assert _day(answer, answer.early(_safe(name)).start) == round(computed["es"][name] * scale), name
        assert _day(answer, late[0]) == round(computed["ls"][name] * scale), name
        assert answer.total_float(_safe(name)) == round(computed["slack"][name] * scale), name


@pytest.mark.parametrize("name", sorted(WHOLE | HUNDREDTHS))
def test_textbook_network(name: str) -> None:
    oracle = next(o for o in read_oracle("textbook.json") if o["name"] == name)
    scale = 100 if name in HUNDREDTHS else 1
    _check(oracle, scale)
    _check_second_opinion(oracle, scale)


def test_every_network_of_the_collection_is_looked_at() -> None:
    assert {o["name"] for o in read_oracle("textbook.json")} == WHOLE | HUNDREDTHS
