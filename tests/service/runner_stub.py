"""A runner for tests: one deployment with a schedule far ahead, one without; says when it is ready."""

from __future__ import annotations

import threading
from pathlib import Path

from prefect import flow, serve
from prefect.client.orchestration import get_client
from prefect.schedules import Cron

from daihoi.service.readiness import await_server, tell_ready


@flow(name="sample")
def sample(seconds: int = 0) -> int:
    """A flow that does nothing for a while."""
    threading.Event().wait(seconds)
    return seconds


def registered(count: int) -> None:
    """Waits until the server knows the deployments; then says so."""
    with get_client(sync_client=True) as client:
        while len(client.read_deployments()) < count:
            threading.Event().wait(0.1)
    tell_ready()


def main() -> None:
    await_server()
    here = Path(__file__)
    source = sample.from_source(source=str(here.parent), entrypoint=f"{here.name}:sample")
    made = [
        source.to_deployment(
            name="daily",
            description="Chạy thử hằng ngày\nDòng thứ hai",
            schedules=[Cron("0 6 * * *", timezone="Asia/Ho_Chi_Minh")],
        ),
        source.to_deployment(name="asked", description="Chạy khi có người bấm"),
    ]
    threading.Thread(target=registered, args=(len(made),), daemon=True).start()
    serve(*made, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
