"""Steps on Dask. Imported only where the configuration wants Dask (``flows.fan_out``); it is an extra.

Prefect looks through whatever one task hands to the next, object by object, for futures inside: seconds for
the plan of a province, at every task. In threads ``opaque`` stops it; Dask takes that wrapping apart. So
results travel in a ``Kept``, which is nothing that Prefect would look into.
"""

from __future__ import annotations

import copy
import inspect
import logging
import os
from collections.abc import Callable, Iterable
from typing import Any, cast

from prefect import Task
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture
from prefect.utilities.annotations import opaque
from prefect_dask.task_runners import DaskTaskRunner, PrefectDaskFuture

from tasks.watching import Tally

LOCAL_CLUSTER: dict[str, Any] = {
    "threads_per_worker": 1,  # drawing keeps Python's lock: a second thread would only wait for it
    "dashboard_address": "127.0.0.1:0",  # any free port: the one by default may be taken
    # Whoever reaches a scheduler can have it run anything: keys of this run alone, and only on loopback.
    "host": "127.0.0.1",
    "protocol": "tls://",
    "security": True,
    "memory_limit": 0,  # the machine's own limit holds, as it does for threads
}

QUIET = ("DASK_LOGGING__DISTRIBUTED", "warning")
SECONDS_TO_HAND_IN = 15.0


class Kept:
    """A result on its way between two processes."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Keeping:
    """A function that takes and gives results in ``Kept``, alone or in lists."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.__signature__ = inspect.signature(function)
        self.__name__ = function.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function makes of what was kept."""
        given = {name: _taken_out(value) for name, value in kwargs.items()}
        return Kept(self.function(*map(_taken_out, args), **given))


class StepFuture(PrefectDaskFuture[Any]):  # type: ignore[misc, unused-ignore]  # Any without the extra
    """The future of a step that runs in a worker."""

    def result(self, timeout: float | None = None, raise_on_failure: bool = True) -> Any:
        """The result itself; see ``prefect.futures.PrefectFuture.result``."""
        return _taken_out(super().result(timeout, raise_on_failure))


class DaskSteps(DaskTaskRunner):  # type: ignore[misc, unused-ignore]  # the same
    """Runs the steps of one flow run in processes of this machine, which end with it."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self._given: list[StepFuture] = []

    def __exit__(self, *args: Any) -> None:
        """Ends the workers, when they have told the server everything."""
        Tally.ended += [future.task_run_id for future in self._given if _is_over(future)]
        if self._client is not None:
            self._client.run(_hand_in)
        super().__exit__(*args)

    def submit(  # type: ignore[override, unused-ignore]  # Prefect's has two overloads
        self,
        task: Task[..., Any],
        parameters: dict[str, Any],
        wait_for: Iterable[PrefectFuture[Any]] | None = None,
        dependencies: dict[str, set[Any]] | None = None,
    ) -> StepFuture:
        """Hands a task to the workers; see ``prefect.task_runners.TaskRunner.submit``."""
        plain = {n: v.unwrap() if isinstance(v, opaque) else v for n, v in parameters.items()}
        keeping = copy.copy(task)
        keeping.fn = Keeping(task.fn)
        future: Any = super().submit(keeping, plain, cast(Any, wait_for), dependencies)
        self._given.append(StepFuture(task_run_id=future.task_run_id, wrapped_future=future.wrapped_future))
        return self._given[-1]


def local(workers: int) -> DaskSteps:
    """Steps in so many processes on this machine."""
    os.environ.setdefault(*QUIET)  # the workers read it too
    logging.getLogger("distributed").setLevel(logging.WARNING)
    return DaskSteps(
        cluster_class="distributed.LocalCluster", cluster_kwargs={**LOCAL_CLUSTER, "n_workers": workers}
    )


def _is_over(future: StepFuture) -> bool:
    """Whether a step has ended; one that never began, because another failed, has not."""
    future.wait()
    return bool(future.state.is_final())


async def _hand_in() -> None:
    """Waits until a worker has sent its events: the record of its task runs. Runs in the worker."""
    waiting = EventsWorker.drain_all(timeout=SECONDS_TO_HAND_IN)
    if inspect.isawaitable(waiting):
        await waiting


def _taken_out(value: Any) -> Any:
    if isinstance(value, Kept):
        return value.value
    return [_taken_out(one) for one in value] if isinstance(value, list) else value
