"""What one task hands to another: the same object, which Prefect does not look through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prefect import flow

from tasks.watching import watched_task


class Closed(dict[str, int]):
    """A result that must not be looked through: a city has a million things inside."""

    def items(self) -> Any:
        raise AssertionError("looked through")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("looked through")


Plan = list[list[Closed]]
RESULT: Plan = [[Closed(a=1)]]
"""As deep as the units of a plan lie; Prefect looks at the top of every result in any case."""


@watched_task("Làm")
def make() -> Plan:
    return RESULT


@watched_task("Nhận")
def take(given: Plan, *, also: Plan) -> bool:
    return given is RESULT and also is RESULT


@watched_task("Nhận nhiều")
def take_all(given: list[int]) -> int:
    return sum(given)


@watched_task("Hỏng")
def fail() -> Plan:
    raise ValueError("không đọc được")


@watched_task("Một")
def one() -> int:
    return 1


def test_a_result_is_handed_on_as_it_is() -> None:
    @flow(name="hand-on", persist_result=False)
    def run() -> bool:
        made = make.submit()
        return take.submit(made, also=made).result()

    assert run() is True


def test_the_futures_in_a_list_are_still_waited_for() -> None:
    @flow(name="hand-on-lists", persist_result=False)
    def run() -> int:
        return take_all.submit([one.submit(), one.submit(), one.submit()]).result()

    assert run() == 3


def test_a_task_whose_input_failed_does_not_run() -> None:
    @flow(name="hand-on-failure", persist_result=False)
    def run() -> bool:
        failed = fail.submit()
        later = take.submit(failed, also=make.submit())
        later.wait()
        return bool(later.state.name == "NotReady")

    assert run() is True


def test_the_failure_itself_is_told() -> None:
    @flow(name="hand-on-failure-told", persist_result=False)
    def run() -> None:
        fail.submit().result()

    with pytest.raises(ValueError, match="không đọc được"):
        run()
