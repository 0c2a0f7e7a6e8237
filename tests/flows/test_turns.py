"""Turns: who waits gets in when nobody works any more, even where Prefect has lost whose turn it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.states import Cancelling, Completed, Pending, Running

from flows import turns


@flow(name="turns")
def work() -> None:
    """Nothing: only its runs are needed."""


@pytest.fixture
def client() -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as found:
        yield found


def run_of(client: SyncPrefectClient, campaign: str, state: State[None]) -> UUID:
    """A run of a campaign in a state."""
    made = client.create_flow_run(work, tags=[campaign])
    client.set_flow_run_state(made.id, state, force=True)
    return made.id


def test_a_place_that_nobody_holds_is_given_back(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slot without a lease and without a run, as after a release that was lost."""
    monkeypatch.setattr(turns, "is_worked_on", lambda *_: False)
    turns.set_limit(client, "lost")
    client.increment_concurrency_slots([turns.limit_name("lost")], slots=1, mode="concurrency")
    run = run_of(client, "lost", Running())
    monkeypatch.setattr(turns, "monotonic", iter(range(0, 10_000, 50)).__next__)  # 50 seconds a look
    with ExitStack() as stack:
        turns._take(stack, "lost", run)
        assert client.read_global_concurrency_limit_by_name(turns.limit_name("lost")).active_slots == 1
        assert client.read_flow_run(run).state_name == "Running"
    assert client.read_global_concurrency_limit_by_name(turns.limit_name("lost")).active_slots == 0


@pytest.mark.parametrize(
    ("state", "is_held"),
    [
        (Running(), True),
        (Cancelling(), True),
        (Running(name=turns.WAITING), False),
        (Pending(), False),
        (Completed(), False),
    ],
    ids=["works", "is being cancelled", "waits itself", "has not begun", "is over"],
)
def test_a_campaign_is_worked_on_by_runs_that_do_not_only_wait(
    state: State[None], is_held: bool, client: SyncPrefectClient
) -> None:
    campaign = f"c{str(state.name).encode().hex()}"
    own = run_of(client, campaign, Running())
    assert not turns.is_worked_on(campaign, own)
    run_of(client, f"{campaign}x", Running())
    assert not turns.is_worked_on(campaign, own)
    run_of(client, campaign, state)
    assert turns.is_worked_on(campaign, own) is is_held
