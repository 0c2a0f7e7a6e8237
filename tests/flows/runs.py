"""Reads back what Prefect recorded of a run."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import TaskRun

Edges = set[tuple[str, str]]


def run_and_read(flow: Callable[..., Any], request: object, expected: int) -> list[TaskRun]:
    """Runs a flow and returns its task runs, once all of them are recorded."""
    state = flow(request, return_state=True)
    state.result()
    chosen = FlowRunFilter(id=FlowRunFilterId(any_=[state.state_details.flow_run_id]))
    give_up = time.monotonic() + 20
    with get_client(sync_client=True) as client:
        while True:
            runs = client.read_task_runs(flow_run_filter=chosen)
            ended = [run for run in runs if run.state and run.state.is_final()]
            if len(ended) >= expected or time.monotonic() > give_up:
                return ended
            time.sleep(0.1)


def edges(runs: list[TaskRun]) -> Edges:
    """Which task waited for which, by their names: the run graph."""
    name_of = {run.id: run.name.rsplit("-", 1)[0] for run in runs}
    return {
        (name_of[given.id], name_of[run.id])
        for run in runs
        for inputs in run.task_inputs.values()
        for given in inputs
        if getattr(given, "id", None) in name_of
    }
