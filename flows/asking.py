"""Asking the running service for a run, and watching it.

By Prefect's client, which finds address and password in the environment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from daihoi.errors import DaihoiError
from flows.catalogue import Work
from flows.running import running

MOST_ATTEMPTS = 20
"""Runs under one key that failed and are asked for again; beyond it a person has to look."""


class ServiceRefusal(DaihoiError):
    """The service is not there, or does not do what it was asked to."""


@dataclass(frozen=True)
class Asked:
    """A run that the service was asked for.

    Attributes:
        run_id: its number in Prefect.
        name: its name; the final one is given when it starts.
        state: name of its state, as Prefect or this program calls it.
        message: what its state says; empty when nothing.
        is_over: it has ended.
        is_good: it has ended well.
    """

    run_id: UUID
    name: str
    state: str
    message: str
    is_over: bool
    is_good: bool


def ask(
    work: Work,
    parameters: Mapping[str, Any],
    key: str | None = None,
    name: str | None = None,
    tags: tuple[str, ...] = (),
) -> Asked:
    """Asks for a run; with a key, a run that goes on or ended well under this key is the answer.

    Args:
        work: what to run.
        parameters: codes, dates and numbers, as JSON has them.
        key: names what the run is for; None: each time anew.
        name: what the run is called until it starts.
        tags: of the run, beside those of its deployment.

    Raises:
        ServiceRefusal: the service does not answer, does not know the work, or refuses the parameters.
    """
    with _told(), get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(work.full_name)

        def made(its_key: str | None) -> FlowRun:
            return client.create_flow_run_from_deployment(
                deployment.id, parameters=dict(parameters), idempotency_key=its_key, name=name, tags=tags
            )

        return _asked(_first_not_failed(made, key))


def _first_not_failed(made: Callable[[str | None], FlowRun], key: str | None) -> FlowRun:
    """The run under a key; where it failed, the run under the next: a failed run has done nothing."""
    run = made(key)
    for attempt in range(2, MOST_ATTEMPTS + 1):
        if key is None or not _has_failed(run):
            break
        run = made(f"{key}#{attempt}")
    return run


def look_at(run_id: UUID) -> Asked:
    """How a run is getting on.

    Raises:
        ServiceRefusal: the service does not answer, or does not know the run.
    """
    with _told(), get_client(sync_client=True) as client:
        return _asked(client.read_flow_run(run_id))


def follow(run_id: UUID) -> Iterator[Asked]:
    """A run each time its state or name changes, until it is over.

    Raises:
        ServiceRefusal: the service does not answer any more.
        ConfigErrors: the settings of the service are not usable.
    """
    last: Asked | None = None
    pause = running().follow_seconds
    with _told(), get_client(sync_client=True) as client:
        while last is None or not last.is_over:
            now = _asked(client.read_flow_run(run_id))
            if now != last:
                yield now
            last = now
            if not now.is_over:
                time.sleep(pause)


def _has_failed(run: FlowRun) -> bool:
    return bool(run.state and run.state.is_final() and not run.state.is_completed())


def _asked(run: FlowRun) -> Asked:
    state = run.state
    return Asked(
        run.id,
        run.name,
        (state.name or state.type.value) if state else "",
        (state.message or "") if state else "",
        bool(state and state.is_final()),
        bool(state and state.is_completed()),
    )


@contextmanager
def _told() -> Iterator[None]:
    """Says in Vietnamese why the service refuses."""
    try:
        yield
    except ObjectNotFound as error:
        raise ServiceRefusal(
            "Dịch vụ đang chạy không biết việc này: có thể nó vừa bật, hoặc là bản chương trình khác. Chờ "
            "một phút rồi thử lại; vẫn vậy thì dừng và bật lại daihoi serve."
        ) from error
    except PrefectHTTPStatusError as error:
        raise ServiceRefusal(f"Dịch vụ từ chối: {_reason(error)}") from error
    except (httpx.HTTPError, OSError, RuntimeError) as error:
        raise ServiceRefusal(
            "Dịch vụ không trả lời. Xem nó còn chạy không (daihoi serve), hoặc chạy ngay không cần dịch vụ: "
            "daihoi run ĐỢT."
        ) from error


def _reason(error: PrefectHTTPStatusError) -> str:
    status = error.response.status_code
    if status == httpx.codes.UNAUTHORIZED:
        return "sai mật khẩu dịch vụ; tắt và bật lại daihoi serve."
    try:
        said = error.response.json().get("detail", "")
    except ValueError:
        said = ""
    return f"{said or error.response.reason_phrase} (mã {status})"
