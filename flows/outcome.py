"""What a flow ends with: its last result, or the error of the step that really failed."""

from __future__ import annotations

from typing import Any, TypeVar

from prefect.futures import PrefectFuture

R = TypeVar("R")


def outcome(last: PrefectFuture[R], earlier: list[PrefectFuture[Any]]) -> R:
    """The result of the last step.

    When an earlier step fails, those behind it are only «not ready»; the error that tells why is the
    failed step's own, and that one is raised.
    """
    last.wait()
    for future in earlier:
        future.wait()  # it is over; that it is, is known here only when it was waited for
        if future.state.is_failed():
            future.result()
    return last.result()
