"""The congresses of the grassroots organisations (đảng bộ, chi bộ cơ sở)."""

from __future__ import annotations

from prefect import flow

from daihoi.publishing import Published
from flows.naming import run_name
from flows.procedure import prepare_congresses
from flows.requests import LevelRequest


@flow(name="grassroots-congresses", flow_run_name=run_name("Cơ sở", "grassroots"), persist_result=False)
def prepare_grassroots_congresses(request: LevelRequest) -> Published:
    """Runs the procedure for these congresses and publishes their worklist."""
    return prepare_congresses("grassroots", request)
