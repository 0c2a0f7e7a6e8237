"""Runs that nobody runs any more: what a killed service or a machine without power left in Prefect's record.

To be called while no flow run of the service is alive: after its processes were ended, before the runner
starts. A run that stands as running then would stand so for ever, and would keep its turn from others. Runs
that were missed while the machine was off are made up for once each, not once for every time that passed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from daihoi.service.api import Api

ALIVE_ONES: dict[str, Any] = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
LATE_ONES: dict[str, Any] = {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"is_null_": False}}
PAGE = 200
INTERRUPTED = {
    "type": "CRASHED",
    "name": "Bị ngắt",
    "message": "Dịch vụ dừng đột ngột khi lượt này đang chạy. Lượt sau làm lại từ sổ ghi; không cần sửa gì.",
}
MISSED = {
    "type": "CANCELLED",
    "name": "Bị lỡ",
    "message": "Dịch vụ không chạy vào giờ này; lượt lỡ gần nhất được chạy bù thay cho các lượt trước nó.",
}


@dataclass(frozen=True)
class Tidied:
    """How many runs were found interrupted, and how many were missed and not made up for."""

    interrupted: int
    missed: int


def tidy(api: Api, now: datetime) -> Tidied:
    """Closes runs that nobody runs, drops missed ones but the last of each deployment, frees their turns.

    Raises:
        ServiceError: the server does not answer.
    """
    interrupted = close_interrupted(api)
    late = _runs(api, {**LATE_ONES, "expected_start_time": {"before_": now.isoformat()}})
    missed = list(_made_up_for(run for run in late if run["auto_scheduled"]))
    _set_state(api, missed, MISSED)
    _free_turns(api)
    return Tidied(interrupted, len(missed))


def close_interrupted(api: Api) -> int:
    """Closes runs that nobody runs; how many there were.

    Raises:
        ServiceError: the server does not answer.
    """
    found = _with_subflows(api, _runs(api, {**ALIVE_ONES, "deployment_id": {"is_null_": False}}))
    _set_state(api, found, INTERRUPTED)
    return len(found)


def _with_subflows(api: Api, runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Runs after the ones that they started: those have no deployment, and are known by their parent only."""
    if not runs:
        return []
    parents = {"parent_flow_run_id": {"any_": [run["id"] for run in runs]}}
    return [*_with_subflows(api, _runs(api, {**ALIVE_ONES, **parents})), *runs]


def _runs(api: Api, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """All runs that are wanted and served here: those of a work pool belong to workers elsewhere."""
    found: list[dict[str, Any]] = []
    while True:
        asked = {"flow_runs": wanted, "limit": PAGE, "offset": len(found), "sort": "ID_DESC"}
        page = api.post("/flow_runs/filter", asked)
        found += page
        if len(page) < PAGE:
            return [run for run in found if not run.get("work_pool_name")]


def _made_up_for(runs: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """All but the last run of each deployment with the same parameters."""
    in_order = sorted(runs, key=lambda run: (_same(run), run["expected_start_time"]))
    for _, of_one in groupby(in_order, key=_same):
        yield from list(of_one)[:-1]


def _same(run: dict[str, Any]) -> tuple[str, str]:
    return run["deployment_id"], json.dumps(run["parameters"], sort_keys=True)


def _set_state(api: Api, runs: Iterable[dict[str, Any]], state: dict[str, str]) -> None:
    for run in runs:
        api.post(f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})


def _free_turns(api: Api) -> None:
    """Gives back the turns of killed runs, which would stay taken for minutes, or for ever.

    Nobody holds one now; unless there are workers on other machines, who are left alone.
    """
    if api.post("/work_pools/filter", {"limit": 1}):
        return
    for limit in api.post("/v2/concurrency_limits/filter", {"limit": PAGE}):
        if limit["active_slots"]:
            api.patch(f"/v2/concurrency_limits/{limit['id']}", {"active_slots": 0})
