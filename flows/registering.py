"""Makes the server's deployments what the catalogue and the configuration say, however it was before.

Done at every start of the service: with a new database everything is there again; a campaign that is new in
the configuration appears, one that is gone disappears; what people paused stays paused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Schedule
from prefect.types.entrypoint import EntrypointType

from daihoi import __version__, clock
from daihoi.loading import ConfigDir
from daihoi.loading.service_config import load_service_settings
from flows.catalogue import CATALOGUE, TAG, Work
from flows.schedules import schedules_of, served_campaigns
from flows.turns import set_limit

PAGE = 200


def flow_of(work: Work) -> Flow[..., Any]:
    """The flow that a work runs.

    Raises:
        TypeError: the entrypoint names something else.
    """
    module, _, name = work.entrypoint.rpartition(".")
    found = getattr(import_module(module), name)
    if not isinstance(found, Flow):
        raise TypeError(f"{work.entrypoint} is no flow")
    return found


def prepare(config: ConfigDir, work_pool: str | None = None) -> list[RunnerDeployment]:
    """Takes away what is gone, sets the limits of the campaigns, and says what to register.

    What has the most schedules comes last: from then on the server is busy planning their runs.

    Args:
        config: the configuration.
        work_pool: name of the pool whose workers shall run the flows; None: the process that serves.

    Raises:
        ConfigErrors: the settings of the service are not usable.
    """
    settings = load_service_settings(config)
    campaigns = served_campaigns(config, settings, clock.today())
    wanted = {work: schedules_of(work, settings, campaigns) for work in CATALOGUE}
    with get_client(sync_client=True) as client:
        before = _registered(client)
        for campaign in campaigns:
            set_limit(client, campaign.code)
        _take_away(client, before, {(work.title, one.slug) for work in CATALOGUE for one in wanted[work]})
    active = {(had.name, one.slug): one.active for had in before for one in had.schedules}
    works = sorted(CATALOGUE, key=lambda work: len(wanted[work]))
    return [_deployment(work, _as_left(work, wanted[work], active), work_pool) for work in works]


def _deployment(work: Work, schedules: Sequence[Schedule], work_pool: str | None) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow_of(work),
        name=work.title,
        description=work.description,
        tags=work.tags,
        version=__version__,
        schedules=list(schedules) or None,
        work_pool_name=work_pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _registered(client: SyncPrefectClient) -> list[DeploymentResponse]:
    """What this program registered before."""
    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    return client.read_deployments(deployment_filter=ours, limit=PAGE)


Place = tuple[str, str | None]
"""Name of a deployment, and slug of one of its schedules."""


def _take_away(client: SyncPrefectClient, before: Sequence[DeploymentResponse], wanted: set[Place]) -> None:
    """Removes deployments that the catalogue no longer has, and schedules that nothing stands for any more.

    Registering changes and adds schedules by their slugs; it takes none away.
    """
    titles = {work.title for work in CATALOGUE}
    for deployment in before:
        if deployment.name not in titles:
            client.delete_deployment(deployment.id)
            continue
        for schedule in deployment.schedules:
            if (deployment.name, schedule.slug) not in wanted:
                client.delete_deployment_schedule(deployment.id, schedule.id)


def _as_left(work: Work, schedules: Sequence[Schedule], active: Mapping[Place, bool]) -> list[Schedule]:
    """The schedules, each active or paused as it was left: a person may have changed it."""
    return [replace(one, active=active.get((work.title, one.slug), one.active)) for one in schedules]
