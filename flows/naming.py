"""Names of flow runs, as they read in the list of runs."""

from __future__ import annotations

from collections.abc import Callable

from prefect.runtime import flow_run


def run_name(what: str) -> Callable[[], str]:
    """Names a run «Quận · cam_le_2020 · chốt 02/03/2020» from its request."""

    def name() -> str:
        request = flow_run.parameters["request"]
        chosen = f" · {', '.join(request.units)}" if getattr(request, "units", None) else ""
        day = f" · chốt {request.status_date:%d/%m/%Y}" if request.status_date else ""
        return f"{what} · {request.campaign}{chosen}{day}"

    return name
