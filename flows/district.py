"""The congresses of the district (đảng bộ quận, huyện)."""

from __future__ import annotations

from prefect import flow

from daihoi.publishing import Published
from flows.naming import run_name
from flows.procedure import prepare_congresses
from flows.requests import LevelRequest


@flow(name="district-congress", flow_run_name=run_name("Quận", "district"), persist_result=False)
def prepare_district_congress(request: LevelRequest) -> Published:
    """Runs the procedure for these congresses and publishes their worklist."""
    return prepare_congresses("district", request)
