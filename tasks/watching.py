"""The one way this project makes a Prefect task: nothing cached or stored, and its beginning and end told.

The hooks run in the process that runs the task; whoever shows progress listens to ``LOGGER``.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.utilities.annotations import opaque

LOGGER = logging.getLogger("daihoi.run")

R = TypeVar("R")


class Tally:
    """Which task runs of this process have reached a final state, in the order in which they did."""

    ended: ClassVar[list[UUID]] = []


class WatchedTask(Task[..., R]):
    """A task that takes results of others as they are.

    Prefect would look through every result it hands on, object by object, for futures inside: seconds for
    the plan of a city, at every task. There are none; ``opaque`` says so.
    """

    def submit(self, *args: Any, **kwargs: Any) -> PrefectFuture[R]:  # type: ignore[override]  # Prefect's has six overloads
        """Starts the task; see ``prefect.Task.submit``."""
        given = {name: _as_it_is(value) for name, value in kwargs.items()}
        return super().submit(*map(_as_it_is, args), **given)  # type: ignore[no-any-return]  # the same


def _as_it_is(value: Any) -> Any:
    return opaque(value) if isinstance(value, PrefectFuture) else value


def watched_task(name: str) -> Callable[[Callable[..., R]], WatchedTask[R]]:
    """Makes a task under a Vietnamese name, as the run graph shows it.

    Results are never stored: the event log is the only memory, and a run may be repeated at any time.
    The parameters are left open, because flows hand over futures where the function takes their results.
    """

    def made(function: Callable[..., R]) -> WatchedTask[R]:
        return WatchedTask(
            function,
            name=name,
            task_run_name=graph_name(name),
            cache_policy=NO_CACHE,
            persist_result=False,
            on_running=[_began],
            on_completion=[_ended],
            on_failure=[_ended],
        )

    return made


def graph_name(name: str) -> str:
    """A name without diacritics: the run graph of Prefect's page draws ASCII letters and drops all others."""
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in letters if sign.isascii())


def _began(this: Task[Any, Any], run: TaskRun, state: State) -> None:
    LOGGER.info("%s", this.name, extra={"phase": "began", "run_id": str(run.id)})


def _ended(this: Task[Any, Any], run: TaskRun, state: State) -> None:
    Tally.ended.append(run.id)
    LOGGER.info(
        "%s", this.name, extra={"phase": "ended", "run_id": str(run.id), "is_failed": state.is_failed()}
    )
