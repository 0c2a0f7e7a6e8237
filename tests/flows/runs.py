"""Reads back what Prefect recorded of a run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import TaskRun
from prefect.client.schemas.sorting import FlowRunSort

from flows.embedded import run_embedded

Edges = set[tuple[str, str]]


def run_and_read(flow: Callable[..., Any], request: Any) -> list[TaskRun]:
    """Runs a flow as ``daihoi run`` does, which waits for a complete record, and returns its task runs."""
    run_embedded(flow, request)
    with get_client(sync_client=True) as client:
        newest = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        return client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[newest.id])))


def plain(name: str) -> str:
    """The name of a task, or of its run with Prefect's three signs at the end, without diacritics."""
    shown = re.sub(r"-[0-9a-f]{3}$", "", name).replace("đ", "d").replace("Đ", "D")
    letters = unicodedata.normalize("NFD", shown)
    return "".join(sign for sign in letters if sign.isascii())


def plain_edges(pairs: Edges) -> Edges:
    """The same for expected edges."""
    return {(plain(before), plain(after)) for before, after in pairs}


def edges(runs: list[TaskRun]) -> Edges:
    """Which task waited for which, by the names of the tasks without diacritics: the run graph."""
    name_of = {run.id: plain(run.name) for run in runs}
    return {
        (name_of[given.id], name_of[run.id])
        for run in runs
        for inputs in run.task_inputs.values()
        for given in inputs
        if getattr(given, "id", None) in name_of
    }
