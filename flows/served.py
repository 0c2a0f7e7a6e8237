"""Whether a flow runs in the service, and which run it is.

A run that was started by ``daihoi run``, or by another flow, has no deployment: whoever started it looks
after turns and after what follows.
"""

from __future__ import annotations

from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext


def served_run() -> FlowRun | None:
    """The run of a deployment that is going on here; None outside the service, and inside another flow."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    return run if isinstance(run, FlowRun) and run.deployment_id else None


def scheduled_run() -> FlowRun | None:
    """The same, if it was the schedule that started it and not a person."""
    run = served_run()
    return run if run and run.auto_scheduled else None
