"""One real service for the whole folder: its start takes long."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from tests.served.service import ROOT, Service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service for Cẩm Lệ alone, with its reports recorded."""
    home = tmp_path_factory.mktemp("served")
    config = home / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("campaigns"))
    shutil.copytree(ROOT / "config/campaigns/cam_le_2020", config / "campaigns/cam_le_2020")
    workspace = Workspace(config, home / "data", home / "out")
    record(workspace)
    started = Service(workspace)
    yield started
    started.stop()


def record(workspace: Workspace) -> None:
    """Records the reports that come with the campaign."""
    workspace.prefect_home.mkdir(parents=True)
    import_campaign_reports(workspace, "cam_le_2020")


@pytest.fixture
def published(service: Service) -> Path:
    """What is published of Cẩm Lệ for 2 March 2020."""
    return service.workspace.out / "cam_le_2020" / "2020-03-02"
