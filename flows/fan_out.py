"""Where the steps of a run are computed: in threads of its process, or by Dask in processes beside it.

A setting decides (``runs.steps`` in ``config/service.yaml``), so that the same flow runs on either. With Dask
the step whose work grows with the units is divided by districts, into as many parts as there are workers: the
number of task runs depends on the machine, never on the units. What is published is the same, byte by byte.
"""

from __future__ import annotations

import importlib.util
from typing import Any

from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from daihoi.errors import DaihoiError
from daihoi.loading.service_settings import Engine
from flows.running import running


class NoDaskError(DaihoiError):
    """The configuration wants Dask, which is not installed."""


class StepRunner(TaskRunner[Any]):
    """Stands for the task runner that the configuration names, and becomes it when a flow starts."""

    def duplicate(self) -> TaskRunner[Any]:  # type: ignore[override]  # another one, by intent
        """The task runner of one flow run.

        Raises:
            NoDaskError: Dask is wanted and not installed.
            ConfigErrors: the settings of the service are not usable.
        """
        how = running()
        return _dask(how.workers) if how.engine is Engine.DASK else ThreadPoolTaskRunner()

    def submit(self, *_: Any, **__: Any) -> PrefectFuture[Any]:
        """Never called: flows submit to what ``duplicate`` gave."""
        raise NotImplementedError


STEPS: TaskRunner[Any] = StepRunner()  # type: ignore[no-untyped-call]  # Prefect's has no annotations
"""For ``@flow(task_runner=STEPS)``."""


def _dask(workers: int) -> TaskRunner[Any]:
    if importlib.util.find_spec("prefect_dask") is None:
        raise NoDaskError(
            "config/service.yaml đặt «engine: dask» nhưng máy này chưa cài prefect-dask: cài thêm bằng "
            "pip install -c constraints.txt 'daihoi[dask]', hoặc đặt lại «engine: threads»."
        )
    from tasks import dask_steps

    return dask_steps.local(workers)


def parts() -> int:
    """Into how many parts a step is divided: as many as there are processes for it."""
    how = running()
    return how.workers if how.engine is Engine.DASK else 1
