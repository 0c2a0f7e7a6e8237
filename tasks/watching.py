"""The one way this project makes a Prefect task: nothing cached or stored, and its beginning and end told.

The hooks run in the process that runs the task; whoever shows progress listens to ``LOGGER``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

LOGGER = logging.getLogger("daihoi.run")

R = TypeVar("R")


class Tally:
    """How many task runs have reached a final state in this process."""

    ended = 0


def watched_task(name: str) -> Callable[[Callable[..., R]], Task[..., R]]:
    """Makes a task under a Vietnamese name, as the run graph shows it.

    Results are never stored: the event log is the only memory, and a run may be repeated at any time.
    The parameters are left open, because flows hand over futures where the function takes their results.
    """
    return task(
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        on_running=[_began],
        on_completion=[_ended],
        on_failure=[_ended],
    )


def _began(this: Task[Any, Any], run: TaskRun, state: State) -> None:
    LOGGER.info("%s", this.name, extra={"phase": "began", "run_id": str(run.id)})


def _ended(this: Task[Any, Any], run: TaskRun, state: State) -> None:
    Tally.ended += 1
    LOGGER.info(
        "%s", this.name, extra={"phase": "ended", "run_id": str(run.id), "is_failed": state.is_failed()}
    )
