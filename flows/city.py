"""The congresses of the city (đảng bộ thành phố trực thuộc Trung ương)."""

from __future__ import annotations

from prefect import flow

from daihoi.publishing import Published
from flows.naming import run_name
from flows.procedure import prepare_congresses
from flows.requests import LevelRequest


@flow(name="city-congress", flow_run_name=run_name("Thành phố", "city"), persist_result=False)
def prepare_city_congress(request: LevelRequest) -> Published:
    """Runs the procedure for these congresses and publishes their worklist."""
    return prepare_congresses("city", request)
