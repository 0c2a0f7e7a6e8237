"""What every flow about a campaign does first: look at the request, say what it is, wait its turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.orchestration import get_client

from flows.checking import check
from flows.requests import ProgressRequest
from flows.served import served_run
from flows.turns import turn


@contextmanager
def begun(request: ProgressRequest, level: str = "") -> Iterator[None]:
    """Refuses what cannot be done, tags the run with its campaign, and holds the campaign's turn.

    Outside the service nothing is done: whoever starts the flow there has looked at the request.

    Raises:
        DaihoiError: the request cannot be met.
    """
    if served_run() is None:
        yield
        return
    check(request, level)
    _tag(request.campaign)
    with turn(request.campaign):
        yield


def _tag(campaign: str) -> None:
    """Adds the campaign to the run's tags; a form has no place for it."""
    run = served_run()
    if run and campaign not in run.tags:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run.id, tags=[*run.tags, campaign])
