"""The congresses of the branches (chi bộ)."""

from __future__ import annotations

from prefect import flow

from daihoi.publishing import Published
from flows.naming import run_name
from flows.procedure import prepare_congresses
from flows.requests import LevelRequest


@flow(name="branch-congresses", flow_run_name=run_name("Chi bộ", "branch"), persist_result=False)
def prepare_branch_congresses(request: LevelRequest) -> Published:
    """Runs the procedure for these congresses and publishes their worklist."""
    return prepare_congresses("branch", request)
