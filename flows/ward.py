"""The congresses of the wards, communes and special zones (đảng bộ xã, phường, đặc khu) of 2025."""

from __future__ import annotations

from prefect import flow

from daihoi.publishing import Published
from flows.naming import run_name
from flows.procedure import prepare_congresses
from flows.requests import LevelRequest


@flow(name="ward-congresses", flow_run_name=run_name("Xã, phường", "ward"), persist_result=False)
def prepare_ward_congresses(request: LevelRequest) -> Published:
    """Runs the procedure for these congresses and publishes their worklist."""
    return prepare_congresses("ward", request)
