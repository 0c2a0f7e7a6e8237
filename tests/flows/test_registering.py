"""Registering: however the server was before, afterwards it has what catalogue and configuration say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment

from daihoi import clock
from daihoi.loading import ConfigDir
from flows.catalogue import CATALOGUE, TAG
from flows.registering import prepare
from flows.turns import limit_name
from tests.flows.conftest import CONFIG

SCHEDULED = {"Tiến độ", "Phê duyệt và nhắc việc"}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ConfigDir:
    """The configuration with Cẩm Lệ alone, on a day of its campaign."""
    root = tmp_path / "config"
    shutil.copytree(CONFIG, root, ignore=shutil.ignore_patterns("campaigns"))
    shutil.copytree(CONFIG / "campaigns/cam_le_2020", root / "campaigns/cam_le_2020")
    monkeypatch.setenv("DAIHOI_CONFIG", str(root))
    monkeypatch.setattr(clock, "today", lambda: date(2020, 3, 2))
    return ConfigDir(root)


@pytest.fixture
def client() -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as opened:
        yield opened
        for deployment in opened.read_deployments():
            opened.delete_deployment(deployment.id)


def register(config: ConfigDir) -> None:
    for deployment in prepare(config):
        deployment.apply()


def registered(client: SyncPrefectClient) -> dict[str, DeploymentResponse]:
    return {deployment.name: deployment for deployment in client.read_deployments()}


def slugs(deployment: DeploymentResponse) -> list[str]:
    return sorted(schedule.slug or "" for schedule in deployment.schedules)


def test_everything_is_there_once_however_often_it_is_done(
    config: ConfigDir, client: SyncPrefectClient
) -> None:
    register(config)
    first = registered(client)
    assert set(first) == {work.title for work in CATALOGUE}
    assert {name for name, one in first.items() if slugs(one) == ["cam-le-2020"]} == SCHEDULED
    assert all(one.enforce_parameter_schema and TAG in one.tags for one in first.values())
    assert client.read_global_concurrency_limit_by_name(limit_name("cam_le_2020")).limit == 1

    register(config)
    again = registered(client)
    assert {name: one.id for name, one in again.items()} == {name: one.id for name, one in first.items()}
    assert {name: slugs(one) for name, one in again.items()} == {n: slugs(one) for n, one in first.items()}


def test_a_new_campaign_appears_and_one_that_is_gone_disappears(
    config: ConfigDir, client: SyncPrefectClient
) -> None:
    register(config)
    shutil.copytree(CONFIG / "campaigns/ngo_quyen_2020", config.root / "campaigns/ngo_quyen_2020")
    shutil.rmtree(config.root / "campaigns/cam_le_2020")
    register(config)
    found = registered(client)
    assert slugs(found["Tiến độ"]) == ["ngo-quyen-2020"]
    form = found["Cả đợt"].parameter_openapi_schema["definitions"]["ProgressRequest"]
    assert form["properties"]["campaign"]["enum"] == ["ngo_quyen_2020"]

    shutil.rmtree(config.root / "campaigns/ngo_quyen_2020")
    register(config)
    found = registered(client)
    assert slugs(found["Tiến độ"]) == slugs(found["Phê duyệt và nhắc việc"]) == []
    assert slugs(found["Sao lưu sổ ghi"]) == ["sao-luu"]


def test_what_a_person_paused_stays_paused(config: ConfigDir, client: SyncPrefectClient) -> None:
    register(config)
    progress = registered(client)["Tiến độ"]
    (schedule,) = progress.schedules
    client.update_deployment_schedule(progress.id, schedule.id, active=False)
    register(config)
    found = registered(client)
    assert [one.active for one in found["Tiến độ"].schedules] == [False]
    assert [one.active for one in found["Phê duyệt và nhắc việc"].schedules] == [True]


@flow(name="of-another-program")
def other_flow() -> None:
    pass


def test_a_work_that_is_gone_is_removed_and_what_others_made_is_left(
    config: ConfigDir, client: SyncPrefectClient
) -> None:
    RunnerDeployment.from_flow(other_flow, name="Việc cũ", tags=[TAG]).apply()
    RunnerDeployment.from_flow(other_flow, name="Việc của người khác", tags=["khac"]).apply()
    register(config)
    names = set(registered(client))
    assert "Việc cũ" not in names
    assert "Việc của người khác" in names


def test_for_the_workers_of_a_pool_the_same_is_registered(
    config: ConfigDir, client: SyncPrefectClient
) -> None:
    made = prepare(config, "daihoi")
    assert {one.work_pool_name for one in made} == {"daihoi"}
    assert sorted(one.name for one in made) == sorted(work.title for work in CATALOGUE)
